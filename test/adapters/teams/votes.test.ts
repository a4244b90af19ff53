import { render } from "../../../adapters/teams/render/render.ts";
import { split } from "../../../adapters/teams/render/split.ts";
import { richAnswer } from "../../contract/replies.ts";

describe("thumbs in Teams", () => {
  it("are Teams' own, with our form behind them", () => {
    expect(render(richAnswer).channelData).toEqual({ feedbackLoop: { type: "custom" } });
  });

  it("are under no answer that cannot be voted on", () => {
    const { rated: _, ...unrated } = richAnswer;
    expect(render(unrated).channelData).toBeUndefined();
  });

  it("stand once, at the end of an answer that takes several messages", () => {
    const parts = split({ ...richAnswer, markdown: "Some words of a long answer.\n\n".repeat(1_500) });
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => render(part).channelData !== undefined)).toEqual([
      ...parts.slice(1).map(() => false),
      true,
    ]);
  });
});
