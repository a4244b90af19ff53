import { rich } from "../../../adapters/slack/render/blocks.ts";
import { render } from "../../../adapters/slack/render/render.ts";
import type { Source } from "../../../src/ports/chat/answer-parts.ts";
import type { Answer, Notice, Reply } from "../../../src/ports/chat/reply.ts";
import { asked, richAnswer, working } from "../../contract/replies.ts";
import { blocks, of, table, words } from "../../support/slack/slack-blocks.ts";
import { readable } from "../../support/slack/slack-reading.ts";

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
    expect(words(withSources({ ...sales, sql }))).toContain("see Genie for the full SQL");
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
    expect(textOf("Start Backfill?", buttons)).toBe("Start Backfill?\n\n[Start] [Not now]");
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
