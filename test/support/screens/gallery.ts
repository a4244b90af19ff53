import { modal } from "../../../adapters/slack/render/form.ts";
import { render as slackMessage } from "../../../adapters/slack/render/render.ts";
import { split as slackParts } from "../../../adapters/slack/render/split.ts";
import { consentMessage } from "../../../adapters/teams/render/file.ts";
import { formMessage } from "../../../adapters/teams/render/form.ts";
import { render as teamsMessage } from "../../../adapters/teams/render/render.ts";
import { split as teamsParts } from "../../../adapters/teams/render/split.ts";
import { File } from "../../../src/config/config-file.ts";
import { TriageConfig } from "../../../src/config/triage-config.ts";
import type { Reply } from "../../../src/ports/chat/reply.ts";
import type { AskOutcome, Finding } from "../../../src/ports/databricks/agent.ts";
import type { Run, RunTask } from "../../../src/ports/databricks/run.ts";
import { Place } from "../../../src/ports/place.ts";
import type { Table } from "../../../src/ports/table.ts";
import { answer } from "../../../src/reply/answer/answer.ts";
import { questionMenu } from "../../../src/reply/answer/answer-buttons.ts";
import { type RunView, runCard } from "../../../src/reply/jobs/run-card.ts";
import { runEnded } from "../../../src/reply/jobs/run-end-card.ts";
import { failed as failedNotice } from "../../../src/reply/notices/failure-notices.ts";
import { help } from "../../../src/reply/notices/help-notices.ts";
import { channelGreeting, type HomeView, homeNotice } from "../../../src/reply/notices/home-notices.ts";
import { cardOf } from "../../../src/triage/case-card.ts";
import { longMarkdown, orderForm, working } from "../../contract/replies.ts";
import { failedRun } from "../databricks/failed-run.ts";

/* Every kind of answer, as both platforms get it: what the gallery of the playground shows. */

export interface Exhibit {
  name: string;
  /** Messages of Slack, as blocks; a form is a view. */
  slack: object[][];
  /** Adaptive Cards. */
  teams: object[];
}

const text = (name: string) => ({ name, type: "text" as const });
const number = (name: string) => ({ name, type: "number" as const });
const tableOf = (columns: Table["columns"], rows: Table["rows"], total = rows.length): Table => ({
  ...{ columns, rows, total, truncated: total > 5_000 },
});

const found = (agent: string, table: Table | undefined, more: Partial<Finding> = {}): AskOutcome => ({
  state: "done",
  key: agent,
  finding: {
    ...{ agent, question: "What about it?", text: "See below.", suggestions: ["And in the South?"], elapsedMs: 8_300 },
    ...{ earlier: [], notes: [], clarifies: false, trusted: true, link: "https://dbx.example.com/genie/rooms/1" },
    sql: "SELECT region, sum(revenue) AS total_revenue\nFROM sales\nWHERE order_date >= '2026-10-01'\nGROUP BY region",
    ...(table && { table }),
    ...more,
  },
});
const failed: AskOutcome = {
  ...{ state: "failed", key: "customer", agent: "customer", question: "Who leaves?", elapsedMs: 2_000 },
  failure: { code: "genie.unavailable", sentence: "It needs the permission Can View on its space." },
};

const of = (markdown: string, outcomes: AskOutcome[], more: object = {}): Reply =>
  answer({
    result: {
      kind: "answer",
      markdown,
      confidence: "high",
      notes: [],
      suggestions: ["And in the South?"],
      outcomes,
      ...more,
    },
    turn: "turn",
    menu: questionMenu({ again: true, edit: true, others: true, thoughts: true }),
    nameOf: (agent) => `${agent.charAt(0).toUpperCase()}${agent.slice(1)}`,
    question: "What about it?",
    echo: undefined,
    elapsedMs: 9_000,
    today: "2026-11-29",
  });

const regions = ["North", "South", "West"].map((region, at) => [region, String(2_525 - at * 850.25)]);
const three = tableOf([text("region"), number("total_revenue")], regions);
const products = (rows: number) =>
  Array.from({ length: rows }, (_, at) => [
    ...[`P-${10_000 + at}`, ["Laptop, refurbished", "Mouse", "Recommendation-engine licence"][at % 3] ?? ""],
    ...[
      String(1_234_567.5 - at * 999.25),
      `2026-${String((at % 12) + 1).padStart(2, "0")}-01`,
      at % 7 ? String(at) : null,
    ],
  ]);
const productColumns = [
  text("product_id"),
  text("product"),
  number("revenue"),
  { name: "since", type: "date" as const },
  number("returns"),
];
const wide = (columns: number) =>
  tableOf(
    Array.from({ length: columns }, (_, at) => (at % 3 === 0 ? text(`label_${at}`) : number(`amount_${at}`))),
    Array.from({ length: 4 }, (_, row) =>
      Array.from({ length: columns }, (_, at) => (at % 3 === 0 ? "increase" : String(2_552.97 * (row + 1) + at))),
    ),
  );
const months = tableOf(
  [text("month"), number("revenue")],
  Array.from({ length: 13 }, (_, at) => [
    `2026-${String(at + 1).padStart(2, "0")}`,
    at === 4 ? null : String(1_000 + at * 90),
  ]),
);
const days = tableOf(
  [{ name: "day", type: "date" }, number("revenue")],
  Array.from({ length: 90 }, (_, at) => [
    new Date(Date.UTC(2026, 7, 1 + at)).toISOString().slice(0, 10),
    String(900 + at),
  ]),
);
const figures = (...rows: Table["rows"]) => tableOf([text("metric"), number("current"), number("previous")], rows);
const overview = [
  found("performance", figures(["seconds waiting per query", "1.91", "0.87"], ["queries", "240", "240"])),
  found("cost", figures(["cost in dollars", "59852.19", "56957.07"], ["DBUs", "199507.37", "189856.88"])),
  found("reliability", figures(["success rate in percent", "94.79", "96.94"], ["failed runs", "19", "11"])),
];
const churn = found(
  "customer",
  tableOf(
    [text("region"), text("churn_risk")],
    [
      ["South", "High"],
      ["North", "Low"],
    ],
  ),
);

const task = (key: string, more: Partial<RunTask> = {}): RunTask => ({ key, run: "9", state: "waiting", ...more });
const run: Run = {
  ...{ run: "718830465509999", job: "42", name: "nightly", state: "running", startedAt: 0, creator: "robot" },
  tasks: [
    task("extract", { state: "ended", outcome: "success", startedAt: 1_000, endedAt: 13_000 }),
    task("merge", { state: "running", startedAt: 13_000 }),
    task("publish"),
  ],
  parameters: {},
  url: "https://dbx.example.com/?o=1#job/42/run/1",
};
const view: RunView = {
  ...{ run, name: "Nightly load", starter: undefined, now: 60_000, usualMs: 180_000, to: {} },
  parameters: { day: "2026-01-31" },
};
const ended: Run = { ...run, state: "ended", outcome: "success", endedAt: 75_000, tasks: [] };
const deployment = { jobsChannel: undefined, language: "en", timeZone: "UTC" } as const;
const triage = {
  config: { access: File.parse({}).access, ...deployment, triage: TriageConfig.parse({}) },
  ...{ catalog: { byNumber: () => undefined }, notifiers: [] },
};

const failure: Parameters<typeof failedRun>[1] = {
  ...{ name: "Nightly load", owner: "data-team@example.com", creator: "robot", parameters: { day: "2026-11-28" } },
  ...{
    failed: ["merge"],
    startedAt: Date.UTC(2026, 10, 29, 3),
    endedAt: Date.UTC(2026, 10, 29, 3, 4),
    usualMs: 180_000,
  },
  ...{ since: Date.UTC(2026, 10, 28, 3), lastSuccessAt: Date.UTC(2026, 10, 27, 3), log: [] },
  trace: "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column with name `region` cannot be resolved.",
  decision: {
    ...{ action: "repair", class: "data", priority: "high", confidence: 0.9, attempt: 1, attempts: 3, isGuess: false },
    cause: "the table sales.orders has no column region",
    evidence: ["[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column with name `region` cannot be resolved."],
    parameters: [],
  },
};

const replies = (): [string, Reply][] => [
  [
    "text alone",
    of("The data holds **no** returns for March. It begins on 1 April 2026.", [found("sales", undefined)]),
  ],
  ["a value that the text says", of("North has 2,525, South 1,674.75 and West 824.50.", [found("sales", three)])],
  ["3 rows", of("The North leads.", [found("sales", three)], { display: "table" })],
  ["100 rows", of("These are all products.", [found("sales", tableOf(productColumns, products(100)))])],
  ["10,000 rows", of("These are all products.", [found("sales", tableOf(productColumns, products(100), 10_000))])],
  ["12 columns", of("Everything about four things.", [found("sales", wide(12))])],
  ["40 columns", of("Everything about four things.", [found("sales", wide(40))])],
  ["bars", of("The North leads.", [found("sales", three)])],
  ["a pie", of("The North leads.", [found("sales", three)], { display: "chart", chart: "pie" })],
  ["a line of 13 months with a gap", of("It grew.", [found("sales", months)])],
  ["a line of 90 days", of("It grew.", [found("sales", days)])],
  [
    "two agents in one table",
    of("No region has both [1] [2].", [found("sales", three), churn], { details: "**Sales** [1]\n\nSee below." }),
  ],
  [
    "an overview",
    of(
      "**3 of 6 key figures changed by 10 % or more** [1] [2] [3].\n\n**Recommendations**\n\n- Ask Performance what made waiting rise [1].",
      overview,
    ),
  ],
  [
    "a partial failure",
    of(
      "The North leads [1].\n\n**Customer** could not answer: It needs the permission Can View on its space.",
      [found("sales", three), failed],
      { confidence: "low" },
    ),
  ],
  ["a long text", of(longMarkdown(9_000).markdown, [found("sales", three)])],
  [
    "a failure",
    failedNotice(
      { code: "genie.unavailable", sentence: "Genie had a passing fault, and three tries have failed." },
      "What is the total revenue?",
    ),
  ],
  ["a clarification", clarification],
  ["progress", working],
  ["help", help([...homeView.agents], "Mention me in a channel, or write to me here.")],
  ["a Home", homeNotice(homeView)],
  ["a greeting in a channel", channelGreeting(homeView.agents)],
  ["a run card", runCard(view)],
  ["a run that has ended", runEnded({ ...view, run: ended, results: [], again: undefined })],
  ["a triage card", cardOf(triage, failedRun("region", failure))],
];

const homeView: HomeView = {
  actor: { platform: "slack", tenant: "T1", user: "U1", name: "Mara Lindqvist", locale: "en-US" },
  agents: [
    {
      ...{ id: "sales", name: "Sales", keywords: [] },
      description: "Revenue, orders and prices, by product, region and day, since April 2026.",
      examples: ["What is the total revenue by region?", "Which product sold best last month?"],
    },
    {
      ...{ id: "customer", name: "Customer", keywords: [] },
      description: "Customers: where they are, what they spend, who may leave.",
      examples: ["Which customers have a high churn risk?"],
    },
  ],
  jobs: File.parse({
    jobs: [{ id: "nightly", name: "Nightly load", description: "Loads the orders of a day.", job_id: "42" }],
  }).jobs,
  questions: [
    {
      question: "What regions have high revenue but high churn?",
      at: Date.UTC(2026, 10, 29, 9, 30),
      isOpen: false,
      url: "https://example.slack.com/archives/C1/p1",
    },
    { question: "Why did costs spike?", at: Date.UTC(2026, 10, 29, 9, 40), isOpen: true, url: undefined },
  ],
  runs: [{ run: "9", name: "Nightly load", at: Date.UTC(2026, 10, 29, 8), url: undefined, state: ended }],
  hasSignIn: true,
  signedIn: { userName: "mara@example.com", since: "2026-11-02" },
  preferences: [{ id: "1", text: "I only care about the North", usedAt: 0 }],
  now: Date.UTC(2026, 10, 29, 10),
};

const clarification: Reply = answer({
  result: { kind: "clarify", markdown: "Revenue of which year?", choices: ["Revenue of 2025", "Revenue of 2026"] },
  ...{ nameOf: (agent: string) => agent, question: "Revenue?", echo: undefined, elapsedMs: 1_000, today: "2026-11-29" },
});

const file = {
  ...{ name: "sales.csv", title: "Sales: 10,000 rows · 812 kB", contentType: "text/csv" },
  content: Buffer.alloc(812_000),
};
const place = Place.parse({ platform: "slack", thread: "slack:T1:C1:1", channelId: "C1", direct: false, to: null });

/** All exhibits. */
export const gallery = (): Exhibit[] => [
  ...replies().map(([name, reply]) => ({
    name,
    slack: slackParts(reply).map((part) => slackMessage(part).blocks),
    teams: teamsParts(reply).map((part) => teamsMessage(part).attachments[0].content),
  })),
  { name: "a form", slack: [modal(orderForm, place).blocks], teams: [formMessage(orderForm).attachments[0].content] },
  { name: "a file", slack: [], teams: [consentMessage(file, undefined).attachments[0]] },
];

/** Where the page reads them. */
export const payloads = new URL("../../../sandbox/playground/gallery/payloads.json", import.meta.url);
