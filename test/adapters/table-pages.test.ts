import fc from "fast-check";
import { render as slackMessage } from "../../adapters/slack/render/render.ts";
import { split as slackParts } from "../../adapters/slack/render/split.ts";
import { tableBlocks as slackTables } from "../../adapters/slack/render/table.ts";
import { render as teamsMessage } from "../../adapters/teams/render/render.ts";
import { split as teamsParts } from "../../adapters/teams/render/split.ts";
import { messageBlocks } from "../../sandbox/slack/blocks/check.ts";
import { checkCard } from "../../sandbox/teams/cards/check.ts";
import type { Answer } from "../../src/ports/chat/reply.ts";
import type { Table } from "../../src/ports/table.ts";
import { answer } from "../../src/reply/answer/answer.ts";
import { PageValue } from "../../src/reply/tables/table-part.ts";
import { hostileTexts } from "../contract/replies.ts";
import * as slackReading from "../support/slack/slack-reading.ts";
import * as teamsReading from "../support/teams/teams-reading.ts";

/* Any table, on any page: what the platforms get is within their limits, and no row is lost on the way through it. */

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.double({ noNaN: true }).map(String) },
  { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 300 }) },
  { weight: 2, arbitrary: fc.constantFrom(...hostileTexts, "", "1.2E-5", "99999999999999999999", "‮abc") },
  { weight: 1, arbitrary: fc.constant(null) },
);
const column = fc.record({
  name: fc.oneof(fc.constantFrom("revenue", "customer_id", "", ...hostileTexts), fc.string({ maxLength: 60 })),
  type: fc.constantFrom("text" as const, "number" as const, "date" as const, "time" as const, "boolean" as const),
});
const table: fc.Arbitrary<Table> = fc
  .tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 45 }), fc.boolean())
  .chain(([columns, rows, truncated]) =>
    fc
      .record({
        columns: fc.array(column, { minLength: columns, maxLength: columns }),
        // A few different cells are enough; so many of them would take long to make.
        cells: fc.array(cell, { minLength: 1, maxLength: 40 }),
        truncated: fc.constant(truncated),
      })
      .map(({ columns: heads, cells, truncated: isCut }) => ({
        columns: heads,
        rows: Array.from({ length: rows }, (_, row) =>
          heads.map((_, at) => cells[(row * 7 + at * 3) % cells.length] ?? null),
        ),
        total: rows,
        truncated: isCut,
      })),
  );

const shown = (whole: Table, page?: PageValue): Answer => {
  const finding = {
    ...{ agent: "sales", question: "q", text: "t", table: whole, earlier: [], notes: [], clarifies: false },
    ...{ suggestions: ["And by region?"], trusted: false, elapsedMs: 1_000, sql: "SELECT 1" },
  };
  const reply = answer({
    result: {
      ...{ kind: "answer", markdown: "The result.", confidence: "high", notes: [], suggestions: [] },
      outcomes: [{ state: "done", key: "k", finding }],
    },
    ...{ turn: "turn", question: "q", echo: undefined, today: "2026-11-29", elapsedMs: 1_000, nameOf: () => "Sales" },
    ...(page ? { page } : {}),
  });
  return reply.kind === "answer" ? reply : expect.fail("no answer");
};

const slack = (reply: Answer, without: string[] = []): unknown => {
  for (const part of slackParts(reply)) {
    const message = slackMessage(part, new Set(without));
    const seen = { text: message.text, blocks: messageBlocks(message.blocks) };
    expect(slackReading.pingsIn(seen)).toEqual([]);
    expect(slackReading.forgeriesIn(seen)).toEqual([]);
  }
  return slackTables(reply.tables, false, new Set(without));
};

const teams = (reply: Answer): unknown => {
  for (const part of teamsParts(reply)) {
    const message = teamsMessage(part);
    const [{ content }] = message.attachments;
    checkCard(content);
    expect(teamsReading.pingsIn(content)).toEqual([]);
    expect(teamsReading.forgeriesIn(content)).toEqual([]);
  }
  return teamsParts(reply).map((part) => teamsMessage(part).attachments[0].content);
};

/** Where the buttons that turn the page lead to. */
const pagesIn = (rendered: unknown): { next?: number; previous?: number } => {
  const values = [...JSON.stringify(rendered).matchAll(/"value":("(?:[^"\\]|\\.)*")/g)].flatMap(([, value = ""]) => {
    try {
      return PageValue.safeParse(JSON.parse(JSON.parse(value) as string)).data ?? [];
    } catch {
      return [];
    }
  });
  const next = values.find((value) => "from" in value);
  const previous = values.find((value) => "before" in value);
  return { ...(next && { next: next.from }), ...(previous && { previous: previous.before }) };
};

describe.each([
  ["Slack", (reply: Answer) => slack(reply)],
  ["Slack without native tables", (reply: Answer) => slack(reply, ["table", "data_table"])],
  ["Teams", teams],
] as const)("a table in %s", (_, show) => {
  it("is within all limits on each page, and the pages hold every row once", () => {
    fc.assert(
      fc.property(table, (whole) => {
        fc.pre(shown(whole).tables.length === 1);
        let from = 0;
        for (let page = 0; ; page += 1) {
          const { next, previous } = pagesIn(
            show(shown(whole, page === 0 ? undefined : { turn: "turn", table: 0, from })),
          );
          expect(previous).toBe(from > 0 ? from : undefined);
          if (next === undefined) break;
          expect(next).toBeGreaterThan(from);
          expect(next).toBeLessThan(whole.total);
          from = next;
        }
        while (from > 0) {
          const back = pagesIn(show(shown(whole, { turn: "turn", table: 0, before: from })));
          expect(back.next).toBe(from);
          from = back.previous ?? 0;
        }
      }),
      { numRuns: 30, seed: 7, endOnFailure: true },
    );
  });
});
