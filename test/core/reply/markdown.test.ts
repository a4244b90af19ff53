import { runsOf, type StyledRun } from "../../../src/reply/markdown/inline-markdown.ts";
import { type Block, blocksOf } from "../../../src/reply/markdown/markdown.ts";
import { textInColumns } from "../../../src/reply/tables/columns.ts";
import { costOf } from "../../support/reading/linear.ts";

const paragraph = (text: string): Block => ({ kind: "paragraph", text });
const item = (text: string, depth = 0, marker = "•"): Block => ({ kind: "item", depth, marker, text });
const code = (text: string): Block => ({ kind: "code", text });

describe("blocks of markdown", () => {
  it.each<[string, Block[]]>([
    ["", []],
    ["one", [paragraph("one")]],
    ["one\ntwo\n\n\nthree", [paragraph("one\ntwo"), paragraph("three")]],
    ["  one\r\n two ", [paragraph("one\ntwo")]],
    [
      "# One\n###### Six ##\n####### seven",
      [
        { kind: "heading", level: 1, text: "One" },
        { kind: "heading", level: 6, text: "Six" },
        paragraph("####### seven"),
      ],
    ],
    ["#hash", [paragraph("#hash")]],
    ["- a\n* b\n+ c\n1. d\n2) e", [item("a"), item("b"), item("c"), item("d", 0, "1."), item("e", 0, "2)")]],
    ["- a\n  - b\n    - c\n\t- d\n- e", [item("a"), item("b", 1), item("c", 2), item("d", 2), item("e")]],
    ["- a\n  goes on\n\nends", [item("a\ngoes on"), paragraph("ends")]],
    ["text\n- a", [paragraph("text"), item("a")]],
    ["-a -1 1.5", [paragraph("-a -1 1.5")]],
    [
      "> a\n> b\nc",
      [
        { kind: "quote", text: "a" },
        { kind: "quote", text: "b\nc" },
      ],
    ],
    ["a\n\n---\n***\n_ _ _\nb", [paragraph("a"), { kind: "rule" }, { kind: "rule" }, { kind: "rule" }, paragraph("b")]],
    ["```sql\nSELECT *\n\n  FROM t\n```\nend", [code("SELECT *\n\n  FROM t"), paragraph("end")]],
    ["~~~\n```\n~~~", [code("```")]],
    ["````\n```\n````", [code("```")]],
    ["```\nnever closed\n", [code("never closed\n")]],
    ["``` a ` b", [paragraph("``` a ` b")]],
    [
      "| a | b |\n|---|:-:|\n| 1 | 2 \\| 3 |\n| 4 |\n\nend",
      [
        {
          kind: "table",
          header: ["a", "b"],
          rows: [
            ["1", "2 | 3"],
            ["4", ""],
          ],
        },
        paragraph("end"),
      ],
    ],
    ["a | b\n-|-\n1 | 2", [{ kind: "table", header: ["a", "b"], rows: [["1", "2"]] }]],
    ["a | b\nno table", [paragraph("a | b\nno table")]],
  ])("of %j", (text, blocks) => {
    expect(blocksOf(text)).toEqual(blocks);
  });
});

describe("marks within a block", () => {
  const bold = (text: string): StyledRun => ({ text, bold: true });
  const italic = (text: string): StyledRun => ({ text, italic: true });
  const link = (text: string, href: string): StyledRun => ({ text, href });
  it.each<[string, StyledRun[]]>([
    ["", []],
    ["plain", [{ text: "plain" }]],
    ["a **b** c", [{ text: "a " }, bold("b"), { text: " c" }]],
    [
      "__b__ *i* _i_ ~~s~~",
      [bold("b"), { text: " " }, italic("i"), { text: " " }, italic("i"), { text: " " }, { text: "s", strike: true }],
    ],
    ["***both***", [{ text: "both", bold: true, italic: true }]],
    ["**bold *both* bold**", [bold("bold "), { text: "both", bold: true, italic: true }, bold(" bold")]],
    ["snake_case_name and 2 * 3 * 4", [{ text: "snake_case_name and 2 * 3 * 4" }]],
    ["**open and *half", [{ text: "**open and *half" }]],
    ["**a *b** c", [bold("a *b"), { text: " c" }]],
    ["\\*a\\* \\[b\\](c)", [{ text: "*a* [b](c)" }]],
    ["`a *b*` and ``c ` d``", [{ text: "a *b*", code: true }, { text: " and " }, { text: "c ` d", code: true }]],
    ["`open ``two``", [{ text: "`open " }, { text: "two", code: true }]],
    ["` ` `` `a` ``", [{ text: " ", code: true }, { text: " " }, { text: "`a`", code: true }]],
    ["one<br>two<BR/>three", [{ text: "one\ntwo\nthree" }]],
    ["[l](https://a.example/x_y)", [link("l", "https://a.example/x_y")]],
    ['[**l** `c`](<https://a.example/x y> "t")', [link("l c", "https://a.example/x y")]],
    ["[l](https://en.example/A_(b))", [link("l", "https://en.example/A_(b)")]],
    ["![chart](https://a.example/i.png)", [link("chart", "https://a.example/i.png")]],
    ["[](https://a.example)", [link("https://a.example", "https://a.example")]],
    [
      "[a [b](https://a.example) c](https://b.example)",
      [
        { text: "[a " },
        link("b", "https://a.example"),
        { text: " c](" },
        link("https://b.example", "https://b.example"),
        { text: ")" },
      ],
    ],
    ["[1] and [x] (y)", [{ text: "[1] and [x] (y)" }]],
    [
      "<https://a.example> <mailto:a@a.example>",
      [link("https://a.example", "https://a.example"), { text: " " }, link("a@a.example", "mailto:a@a.example")],
    ],
    [
      "see https://a.example/x_y_z.",
      [{ text: "see " }, link("https://a.example/x_y_z", "https://a.example/x_y_z"), { text: "." }],
    ],
    ["(https://a.example/)", [{ text: "(" }, link("https://a.example/", "https://a.example/"), { text: ")" }]],
    ["<b>x</b> &amp; a < b", [{ text: "<b>x</b> &amp; a < b" }]],
  ])("of %j", (text, runs) => {
    expect(runsOf(text)).toEqual(runs);
  });

  it.each([
    ["open brackets", "[".repeat(20_000)],
    ["backticks", "` ".repeat(10_000)],
    ["growing runs of backticks", Array.from({ length: 200 }, (_, at) => `${"`".repeat(at + 1)} `).join("")],
    ["link starts", "[x](".repeat(5_000)],
    ["parentheses", `[x](${"(".repeat(10_000)}`],
    ["marks", "*_**__~~a".repeat(3_000)],
    ["angle brackets", "<https://a".repeat(4_000)],
    ["addresses", "https://".repeat(4_000)],
    ["backslashes", "\\".repeat(20_000)],
    ["bars", "|".repeat(20_000)],
    ["fences", "~~~\n".repeat(5_000)],
    ["quotes", "> ".repeat(10_000)],
    ["items", "- ".repeat(10_000)],
    ["delimiter rows", `a|b\n${"-|".repeat(10_000)}x`],
  ])("take no time for %s", (_, text) => {
    const read = (given: string) => {
      for (const block of blocksOf(given)) if ("text" in block) runsOf(block.text);
      runsOf(given);
    };
    expect(costOf(read, text)).toBeLessThan(1_000);
  });
});

describe("text in columns", () => {
  it("is as wide as its widest cell, numbers to the right", () => {
    const rows = [
      ["region", "revenue"],
      ["North", "2,525"],
      ["South", "7"],
    ];
    expect(textInColumns(rows, [false, true])).toBe("region  revenue\nNorth     2,525\nSouth         7");
  });

  it("has no blanks at the end of a line, and is nothing for nothing", () => {
    expect(
      textInColumns(
        [
          ["a", "b"],
          ["ccc", ""],
        ],
        [],
      ),
    ).toBe("a    b\nccc");
    expect(textInColumns([], [])).toBe("");
  });
});
