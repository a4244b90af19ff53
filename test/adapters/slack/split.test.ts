import { fits, split } from "../../../adapters/slack/render/split.ts";
import type { Button } from "../../../src/ports/chat/button.ts";
import type { Answer, Notice } from "../../../src/ports/chat/reply.ts";
import { cut, mendFences } from "../../../src/reply/markdown/pieces.ts";
import { hostileTexts, longMarkdown, richAnswer, working } from "../../contract/replies.ts";
import { costOf } from "../../support/reading/linear.ts";

/** Numbers that look random and are the same in every run. */
const randomOf = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
};

const bits = [
  "word ",
  "longer words here. ",
  "\n",
  "\n\n",
  "- item\n",
  "<!channel>",
  "&",
  "`code` ",
  "😀",
  "ß",
  "**b** ",
  "x".repeat(200),
  "[l](https://a.example) ",
];

const randomText = (seed: number, length: number, more: string[] = []): string => {
  const random = randomOf(seed);
  const all = [...bits, ...more];
  let text = "";
  while (text.length < length) text += all[random(all.length)];
  return text;
};

const answer = (markdown: string, more: Partial<Answer> = {}): Answer => ({ ...richAnswer, ...more, markdown });
const markdownOf = (parts: { markdown: string }[]): string => parts.map((part) => part.markdown).join("");

describe("cutting text", () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))("loses nothing and keeps to the limit, seed %i", (seed) => {
    const text = randomText(seed, 5_000);
    const pieces = cut(text, 300);
    expect(pieces.join("")).toBe(text);
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(300);
      expect(piece.isWellFormed()).toBe(true);
    }
  });

  it("cuts where it hurts least", () => {
    expect(cut("aaaa aaaa\n\nbbbb. bbbb", 14)).toEqual(["aaaa aaaa\n\n", "bbbb. bbbb"]);
    expect(cut("aaaa aaaa\nbbbb. bbbb", 14)).toEqual(["aaaa aaaa\n", "bbbb. bbbb"]);
    expect(cut("aaaa aaaa. bbbb bbbb", 14)).toEqual(["aaaa aaaa. ", "bbbb bbbb"]);
    expect(cut("aaaaaaaaaa bbbbbbbbbb", 14)).toEqual(["aaaaaaaaaa ", "bbbbbbbbbb"]);
    expect(cut("a".repeat(20), 14)).toEqual(["a".repeat(14), "a".repeat(6)]);
  });

  it("cuts again what is short enough but does not fit", () => {
    const pieces = cut("<".repeat(100), 80, (piece) => piece.length * 4 <= 80);
    expect(pieces.join("")).toBe("<".repeat(100));
    for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(20);
  });
});

describe("code that a cut goes through", () => {
  it("is closed and opened again with its language", () => {
    expect(mendFences(["a\n```sql\nSELECT 1\n", "FROM t\n```\nb", "c"])).toEqual([
      "a\n```sql\nSELECT 1\n```\n",
      "```sql\nFROM t\n```\nb",
      "c",
    ]);
  });

  it("knows other fences by their mark and length", () => {
    expect(mendFences(["~~~~\n```\n~~~\n", "x\n~~~~\n"])).toEqual(["~~~~\n```\n~~~\n~~~~\n", "~~~~\nx\n~~~~\n"]);
  });
});

describe("splitting a reply for Slack", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])("keeps every character of an answer, seed %i", (seed) => {
    const markdown = randomText(seed, 30_000 + seed * 3_000);
    const parts = split(answer(markdown)) as Answer[];
    expect(parts.length).toBeGreaterThan(1);
    expect(markdownOf(parts)).toBe(markdown);
    for (const part of parts) expect(fits(part)).toBe(true);
  });

  it.each([1, 2, 3, 4])("adds nothing but fences to an answer with code, seed %i", (seed) => {
    const markdown = randomText(seed, 40_000, ["\n```sql\nSELECT 1\n", "\n```\n"]);
    const parts = split(answer(markdown)) as Answer[];
    const without = (text: string): string => text.replace(/^```(?:sql)?$/gm, "").replace(/\s+/g, "");
    expect(without(markdownOf(parts))).toBe(without(markdown));
    for (const part of parts) expect(fits(part)).toBe(true);
  });

  it.each([1, 2, 3])("keeps every character of a notice, seed %i", (seed) => {
    const buttons: Button[] = [{ action: "ask", value: "1", label: "OK" }];
    const notice: Notice = {
      kind: "notice",
      tone: "warning",
      title: "Title",
      markdown: randomText(seed, 30_000),
      buttons,
    };
    const parts = split(notice) as Notice[];
    expect(markdownOf(parts)).toBe(notice.markdown);
    expect(parts[0]).toMatchObject({ title: "Title", tone: "warning", buttons: [] });
    expect(parts.at(-1)).toMatchObject({ buttons });
    expect(parts.at(-1)!.title).toBeUndefined();
    for (const part of parts) expect(fits(part)).toBe(true);
  });

  it.each(hostileTexts)("takes text that grows when it is escaped: %j", (text) => {
    const markdown = `${text} `.repeat(Math.ceil(20_000 / text.length));
    for (const part of split(answer(markdown))) expect(fits(part)).toBe(true);
    const grows = split(answer("<".repeat(30_000))) as Answer[];
    expect(markdownOf(grows)).toBe("<".repeat(30_000));
  });

  it("keeps the head in the first part, sources, notes and buttons in the last", () => {
    const whole = answer(longMarkdown(30_000).markdown, { question: "What?" });
    const parts = split(whole) as Answer[];
    expect(parts.map((part) => part.question !== undefined)).toEqual(parts.map((_, index) => index === 0));
    const last = parts.length - 1;
    for (const key of ["sources", "buttons", "notes"] as const) {
      expect(parts[last]![key]).toEqual(whole[key]);
      for (const part of parts.slice(0, last)) expect(part[key]).toEqual([]);
    }
    expect(parts[last]).toMatchObject({ confidence: "high", elapsedMs: 3_000 });
  });

  it("gives every table, chart and source to exactly one part, in order", () => {
    const columns = Array.from({ length: 10 }, (_, index) => ({ name: `c${index}`, type: "text" as const }));
    const rows = Array.from({ length: 20 }, () => columns.map(() => "some words"));
    const table = { columns, rows, total: 20, truncated: false };
    const tables = Array.from({ length: 6 }, (_, index) => ({ title: `Table ${index}`, table }));
    const sources = Array.from({ length: 30 }, (_, index) => ({ ...richAnswer.sources[0]!, title: `Source ${index}` }));
    const whole = answer("Short.", { tables, sources });
    const parts = split(whole) as Answer[];
    expect(parts.flatMap((part) => part.tables)).toEqual(tables);
    expect(parts.flatMap((part) => part.sources)).toEqual(sources);
    for (const part of parts) expect(fits(part)).toBe(true);
  });

  it("never splits progress, which is one message", () => {
    expect(split({ ...working, draft: "x".repeat(50_000) })).toHaveLength(1);
  });

  it("takes a moment for a very long answer", () => {
    expect(costOf((text) => split(answer(text)), "word ".repeat(40_000))).toBeLessThan(3_000);
  });
});
