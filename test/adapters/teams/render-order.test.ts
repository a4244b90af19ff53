import { render } from "../../../adapters/teams/render/render.ts";
import type { Source } from "../../../src/ports/chat/answer-parts.ts";
import type { Button } from "../../../src/ports/chat/button.ts";
import type { Answer, Notice } from "../../../src/ports/chat/reply.ts";
import { richAnswer } from "../../contract/replies.ts";
import { complaintsOf } from "../../support/teams/teams-cards.ts";
import { nodesOf, readable } from "../../support/teams/teams-reading.ts";

/*
 * The order in which people read a card: of its buttons, and of words from different scripts in one line.
 */

const buttons = (count: number): Button[] =>
  Array.from({ length: count }, (_, at) => ({ action: "ask", value: `${at + 1}`, label: `Button ${at + 1}` }));

const notice = (more: Partial<Notice>): Notice => ({
  kind: "notice",
  tone: "info",
  markdown: "",
  buttons: [],
  ...more,
});

/** The titles of the buttons from top to bottom: those of the body stand above the card's own. */
const titles = (count: number): string[] => {
  const message = render(notice({ markdown: "Choose.", buttons: buttons(count) }));
  expect(complaintsOf(message)).toEqual([]);
  const { body, actions = [] } = message.attachments[0].content;
  return [...nodesOf(body), ...nodesOf(actions)]
    .filter(({ type }) => type === "Action.Execute")
    .map(({ title }) => String(title));
};

describe("the buttons of a card", () => {
  it.each([1, 6, 7, 12, 13, 20])("stand in their order when there are %i", (count) => {
    expect(titles(count)).toEqual(buttons(count).map(({ label }) => label));
  });
});

describe("a title from right to left", () => {
  const title = "מכירות ‏2024";
  const text = (answer: Answer): string => readable(render(answer).attachments[0].content);

  it("leaves the line of its source in order", () => {
    const [source] = richAnswer.sources as [Source];
    const line = text({ ...richAnswer, sources: [{ ...source, title }] })
      .split("\n")
      .find((one) => one.includes("3 rows"));
    expect(line).toBe("\u2068מכירות 2024\u2069 · 3 rows · 2 s · ✓ trusted · Powered by Genie");
  });

  it("leaves the number before its source, and its rows behind the title of its table", () => {
    const [first, second] = richAnswer.sources as [Source, Source];
    const rows = Array.from({ length: 40 }, (_, at) => [`${at}`, `${at}`]);
    const [{ table }] = richAnswer.tables as [Answer["tables"][number]];
    const tables = [{ title, table: { ...table, rows, total: 40 } }];
    const shown = text({ ...richAnswer, tables, sources: [{ ...first, title }, second] });
    expect(shown).toContain("[1] \u2068מכירות 2024\u2069 · 3 rows");
    expect(shown).toContain("\u2068מכירות 2024\u2069 · first 20 of 40 rows");
  });

  it("is cut where others are, marks included", () => {
    const [source] = richAnswer.sources as [Source];
    const shown = text({ ...richAnswer, sources: [{ ...source, title: "א".repeat(300) }] });
    const [name = ""] = /\u2068א+…\u2069/.exec(shown) ?? [];
    expect(name).toHaveLength(150);
  });

  it("brings no marks of its own, and others have none", () => {
    expect(
      text({ ...richAnswer, sources: [{ ...(richAnswer.sources[0] as Source), title: "\u2067Sales\u2066" }] }),
    ).toContain("Sales · 3 rows");
  });
});

describe("half of a character", () => {
  const half = "\ud83d";
  const [source] = richAnswer.sources as [Source];
  const [{ table, title }] = richAnswer.tables as [Answer["tables"][number]];

  it("is nowhere in what is sent", () => {
    const rows = [[`a${half}`, "1"]];
    const message = render({
      ...richAnswer,
      question: half,
      markdown: `x ${half} y\n\n\`\`\`\n${half}\n\`\`\``,
      tables: [{ title: `${title}${half}`, table: { ...table, rows } }],
      sources: [{ ...source, title: half, question: half, sql: `SELECT '${half}'` }],
      notes: [half],
      buttons: [{ action: "ask", value: "x", label: half }],
    });
    expect(JSON.stringify(message)).not.toMatch(/\\ud[89a-f]/i);
    expect(message.summary.isWellFormed()).toBe(true);
    expect(complaintsOf(message)).toEqual([]);
  });
});
