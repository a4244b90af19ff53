import { doubtsAbout } from "../../../src/supervisor/answering/answer-doubts.ts";
import type { Done } from "../../../src/supervisor/answering/joined-findings.ts";

const today = "2026-11-29";
const found = (sql: string, columns: string[] = [], text = ""): Done => ({
  state: "done",
  key: "k",
  finding: {
    agent: "cost",
    question: "?",
    text,
    sql,
    earlier: [],
    suggestions: [],
    notes: [],
    clarifies: false,
    trusted: false,
    elapsedMs: 1,
    table: { columns: columns.map((name) => ({ name, type: "text" })), rows: [], total: 0, truncated: false },
  },
});
const lastThirty = "SELECT team, SUM(cost) FROM usage WHERE usage_date BETWEEN '2026-10-30' AND '2026-11-28'";

describe("doubts about an answer", () => {
  it("a period that the query does not have", () => {
    expect(doubtsAbout("What did we spend last month?", found("SELECT SUM(cost) FROM usage"), { today })).toEqual([
      "You asked about “last month”, but the query has no date filter: the figures cover all the data.",
    ]);
  });

  it("another period than the one that was asked for", () => {
    expect(doubtsAbout("and last month?", found(lastThirty), { today })).toEqual([
      "You asked about “last month” (October 2026), but the query covers 30 Oct to 28 Nov 2026.",
    ]);
  });

  describe("of two periods that are compared", () => {
    const within = (from: string, to: string) => `SELECT SUM(cost) FROM usage WHERE day BETWEEN '${from}' AND '${to}'`;
    const one = within("2026-11-23", "2026-11-29");
    const other = within("2026-11-16", "2026-11-22");
    const both = `WITH current AS (${one}), previous AS (${other}) SELECT * FROM current, previous`;

    it.each([
      "What did we spend this week compared with last week?",
      "How did costs change this week?",
      "Did we spend more this week than last week?",
    ])("none when the query sets them beside each other: %s", (question) => {
      expect(doubtsAbout(question, found(both), { today })).toEqual([]);
    });

    it("none when the query takes them together", () => {
      const together = found(within("2026-09-01", "2026-10-31"));
      expect(doubtsAbout("What did we spend in September and October?", together, { today })).toEqual([]);
    });

    it("the one that the query lacks", () => {
      expect(doubtsAbout("What did we spend this week compared with last week?", found(one), { today })).toEqual([
        "You asked about “last week” (16 Nov to 22 Nov 2026), but the query covers 23 Nov to 29 Nov 2026.",
      ]);
    });
  });

  it("something that was to be left out, and is not", () => {
    const all = found("SELECT team, SUM(cost) AS cost FROM usage GROUP BY team", ["team", "cost"]);
    const asked = "Cost by team without marketing";
    expect(doubtsAbout(asked, all, { today })).toEqual([
      "Your question says “without”, but the query leaves nothing out. Please check that it answers your question.",
    ]);
    expect(doubtsAbout("Cost by team without a chart", all, { today })).toEqual([]);
    const less = found("SELECT team, SUM(cost) AS cost FROM usage WHERE team <> 'marketing' GROUP BY team", ["team"]);
    expect(doubtsAbout(asked, less, { today })).toEqual([]);
    expect(doubtsAbout("Kosten je Team ohne marketing", all, { today, locale: "de" })).toEqual([
      expect.stringContaining("lässt nichts aus"),
    ]);
  });

  it("a median that the query does not compute", () => {
    expect(doubtsAbout("What is the median cost?", found("SELECT AVG(cost) FROM usage"), { today })).toEqual([
      "You asked for a median, but the query computes none. Please check what its figure is.",
    ]);
    expect(
      doubtsAbout("What is the median cost?", found("SELECT PERCENTILE(cost, 0.5) FROM usage"), { today }),
    ).toEqual([]);
  });

  it("something to tell apart by that is not in the query", () => {
    expect(doubtsAbout("Which workspaces spend the most?", found(lastThirty, ["team", "cost"]), { today })).toEqual([
      "Nothing in the query is called “workspaces”. Please check that it answers your question.",
    ]);
  });

  it.each([
    ["What did we spend in the last 30 days?", lastThirty],
    ["Which teams spend the most?", lastThirty],
    ["What did we spend by team per month in October?", `${lastThirty.replace("10-30", "08-01")} GROUP BY team, month`],
    ["What is the total revenue?", "SELECT SUM(revenue) FROM sales"],
    ["Which of them are late by far?", "SELECT 1 FROM t"],
    ["How is this month going?", "SELECT 1 FROM t WHERE d >= date_trunc('month', current_date())"],
    ["Revenue in October 2026?", "SELECT sum(r) FROM t WHERE year(d) = 2026 AND month(d) = 10"],
    ["Revenue last month?", "SELECT sum(r) FROM t WHERE year(d) = 2026 AND weekofyear(d) BETWEEN 40 AND 44"],
    ["Revenue this year?", "SELECT sum(r) FROM t WHERE year = 2026"],
    ["Revenue this quarter?", "SELECT sum(r) FROM t WHERE fiscal_quarter = 'FY26-Q4'"],
    ["Revenue since last month?", "SELECT sum(CASE WHEN d >= '2026-10-01' THEN r END) FROM t"],
    ["Revenue last month?", "SELECT 1 FROM c LEFT JOIN t ON t.c = c.id AND date_trunc('month', d) = '2026-10-01'"],
    ["How many runs failed in the past 2 days?", "SELECT 1 FROM t WHERE d >= now() - INTERVAL 48 HOURS"],
    ["Who bought in the last 30 days?", "SELECT 1 FROM t WHERE datediff(current_date(), d) <= 30"],
  ])("none: %s", (question, sql) => {
    expect(doubtsAbout(question, found(sql), { today })).toEqual([]);
  });
});
