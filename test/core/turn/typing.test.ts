import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import { plainTyping } from "../../../src/text/typing.ts";
import { createIntake } from "../../../src/turn/intake.ts";
import { createTurns } from "../../../src/turn/turn-records.ts";

type Message = Extract<Inbound, { kind: "message" }>;

const message = (text: string): Message => ({
  kind: "message",
  id: "act",
  place: { platform: "slack", thread: "slack:t:c:1", channelId: "c", direct: true, to: null },
  actor: { platform: "slack", tenant: "t", user: "asker" },
  external: false,
  text,
  entry: "direct",
});

/** The question of a message, as its task holds it. */
const questionOf = async (text: string): Promise<unknown> => {
  const folder = mkdtempSync(join(tmpdir(), "typing-"));
  const stores = await sqlite({ path: join(folder, "typing.db"), log: silent, conversationTtlMs: 3_600_000 });
  try {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    stores.queue.work(async ({ payload }) => {
      resolve(payload);
      return { state: "done" };
    }, 1);
    const accept = createIntake({
      queue: stores.queue,
      turns: createTurns(stores.records, 3_600_000, Date.now),
      jobs: { names: () => [] },
      supervisor: { addressee: () => "bot" },
      mayAsk: () => () => true,
    });
    await accept(message(text));
    return await promise;
  } finally {
    await stores.close(0);
    rmSync(folder, { recursive: true });
  }
};

describe("a message typed on a phone", () => {
  it("is read like one that was typed on a plain keyboard", async () => {
    const question = await questionOf("What’s our customers’ revenue in\u00a0Q3?");
    expect(question).toMatchObject({ question: "What's our customers’ revenue in Q3?" });
  });

  it.each([
    ["don’t", "don't"],
    ["how‘s it", "how's it"],
    ["‘North’ and ’South’", "‘North’ and ’South’"],
    ["10\u202f000", "10 000"],
  ])("%j is %j", (typed, plain) => {
    expect(plainTyping(typed)).toBe(plain);
  });
});
