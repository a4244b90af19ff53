import { render } from "../../../adapters/slack/render/render.ts";
import { fits } from "../../../adapters/slack/render/split.ts";
import type { Chart } from "../../../src/ports/chat/answer-parts.ts";
import type { Answer } from "../../../src/ports/chat/reply.ts";
import type { Table } from "../../../src/ports/table.ts";
import { richAnswer } from "../../contract/replies.ts";
import { type Block, blocks, number, of, table, text, withTables, words } from "../../support/slack/slack-blocks.ts";
import { readable } from "../../support/slack/slack-reading.ts";

describe("a table in Slack", () => {
  it("needs no title over a single source, which names itself below", () => {
    const [first] = richAnswer.sources;
    const one = { ...richAnswer, sources: first ? [first] : [] };
    expect(words(richAnswer)).toContain("Revenue by region");
    expect(words(one)).not.toContain("Revenue by region");
    const cut = { ...table([text("name")], [["North"], ["South"]]), total: 2_345 };
    const shown = blocks({ ...one, tables: [{ title: "Table 1", table: cut }] });
    expect(JSON.stringify(shown)).toContain('"first 2 of 2,345 rows"');
  });

  it("aligns amounts to the right with grouped digits, and leaves ids, years and texts alone", () => {
    const [block] = of(
      "table",
      blocks(
        withTables(
          table(
            [text("region"), number("revenue"), number("customer_id"), number("fiscal_year"), number("orderId")],
            [["North", "1234567.50", "1000001", "2024", "7654321"]],
          ),
        ),
      ),
    );
    expect(block).toEqual({
      type: "table",
      rows: [
        ["Region", "Revenue", "Customer ID", "Fiscal year", "Order ID"].map(raw),
        ["North", "1,234,567.50", "1000001", "2024", "7654321"].map(raw),
      ],
      column_settings: [
        { align: "left", is_wrapped: true },
        { align: "right" },
        { align: "left" },
        { align: "left" },
        { align: "left" },
      ],
    });
  });

  const raw = (cell: string) => ({ type: "raw_text", text: cell });

  it("shows nothing as a dash and an empty text as a space, which Slack needs", () => {
    const [block] = of("table", blocks(withTables(table([text("a"), text("b")], [[null, ""]]))));
    expect((block!["rows"] as unknown[])[1]).toEqual([raw("–"), raw(" ")]);
  });

  it("shows at most twenty rows and says of how many", () => {
    const rows = Array.from({ length: 100 }, (_, index) => [`row ${index}`]);
    const answer = withTables(table([text("a")], rows, { total: 2_345 }));
    expect(of("table", blocks(answer))[0]!["rows"]).toHaveLength(21);
    expect(words(answer)).toContain("first 20 of 2,345 rows");
    expect(render(answer).text).toContain("first 20 of 2,345 rows");
  });

  const part = { turn: "turn", index: 0, from: 0, keeps: "first" as const };
  const long = (rows: number, more: Partial<Table> = {}): Answer => {
    const whole = table(
      [text("name"), number("n")],
      Array.from({ length: rows }, (_, at) => [`r${at}`, `${at}`]),
      more,
    );
    return { ...withTables(whole), tables: [{ title: "Sales", table: whole, part }] };
  };
  const labels = (answer: Answer, without: string[] = []) =>
    of("actions", blocks(answer, without)).flatMap(({ elements }) =>
      (elements as { text: { text: string } }[]).map((element) => element.text.text),
    );

  it("of up to a hundred rows is one that people sort and look through themselves, as far as it fits", () => {
    const [block] = of("data_table", blocks(long(45)));
    expect(block).toMatchObject({ caption: "Sales", page_size: 20, rows: { length: 46 } });
    expect((block!["rows"] as unknown[])[2]).toEqual([raw("r1"), { type: "raw_number", value: 1, text: "1" }]);
    expect(labels(long(45)).slice(0, 2)).toEqual(["CSV", "Excel"]);
    for (const other of [long(20), long(45, { total: 2_345 }), long(101)]) {
      expect(of("data_table", blocks(other))).toEqual([]);
      expect(of("table", blocks(other))).toHaveLength(1);
    }
  });

  it("has buttons to its other rows where the workspace has no table that can be looked through", () => {
    expect(of("table", blocks(long(45), ["data_table"]))[0]!["rows"]).toHaveLength(21);
    expect(labels(long(45), ["data_table"]).slice(0, 3)).toEqual(["Next rows ›", "CSV", "Excel"]);
    expect(words(long(45), ["data_table"])).toContain("first 20 of 45 rows");
    const second = { ...long(20, { total: 2_345 }) };
    const [item] = second.tables;
    const paged = { ...second, tables: [{ ...item!, part: { ...part, from: 20 } }] };
    expect(labels(paged).slice(0, 2)).toEqual(["‹ Previous rows", "Next rows ›"]);
    expect(words(paged)).toContain("rows 21–40 of 2,345");
  });

  it("says when the service itself cut the result", () => {
    const answer = withTables(table([text("a")], [["x"]], { total: 5_000, truncated: true }));
    expect(words(answer)).toContain("the result was cut at 5,000 rows");
  });

  it("says nothing about rows when it shows all", () => {
    expect(words(withTables(table([text("a")], [["x"]])))).not.toMatch(/first|rows? of/);
  });

  it("shows twenty columns and names the others", () => {
    const columns = Array.from({ length: 23 }, (_, index) => text(`column ${index + 1}`));
    const answer = withTables(table(columns, [columns.map((_, index) => String(index))]));
    expect((of("table", blocks(answer))[0]!["rows"] as unknown[][])[0]).toHaveLength(20);
    expect(words(answer)).toContain("Columns not shown: column 21, column 22, column 23");
  });

  it("shows fewer rows when their cells are long, so that a table always fits", () => {
    const wide = Array.from({ length: 20 }, (_, index) => text(`c${index}`));
    const rows = Array.from({ length: 20 }, () => wide.map(() => "x".repeat(500)));
    const answer: Answer = { ...withTables(table(wide, rows)), markdown: "" };
    expect(words(answer)).toMatch(/first \d of 20 rows/);
    expect(fits(answer)).toBe(true);
  });

  it("as text keeps to the size of a message too", () => {
    const columns = Array.from({ length: 20 }, (_, index) => text(`c${index}`));
    const rows = Array.from({ length: 20 }, () => columns.map(() => "x".repeat(500)));
    const answer: Answer = { ...withTables(table(columns, rows)), markdown: "" };
    expect(JSON.stringify(render(answer, new Set(["table"])).blocks).length).toBeLessThan(12_000);
    expect(words(answer, ["table"])).toMatch(/first \d of 20 rows/);
  });

  it("is one `table` a message; further ones stand in columns", () => {
    const one = table(
      [text("region"), number("revenue")],
      [
        ["North", "2525"],
        ["South", "750"],
      ],
    );
    const all = blocks(withTables(one, one));
    expect(of("table", all)).toHaveLength(1);
    const [columns] = of("rich_text", all);
    expect(readable({ text: "", blocks: [columns] as never })).toBe(
      "Region  Revenue\nNorth     2,525\nSouth       750",
    );
  });

  it("whose lines would be broken on a phone stands as records where it is no `table`", () => {
    const wide = table(
      [text("run_id"), text("job_name"), number("duration_minutes"), text("termination_code")],
      [
        ["610000003933461", "feature-backfill", "255.6", "CLUSTER_ERROR"],
        ["610000003933588", "clickstream-sessions", "56", null],
      ],
    );
    const expected = [
      "610000003933461 · Job name feature-backfill · Duration minutes 255.6 · Termination code CLUSTER_ERROR",
      "610000003933588 · Job name clickstream-sessions · Duration minutes 56.0 · Termination code –",
    ];
    const lines = (answer: Answer, without?: string[]) =>
      words(answer, without).replaceAll("\n ·", " ·").replaceAll("\u00a0", " ");
    for (const without of [["table"], ["table", "rich_text"]])
      for (const line of expected) expect(lines(withTables(wide), without)).toContain(line);
    expect(lines(withTables(wide, wide))).toContain(expected[0]);
  });
});

describe("a chart in Slack", () => {
  const chart: Chart = {
    type: "bar",
    title: "Revenue by region",
    categories: ["North", "South"],
    series: [{ name: "revenue", values: [2_525, 750] }],
  };
  const shown = (change: Partial<Chart>): Block[] =>
    of("data_visualization", blocks({ ...richAnswer, chart: { ...chart, ...change } }));

  it("is a native one", () => {
    expect(shown({})).toEqual([
      {
        type: "data_visualization",
        title: "Revenue by region",
        chart: {
          type: "bar",
          series: [
            {
              name: "revenue",
              data: [
                { label: "North", value: 2_525 },
                { label: "South", value: 750 },
              ],
            },
          ],
          axis_config: { categories: ["North", "South"] },
        },
      },
    ]);
  });

  it.each<[string, Partial<Chart>]>([
    ["too many series", { series: Array.from({ length: 7 }, (_, index) => ({ name: `s${index}`, values: [1, 2] })) }],
    ["too many categories", { categories: Array.from({ length: 21 }, (_, index) => `c${index}`) }],
    ["categories that look alike when shortened", { categories: [`${"x".repeat(30)}1`, `${"x".repeat(30)}2`] }],
    ["missing values", { series: [{ name: "s", values: [1] }] }],
    ["values that are no numbers", { series: [{ name: "s", values: [1, Number.NaN] }] }],
    ["nothing to show", { categories: [], series: [] }],
  ])("is left out for %s", (_, change) => {
    expect(shown(change)).toEqual([]);
  });
});
