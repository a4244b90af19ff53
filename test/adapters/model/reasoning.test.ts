import { createReasoningFilter } from "../../../adapters/model/reasoning.ts";

/** What is left of a text that comes in pieces of this length. */
const left = (text: string, length: number): string => {
  const filter = createReasoningFilter();
  for (let at = 0; at < text.length; at += length) filter.push(text.slice(at, at + length));
  return filter.end().trim();
};

describe("reasoning in a text", () => {
  it.each([
    ["<think>a <b> {c}</think>Answer", "Answer"],
    ["<THINK>\na\n</Think>\n\nAnswer", "Answer"],
    ["<think></think>Answer", "Answer"],
    ["One <thinking>a</thinking>two <reasoning>b</reasoning>three", "One two three"],
    ["<seed:think>a</seed:think>Answer", "Answer"],
    ["[THINK]a[/THINK]Answer", "Answer"],
    ["◁think▷a◁/think▷Answer", "Answer"],
    ["a without a beginning</think>Answer", "Answer"],
    ["<think>never ended", ""],
    ["<think>a</think><answer>Answer</answer>", "Answer"],
    [
      "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>commentary<|message|>b<|end|><|start|>assistant<|channel|>final<|message|>Answer<|return|>",
      "Answer",
    ],
    ["<think>a <think> b</think>Answer", "Answer"],
  ])("is taken out of %j, however it is cut", (text, expected) => {
    for (const length of [1, 2, 3, 7, text.length]) expect(left(text, length)).toBe(expected);
  });

  it.each(["a < b and c > d", "see [1] and [think tanks]", "<thinker>", "x <thi", "<b>bold</b>", "1 <"])(
    "is none in %j",
    (text) => {
      for (const length of [1, 4, text.length]) expect(left(text, length)).toBe(text);
    },
  );

  it("is never visible while it comes in", () => {
    const filter = createReasoningFilter();
    const seen = [..."<think>secret</think>Yes [1] <t"].map((piece) => filter.push(piece));
    expect(seen.join("")).not.toMatch(/secr|<|hink/);
    expect(seen.at(-1)).toBe("Yes [1] ");
    expect(filter.end()).toBe("Yes [1] <t");
  });

  it("takes linear time", () => {
    for (const part of ["<", "<think>", "</think>", "[", "<|", "<think", "◁", "a"]) {
      const text = part.repeat(200_000 / part.length);
      const began = process.cpuUsage();
      left(text, 4);
      left(text, text.length);
      const { user, system } = process.cpuUsage(began);
      expect((user + system) / 1_000).toBeLessThan(1_500);
    }
  });
});
