import { split } from "../../../adapters/slack/render/split.ts";
import { inMarkdown } from "../../../src/reply/fit/plainer.ts";
import { richAnswer } from "../../contract/replies.ts";
import { blocks, of } from "../../support/slack/slack-blocks.ts";

const up = { type: "plain_text", text: "👍 Helpful", emoji: false };
const down = { type: "plain_text", text: "👎 Not helpful", emoji: false };

describe("thumbs in Slack", () => {
  it("are Slack's own feedback buttons", () => {
    expect(of("context_actions", blocks(richAnswer))).toEqual([
      {
        type: "context_actions",
        elements: [
          {
            type: "feedback_buttons",
            action_id: "vote",
            positive_button: { text: up, accessibility_label: "This answer helped", value: "up:turn-1" },
            negative_button: { text: down, accessibility_label: "This answer did not help", value: "down:turn-1" },
          },
        ],
      },
    ]);
  });

  it("are plain buttons with the same values where the workspace has no others", () => {
    const all = blocks(richAnswer, ["context_actions"]);
    expect(of("context_actions", all)).toEqual([]);
    const [thumbs, others] = of("actions", all) as unknown as { elements: Record<string, unknown>[] }[];
    expect(thumbs?.elements).toEqual([
      { type: "button", action_id: "vote", text: up, value: "up:turn-1" },
      { type: "button", action_id: "vote#2", text: down, value: "down:turn-1" },
    ]);
    expect(others?.elements).toHaveLength(richAnswer.buttons.length);
  });

  it("are under no answer that cannot be voted on", () => {
    const { rated: _, ...unrated } = richAnswer;
    expect(of("context_actions", blocks(unrated))).toEqual([]);
  });

  it("stand once, at the end of an answer that takes several messages, and in its plainer form", () => {
    const parts = split({ ...richAnswer, markdown: "Some words of a long answer.\n\n".repeat(900) });
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => of("context_actions", blocks(part)).length)).toEqual([
      ...parts.slice(1).map(() => 0),
      1,
    ]);
    expect(
      inMarkdown(richAnswer)
        .buttons.slice(-2)
        .map(({ value }) => value),
    ).toEqual(["up:turn-1", "down:turn-1"]);
  });
});
