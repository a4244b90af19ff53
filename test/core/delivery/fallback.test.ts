import { isRefusedContent, sendWithFallback } from "../../../src/delivery/fallback.ts";
import { Problem } from "../../../src/errors.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Answer, Notice, Reply } from "../../../src/ports/chat/reply.ts";
import { plainText } from "../../../src/reply/fit/plain-text.ts";
import { splitToFit } from "../../../src/reply/fit/split.ts";

const table = {
  columns: [
    { name: "region", type: "text" as const },
    { name: "total_revenue", type: "number" as const },
  ],
  rows: [
    ["North *", "2525"],
    ["South ~~~~\n", "750"],
  ],
  total: 2,
  truncated: false,
};
const answer: Answer = {
  kind: "answer",
  question: "What is the total revenue?",
  markdown: Array.from(
    { length: 12 },
    (_, at) => `Paragraph ${at}: revenue was **${at}01** EUR. ${"word ".repeat(30)}`,
  ).join("\n\n"),
  tables: [{ title: "Sales", table }],
  chart: { type: "bar", title: "Sales", categories: ["North", "South"], series: [{ name: "revenue", values: [1, 2] }] },
  sources: [{ agent: "sales", title: "Sales", question: "q", rows: 2, elapsedMs: 900, trusted: true }],
  confidence: "high",
  notes: ["Nothing is missing."],
  elapsedMs: 1_200,
  buttons: [{ action: "ask", value: "Why?", label: "Why?" }],
};
const tooLarge = new Problem("post.too-large", "Too large.");
const unshowable = new Problem("post.unshowable", "Not shown.");

/** A platform that counts by a rule of its own, which its adapter knows only roughly. */
const platform = (refusal: (part: Reply) => Problem | undefined, limit = 100_000) => {
  const shown: Reply[] = [];
  const attempts: number[] = [];
  const channel = {
    platform: "board",
    split: (reply: Reply, share = 1) => splitToFit(reply, (part) => JSON.stringify(part).length <= limit * share),
  };
  const send = async (part: Reply, attempt: number): Promise<void> => {
    attempts.push(attempt);
    const problem = refusal(part);
    if (problem) throw problem;
    shown.push(part);
  };
  return { shown, attempts, run: (reply: Reply = answer) => sendWithFallback(channel, reply, silent, send) };
};
const size = (reply: Reply): number => JSON.stringify(reply).length;
const said = (replies: Reply[]): string => replies.map(plainText).join("\n");
const everything = Array.from({ length: 12 }, (_, at) => `${at}01`).concat(
  "2,525",
  "750",
  "Sales",
  "Nothing is missing",
);

describe("a message that a platform refuses", () => {
  it("is sent once when it is taken", async () => {
    const { shown, run } = platform(() => undefined);
    await run();
    expect(shown).toEqual([answer]);
  });

  it.each([
    [tooLarge, 1_500],
    [unshowable, 1_500],
    [new Problem("slack.refused", "No."), 1_500],
  ])("is sent in smaller pieces, as it is: %s", async (problem, limit) => {
    const { shown, run } = platform((part) => (size(part) > limit ? problem : undefined), 8_000);
    await run();
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.every((part) => part.kind === "answer")).toBe(true);
    for (const words of everything) expect(said(shown)).toContain(words);
    expect(shown.some((part) => part.kind === "answer" && part.chart)).toBe(true);
  });

  it("is sent without tables and charts where these are refused, and loses no figure", async () => {
    const { shown, run } = platform((part) =>
      part.kind === "answer" && (part.tables.length > 0 || part.chart) ? unshowable : undefined,
    );
    await run();
    for (const words of everything) expect(said(shown)).toContain(words);
    const last = shown.at(-1) as Notice;
    expect(last.buttons).toEqual(answer.buttons);
    expect(last.markdown).toMatch(/~~~~\nRegion +Total revenue\nNorth \* +2,525\nSouth ∼∼∼∼ +750\n~~~~/);
  });

  it("is sent as plain words where any markup is refused", async () => {
    const { shown, run } = platform((part) =>
      part.kind !== "notice" || part.buttons.length > 0 || /\*\*|~~~~/.test(part.markdown) ? unshowable : undefined,
    );
    await run();
    expect(shown.every(({ kind }) => kind === "notice")).toBe(true);
    for (const words of everything) expect(said(shown).replaceAll("\\", "")).toContain(words);
  });

  it("is tried a bounded number of times and then refused for good", async () => {
    const { shown, attempts, run } = platform(() => unshowable);
    await expect(run()).rejects.toBe(unshowable);
    expect(shown).toEqual([]);
    expect(attempts.length).toBeLessThan(20);
    expect(attempts).toEqual(attempts.map((_, at) => at + 1));
  });

  it("goes the same way when all of it is repeated after a crash", async () => {
    const rule = (part: Reply) => (size(part) > 1_500 ? tooLarge : undefined);
    const [one, other] = [platform(rule, 8_000), platform(rule, 8_000)];
    await one.run();
    await other.run();
    expect(other.attempts).toEqual(one.attempts);
    expect(other.shown).toEqual(one.shown);
  });

  it.each(["slack.not-in-channel", "post.root-gone", "slack.credentials", "post.gone"] as const)(
    "is not changed when the place is the matter: %s",
    async (code) => {
      const { attempts, run } = platform(() => new Problem(code, "No."));
      await expect(run()).rejects.toMatchObject({ code });
      expect(attempts).toEqual([1]);
    },
  );

  it("is not changed when it may be taken later", () => {
    expect(isRefusedContent(new Problem("post.too-large", "Later.", { retry: "later" }))).toBe(false);
    expect(isRefusedContent(new Error("bug"))).toBe(false);
  });
});
