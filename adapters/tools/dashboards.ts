import { z } from "zod";
import { asProblem, type Problem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import { bot } from "../../src/ports/databricks/identity.ts";
import type { Quote, Tool } from "../../src/ports/tool.ts";
import { phrase } from "../../src/reply/words/phrase.ts";
import { oneLine, shortened } from "../../src/text/shorten.ts";
import { isFiller, stems } from "../../src/text/word-forms.ts";
import type { DatabricksHttp } from "../databricks/http.ts";
import { listAll } from "../databricks/pages.ts";

interface ListedDashboard {
  title: string;
  url: string;
  description: string;
  keywords: readonly string[];
}

export interface DashboardOptions {
  /** Those that the configuration names. */
  listed: readonly ListedDashboard[];
  /** True: those that the bot can see in Databricks, too. */
  lakeview: boolean;
  http: DatabricksHttp;
  host: string;
  log: Log;
  now?: () => number;
}

const Input = z.object({ query: z.string() });
const nouns = ["dashboard", "dashboards"];

/** Dashboards by what their titles and descriptions say: from the configuration, and found in Databricks. */
export const createDashboards = (options: DashboardOptions): Tool<z.infer<typeof Input>> => {
  const found = createFinder(options);
  return {
    name: "dashboards",
    title: "Dashboards",
    description:
      "Links to the company's dashboards. Only for somebody who wants a dashboard, not for figures themselves.",
    about: phrase("aboutDashboards", {}),
    example: phrase("dashboardExample", {}),
    words: {
      wishes: [],
      verbs: "show find open give get link where which is are do have look search zeig öffne gibt such wo".split(" "),
      nouns,
    },
    isPublic: false,
    schema: Input,
    run: async ({ query }, { signal }) => {
      const listed = options.listed.map((one) => ({ ...one, from: "listed" as const }));
      signal.throwIfAborted();
      const { dashboards, problem } = await found(signal);
      const all = [...listed, ...dashboards];
      const quotes = ranked(query, all).slice(0, mostQuotes);
      if (problem && quotes.length === 0) throw problem;
      const unread = problem ? [phrase("dashboardsUnread", {})] : [];
      return { kind: "found", quotes, notes: quotes.length === 0 ? namesOf(all) : unread };
    },
  };
};

const mostQuotes = 5;
/** So many are named where none fits. */
const mostNamed = 10;
const mostTitleNamed = 80;
/** Characters of the words that a question shares with a dashboard. */
const mostReasons = 150;
const own = new Set(nouns.flatMap(stems));

interface Dashboard extends ListedDashboard {
  from: "listed" | "databricks";
}

/** Those that share words with the question, the ones with most of them first; all of them where it says nothing more. */
const ranked = (query: string, all: readonly Dashboard[]): Quote[] => {
  const wanted = stems(query).filter((word) => !isFiller(word) && !own.has(word) && !verbs.has(word));
  const known = all.map((dashboard) => {
    const words = new Set(stems([dashboard.title, dashboard.description, ...dashboard.keywords].join(" ")));
    return { dashboard, shared: wanted.filter((word) => words.has(word)) };
  });
  const fitting = wanted.length === 0 ? known : known.filter(({ shared }) => shared.length > 0);
  return fitting
    .toSorted((one, other) => other.shared.length - one.shared.length)
    .map(({ dashboard: { title, url, description, from }, shared }) => ({
      ...{ title, url, text: description },
      where: phrase(from === "listed" ? "listedInConfig" : "foundInDatabricks", {}),
      ...(shared.length > 0 && {
        why: phrase("isAbout", { words: shortened([...new Set(shared)].join(", "), mostReasons) }),
      }),
    }));
};

/** What there is, for somebody who asked for something else. */
const namesOf = (all: readonly Dashboard[]): string[] => {
  if (all.length === 0) return [];
  const titles = all.slice(0, mostNamed).map(({ title }) => shortened(oneLine(title), mostTitleNamed));
  return [phrase(all.length > mostNamed ? "someDashboards" : "allDashboards", { titles: titles.join(", ") })];
};

const verbs = new Set(
  stems(
    "show find open give get link look search zeig zeige öffne gibt such mir uns die das der den alle unsere zu zum zur für es ein welche",
  ),
);

const Page = z.object({
  dashboards: z
    .array(
      z.object({
        dashboard_id: z.string(),
        display_name: z.string().default(""),
        lifecycle_state: z.string().optional(),
      }),
    )
    .nullish(),
  next_page_token: z.string().nullish(),
});

/** The list of Databricks is read again no sooner, ms. */
const freshMs = 10 * 60_000;
const mostDashboards = 2_000;
/** Characters of a title. */
const mostTitle = 300;

/** https://docs.databricks.com/api/workspace/lakeview/list */
const createFinder = ({ lakeview, http, host, log, now = Date.now }: DashboardOptions) => {
  let known: { at: number; dashboards: Dashboard[] } | undefined;
  return async (signal: AbortSignal): Promise<{ dashboards: Dashboard[]; problem?: Problem }> => {
    if (!lakeview) return { dashboards: [] };
    if (known && now() - known.at < freshMs) return known;
    try {
      let count = 0;
      const all = await listAll(http, {
        ...{ caller: bot, path: "/api/2.0/lakeview/dashboards", signal, retryForMs: 5_000 },
        page: Page,
        items: ({ dashboards }) => dashboards,
        enough: (items) => {
          count += items.length;
          return count >= mostDashboards;
        },
      });
      const dashboards = all
        .filter(({ lifecycle_state }) => lifecycle_state !== "TRASHED")
        .map(({ dashboard_id, display_name }) => dashboardOf(host, dashboard_id, display_name));
      known = { at: now(), dashboards };
      return known;
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      const problem = asProblem(thrown);
      log.warn({ event: "tool.lakeview-missing", err: problem }, "the dashboards of Databricks are not known");
      return { dashboards: known?.dashboards ?? [], problem };
    }
  };
};

const dashboardOf = (host: string, id: string, title: string): Dashboard => ({
  title: shortened(title, mostTitle) || phrase("untitledDashboard", {}),
  url: `${host}/dashboardsv3/${encodeURIComponent(id)}`,
  description: "",
  keywords: [],
  from: "databricks",
});
