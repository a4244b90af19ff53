import { rich } from "../../../adapters/slack/render/blocks.ts";
import { render } from "../../../adapters/slack/render/render.ts";
import { fits, split } from "../../../adapters/slack/render/split.ts";
import { messageBlocks } from "../../../sandbox/slack/blocks/check.ts";
import type { Answer, Chart, Notice, Reply, Source, Table } from "../../../src/ports/reply.ts";
import { asked, richAnswer, working } from "../../contract/replies.ts";
import { readable } from "../../support/slack-reading.ts";

type Block = Record<string, unknown> & { type: string };

const blocks = (reply: Reply, without: string[] = []): Block[] =>
  render(reply, new Set(without)).blocks as unknown as Block[];
const of = (type: string, all: Block[]): Block[] => all.filter((block) => block.type === type);
const words = (reply: Reply, without: string[] = []): string =>
  readable({ text: "", blocks: render(reply, new Set(without)).blocks as never });

const table = (columns: Table["columns"], rows: Table["rows"], more: Partial<Table> = {}): Table => ({
  columns,
  rows,
  total: rows.length,
  truncated: false,
  ...more,
});
const withTables = (...tables: Table[]): Answer => ({
  ...richAnswer,
  tables: tables.map((one, index) => ({ title: `Table ${index + 1}`, table: one })),
});
const text = (name: string) => ({ name, type: "text" as const });
const number = (name: string) => ({ name, type: "number" as const });

describe("progress in Slack", () => {
  it("is a plan with one card for each agent, the time, and the buttons", () => {
    expect(blocks(working)).toEqual([
      {
        type: "plan",
        title: "Asking Sales and Inventory",
        tasks: [
          expect.objectContaining({ task_id: "1-sales", title: "Sales", status: "in_progress" }),
          expect.objectContaining({ task_id: "2-inventory", title: "Inventory", status: "complete" }),
        ],
      },
      { type: "context", elements: [{ type: "mrkdwn", text: "12 s" }] },
      {
        type: "actions",
        elements: [
          {
            type: "button",
            action_id: "cancel",
            text: { type: "plain_text", text: "Cancel", emoji: false },
            value: "turn-1",
            style: "danger",
          },
        ],
      },
    ]);
    expect(render(working).text).toBe("Asking Sales and Inventory · Sales: writing SQL · Inventory: 38 rows · 12 s");
  });

  it("says the same in plain blocks", () => {
    const all = blocks(working, ["plan"]);
    expect(all.map((block) => block.type)).toEqual(["section", "context", "context", "context", "actions"]);
    for (const word of ["Asking Sales and Inventory", "Sales", "writing SQL", "38 rows", "12 s"])
      expect(words(working, ["plan"])).toContain(word);
  });

  it("shows the question where the message stands alone, and the draft", () => {
    const reply = { ...working, question: "What is\nthe revenue?", draft: "North **leads**" };
    expect(words(reply)).toContain("“What is the revenue?”");
    expect(of("markdown", blocks(reply))).toEqual([{ type: "markdown", text: "North **leads**" }]);
  });

  it("shows the end of a draft that has outgrown the message", () => {
    const reply = { ...working, draft: `${"early ".repeat(3_000)}the latest words` };
    expect(words(reply)).toContain("the latest words");
    expect(fits(reply)).toBe(true);
    expect(split(reply)).toHaveLength(1);
  });

  it.each([
    ["characters that are escaped", "<".repeat(7_000)],
    ["headings", "# Head\n\ntext\n\n".repeat(500)],
    ["rules", "text\n\n---\n\n".repeat(500)],
    ["tables", `|a|b|\n|-|-|\n${"|1|2|\n".repeat(20)}\n`.repeat(50)],
  ])("shows as much of the end of a draft as Slack takes: %s", (_, draft) => {
    const reply = { ...working, draft };
    expect(fits(reply)).toBe(true);
    expect(() => messageBlocks(render(reply).blocks)).not.toThrow();
    expect(of("markdown", blocks(reply)).length).toBe(1);
  });

  it("shows long links in lines that Slack takes, or their labels alone", () => {
    const url = (length: number) => `https://dbx.example.com/?q=${"&".repeat(length)}`;
    const links = [1, 300, 390, 390, 5_000].map((length, index) => ({ label: `Link ${index}`, url: url(length) }));
    const reply = { ...working, links };
    expect(() => messageBlocks(render(reply).blocks)).not.toThrow();
    for (const { label } of links) expect(words(reply)).toContain(label);
    const [sales] = richAnswer.sources as [Source];
    const sources = [{ ...sales, link: url(390), title: "&".repeat(200) }];
    expect(() => messageBlocks(render({ ...richAnswer, sources }).blocks)).not.toThrow();
  });

  it("names the question in the notification of a message that does not show it", () => {
    const sign = { ...working, headline: "On it", rows: [], elapsedMs: 0, subject: "What is\nthe revenue?" };
    expect(render(sign).text).toBe("On it: What is the revenue?");
    expect(words(sign)).not.toContain("revenue");
  });

  it("says one agent's stage in one line of text", () => {
    expect(render({ ...working, headline: "Asking Sales", rows: working.rows.slice(0, 1) }).text).toBe(
      "Asking Sales: writing SQL · 12 s",
    );
  });
});

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
        ["region", "revenue", "customer_id", "fiscal_year", "orderId"].map(raw),
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
    expect(words(answer)).toContain("Not shown for want of room: column 21, column 22, column 23");
  });

  it("shows fewer rows when their cells are long, so that a table always fits", () => {
    const wide = Array.from({ length: 20 }, (_, index) => text(`c${index}`));
    const rows = Array.from({ length: 20 }, () => wide.map(() => "x".repeat(500)));
    const answer: Answer = { ...withTables(table(wide, rows)), markdown: "" };
    expect(words(answer)).toMatch(/first \d of 20 rows/);
    expect(fits(answer)).toBe(true);
  });

  it("in columns keeps to the room of a message too", () => {
    const columns = Array.from({ length: 20 }, (_, index) => text(`c${index}`));
    const rows = Array.from({ length: 20 }, (_, row) => columns.map((_, at) => (row === at ? "x".repeat(500) : "x")));
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
      "region  revenue\nNorth     2,525\nSouth       750",
    );
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

describe("sources in Slack", () => {
  const [sales] = richAnswer.sources as [Source];
  const withSources = (...sources: Source[]): Answer => ({ ...richAnswer, sources });

  it("are one line each: agent, rows, time, trust, and the label that leads to Genie", () => {
    expect(of("context", blocks(richAnswer)).slice(1, 3)).toEqual([
      {
        type: "context",
        elements: [
          {
            type: "mrkdwn",
            text: "[1] *Sales* · 3 rows · 2 s · ✓ trusted · <https://dbx.example.com/genie/rooms/1|Powered by Genie>",
          },
        ],
      },
      {
        type: "context",
        elements: [
          {
            type: "mrkdwn",
            text: "[2] ⚠️ *Inventory* could not answer. It needs the permission Can View on its space.",
          },
        ],
      },
    ]);
  });

  it("fold their SQL away", () => {
    expect(of("container", blocks(richAnswer))).toEqual([
      expect.objectContaining({ is_collapsible: true, default_collapsed: true, child_blocks: [expect.anything()] }),
    ]);
  });

  it("say where the rest of a long SQL is", () => {
    const sql = `SELECT ${"column, ".repeat(1_000)}1`;
    expect(words(withSources({ ...sales, sql }))).toContain("the full SQL is behind the Genie link");
    const { link: _, ...unlinked } = sales;
    expect(words(withSources({ ...unlinked, sql }))).toMatch(/cut here, [\d,]+ more characters/);
  });

  it("name the agent above each of several statements", () => {
    const both = words(withSources(sales, { ...sales, title: "Customers", sql: "SELECT 2" }));
    expect(both).toMatch(/Sales\nSELECT region[\s\S]*Customers\nSELECT 2/);
  });

  it("lose no statement when there are more than a container takes", () => {
    const many = Array.from({ length: 23 }, (_, index) => ({
      ...sales,
      title: `Agent ${index}`,
      sql: `SELECT ${index}`,
    }));
    const all = words(withSources(...many));
    for (const { sql } of many) expect(all).toContain(sql);
    for (const one of of("container", blocks(withSources(...many))))
      expect((one["child_blocks"] as unknown[]).length).toBeLessThanOrEqual(10);
  });

  it("show the SQL also without containers", () => {
    for (const without of [["container"], ["rich_text"]]) expect(words(richAnswer, without)).toContain("SELECT region");
  });
});

describe("buttons in Slack", () => {
  it("have different ids though they mean the same action", () => {
    const [row] = of("actions", blocks(richAnswer));
    expect((row!["elements"] as { action_id: string }[]).map((one) => one.action_id)).toEqual(["ask", "ask#2"]);
  });

  it("show the beginning of a long label and carry the whole in their value", () => {
    const question = "Which of the regions had the highest revenue in the last fiscal year and why is that so?";
    const [row] = of(
      "actions",
      blocks({ ...richAnswer, buttons: [{ action: "ask", value: question, label: question }] }),
    );
    const [button] = row!["elements"] as [{ text: { text: string }; value: string }];
    expect(button.text.text).toHaveLength(75);
    expect(button.text.text.endsWith("…")).toBe(true);
    expect(button.value).toBe(question);
  });

  it("stand five in a row", () => {
    const buttons = Array.from({ length: 7 }, (_, index) => ({ ...asked[0]!, value: String(index) }));
    expect(
      of("actions", blocks({ ...richAnswer, buttons })).map((row) => (row["elements"] as unknown[]).length),
    ).toEqual([5, 2]);
  });
});

describe("a notice in Slack", () => {
  const notice = (more: Partial<Notice>): Notice => ({
    kind: "notice",
    tone: "info",
    markdown: "Text.",
    buttons: [],
    ...more,
  });

  it.each<[Notice["tone"], string]>([
    ["info", "Text."],
    ["success", "✅ Text."],
    ["warning", "⚠️ Text."],
    ["error", "❌ Text."],
  ])("of tone %s begins with its sign", (tone, expected) => {
    expect(words(notice({ tone }))).toBe(expected);
  });

  it.each(["- one\n- two", "```\ncode\n```", "# Head", "1. first"])("leaves %j as it is under its sign", (markdown) => {
    expect(words(notice({ tone: "error", markdown }))).toBe(`❌\n${markdown}`);
  });

  it("puts sign, mention and title on one line", () => {
    const reply = notice({ tone: "error", title: "It *failed*", mention: { user: "U061F7AUR" } });
    expect(words(reply)).toBe("❌ <@U061F7AUR> *It ∗failed∗*\nText.");
    expect(render(reply).text).toBe("<@U061F7AUR> It *failed*\n\nText.");
  });
});

describe("the text of a message in Slack", () => {
  const textOf = (markdown: string, buttons: Notice["buttons"] = []): string =>
    render({ kind: "notice", tone: "info", markdown, buttons }).text;

  it.each([
    ["_North_ leads, __really__", "North leads, __really__"],
    ["*North* and **South**", "North and South"],
    ["snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"],
    ["* one\n* two", "* one\n* two"],
    ["__init__ and _a_b_", "__init__ and _a_b_"],
  ])("leaves the marks of emphasis out of %j", (markdown, text) => {
    expect(textOf(markdown)).toBe(text);
  });

  it("names what the buttons of a confirmation offer", () => {
    const buttons = ["Start", "Not now"].map((label) => ({ action: "job-start" as const, value: "1", label }));
    expect(textOf("Start Backfill?", buttons)).toBe("Start Backfill?\n\nOptions: Start · Not now");
  });
});

describe("every reply in Slack", () => {
  const empty: Answer = { kind: "answer", markdown: "", tables: [], sources: [], notes: [], elapsedMs: 0, buttons: [] };
  const blank = { kind: "notice", tone: "info", title: " ", markdown: "\u200b", question: "", buttons: [] } as const;

  it.each<[string, Reply]>([
    ["an empty answer", empty],
    ["a blank notice", { ...blank, buttons: [] }],
    ["blank parts", { ...empty, markdown: " \n", notes: ["", " "], tables: [{ title: "", table: table([], []) }] }],
    ["progress without agents", { ...working, headline: "On it", rows: [], buttons: [] }],
  ])("has a text and no empty block: %s", (_, reply) => {
    const message = render(reply);
    expect(message.text.trim()).not.toBe("");
    for (const block of message.blocks) expect(readable({ text: "", blocks: [block] as never }).trim()).not.toBe("");
  });

  it("carries everything as plain text too", () => {
    for (const word of [
      "North leads with 2,525",
      "report (https://dbx.example.com/report)",
      "North | 2,525",
      "West | –",
    ])
      expect(render(richAnswer).text).toContain(word);
    for (const word of [
      "Source: Sales · 3 rows · 2 s · trusted answer · Powered by Genie",
      "Inventory could not answer",
    ])
      expect(render(richAnswer).text).toContain(word);
  });

  it("says the same without any rich block", () => {
    const all = blocks({ ...richAnswer, question: "What?" }, [...rich]);
    expect(new Set(all.map((block) => block.type))).toEqual(new Set(["section", "context", "actions"]));
    for (const word of ["North leads", "2,525", "SELECT region", "Powered by Genie", "Confidence: high"])
      expect(readable({ text: "", blocks: all as never })).toContain(word);
  });
});

describe("news for one person in Slack", () => {
  const news = (markdown: string) =>
    blocks({ kind: "notice", tone: "success", markdown, mention: { user: "U0ASKER" }, buttons: [] });

  it("stand on one line with the mention", () => {
    expect(news("your answer is ready above (it took 40 s).")).toEqual([
      { type: "section", text: { type: "mrkdwn", text: "✅ <@U0ASKER> your answer is ready above (it took 40 s)." } },
    ]);
  });

  it("keep markdown apart from it", () => {
    expect(news("**Nightly load** <!channel> is done.").map(({ type }) => type)).toEqual(["section", "markdown"]);
  });
});
