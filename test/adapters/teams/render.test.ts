import { teamsModule } from "../../../adapters/teams/module.ts";
import { formMessage } from "../../../adapters/teams/render/form.ts";
import { type CardMessage, render } from "../../../adapters/teams/render/render.ts";
import { fits, split } from "../../../adapters/teams/render/split.ts";
import type { Chart, Source } from "../../../src/ports/chat/answer-parts.ts";
import type { Button } from "../../../src/ports/chat/button.ts";
import type { Answer, Notice, Reply } from "../../../src/ports/chat/reply.ts";
import type { Table } from "../../../src/ports/table.ts";
import { finishedNotice } from "../../../src/reply/notices/answer-notices.ts";
import { failed } from "../../../src/reply/notices/failure-notices.ts";
import { agentList, help } from "../../../src/reply/notices/help-notices.ts";
import { asked, hostileTexts, longMarkdown, orderForm, richAnswer, working } from "../../contract/replies.ts";
import { complaintsOf } from "../../support/teams/teams-cards.ts";
import { forgeriesIn, nodesOf, pingsIn, readable } from "../../support/teams/teams-reading.ts";

type Node = Record<string, unknown>;

const cardOf = (message: CardMessage): Node => message.attachments[0].content as unknown as Node;
const words = (reply: Reply): string => readable(cardOf(render(reply)));
const nodes = (reply: Reply, type: string): Node[] =>
  nodesOf(cardOf(render(reply))).filter((node) => node["type"] === type);

const notice = (markdown: string, more: Partial<Notice> = {}): Notice => ({
  kind: "notice",
  tone: "info",
  markdown,
  buttons: [],
  ...more,
});
const answer = (more: Partial<Answer>): Answer => ({ ...richAnswer, ...more });
const table = (columns: Table["columns"], rows: Table["rows"], more: Partial<Table> = {}): Table => ({
  columns,
  rows,
  total: rows.length,
  truncated: false,
  ...more,
});
const tables = (...all: Table[]): Answer["tables"] => all.map((one, at) => ({ title: `Table ${at + 1}`, table: one }));
const text = (name: string) => ({ name, type: "text" as const });
const number = (name: string) => ({ name, type: "number" as const });
const bars: Chart = {
  type: "bar",
  title: "revenue",
  categories: ["North", "South", "West"],
  series: [{ name: "revenue", values: [2_525, 750, 0] }],
};
const profile = (name: string) => ({
  id: name.toLowerCase(),
  name,
  description: `Knows ${name}`,
  examples: [`What about ${name}?`],
  keywords: [],
});
const agents = ["Sales", "Customer", "Inventory", "Cost", "Security"].map(profile);
const person = { platform: "teams" as const, tenant: "t", user: "29:1abc_d-E", name: "Asker" };
const button: Button = { action: "ask", value: "x".repeat(2_000), label: "y".repeat(200) };

/** One of every kind that we can send. */
const everything: [string, CardMessage][] = [
  ["progress", render(working)],
  ["progress that has just begun", render({ ...working, rows: [], elapsedMs: 0 })],
  [
    "progress with facts, links and a draft",
    render({
      ...working,
      facts: ["task 2 of 3"],
      links: [{ label: "Run 7", url: "https://a.example/7" }],
      draft: "# So far\n\n- **one**",
    }),
  ],
  ["an answer", render(richAnswer)],
  ["an answer with a chart", render(answer({ chart: bars }))],
  ["an answer with a chart of lines", render(answer({ chart: { ...bars, type: "line" } }))],
  [
    "an answer with a chart of two series",
    render(answer({ chart: { ...bars, series: [...bars.series, { name: "cost", values: [1, 2, 3] }] } })),
  ],
  ["an answer with nothing in it", render(answer({ markdown: "", tables: [], sources: [], notes: [], buttons: [] }))],
  ["an answer with an empty table", render(answer({ tables: tables(table([text("region")], [])) }))],
  ["an answer with a table of empty texts", render(answer({ tables: tables(table([text("")], [[""], [null]])) }))],
  [
    "an answer with all of markdown",
    render(
      answer({
        markdown:
          "# H1\n### H3\n> quote\n\n1. one\n   - two\n\n```sql\nSELECT *\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n![i](https://a.example/i.png) ~~no~~ <https://a.example>",
      }),
    ),
  ],
  ...split(answer({ sources: Array.from({ length: 25 }, () => richAnswer.sources[0] as Source) })).map(
    (part, at): [string, CardMessage] => [`part ${at + 1} of twenty-five sources`, render(part)],
  ),
  ["help", render(help(agents, teamsModule.howToAsk))],
  ["the agents", render(agentList(agents, undefined))],
  ["a failure", render(failed({ code: "internal", sentence: "It failed." }, "What?"))],
  ["the news that an answer is ready", render(finishedNotice(person, 40_000, "answered"))],
  [
    "the news for a person without a name",
    render(notice("Ready.", { mention: { user: "3fbd7c1e-0000-4a2b-9c3d-4e5f6a7b8c9d" } })),
  ],
  ["a form", formMessage(orderForm)],
  ["a form without fields", formMessage({ ...orderForm, intro: "", fields: [] })],
  [
    "many buttons",
    render(notice("Choose.", { buttons: Array.from({ length: 8 }, (_, at) => ({ ...button, value: `${at}` })) })),
  ],
  ["long buttons", render(notice("Choose.", { buttons: [button, button, button, button, button] }))],
];

describe("every card that we send", () => {
  it("says in its reader's language what Teams shows where it cannot", () => {
    expect(JSON.stringify(render(answer({ locale: "de" })))).toContain("kann die Karte nicht zeigen");
    expect(JSON.stringify(formMessage({ ...orderForm, locale: "de" }))).toContain("kann die Karte nicht zeigen");
    expect(JSON.stringify(render(answer({})))).toContain("can't show the card");
  });

  it.each(everything)("can be shown by Teams: %s", (_, message) => {
    expect(complaintsOf(message)).toEqual([]);
    expect(message.summary).not.toBe("");
    expect(message.summary.length).toBeLessThanOrEqual(250);
  });

  it.each(hostileTexts)("stays whole with %j in every place", (hostile) => {
    for (const message of hostileMessages(hostile)) {
      expect(complaintsOf(message)).toEqual([]);
      expect(pingsIn(cardOf(message))).toEqual([]);
      expect(forgeriesIn(cardOf(message))).toEqual([]);
      expect(message.summary).not.toMatch(/<\/?at\b/i);
    }
  });

  it.each(["{{DATE(2026-01-01T00:00:00Z, SHORT)}}", "{{{TIME(2026-01-01T00:00:00Z)}}}", "${name} {x}"])(
    "shows %j as it is",
    (function_) => {
      for (const message of hostileMessages(function_)) expect(complaintsOf(message)).toEqual([]);
      expect(words(notice(function_)).replaceAll("\u2060", "")).toBe(function_);
    },
  );

  it("is judged by checks that find something", () => {
    const message = render(richAnswer);
    const spoiled = (card: object): CardMessage => ({
      ...message,
      attachments: [{ ...message.attachments[0], content: card as never }],
    });
    const content = message.attachments[0].content;
    expect(complaintsOf(spoiled({ ...content, body: [{ type: "Sparkline" }] }))).not.toEqual([]);
    expect(complaintsOf(spoiled({ ...content, version: "1.6" }))).not.toEqual([]);
    expect(complaintsOf(spoiled({ ...content, body: [{ type: "CodeBlock", codeSnippet: "x" }] }))).not.toEqual([]);
    expect(
      complaintsOf(
        spoiled({
          ...content,
          body: [{ type: "RichTextBlock", inlines: [{ type: "TextRun", text: "x".repeat(25_000) }] }],
        }),
      ),
    ).toContain("card of 25 KB");
    expect(
      pingsIn(
        spoiled({ ...content, body: [{ type: "TextBlock", text: "<at>All</at>", wrap: true }] }).attachments[0].content,
      ),
    ).not.toEqual([]);
  });
});

const hostileMessages = (hostile: string): CardMessage[] => {
  const source = {
    ...(richAnswer.sources[0] as Source),
    title: hostile,
    question: hostile,
    sql: hostile,
    link: hostile,
  };
  const buttons: Button[] = [{ action: "ask", value: hostile, label: hostile }];
  const grid = table([text(hostile), number(hostile)], [[hostile, hostile]]);
  return [
    render({
      ...working,
      headline: hostile,
      question: hostile,
      draft: hostile,
      facts: [hostile],
      links: [{ label: hostile, url: hostile }],
      rows: [{ agent: hostile, title: hostile, state: "failed", words: hostile }],
      buttons,
    }),
    render(
      answer({
        question: hostile,
        markdown: `a ${hostile} b\n\n${hostile}\n- ${hostile}\n> ${hostile}\n# ${hostile}`,
        tables: [{ title: hostile, table: grid }],
        chart: { ...bars, title: hostile, categories: [hostile, "b", "c"] },
        sources: [source, { ...source, failed: hostile }],
        notes: [hostile],
        buttons,
      }),
    ),
    render(notice(hostile, { title: hostile, question: hostile, mention: { user: hostile, name: hostile }, buttons })),
    formMessage({
      title: hostile,
      intro: hostile,
      submit: { action: "job-fill", value: hostile, label: hostile },
      fields: [
        {
          name: "a",
          label: hostile,
          hint: hostile,
          type: "choice",
          options: [hostile],
          value: hostile,
          required: true,
          error: hostile,
        },
        { name: "b", label: hostile, type: "text", value: hostile, required: false },
      ],
    }),
  ];
};

describe("progress in Teams", () => {
  it("is a headline, a row for each agent, the time and the way to stop it", () => {
    expect(words(working).split("\n")).toEqual([
      "Asking Sales and Inventory",
      "◐ Sales · writing SQL",
      "● Inventory · 38 rows",
      "12 s",
      "Cancel",
    ]);
    expect(render(working).summary).toBe("Asking Sales and Inventory · Sales: writing SQL · Inventory: 38 rows · 12 s");
  });

  it("stops by Action.Execute, and by Action.Submit where that is not known", () => {
    expect(cardOf(render(working))["actions"]).toEqual([
      {
        type: "Action.Execute",
        title: "Cancel",
        style: "destructive",
        verb: "cancel",
        data: { action: "cancel", value: "turn-1" },
        fallback: {
          type: "Action.Submit",
          title: "Cancel",
          style: "destructive",
          data: { action: "cancel", value: "turn-1" },
          msTeams: { feedback: { hide: true } },
        },
      },
    ]);
  });

  it("shows the question where the message stands alone, the draft, and where a run is", () => {
    const links = [{ label: "Run 7", url: "https://dbx.example.com/jobs/7" }];
    const shown = words({ ...working, question: "What is\nthe revenue?", draft: "North **leads**", links });
    expect(shown).toContain("“What is the revenue?”\n");
    expect(shown).toContain("North leads\n");
    expect(shown).toContain("12 s · Run 7");
  });

  it("shows the end of a draft that has outgrown the message", () => {
    const reply = { ...working, draft: `${"early ".repeat(9_000)}the latest words` };
    expect(words(reply)).toContain("the latest words");
    expect(split(reply)).toEqual([reply]);
    expect(fits(reply)).toBe(true);
  });
});

describe("an answer in Teams", () => {
  it("reads from its words to its buttons", () => {
    expect(words(richAnswer).split("\n")).toEqual([
      "North leads with 2,525; the South has 750.",
      "• report",
      "• a < b",
      "Revenue by region",
      "Region",
      "Revenue",
      "North",
      "2,525",
      "South",
      "750",
      "West",
      "–",
      "[1] Sales · 3 rows · 2 s · ✓ trusted · Powered by Genie",
      "[2] ⚠️ Inventory could not answer. It needs the permission Can View on its space.",
      "SQL",
      "SELECT region, sum(revenue)",
      "FROM sales",
      "WHERE a < b",
      "GROUP BY region",
      "Inventory is missing from this answer.",
      "Confidence: high · 3 s",
      "And in the South?",
      "Why?",
    ]);
  });

  it("aligns numbers right, and says the table in text where a client knows none", () => {
    const [grid] = nodes(richAnswer, "Table") as [Node];
    expect(grid["columns"]).toEqual([
      { width: expect.any(Number) },
      { width: expect.any(Number), horizontalCellContentAlignment: "Right" },
    ]);
    expect(readable({ body: [grid["fallback"]], msteams: {} }).replaceAll("\u00a0", " ")).toBe(
      "Region  Revenue\nNorth     2,525\nSouth       750\nWest          –",
    );
  });

  it("shows at most twenty rows, fewer of wide ones, and says so", () => {
    const rows = Array.from({ length: 60 }, (_, at) => [`row ${at}`, String(at)]);
    const narrow = answer({ tables: tables(table([text("name"), number("n")], rows, { total: 2_345 })) });
    expect(words(narrow)).toContain("Table 1 · first 20 of 2,345 rows");
    expect(nodes(narrow, "TableRow")).toHaveLength(21);
    const columns = Array.from({ length: 15 }, (_, at) => text(`column ${at}`));
    const wide = answer({
      tables: tables(
        table(
          columns,
          rows.map(() => columns.map(() => "words ".repeat(30))),
        ),
      ),
    });
    expect(words(wide)).toMatch(/first \d+ of 60 rows/);
    expect(words(wide)).toContain("Columns not shown: column 12, column 13, column 14");
    expect(complaintsOf(render(wide))).toEqual([]);
  });

  it("says how much SQL it does not show, and where that is", () => {
    const sql = `SELECT ${"column, ".repeat(1_000)}1`;
    const [source] = richAnswer.sources as [Source];
    expect(words(answer({ sources: [{ ...source, sql }] }))).toContain("cut here, see Genie for the full SQL");
    const { link: _, ...unlinked } = source;
    expect(words(answer({ sources: [{ ...unlinked, sql }] }))).toMatch(/cut here, 6,\d+ more characters/);
  });

  it("keeps the blanks before lines of code where a client knows no code", () => {
    const [code] = nodes(notice("```\nif a:\n  b\n```"), "CodeBlock") as [Node];
    expect(code["codeSnippet"]).toBe("if a:\n  b");
    expect(JSON.stringify(code["fallback"])).toContain("if a:\\n\u00a0\u00a0b");
  });

  it.each([
    ["bars for one series", bars, "Chart.VerticalBar", { x: "North", y: 2_525 }],
    [
      "groups of bars for more",
      { ...bars, series: [...bars.series, { name: "cost", values: [1, 2, 3] }] },
      "Chart.VerticalBar.Grouped",
      {
        legend: "revenue",
        values: [
          { x: "North", y: 2_525 },
          { x: "South", y: 750 },
          { x: "West", y: 0 },
        ],
      },
    ],
    [
      "lines",
      { ...bars, type: "line" as const },
      "Chart.Line",
      {
        legend: "revenue",
        values: [
          { x: "North", y: 2_525 },
          { x: "South", y: 750 },
          { x: "West", y: 0 },
        ],
      },
    ],
  ])("draws %s", (_, chart, type, first) => {
    const [drawn] = nodes(answer({ chart }), type) as [Node];
    expect((drawn["data"] as unknown[])[0]).toEqual(first);
    expect(drawn["fallback"]).toBe("drop");
  });

  it.each([
    ["without categories", { ...bars, categories: [] }],
    ["with two labels that look alike", { ...bars, categories: ["a".repeat(30), "a".repeat(31), "b"] }],
    ["with a number that is none", { ...bars, series: [{ name: "x", values: [1, 2, Number.NaN] }] }],
    [
      "with too many series",
      { ...bars, series: Array.from({ length: 7 }, (_, at) => ({ name: `s${at}`, values: [1, 2, 3] })) },
    ],
  ])("draws nothing %s: the table says the same", (_, chart) => {
    expect(JSON.stringify(render(answer({ chart })))).not.toContain("Chart.");
  });

  it("leads from a citation to its source, where that has a link, and claims none that Teams would hide", () => {
    const [good, bad] = richAnswer.sources as [Source, Source];
    const message = render(answer({ markdown: "North leads [1], [2], [9], `[1]`.", sources: [good, bad] }));
    const links = nodesOf(cardOf(message)).filter(({ text, selectAction }) => text === "[1]" && selectAction);
    expect(links.map(({ selectAction }) => selectAction)).toEqual([{ type: "Action.OpenUrl", url: good.link }]);
    expect(readable(cardOf(message))).toContain("North leads [1], [2], [9], [1].");
    expect(message.entities).toEqual([expect.not.objectContaining({ citation: expect.anything() })]);
  });
});

describe("a notice in Teams", () => {
  it.each([
    [notice("All is well."), "All is well."],
    [notice("It failed.", { tone: "error" }), "❌ It failed."],
    [notice("- one\n- two", { tone: "warning" }), "⚠️\n• one\n• two"],
    [notice("Words.", { title: "A title", tone: "success" }), "✅ A title\nWords."],
  ])("reads as it should: %j", (reply, shown) => {
    expect(words(reply)).toBe(shown);
  });

  it("keeps words that could be markup apart from the mention", () => {
    const mention = { user: "3fbd7c1e-0000-4a2b-9c3d-4e5f6a7b8c9d", name: "asker" };
    const body = cardOf(render(notice("ready **now** <at>all</at>", { mention })))["body"] as Node[];
    expect(body.map(({ type }) => type)).toEqual(["TextBlock", "RichTextBlock"]);
    expect(body[0]?.["text"]).toBe("<at>asker</at>");
  });

  it("mentions by a name that no markup can be made of", () => {
    const mention = {
      user: "3fbd7c1e-0000-4a2b-9c3d-4e5f6a7b8c9d",
      name: "O'Neil, Zoë </at> [x](http://e.example) **b** ",
    };
    const card = cardOf(render(notice("ready", { mention, tone: "success" })));
    const name = "O'Neil, Zoë at xhttpe.example b";
    expect(card["msteams"]).toMatchObject({
      entities: [{ type: "mention", text: `<at>${name}</at>`, mentioned: { id: mention.user, name } }],
    });
    expect((card["body"] as Node[])[0]).toEqual({ type: "TextBlock", text: `✅ <at>${name}</at> ready`, wrap: true });
    expect(forgeriesIn(card)).toEqual([]);
  });
});

describe("splitting for Teams", () => {
  it.each([20_000, 60_000, 150_000])("loses no word of %i characters, in parts that each can be sent", (length) => {
    const { markdown, words: all } = longMarkdown(length);
    const parts = split(answer({ markdown, question: "Why?" }));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(complaintsOf(render(part))).toEqual([]);
    const shown = parts.map(words).join("\n");
    const found = new Set(shown.match(/word\d+/g));
    expect(all.filter((word) => !found.has(word))).toEqual([]);
    expect(shown.match(/Powered by Genie/g)).toHaveLength(1);
    expect(words(parts[0] as Reply)).toContain("“Why?”");
    expect(words(parts.at(-1) as Reply)).toContain(asked[0]?.label);
  });

  it("shortens SQL, and says so, before a second message holds the buttons alone", () => {
    const [source] = answer({}).sources;
    const sources = Array.from({ length: 5 }, () => ({
      ...source!,
      sql: "SELECT region, sum(revenue) FROM sales ".repeat(10),
    }));
    const of = (paragraphs: number) =>
      answer({ markdown: "The North leads in all of it.\n\n".repeat(paragraphs), sources });
    const first = Array.from({ length: 400 }, (_, paragraphs) => of(paragraphs)).find((one) => !fits(one));
    const [only, ...more] = split(first as Reply);
    expect(more).toEqual([]);
    expect(complaintsOf(render(only as Reply))).toEqual([]);
    expect(words(only as Reply).match(/cut here, see Genie for the full SQL/g)).toHaveLength(5);
    expect(words(only as Reply)).toContain(asked[0]?.label);
  });

  it("shows fewer rows of a table that can be looked through, before a second message holds the sources", () => {
    const rows = Array.from({ length: 16 }, (_, at) => [
      `seconds waiting per query ${at}`,
      `${at}7,042`,
      "5,746",
      "196.6",
    ]);
    const columns = ["metric", "now", "before", "±"].map((name) => ({ name, type: "text" as const }));
    const table = { columns, rows: rows.slice(0, 10), total: 16, truncated: false };
    const of = (paragraphs: number, keeps: "first" | "last") => {
      const part = { turn: "t", index: 0, from: keeps === "last" ? 6 : 0, keeps };
      return answer({
        markdown: "The North leads.\n\n".repeat(paragraphs),
        tables: [{ title: "Key figures", table, part }],
      });
    };
    const tight = (keeps: "first" | "last") =>
      Array.from({ length: 400 }, (_, paragraphs) => of(paragraphs, keeps)).find((one) => !fits(one)) as Reply;
    for (const [keeps, next, kept] of [
      ["first", '\\"from\\":8', 0],
      ["last", '\\"before\\":8', 9],
    ] as const) {
      const [only, ...more] = split(tight(keeps));
      expect(more).toEqual([]);
      const shown = JSON.stringify(render(only as Reply)).replaceAll("\\\\", "\\");
      expect(shown).toContain(next);
      expect(shown).toContain(`query ${kept}"`);
    }
  });

  it("counts what a character takes, not characters", () => {
    const parts = split(notice("😀 größer ".repeat(4_000)));
    for (const part of parts) expect(complaintsOf(render(part))).toEqual([]);
  });

  it("makes smaller parts where it has half the space", () => {
    const { markdown } = longMarkdown(20_000);
    const whole = split(answer({ markdown }));
    const halves = split(answer({ markdown }), 0.5);
    expect(halves.length).toBeGreaterThan(whole.length);
    expect(halves.map(words).join().length).toBeGreaterThanOrEqual(whole.map(words).join().length);
  });

  it("keeps the sources together, so that their numbers hold", () => {
    const [good] = richAnswer.sources as [Source];
    const sources = Array.from({ length: 8 }, (_, at) => ({ ...good, title: `Agent ${at + 1}` }));
    const parts = split(answer({ ...longMarkdown(18_000), sources }));
    expect(parts.length).toBeGreaterThan(1);
    const shown = parts.map(words).join("\n");
    for (let at = 1; at <= 8; at += 1) expect(shown).toContain(`[${at}] Agent ${at} ·`);
  });

  it("parts a table of markdown that has more cells than fit", () => {
    const row = `|${"a|".repeat(200)}\n`;
    const parts = split(notice(`${row}|${"-|".repeat(200)}\n${row.repeat(20)}`));
    for (const part of parts) expect(complaintsOf(render(part))).toEqual([]);
  });
});
