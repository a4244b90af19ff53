import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { createDelivery, type Delivery } from "../../../src/delivery/delivery.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Answer, Notice } from "../../../src/ports/chat/reply.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { longMarkdown, richAnswer, working } from "../../contract/replies.ts";
import { readable } from "../../support/slack/slack-reading.ts";
import { type SlackStage, startSlackStage } from "../../support/slack/slack-stage.ts";

/*
 * Answers that take more of Slack's space than their length says, and a Slack that takes less than it says.
 */

let bench: SlackStage;
let stores: Stores;
let delivery: Delivery;
const folder = mkdtempSync(join(tmpdir(), "slack-"));

beforeEach(async () => {
  bench = await startSlackStage();
  stores = sqlite({ path: join(folder, `${Date.now()}.db`), log: silent, conversationTtlMs: 3_600_000 });
  const { records, budget } = stores;
  const channels = new Map([["slack" as const, bench.channel]]);
  delivery = createDelivery({ channels, records, budget, minuteMs: 60_000, log: silent });
});
afterEach(async () => {
  await delivery.close();
  await stores.close(0);
  await bench.stop();
});
afterAll(() => rmSync(folder, { recursive: true }));

const finish = async (answer: Partial<Answer>): Promise<string[]> => {
  const posted = await delivery.post(bench.thread(), working, { key: "turn-1" });
  await delivery.finish(posted, { ...richAnswer, ...answer }, "turn-1");
  return bench.posts().map(readable);
};

describe("an answer that takes more space in Slack than its length says", () => {
  it("is shown in two messages when it has many headings", async () => {
    const texts = await finish({ markdown: "### Region 1\n\nRevenue was 101 EUR.\n\n".repeat(26) });
    expect(texts).toHaveLength(2);
    expect(texts.join("\n").match(/Revenue was 101 EUR/g)).toHaveLength(26);
    expect(texts[1]).toContain("2,525");
    expect(bench.bodies("chat.update")).toHaveLength(1);
  });

  it.each([
    ["long sections under headings", `### Head\n\n${"word ".repeat(92)}\n\n`, 24],
    ["rules", "text\n\n---\n\n", 60],
    ["fences", "```\na\n```\n\n", 60],
    ["headings with dashes below", "Head\n---\ntext\n\n", 40],
    ["tables", "|a|b|\n|-|-|\n|1|2|\n\n", 4],
    ["headings beside code that looks like more of them", `\`\`\`\n${"# a\n".repeat(30)}\`\`\`\n### b\n\n`, 30],
  ])("is taken at the first try when it has many %s", async (_, piece, times) => {
    const texts = await finish({ markdown: piece.repeat(times) });
    expect(texts.length).toBeGreaterThan(1);
    const calls = bench.traffic.calls.filter(({ path }) => /chat\.(?:update|postMessage)$/.test(path));
    expect(calls).toHaveLength(texts.length + 1);
  });
});

describe("a notice in parts of a quarter of a message", () => {
  it.each(["word ", "größer ", "<&> ", "日本語の文章です。", "😀"])(
    "arrives as words alone, complete, also by edits: %j",
    async (piece) => {
      const words = Array.from({ length: 1_500 }, (_, index) => `${index}${piece}`).join(" ");
      const notice: Notice = { kind: "notice", tone: "info", markdown: words, buttons: [] };
      bench.wire.answer = ({ method, args }) =>
        method.startsWith("chat.") && args["blocks"] !== "[]" ? { ok: false, error: "invalid_blocks" } : undefined;
      const { ref } = await bench.channel.post(bench.thread(), working, { key: "turn-1", mayExist: false });
      const texts: string[] = [];
      for (const part of bench.channel.split(notice, 1 / 4)) {
        await bench.channel.edit(ref, part);
        texts.push(bench.posts()[0]!.text);
      }
      expect(texts.join(" ").match(/\d+/g)).toEqual(words.match(/\d+/g));
    },
  );
});

describe("an answer that Slack finds too large after all", () => {
  const refusing = (error: string, most: number): void => {
    bench.wire.answer = ({ method, args }) =>
      method.startsWith("chat.") && (args["blocks"] ?? "").length > most ? { ok: false, error } : undefined;
  };

  it.each(["msg_blocks_too_long", "msg_too_long"])(
    "is shown in smaller messages, without losing a word: %s",
    async (error) => {
      const { markdown, words } = longMarkdown(20_000);
      refusing(error, 7_000);
      const texts = await finish({ markdown });
      expect(texts.join("\n").match(/word\d+/g)).toEqual(words);
      expect(texts.join("\n")).toContain("Powered by Genie");
    },
  );
});
