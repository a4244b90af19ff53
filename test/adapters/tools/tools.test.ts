import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { createHttp } from "../../../adapters/databricks/http.ts";
import { personalToken, serviceIdentity } from "../../../adapters/databricks/token.ts";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { createDashboards } from "../../../adapters/tools/dashboards.ts";
import { createRunbooks } from "../../../adapters/tools/runbooks.ts";
import { createWebSearch } from "../../../adapters/tools/web-search.ts";
import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { createSearch, type Page, SEARCH_KEY } from "../../../sandbox/search/service.ts";
import { Traffic } from "../../../sandbox/traffic.ts";
import { serve } from "../../../sandbox/wire.ts";
import { createAlerts } from "../../../src/alerts/alert-records.ts";
import { createAlertTool } from "../../../src/alerts/alert-tool.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Tool } from "../../../src/ports/tool.ts";
import { phraseIn } from "../../../src/reply/words/phrase-reading.ts";
import { hostile, type ToolUnderTest, toolContract } from "../../contract/tool.ts";
import { startDatabricks } from "../../support/databricks/databricks-service.ts";
import { eventually } from "../../support/eventually.ts";
import { address } from "../../support/noting-bot.ts";

const long = `${hostile} hostile words `.repeat(200);

/** A tool that talks to nobody and changes nothing. */
const alone = { sent: () => [], changed: async () => [], away: undefined, stall: undefined };

const callsOf = ({ calls }: Traffic): string[] => calls.map((call) => JSON.stringify(call));

/** Every call fails for good, and as soon as it is made. */
const away = (traffic: Traffic, service: string, kind: "503" | "ip_blocked") => () =>
  void traffic.faults.push({ service, kind, times: 1_000 });

const stalled = (traffic: Traffic, service: string) => async (): Promise<void> => {
  traffic.faults.push({ service, kind: "slow", ms: 3_000, times: 1 });
  await eventually(() => traffic.faults.length === 0);
};

toolContract("dashboards", async (): Promise<ToolUnderTest> => {
  const databricks = await startDatabricks();
  const { traffic, host } = databricks;
  const listed = Array.from({ length: 8 }, (_, at) => ({
    ...{ title: `Hostile ${at} ${hostile}`, url: "javascript:alert(1)" },
    ...{ description: long.slice(0, 500), keywords: [] },
  }));
  const http = createHttp({ host, identity: serviceIdentity(personalToken(TOKENS.pat)), log: silent });
  return {
    tool: createDashboards({ listed, lakeview: true, http, host, log: silent }),
    words: "show me the dashboard for platform costs",
    hostileWords: "show me the hostile dashboard",
    sent: () => callsOf(traffic),
    changed: async () => traffic.calls.filter(({ method }) => method !== "GET"),
    away: away(traffic, "databricks", "ip_blocked"),
    stall: stalled(traffic, "databricks"),
    drop: async () => void (await databricks.stop()),
  };
});

toolContract("runbooks", async (): Promise<ToolUnderTest> => {
  const folder = mkdtempSync(join(tmpdir(), "runbooks-"));
  let now = 1;
  writeFileSync(join(folder, "night.md"), "# Nightly load\n\n## Timeouts\n\nRun it again.\n");
  for (let at = 0; at < 8; at += 1) writeFileSync(join(folder, `h${at}.md`), `# ${long.slice(0, 900)}\n\n${long}`);
  return {
    ...alone,
    tool: createRunbooks({ folder, url: "https://git.example/blob", log: silent, now: () => now }),
    words: "is there a runbook for timeouts of the nightly load?",
    hostileWords: "is there a runbook for hostile words?",
    away: () => {
      rmSync(folder, { recursive: true });
      now += 61_000;
    },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

const pages: Page[] = [
  { title: "Status", url: "https://status.example/", description: "No outages.", page_age: "2026-11-28T08:00:00" },
  ...Array.from({ length: 8 }, (_, at) => ({
    ...{ title: `Hostile page ${at} ${long}`, url: "javascript:alert(1)", description: long, age: long },
  })),
];

toolContract("web search", async (): Promise<ToolUnderTest> => {
  const traffic = new Traffic();
  const server: Server = await serve(createSearch({ traffic, pages }), 0, traffic);
  return {
    tool: createWebSearch({ url: `${address(server)}/res/v1/web/search`, key: SEARCH_KEY }),
    words: "search the web for outages",
    hostileWords: "search the web for hostile pages",
    sent: () => callsOf(traffic),
    changed: async () => traffic.calls.filter(({ method }) => method !== "GET"),
    away: away(traffic, "search", "503"),
    stall: stalled(traffic, "search"),
    drop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
});

toolContract("alert", async (): Promise<ToolUnderTest> => {
  const folder = mkdtempSync(join(tmpdir(), "alerts-"));
  const stores = sqlite({ path: join(folder, "alerts.db"), log: silent, conversationTtlMs: 1_000 });
  const target = { id: "on-call", name: "on-call", words: [], channel: "C1", email: ["a@example.com"], incident: true };
  return {
    ...alone,
    tool: createAlertTool([target], createAlerts(stores.records)),
    words: "alert on-call that the nightly load is late",
    hostileWords: `alert on-call that ${long}`,
    // What is sent is sent by a task.
    changed: async () => [await stores.queue.counts()],
    drop: async () => {
      await stores.close(0);
      rmSync(folder, { recursive: true });
    },
  };
});

it("shows all dashboards to whoever asks for them, in German as well", async () => {
  const listed = ["Costs", "Sales"].map((title) => ({ title, url: "", description: "", keywords: [] }));
  const http = createHttp({ host: "dbx.example.com", identity: serviceIdentity(personalToken("t")), log: silent });
  const tool = createDashboards({ listed, lakeview: false, http, host: "dbx.example.com", log: silent });
  const example = phraseIn(tool.example, "de");
  for (const query of ["Show me the dashboards", example, "Welche Dashboards gibt es?"]) {
    const actor = { platform: "slack", tenant: "T1", user: "U1" };
    const found = await tool.run({ query }, { key: "k", actor, signal: AbortSignal.timeout(5_000) });
    expect(found.kind === "found" && found.quotes.map(({ title }) => title), query).toEqual(["Costs", "Sales"]);
  }
});

it("names the dashboards that there are to whoever asks for another", async () => {
  const http = createHttp({ host: "dbx.example.com", identity: serviceIdentity(personalToken("t")), log: silent });
  const notesWith = async (titles: string[]): Promise<string[]> => {
    const listed = titles.map((title) => ({ title, url: "", description: "", keywords: [] }));
    const tool = createDashboards({ listed, lakeview: false, http, host: "dbx.example.com", log: silent });
    const actor = { platform: "slack", tenant: "T1", user: "U1" };
    const found = await tool.run(
      { query: "is there a dashboard about penguins" },
      { key: "k", actor, signal: AbortSignal.timeout(5_000) },
    );
    return found.kind === "found" && found.quotes.length === 0 ? found.notes : ["something else"];
  };
  const costs = await notesWith(["Costs", "Sales"]);
  expect(costs).toEqual(["These are the dashboards that I know: Costs, Sales."]);
  expect(costs.map((note) => phraseIn(note, "de"))).toEqual(["Diese Dashboards kenne ich: Costs, Sales."]);
  const many = Array.from({ length: 11 }, (_, at) => `Board ${at + 1}`);
  expect(await notesWith(many)).toEqual([`Some of the dashboards that I know: ${many.slice(0, 10).join(", ")}.`]);
  expect(await notesWith([])).toEqual([]);
});

it("keeps a German clause of an alert whole", async () => {
  const folder = mkdtempSync(join(tmpdir(), "alerts-"));
  const stores = sqlite({ path: join(folder, "alerts.db"), log: silent, conversationTtlMs: 1_000 });
  const target = { id: "on-call", name: "on-call", words: [], channel: "C1", email: [], incident: false };
  const tool = createAlertTool([target], createAlerts(stores.records));
  const preparedFor = async (query: string) => {
    const actor = { platform: "slack", tenant: "T1", user: "U1" };
    const result = await tool.run({ query }, { key: query, actor, signal: AbortSignal.timeout(5_000) });
    return result.kind === "prepared" ? result.markdown : "";
  };
  expect(await preparedFor("Alarmiere on-call, dass der nächtliche Lauf zu spät dran ist")).toMatch(
    /> dass der .* ist$/,
  );
  expect(await preparedFor("Alert on-call that the nightly load is late")).toMatch(/> the nightly load is late$/);
  await stores.close(0);
  rmSync(folder, { recursive: true });
});

const Input = z.object({ query: z.string() });

/** The smallest tool there can be: the menu of the canteen. */
const menu: Tool<z.infer<typeof Input>> = {
  name: "menu",
  title: "Menu",
  description: "What the canteen serves.",
  about: "What the canteen serves.",
  example: "Show me the menu",
  words: { verbs: ["show"], nouns: ["menu"], wishes: [] },
  isPublic: false,
  schema: Input,
  run: async ({ query }, { signal }) => {
    signal.throwIfAborted();
    const text = query.includes("hostile") ? long.slice(0, 700) : "Soup, dumplings.";
    return { kind: "found", quotes: [{ title: "Today", text, where: "canteen" }], notes: [] };
  },
};

toolContract(
  "a toy",
  async (): Promise<ToolUnderTest> => ({
    ...{ ...alone, tool: menu, words: "show me the menu", hostileWords: "show me the hostile menu" },
    drop: async () => undefined,
  }),
);
