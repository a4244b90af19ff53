import type { Answer } from "../../../src/ports/chat/reply.ts";
import type { AskOutcome, Finding } from "../../../src/ports/databricks/agent.ts";
import type { Table } from "../../../src/ports/table.ts";
import { answer } from "../../../src/reply/answer/answer.ts";
import type { SupervisorResult } from "../../../src/supervisor/supervisor.ts";

const region = { name: "region", type: "text" as const };
const revenue = { name: "total_revenue", type: "number" as const };
const table = (columns: Table["columns"], ...rows: Table["rows"]): Table => ({
  columns,
  rows,
  total: rows.length,
  truncated: false,
});
const done = (agent: string, more: Partial<Finding> = {}): AskOutcome => ({
  state: "done",
  key: agent,
  finding: {
    agent,
    question: "How much?",
    text: "Enough.",
    suggestions: [],
    elapsedMs: 900,
    trusted: false,
    earlier: [],
    notes: [],
    clarifies: false,
    ...more,
  },
});
const failed = (agent: string): AskOutcome => ({
  state: "failed",
  key: agent,
  agent,
  question: "How much?",
  failure: { code: "genie.unavailable", sentence: "Genie had a passing fault." },
  elapsedMs: 900,
});
const result = (markdown: string, ...outcomes: AskOutcome[]): Extract<SupervisorResult, { kind: "answer" }> => ({
  kind: "answer",
  markdown,
  confidence: "low",
  notes: [],
  suggestions: ["And per month?"],
  outcomes,
});
const shown = (markdown: string, ...outcomes: AskOutcome[]): Answer =>
  answer({
    result: result(markdown, ...outcomes),
    nameOf: (agent) => agent.toUpperCase(),
    question: "How much did we earn?",
    echo: undefined,
    elapsedMs: 1_000,
    today: "2026-11-29",
  }) as Answer;

describe("the rows under an answer", () => {
  const rowsOf = (markdown: string, of: Table) => shown(markdown, done("sales", { table: of })).tables.length;

  it("are shown where the only value is missing or empty, whatever the text is", () => {
    for (const value of [null, ""])
      for (const text of ["There was no revenue in March.", "None", "", "…"])
        expect(rowsOf(text, table([revenue], [value]))).toBe(1);
  });

  it.each([
    ["Total revenue in the South is **750**.", table([region, revenue], ["South", "750.0"])],
    ["One customer is at high risk: C002.", table([region, region], ["C002", "High"])],
    ["It is 1,234,567.5 in all.", table([revenue], ["1234567.5"])],
    ["There is nothing to show.", table([region, revenue])],
  ])("are left out where the text says it all: %s", (markdown, of) => {
    expect(rowsOf(markdown, of)).toBe(0);
  });

  it.each([
    ["The South is behind.", table([region, revenue], ["South", "750"])],
    ["It is 1,750 in the South.", table([region, revenue], ["South", "750"])],
    ["In 2023 it was better.", table([revenue], ["3"])],
    ["North 2.", table([region, revenue], ["North", "2"], ["South", "1"])],
  ])("stay where they say more: %s", (markdown, of) => {
    expect(rowsOf(markdown, of)).toBe(1);
  });
});

describe("a result without rows", () => {
  const notes = (markdown: string) => shown(markdown, done("sales", { table: table([region, revenue]) })).notes;

  it("is told where the text does not say it", () => {
    expect(notes("Here it is.")).toEqual(["The query returned no rows."]);
    expect(notes("There is nothing to show.")).toEqual([]);
  });
});

describe("what an answer folds", () => {
  it("is a short table of which the text says all", () => {
    const of = table([region, revenue], ["North", "2"], ["South", "1"]);
    const reply = shown("North 2, South 1.", done("sales", { table: of }));
    expect([reply.tables, reply.folded?.tables.map((one) => one.table)]).toEqual([[], [of]]);
  });

  it("are the rows of a chart", () => {
    const of = table([region, revenue], ["North", "2"], ["South", "1"], ["West", "3"]);
    const reply = shown("See below.", done("sales", { table: of }));
    expect([reply.chart?.type, reply.tables.length, reply.folded?.tables.length]).toEqual(["bar", 0, 1]);
  });

  it("are all long tables but the first where several agents have found different things", () => {
    const of = (name: string, count: number) =>
      table([{ name, type: "text" }], ...Array.from({ length: count }, (_, at) => [`${name} ${at}`]));
    const reply = (count: number) =>
      shown("See below.", done("cost", { table: of("day", count) }), done("jobs", { table: of("run", count) }));
    const titles = ({ tables, folded }: Answer) =>
      [tables, folded?.tables ?? []].map((all) => all.map((one) => one.title));
    expect(titles(reply(5))).toEqual([["COST"], ["JOBS"]]);
    expect(titles(reply(4))).toEqual([["COST", "JOBS"], []]);
  });

  it("is a table of a single thing, which the text is about", () => {
    const spend = table([region, { name: "spend", type: "number" }], ["North", "7"]);
    const reply = shown(
      "Only North.",
      done("sales", { table: table([region, revenue], ["North", "2"]) }),
      done("customer", { table: spend }),
    );
    expect([reply.tables, reply.folded?.tables.map(({ table }) => table.rows)]).toEqual([[], [[["North", "2", "7"]]]]);
  });

  it("are the agents' own words where their findings are one table", () => {
    const of = table([region, revenue], ["North", "2"], ["South", "1"]);
    const churn = table([region, { name: "churn", type: "text" }], ["South", "High"], ["North", "Low"]);
    const view = { ...result("No region has both.", done("sales", { table: of }), done("customer", { table: churn })) };
    const reply = answer({
      result: { ...view, details: "**SALES** [1]\n\nEnough." },
      nameOf: (agent) => agent,
      question: "Which?",
      echo: undefined,
      elapsedMs: 1,
      today: "2026-11-29",
    }) as Answer;
    expect(reply.tables.map((one) => [one.title, one.table.rows])).toEqual([
      [
        "By region",
        [
          ["North", "2", "Low"],
          ["South", "1", "High"],
        ],
      ],
    ]);
    expect(reply.folded).toMatchObject({ markdown: "**SALES** [1]\n\nEnough.", tables: [] });
  });
});

describe("an answer that nobody could give", () => {
  it("says why once, claims no confidence, and offers to try again", () => {
    const reply = shown("**SALES** could not answer: Genie had a passing fault.", failed("sales"));
    expect(reply.sources).toEqual([]);
    expect(reply).not.toHaveProperty("confidence");
    expect(reply.buttons.at(-1)).toEqual({ action: "ask", value: "How much did we earn?", label: "Try again" });
  });

  it("keeps its sources, numbered as they are cited, where another agent answered", () => {
    const reply = shown("Enough [2].", failed("sales"), done("customer"));
    expect(reply.sources.map(({ title, failed: why }) => [title, why])).toEqual([
      ["SALES", "Genie had a passing fault."],
      ["CUSTOMER", undefined],
    ]);
    expect(reply.buttons.map(({ label }) => label)).toEqual(["And per month?", "Try again"]);
  });
});

describe("the chart of an answer", () => {
  const chartOf = (column: string, ...labels: string[]) => {
    const of = table([{ ...region, name: column }, revenue], ...labels.map((label) => [label, "1"]));
    return shown("See below.", done("sales", { table: of })).chart;
  };

  it.each([
    ["month", ["2026-09", "2026-10", "2026-11"], "line"],
    ["quarter", ["2026-Q1", "2026-Q2", "2026-Q3"], "line"],
    ["region", ["North", "South", "West"], "bar"],
  ])("by %s is of the kind that fits", (column, labels, type) => {
    expect(chartOf(column, ...labels)).toMatchObject({ type, title: `Total revenue by ${column}` });
  });
});

describe("an answer of several queries", () => {
  const north = {
    title: "The leader",
    sql: "SELECT 1",
    table: table([region, revenue], ["North", "2525"], ["East", "9"]),
  };
  const all = table([region, revenue], ["North", "2525"], ["South", "750"]);

  it("shows each table under what it is about, and the SQL of all", () => {
    const reply = shown("See below.", done("sales", { earlier: [north], sql: "SELECT 2", table: all }));
    expect(reply.tables).toEqual([
      { title: "SALES: The leader", table: north.table },
      { title: "SALES", table: all },
    ]);
    expect(reply.sources).toMatchObject([{ sql: "SELECT 1;\n\nSELECT 2", rows: 2 }]);
  });

  it("is named by its agent alone when there is one", () => {
    expect(shown("See below.", done("sales", { table: all })).tables).toEqual([{ title: "SALES", table: all }]);
  });
});
