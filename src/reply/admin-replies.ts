import type { Failure } from "../errors.ts";
import type { Answer, Notice } from "../ports/chat/reply.ts";
import type { Cluster } from "../ports/databricks/cluster.ts";
import type { Table } from "../ports/table.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import { duration, markdownLink, rowCount } from "./format.ts";
import { localized } from "./tables/localized.ts";
import { failureIn } from "./words/phrase-reading.ts";
import { wordsIn } from "./words/words.ts";

/* What administrators are told of clusters and of statements on the warehouse. */

const notice = (tone: Notice["tone"], markdown: string, more: Partial<Notice> = {}): Notice => ({
  ...{ kind: "notice", tone, markdown, buttons: [] },
  ...more,
});

type Locale = string | undefined;

const said = (locale: Locale) => wordsIn(locale).admin;

export const notDone = (failure: Failure, locale: Locale): Notice =>
  notice("warning", failureIn(failure, locale), { code: failure.code });

/** Clusters that a list names; of those that have stopped fewer, for there are many. */
const most = { named: 20, stopped: 5 };

/** The clusters, those that run first. */
export const clusterList = (clusters: readonly Cluster[], now: number, locale: Locale): Notice => {
  const words = said(locale);
  if (clusters.length === 0) return notice("info", words.noClusters);
  const stopped = clusters.filter(({ state }) => state === "stopped");
  const others = clusters.filter(({ state }) => state !== "stopped");
  const shown = [...others.slice(0, most.named), ...stopped.slice(0, most.stopped)];
  const hidden = clusters.length - shown.length;
  const lines = shown.map((cluster) => `- ${clusterLine(cluster, now, locale)}`);
  if (hidden > 0) lines.push(`- ${words.moreClusters(hidden)}`);
  const running = clusters.filter(({ state }) => state === "running").length;
  return notice("info", lines.join("\n"), { title: words.clustersRunning(running, clusters.length) });
};

const clusterLine = (
  { name, url, state, source, creator, startedAt }: Cluster,
  now: number,
  locale: Locale,
): string => {
  const words = said(locale);
  const kinds: ReadonlyMap<string, string> = new Map(Object.entries(words.kinds));
  const label = shortened(oneLine(name), 80);
  const link = url ? markdownLink(label, url) : label;
  const since = startedAt && state !== "stopped" ? words.startedAgo(duration(now - startedAt)) : "";
  const by = creator ? words.by(shortened(creator, 80)) : "";
  return `${marks[state]} **${link}** ${words.states[state]}${since}${by} (${kinds.get(source) ?? source})`;
};

const marks: Record<Cluster["state"], string> = {
  running: "🟢",
  resizing: "🟢",
  starting: "🟡",
  stopping: "🟡",
  stopped: "⚪",
  failed: "🔴",
  unknown: "⚪",
};

export const whichStatement = (locale: Locale): Notice => notice("info", said(locale).whichStatement);

export const statementRuns = (id: string, locale: Locale): Notice =>
  notice("info", said(locale).statementRuns, {
    buttons: [{ action: "cancel-sql", value: id, label: wordsIn(locale).cancel, style: "danger" }],
  });

export const statementStops = (locale: Locale): Notice => notice("info", said(locale).statementStops);

export const statementOver = (locale: Locale): Notice => notice("info", said(locale).statementOver);

export const statementCancelled = (locale: Locale): Notice => notice("info", said(locale).statementCancelled);

/** The rows of a statement, for the person who asked for them. */
export const rowsOf = (
  sql: string,
  table: Table,
  { elapsedMs, attached, locale }: { elapsedMs: number; attached: boolean; locale: Locale },
): Answer => {
  const words = said(locale);
  const notes = [...(table.truncated ? [words.firstOnly] : []), ...(attached ? [words.attached] : [])];
  const count = table.truncated ? words.first(rowCount(table.rows.length, locale)) : rowCount(table.total, locale);
  return {
    kind: "answer",
    ...(locale === undefined ? {} : { locale }),
    factual: true,
    question: shortened(oneLine(sql), 300),
    markdown: words.rowsAfter(count, duration(elapsedMs)),
    tables:
      table.columns.length > 0 ? [{ title: wordsIn(locale).answers.result, table: localized(table, locale) }] : [],
    sources: [],
    notes,
    elapsedMs,
    buttons: [],
  };
};
