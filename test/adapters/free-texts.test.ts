import fc from "fast-check";
import { modal } from "../../adapters/slack/render/form.ts";
import { render as slackMessage } from "../../adapters/slack/render/render.ts";
import { split as slackParts } from "../../adapters/slack/render/split.ts";
import { formMessage } from "../../adapters/teams/render/form.ts";
import { render as teamsMessage } from "../../adapters/teams/render/render.ts";
import { split as teamsParts } from "../../adapters/teams/render/split.ts";
import { messageBlocks, viewBlocks } from "../../sandbox/slack/blocks/check.ts";
import { checkCard } from "../../sandbox/teams/cards/check.ts";
import type { Form } from "../../src/ports/chat/form.ts";
import type { Answer, Notice, Progress, Reply } from "../../src/ports/chat/reply.ts";
import { Place } from "../../src/ports/place.ts";
import { hostileTexts } from "../contract/replies.ts";
import * as slackReading from "../support/slack/slack-reading.ts";
import * as teamsReading from "../support/teams/teams-reading.ts";

/*
 * Any text in every field of every kind of reply: what the platforms get is within their limits, names nobody, forges no
 * link, and has every word of what was said. Tables have their own test (table-pages.test.ts).
 */

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "grapheme", maxLength: 200 }) },
  { weight: 3, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  { weight: 2, arbitrary: fc.lorem({ maxCount: 40 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "",
      "\n\n",
      "| a | b |\n|---|---|\n| 1 | 2 |",
      "# ",
      "- ",
      "```sql\nSELECT",
      "***",
      "‮",
      "🧑‍🤝‍🧑",
    ),
  },
);
const line = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(" "));
/** Paragraphs, and between them words that have to arrive. */
const text = fc.array(piece, { minLength: 1, maxLength: 25 });
const mark = (field: string, at: number): string => `${field}mark${at}end`;
const marked = (field: string, pieces: readonly string[]): string =>
  pieces.map((one, at) => `${mark(field, at)}\n\n${one}\n\n`).join("");
const marksOf = (field: string, pieces: readonly string[]): string[] => pieces.map((_, at) => mark(field, at));

interface Case {
  reply: Reply;
  words: string[];
}

const buttons = fc.array(
  line.map((label) => ({ action: "ask" as const, value: "q", label })),
  { maxLength: 7 },
);
const menu = fc.array(
  line.map((label) => ({ action: "edit-question" as const, label })),
  { minLength: 1, maxLength: 4 },
);
const url = fc.oneof(fc.webUrl(), fc.constant("https://dbx.example.com/genie"));

const answer: fc.Arbitrary<Case> = fc
  .record({ said: text, folded: text, lines: fc.array(line, { minLength: 8, maxLength: 8 }), url, buttons, menu })
  .map(({ said, folded, lines, url: link, buttons: below, menu: more }) => {
    const [question = "", title = "", sql = "", scope = "", failed = "", note = "", name = "", asked = ""] = lines;
    const source = { agent: "sales", question: asked, elapsedMs: 1_000, trusted: true };
    const reply: Answer = {
      ...{ kind: "answer", question, markdown: marked("said", said), tables: [], elapsedMs: 2_000, confidence: "high" },
      chart: {
        type: "bar",
        title,
        categories: [name, "b", "c"],
        series: [{ name: scope, values: [1e300, -1e-300, null] }],
      },
      folded: { title, markdown: marked("folded", folded), tables: [], isOpen: false },
      sources: [
        { ...source, title, sql, scope, link, rows: 3 },
        { ...source, title: name, failed },
      ],
      ...{ notes: [note, `${mark("note", 0)} ${title}`], rated: "turn", buttons: below, menu: more },
    };
    return { reply, words: [...marksOf("said", said), ...marksOf("folded", folded), mark("note", 0)] };
  });

const notice: fc.Arbitrary<Case> = fc
  .record({
    ...{ said: text, title: line, question: line, url, buttons, menu },
    tone: fc.constantFrom("info" as const, "success" as const, "warning" as const, "error" as const),
  })
  .map(({ said, title, question, url: link, tone, buttons: below, menu: more }) => {
    // What such a button says is always ours.
    const links = [{ label: "Open it", url: link }];
    const rest = { tone, title, question, links, buttons: below, menu: more };
    const reply: Notice = { kind: "notice", markdown: marked("said", said), ...rest };
    return { reply, words: marksOf("said", said) };
  });

const progress: fc.Arbitrary<Case> = fc
  .record({ lines: fc.array(line, { minLength: 5, maxLength: 5 }), draft: text, count: fc.integer({ min: 0, max: 8 }) })
  .map(({ lines, draft, count }) => {
    const [headline = "", question = "", title = "", words = "", fact = ""] = lines;
    const states = ["waiting", "running", "done", "failed"] as const;
    const rows = Array.from({ length: count }, (_, at) => {
      return { agent: `agent${at}`, title, words, state: states[at % 4] ?? ("done" as const) };
    });
    const cancel = { action: "cancel" as const, value: "turn", label: title };
    const shown = { headline: headline || "On it", question, rows, facts: [fact], draft: draft.join("\n\n") };
    const reply: Progress = { kind: "progress", ...shown, elapsedMs: 1, buttons: [cancel] };
    return { reply, words: [] };
  });

const any = fc.oneof(answer, notice, progress);
const often = { numRuns: 120, seed: 11, endOnFailure: true };

describe("any text in any reply", () => {
  it.each([
    ["all blocks", []],
    ["no rich blocks", ["markdown", "table", "data_table", "container", "rich_text", "context_actions", "plan"]],
  ])("is within Slack's limits, pings nobody, forges no link and is all there: %s", (_, missing) => {
    fc.assert(
      fc.property(any, ({ reply, words }) => {
        const seen = slackParts(reply).map((part) => {
          const { text: plain, blocks } = slackMessage(part, new Set(missing));
          const message = { text: plain, blocks: messageBlocks(blocks) };
          expect(slackReading.pingsIn(message)).toEqual([]);
          expect(slackReading.forgeriesIn(message)).toEqual([]);
          return slackReading.readable(message);
        });
        const all = seen.join("\n");
        expect(words.filter((word) => !all.includes(word))).toEqual([]);
      }),
      often,
    );
  });

  it("is within Teams' limits, pings nobody, forges no link and is all there", () => {
    fc.assert(
      fc.property(any, ({ reply, words }) => {
        const seen = teamsParts(reply).map((part) => {
          const [{ content }] = teamsMessage(part).attachments;
          checkCard(content);
          expect(teamsReading.pingsIn(content)).toEqual([]);
          expect(teamsReading.forgeriesIn(content)).toEqual([]);
          expect(teamsReading.functionsIn(content)).toEqual([]);
          return teamsReading.readable(content);
        });
        const all = seen.join("\n");
        expect(words.filter((word) => !all.includes(word))).toEqual([]);
      }),
      often,
    );
  });

  it("makes forms that both take", () => {
    const place = Place.parse({ platform: "slack", thread: "slack:T1:C1:1", channelId: "C1", direct: false, to: null });
    const form: fc.Arbitrary<Form> = fc
      .record({
        title: line,
        intro: line,
        label: line,
        hint: line,
        value: line,
        options: fc.array(line, { maxLength: 5 }),
      })
      .map(({ title, intro, label, hint, value, options }) => ({
        ...{ title, intro, submit: { action: "ask-edited", value: "turn", label, style: "primary" } },
        fields: (["paragraph", "text", "number", "date", "choice"] as const).map((type, at) => ({
          ...{ name: `field${at}`, label, hint, type, value, options, required: at === 0 },
        })),
      }));
    fc.assert(
      fc.property(form, (asked) => {
        viewBlocks(modal(asked, place).blocks);
        const [{ content }] = formMessage(asked).attachments;
        checkCard(content);
        expect(teamsReading.pingsIn(content)).toEqual([]);
      }),
      often,
    );
  });
});
