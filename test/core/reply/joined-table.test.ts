import type { AskOutcome, Finding } from "../../../src/ports/databricks/agent.ts";
import type { Table } from "../../../src/ports/table.ts";
import { joinedTable } from "../../../src/reply/answer/joined-table.ts";
import { joinedVerdict } from "../../../src/supervisor/answering/joined-verdict.ts";

const tableOf = (head: string, ...rows: Table["rows"]): Table => ({
  columns: head.split(" ").map((name) => ({
    name,
    type: rows.every((row) => /^[\d.]*$/.test(row[head.split(" ").indexOf(name)] ?? "")) ? "number" : "text",
  })),
  rows,
  total: rows.length,
  truncated: false,
});
const found = (agent: string, table: Table | undefined, more: Partial<Finding> = {}): AskOutcome => ({
  state: "done",
  key: agent,
  finding: {
    ...{ agent, question: "?", text: "", suggestions: [], elapsedMs: 1, trusted: false },
    ...{ earlier: [], notes: [], clarifies: false, ...(table && { table }), ...more },
  },
});
const name = (agent: string) => agent.toUpperCase();
const sales = found("sales", tableOf("region total_revenue", ["North", "2525"], ["South", "750"]));
const churn = found("customer", tableOf("region churn_risk", ["South", "High"], ["North", "Low"], ["West", "Low"]));

describe("findings that name the same things", () => {
  it("stand in one table, also where one of them knows nothing of a thing", () => {
    const joined = joinedTable([sales, churn], name);
    expect(joined?.table.columns.map((column) => column.name)).toEqual(["region", "total_revenue", "churn_risk"]);
    expect(joined?.table.rows).toEqual([
      ["North", "2525", "Low"],
      ["South", "750", "High"],
      ["West", null, "Low"],
    ]);
  });

  it("are matched by their values where the columns have other names", () => {
    const cost = found("cost", tableOf("job cost", ["etl", "12.5"], ["merge", "3"]));
    const failed = found("jobs", tableOf("team job_name failed", ["a", "ETL", "7"], ["a", "load", "1"]));
    expect(joinedTable([cost, failed], name)?.table.rows).toEqual([
      ["etl", "12.5", "a", "7"],
      ["merge", "3", null, null],
      ["load", null, "a", "1"],
    ]);
  });

  it("keep a column once if both say the same, else under the agent's name", () => {
    const one = found("one", tableOf("job minutes", ["etl", "10"], ["merge", "5"]));
    const same = found("two", tableOf("job minutes team", ["etl", "10", "a"]));
    const other = found("two", tableOf("job minutes", ["etl", "11"]));
    const names = (...outcomes: AskOutcome[]) =>
      joinedTable(outcomes, name)?.table.columns.map((column) => column.name);
    expect(names(one, same)).toEqual(["job", "minutes", "team"]);
    expect(names(one, other)).toEqual(["job", "minutes", "minutes (TWO)"]);
  });

  it("are left apart where a name stands for several rows, nothing is shared, or rows are missing", () => {
    const many = found("customer", tableOf("region customer", ["North", "a"], ["North", "b"]));
    const others = found("other", tableOf("region churn", ["East", "High"]));
    const cut = found("customer", { ...tableOf("region churn", ["North", "Low"]), total: 5_000 });
    for (const other of [many, others, cut, found("text", undefined)])
      expect(joinedTable([sales, other], name)).toBeUndefined();
  });
});

describe("key figures of several areas", () => {
  const area = (agent: string, ...rows: Table["rows"]) => found(agent, tableOf("metric current previous", ...rows));
  const overview = [
    area("cost", ["dollars", "105", "100"]),
    area("quality", ["failed rows", "30", "10"], ["checks", "5", "0"]),
  ];

  it("stand in one table, what changed most first", () => {
    expect(joinedTable(overview, name)?.table.rows).toEqual([
      ["QUALITY: failed rows", "30", "10", "200.0"],
      ["COST: dollars", "105", "100", "5.0"],
      ["QUALITY: checks", "5", "0", null],
    ]);
  });

  it("are summed up by how much changed, what most, and what to ask next, with the sources", () => {
    expect(joinedVerdict("Give me an overview", overview, name, undefined)?.markdown).toBe(
      [
        "**1 of 3 key figures changed by 10 % or more** [1] [2]. The largest change is in **failed rows** (QUALITY): up 200 % [2]. The findings have no job, team or day in common, so they don't show whether the changes are connected.",
        "**Recommendations**",
        "- Ask QUALITY what made failed rows rise [2].",
      ].join("\n\n"),
    );
  });
});

describe("the first sentence over two findings", () => {
  const high = found("customer", tableOf("region churn_risk", ["North", "High"], ["South", "Low"]));

  it.each([
    [
      "Which regions have high revenue but high churn?",
      churn,
      "No region has both: **North** leads in total revenue (2,525) [1], **South** leads in churn risk (High) [2].",
    ],
    [
      "Which regions have high revenue and high churn?",
      high,
      "**North** leads in total revenue (2,525) [1] and churn risk (High) [2].",
    ],
    [
      "Are regions with high revenue also at risk?",
      high,
      "Yes: **North** leads in total revenue (2,525) [1] and churn risk (High) [2].",
    ],
    [
      "What did the regions bring in, and which has the most churn?",
      churn,
      "**North** leads in total revenue (2,525) [1], **South** leads in churn risk (High) [2].",
    ],
    ["Show revenue with churn risk", high, "**North** leads in total revenue (2,525) [1] and churn risk (High) [2]."],
  ])("%s", (question, other, sentence) => {
    expect(joinedVerdict(question, [sales, other], name, undefined)?.markdown).toBe(sentence);
  });

  it("is not made where the question is after the least, or nobody leads", () => {
    expect(
      joinedVerdict("Which region has the lowest revenue and churn?", [sales, churn], name, undefined),
    ).toBeUndefined();
    const tied = found("customer", tableOf("region churn_risk", ["North", "High"], ["South", "High"]));
    expect(joinedVerdict("Which regions have both?", [sales, tied], name, undefined)).toBeUndefined();
  });
});
