import { Refusal } from "../../../sandbox/slack/api/refusal.ts";
import { messageBlocks, viewBlocks } from "../../../sandbox/slack/blocks/check.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const section = (text: string, more = {}) => ({ type: "section", text: { type: "mrkdwn", text }, ...more });
const button = (more = {}) => ({ type: "button", text: plain("Go"), action_id: "go", value: "1", ...more });
const actions = (...elements: unknown[]) => ({ type: "actions", elements });
const cell = (text: string) => ({ type: "raw_text", text });
const table = (rows: unknown[][], more = {}) => ({ type: "table", rows, ...more });
const dataTable = (rows: unknown[][]) => ({ type: "data_table", caption: "Rows", rows });
const richText = (text: string) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
});
const task = (more = {}) => ({ type: "task_card", task_id: "1", title: "Sales", status: "in_progress", ...more });
const series = (names: string[]) => names.map((name) => ({ name, data: [{ label: "Q1", value: 1 }] }));
const bars = (names: string[], more = {}) => ({
  type: "data_visualization",
  title: "Revenue",
  chart: { type: "bar", series: series(names), axis_config: { categories: ["Q1"] }, ...more },
});
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const check = (blocks: unknown): { error: string; messages: readonly string[] } => {
  try {
    messageBlocks(blocks);
  } catch (error) {
    if (error instanceof Refusal) return { error: error.code, messages: error.details };
    throw error;
  }
  return { error: "none", messages: [] };
};

describe("blocks that Slack takes", () => {
  it.each([
    ["a section with fields and an accessory", [section("a", { fields: [plain("b")], accessory: button() })]],
    ["50 blocks", many(50, () => ({ type: "divider" }))],
    ["25 buttons", [actions(...many(25, (index) => button({ action_id: `go#${index}` })))]],
    ["the same action id in two blocks", [actions(button()), actions(button())]],
    ["a section of 3,000 characters", [section("a".repeat(3_000))]],
    ["markdown of 12,000 characters", [{ type: "markdown", text: "a".repeat(12_000) }]],
    ["25 headings with text", [{ type: "markdown", text: "### Region\n\nRevenue was 101 EUR.\n\n".repeat(25) }]],
    ["headings in a fence, which is one block", [{ type: "markdown", text: `\`\`\`\n${"# x\n".repeat(200)}\`\`\`` }]],
    ["a table in markdown", [{ type: "markdown", text: "Rows\n\n|a|b|\n|-|-|\n|1|2|\n\nDone" }]],
    ["a table of 100 rows and 20 columns", [table(many(100, () => many(20, () => cell("1"))))]],
    ["a data table of 100 rows and its header", [dataTable(many(101, () => [cell("1")]))]],
    ["a rich text cell", [table([[cell("name")], [richText("bold")]], { column_settings: [{ align: "right" }] })]],
    ["a plan of task cards", [{ type: "plan", title: "Asking", tasks: [task({ details: richText("writing SQL") })] }]],
    ["a chart of 6 series", [bars(["a", "b", "c", "d", "e", "f"])]],
    [
      "a pie",
      [{ type: "data_visualization", title: "Share", chart: { type: "pie", segments: [{ label: "a", value: 1 }] } }],
    ],
    [
      "a collapsed container",
      [{ type: "container", title: plain("SQL"), is_collapsible: true, child_blocks: [richText("x")] }],
    ],
    [
      "feedback",
      [
        {
          type: "context_actions",
          elements: [
            {
              type: "feedback_buttons",
              action_id: "f",
              positive_button: { text: plain("+"), value: "1" },
              negative_button: { text: plain("-"), value: "0" },
            },
          ],
        },
      ],
    ],
    ["blocks as text of a form", JSON.stringify([section("a")])],
  ])("%s", (_, blocks) => {
    expect(check(blocks)).toEqual({ error: "none", messages: [] });
  });
});

describe("blocks that Slack rejects", () => {
  it.each([
    ["text that is no JSON", "no JSON", "invalid_blocks_format", undefined],
    ["an object in place of the list", "{}", "invalid_blocks_format", undefined],
    ["an unknown type", [{ type: "sectionn" }], "invalid_blocks", "unsupported type [json-pointer:/blocks/0/type]"],
    [
      "an unknown property",
      [actions(button({ disabled: true }))],
      "invalid_blocks",
      "invalid additional property: disabled [json-pointer:/blocks/0/elements/0]",
    ],
    [
      "a section of 3,001 characters",
      [section("a".repeat(3_001))],
      "invalid_blocks",
      "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ],
    [
      "an empty section",
      [section("")],
      "invalid_blocks",
      "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ],
    [
      "a section without text",
      [{ type: "section" }],
      "invalid_blocks",
      "missing required field: text [json-pointer:/blocks/0]",
    ],
    [
      "a header of 151 characters",
      [{ type: "header", text: plain("a".repeat(151)) }],
      "invalid_blocks",
      "must be less than 151",
    ],
    [
      "a header in mrkdwn",
      [{ type: "header", text: { type: "mrkdwn", text: "a" } }],
      "invalid_blocks",
      "/blocks/0/text/type",
    ],
    [
      "a field of 2,001 characters",
      [section("a", { fields: [plain("b".repeat(2_001))] })],
      "invalid_blocks",
      "2001 characters",
    ],
    ["11 fields", [section("a", { fields: many(11, () => plain("b")) })], "invalid_blocks", "no more than 10 items"],
    [
      "26 buttons",
      [actions(...many(26, (index) => button({ action_id: `go#${index}` })))],
      "invalid_blocks",
      "no more than 25",
    ],
    [
      "11 context elements",
      [{ type: "context", elements: many(11, () => plain("a")) }],
      "invalid_blocks",
      "no more than 10",
    ],
    ["a label of 76 characters", [actions(button({ text: plain("a".repeat(76)) }))], "invalid_blocks", "less than 76"],
    [
      "a value of 2,001 characters",
      [actions(button({ value: "a".repeat(2_001) }))],
      "invalid_blocks",
      "less than 2001",
    ],
    [
      "51 blocks",
      many(51, () => ({ type: "divider" })),
      "invalid_blocks",
      "no more than 50 items allowed [json-pointer:/blocks]",
    ],
    ["an action id twice in a block", [actions(button(), button())], "invalid_blocks", 'action_id "go" already exists'],
    [
      "a block id twice",
      [section("a", { block_id: "x" }), section("b", { block_id: "x" })],
      "invalid_blocks",
      'block_id "x" already exists',
    ],
    ["two tables", [table([[cell("a")]]), table([[cell("a")]])], "invalid_attachments", "only_one_table_allowed"],
    [
      "a table and a data table",
      [table([[cell("a")]]), dataTable([[cell("a")], [cell("b")]])],
      "invalid_attachments",
      "only_one_table",
    ],
    ["101 rows", [table(many(101, () => [cell("1")]))], "invalid_blocks", "no more than 100 items"],
    ["21 columns", [table([many(21, () => cell("1"))])], "invalid_blocks", "no more than 20 items"],
    [
      "an empty cell",
      [table([[cell("")]])],
      "invalid_blocks",
      "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]",
    ],
    [
      "cells of more than 10,000 characters",
      [table(many(100, () => [cell("a".repeat(101))]))],
      "invalid_blocks",
      "10001 characters",
    ],
    ["a data table of 101 rows", [dataTable(many(102, () => [cell("1")]))], "invalid_blocks", "no more than 101"],
    [
      "rich text in the header of a data table",
      [dataTable([[richText("a")], [cell("b")]])],
      "invalid_blocks",
      "no rich_text",
    ],
    ["a chart of 7 series", [bars(["a", "b", "c", "d", "e", "f", "g"])], "invalid_blocks", "no more than 6"],
    ["a chart label of 21 characters", [bars(["a".repeat(21)])], "invalid_blocks", "less than 21"],
    [
      "a series without a value for a category",
      [bars(["a"], { axis_config: { categories: ["Q1", "Q2"] } })],
      "invalid_blocks",
      "one value",
    ],
    ["three charts", many(3, () => bars(["a"])), "invalid_blocks", "no more than 2 data_visualization"],
    ["an unknown state of a task", [task({ status: "running" })], "invalid_blocks", "/blocks/0/status"],
    [
      "markdown in a container",
      [{ type: "container", title: plain("x"), child_blocks: [{ type: "markdown", text: "a" }] }],
      "invalid_blocks",
      "unsupported type",
    ],
    [
      "markdown of 12,001 characters in two blocks",
      many(2, () => ({ type: "markdown", text: "a".repeat(6_001) })),
      "msg_blocks_too_long",
      undefined,
    ],
    [
      "13,298 characters in all",
      many(5, (index) => section("a".repeat(index === 0 ? 1_000 : 3_000))),
      "msg_blocks_too_long",
      undefined,
    ],
    [
      "a heading and a paragraph 26 times, which are 52 blocks",
      [{ type: "markdown", text: "### Region\n\nRevenue was 101 EUR.\n\n".repeat(26) }],
      "msg_blocks_too_long",
      undefined,
    ],
    [
      "49 rules and text between them beside a button",
      [{ type: "markdown", text: "text\n\n---\n".repeat(25) }, actions(button())],
      "msg_blocks_too_long",
      undefined,
    ],
    [
      "24 headings over 11,000 characters",
      [{ type: "markdown", text: `### Region\n\n${"a".repeat(450)}\n\n`.repeat(24) }],
      "msg_blocks_too_long",
      undefined,
    ],
    [
      "a table in markdown beside another one",
      [{ type: "markdown", text: "|a|b|\n|-|-|\n|1|2|" }, table([[cell("a")]])],
      "invalid_attachments",
      "only_one_table_allowed",
    ],
    ["a modal's alert in a message", [{ type: "alert", text: plain("a") }], "invalid_blocks", "unsupported type"],
  ])("%s", (_, blocks, error, message) => {
    const found = check(blocks);
    expect(found.error).toBe(error);
    if (message) expect(found.messages.join("\n")).toContain(message);
  });
});

describe("blocks of a modal", () => {
  it("may be 100, alerts among them, but no tables", () => {
    expect(viewBlocks([...many(99, () => ({ type: "divider" })), { type: "alert", text: plain("a") }])).toHaveLength(
      100,
    );
    expect(() => viewBlocks(many(101, () => ({ type: "divider" })))).toThrow("invalid_blocks");
    expect(() => viewBlocks([table([[cell("a")]])])).toThrow("invalid_blocks");
  });
});
