import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { createIntake } from "../../../src/turn/intake.ts";
import { createTurns, type Turns } from "../../../src/turn/turn-records.ts";
import { untilPasses } from "../../support/eventually.ts";

/*
 * A platform that brings one message again as if it were another one.
 */

let folder: string;
let stores: Stores;
let turns: Turns;
let now: number;
/** Tasks of questions that a worker has taken. */
let begun: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "copies-"));
  stores = await sqlite({ path: join(folder, "copies.db"), log: silent, conversationTtlMs: 3_600_000 });
  now = Date.now();
  turns = createTurns(stores.records, 3_600_000, () => now);
  begun = 0;
  stores.queue.work(async ({ kind }) => {
    begun += kind === "turn" ? 1 : 0;
    return { state: "done" };
  }, 4);
});
afterEach(async () => {
  await stores.close(0);
  rmSync(folder, { recursive: true });
});

type Message = Extract<Inbound, { kind: "message" }>;

let acts = 0;
/** The same words, as another act. */
const message = (more: Partial<Message> = {}): Message => {
  acts += 1;
  return {
    kind: "message",
    id: `act-${acts}`,
    place: { platform: "teams", thread: "teams:t:chat", channelId: "chat", direct: true, to: null },
    actor: { platform: "teams", tenant: "t", user: "asker" },
    external: false,
    text: "What is the total revenue?",
    entry: "direct",
    mayBeCopy: true,
    ...more,
  };
};
/** How many questions come of messages, one after the other. */
const questions = async (...messages: Message[]): Promise<number> => {
  const accept = createIntake({
    queue: stores.queue,
    turns,
    jobs: { names: () => [] },
    supervisor: { addressee: () => "bot" },
    mayAsk: () => () => true,
  });
  const before = begun;
  for (const one of messages) await accept(one);
  await untilPasses(async () => {
    const { ready, running } = await stores.queue.counts();
    expect(ready + running).toBe(0);
  });
  return begun - before;
};
const turnOf = ({ id, actor, place, text }: Message, phase: "open" | "closed") =>
  turns.write({
    ...{
      id,
      task: id,
      actor,
      question: text,
      echo: false,
      external: false,
      startedAt: now,
      phase,
      round: 0,
      asks: [],
      past: [],
      awaitingQuota: [],
      files: 0,
    },
    posted: { ref: { platform: "teams", thread: place.thread, id: "1" }, place },
  });

describe("the same words of the same person in the same thread", () => {
  it("are one question while the first is being worked on, however long", async () => {
    const first = message();
    expect(await questions(first, message(), message())).toBe(1);
    await turnOf(first, "open");
    now += 3_600_000;
    expect(await questions(message())).toBe(0);
  });

  it("are another question once the first is answered, and then one until that is answered, too", async () => {
    const first = message();
    await questions(first);
    await turnOf(first, "closed");
    expect(await questions(message(), message())).toBe(1);
  });

  it("are another question when the first was never begun", async () => {
    expect(await questions(message())).toBe(1);
    now += 61_000;
    expect(await questions(message())).toBe(1);
  });

  it.each<[string, Partial<Message>]>([
    ["other words", { text: "Why?" }],
    ["somebody else", { actor: { platform: "teams", tenant: "t", user: "colleague" } }],
    ["another thread", { place: { ...message().place, thread: "teams:t:other" } }],
    ["other words quoted", { attached: [{ kind: "quote", text: "5" }] }],
    ["a platform that brings no copies", { mayBeCopy: false }],
  ])("are not those of %s", async (_, more) => {
    expect(await questions(message(), message(more))).toBe(2);
  });
});
