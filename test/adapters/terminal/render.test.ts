import { markdownLines } from "../../../adapters/terminal/markdown.ts";
import type { OutputStyle } from "../../../adapters/terminal/output-style.ts";
import { liveLines, plainLines, timed } from "../../../adapters/terminal/progress-lines.ts";
import { choicesOf, finalLines } from "../../../adapters/terminal/render.ts";
import { gridLines, tableLines } from "../../../adapters/terminal/table.ts";
import { fitted, padded, widthOf, wrapped } from "../../../adapters/terminal/width.ts";
import type { Button } from "../../../src/ports/chat/button.ts";
import type { Notice } from "../../../src/ports/chat/reply.ts";
import { longMarkdown, richAnswer, working } from "../../contract/replies.ts";

const style = (width = Number.POSITIVE_INFINITY): OutputStyle => ({ width, paint: (_, text) => text });
const coloured: OutputStyle = { width: 80, paint: (style, text) => `<${style}>${text}</>` };

describe("an answer at a terminal", () => {
  it("shows text, rows in columns, numbered sources with their SQL, confidence and numbered follow-ups", () => {
    expect(finalLines(richAnswer, style()).join("\n")).toBe(
      [
        "North leads with 2,525; the South has 750.",
        "",
        "• report (https://dbx.example.com/report)",
        "• a < b",
        "",
        "Revenue by region",
        "  Region  Revenue",
        "  ──────  ───────",
        "  North     2,525",
        "  South       750",
        "  West          –",
        "",
        "[1] Sales · 3 rows · 2 s · trusted answer · Powered by Genie · https://dbx.example.com/genie/rooms/1",
        "    SELECT region, sum(revenue)",
        "    FROM sales",
        "    WHERE a < b",
        "    GROUP BY region",
        "[2] Inventory could not answer. It needs the permission Can View on its space.",
        "",
        "Inventory is missing from this answer.",
        "Confidence: high · 3 s",
        "",
        "Type a number to go on:",
        "  1  And in the South?",
        "  2  Why?",
        "",
        "Did this help? Type `good`, or `bad` and why.",
      ].join("\n"),
    );
    expect(choicesOf(richAnswer).map(({ value }) => value)).toEqual(["And in the South?", "Why?"]);
  });

  it("loses no word, whatever the width", () => {
    const { markdown, words } = longMarkdown(5_000);
    for (const width of [20, 80, Number.POSITIVE_INFINITY]) {
      const text = markdownLines(markdown, style(width)).join("\n");
      expect(text.match(/word\d+/g)).toEqual(words);
    }
  });

  it("wraps between words, list items under their own text", () => {
    expect(markdownLines("one two three four\n\n- five six seven\n  1. eight nine ten", style(12))).toEqual([
      "one two",
      "three four",
      "",
      "• five six",
      "  seven",
      "  1. eight",
      "    nine ten",
    ]);
  });

  it("marks bold, italic, code and headings where there are colours", () => {
    expect(markdownLines("# Big\n\n**b** *i* `c`", coloured)).toEqual([
      "<bold>Big</>",
      "",
      "<bold>b</> <italic>i</> <cyan>c</>",
    ]);
  });

  it("says how much SQL it does not show", () => {
    const sql = Array.from({ length: 40 }, (_, at) => `-- ${at}`).join("\n");
    const lines = finalLines({ ...richAnswer, sources: [{ ...richAnswer.sources[0]!, sql }] }, style());
    expect(lines.filter((line) => line.includes("-- "))).toHaveLength(15);
    expect(lines.join("\n")).toContain("… 25 more lines");
  });
});

describe("a notice at a terminal", () => {
  const notice = (more: Partial<Notice>): Notice => ({
    kind: "notice",
    tone: "info",
    markdown: "Done.",
    buttons: [],
    ...more,
  });

  it.each([
    ["info", "Done."],
    ["success", "✓ Done."],
    ["warning", "! Done."],
    ["error", "✕ Done."],
  ] as const)("of tone %s begins with %j", (tone, line) => {
    expect(finalLines(notice({ tone }), style())).toEqual([line]);
  });

  it("shows title and choices, and no way to cancel what is over", () => {
    const buttons: Button[] = [
      { action: "cancel", value: "t", label: "Cancel" },
      { action: "job-start", value: "j", label: "Run it" },
    ];
    expect(finalLines(notice({ title: "Job", buttons }), style())).toEqual([
      "Job",
      "Done.",
      "",
      "Type a number to go on:",
      "  1  Run it",
    ]);
  });
});

describe("a table at a terminal", () => {
  const wide = [
    ["Nørth, the region of the fjords and of the long dark winters", "12", "x"],
    ["日本", "3456", "y"],
  ];

  it("aligns what is wide, and numbers to the right", () => {
    const lines = gridLines(["region", "n", "z"], wide, [false, true, false], style());
    expect(new Set(lines.slice(1).map((line) => widthOf(line))).size).toBe(1);
    expect(lines.at(-1)).toMatch(/日本 +3456 {2}y$/);
  });

  it("keeps to the width: the widest column gives way, and then the last ones, which are named", () => {
    const narrow = gridLines(["region", "n", "z"], wide, [false, true, false], style(30));
    for (const line of narrow) expect(widthOf(line)).toBeLessThanOrEqual(30);
    expect(narrow[2]).toMatch(/…/);
    const names = Array.from({ length: 12 }, (_, at) => `column_${at}`);
    const many = gridLines(names, [names], [], style(40));
    expect(many.at(-1)).toContain("Columns not shown: column_4, column_5");
  });

  it("says how many rows there are when it does not show all", () => {
    const rows = Array.from({ length: 60 }, (_, index) => [`row ${index + 1}`, String(index)]);
    const [{ table, title }] = richAnswer.tables as [(typeof richAnswer.tables)[number]];
    const lines = tableLines({ title, table: { ...table, rows, total: 2_345 } }, style());
    expect(lines[0]).toBe("Revenue by region (first 20 of 2,345 rows)");
    expect(lines).toHaveLength(23);
  });
});

describe("progress at a terminal", () => {
  it("has one line per agent, with state, words and seconds that stop with the agent", () => {
    const first = timed(undefined, { ...working, rows: [{ ...working.rows[0]!, state: "waiting" }] }, 1_000);
    const both = timed(first, working, 2_000);
    expect(liveLines(first, 1_500, style(80))).toEqual(["Asking Sales and Inventory · 13 s", "  ○ Sales  writing SQL"]);
    expect(liveLines(both, 7_000, style(80))).toEqual([
      "Asking Sales and Inventory · 17 s",
      "  ◐ Sales      writing SQL · 5 s",
      "  ● Inventory  38 rows · 0 s",
    ]);
  });

  it("fits every line into the width, so that it can be redrawn", () => {
    const draft = longMarkdown(2_000).markdown;
    const facts = ["a fact that is longer than the line at which it stands"];
    const links = [{ label: "Run page", url: "https://dbx.example.com/a/very/long/address/of/a/run" }];
    const lines = liveLines(timed(undefined, { ...working, draft, facts, links }, 0), 1, style(30));
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) expect(widthOf(line)).toBeLessThan(30);
  });

  it("says without seconds what is going on where nothing can be redrawn", () => {
    expect(plainLines(timed(undefined, working, 0))).toEqual([
      "Asking Sales and Inventory",
      "Sales: writing SQL",
      "Inventory: 38 rows",
    ]);
  });
});

describe("the width of text", () => {
  it.each([
    ["abc", 3],
    ["naïve", 5],
    ["nai\u0308ve", 5],
    ["日本語", 6],
    ["한국", 4],
    ["👍 👩‍💻", 5],
    ["\u001b[31mred\u001b[0m", 3],
    ["", 0],
  ])("of %j is %i", (text, width) => expect(widthOf(text)).toBe(width));

  it("is kept by cutting, filling and wrapping", () => {
    expect(fitted("日本語", 5)).toBe("日本…");
    expect(fitted("abc", 3)).toBe("abc");
    expect(padded("日", 4, true)).toBe("  日");
    expect(wrapped("a bb ccc dddd", 4)).toEqual(["a bb", "ccc", "dddd"]);
    expect(wrapped("unbreakable x", 4)).toEqual(["unbreakable", "x"]);
  });
});
