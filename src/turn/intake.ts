import { createHash } from "node:crypto";
import type { JobCommands } from "../jobs/commands.ts";
import type { Accept, Inbound } from "../ports/inbound.ts";
import type { Json } from "../ports/json.ts";
import type { Queue, Task } from "../ports/queue.ts";
import { mostInbound } from "../text/bounds.ts";
import { parseWords } from "./command-words.ts";
import type { Turns } from "./turn-records.ts";

/**
 * Turns an act of a person into durable tasks. Runs before the platform is answered, so it only reads and stores.
 * A question goes into its thread's ordering key; everything that must act at once gets a ordering key of its own.
 */
export const createIntake =
  ({ queue, turns, jobs }: { queue: Queue; turns: Turns; jobs: Pick<JobCommands, "names"> }): Accept =>
  async (inbound) => {
    const length = lengthOf(inbound);
    if (length > mostInbound) return tooLong(queue, turns, inbound, length);
    if (inbound.kind !== "message") return void (await queue.put(interaction(inbound, inbound.kind)));
    if (inbound.entry === "followup" && !(await turns.joined(inbound.place.thread))) return;
    const words = parseWords(inbound.text, inbound.entry === "command" ? "command" : "sentence", jobs.names());
    if (words.verb !== "ask") return void (await queue.put(interaction(inbound, "command")));
    if (inbound.mayBeCopy && !(await turns.isFirstToAsk(wordsOf(inbound), inbound.id))) return;
    await ask(queue, inbound, words.question);
  };

/** The same for two messages in which one person says the same in one thread. */
const wordsOf = ({ place, actor, text, attached = [] }: Extract<Inbound, { kind: "message" }>): string =>
  createHash("sha256")
    .update(JSON.stringify([place.thread, actor.tenant, actor.user, text, attached]))
    .digest("hex");

const ask = async (queue: Queue, inbound: Inbound, question: string): Promise<void> => {
  const payload: Json = { inbound, question };
  const { fresh, ahead } = await queue.put({
    id: inbound.id,
    orderingKey: inbound.place.thread,
    kind: "turn",
    payload,
  });
  if (fresh && ahead > 0)
    await queue.put({ id: `${inbound.id}:busy`, orderingKey: `busy:${inbound.id}`, kind: "busy-thread", payload });
};

/** The whole text of an act, as it was typed, filled in or clicked. */
const lengthOf = (inbound: Inbound): number => {
  switch (inbound.kind) {
    case "message":
      return inbound.text.length;
    case "click":
      return inbound.value.length;
    case "form":
      return Object.entries(inbound.fields).reduce((sum, field) => sum + field.join("").length, inbound.value.length);
    default:
      return 0;
  }
};

/** What is too long is neither read nor stored: the person is told how much may be said. */
const tooLong = async (queue: Queue, turns: Turns, inbound: Inbound, length: number): Promise<void> => {
  if (isFollowUp(inbound) && !(await turns.joined(inbound.place.thread))) return;
  const task = interaction(emptied(inbound), inbound.kind === "message" ? "command" : inbound.kind);
  await queue.put({ ...task, payload: { inbound: emptied(inbound), tooLong: length } });
};

const isFollowUp = (inbound: Inbound): boolean => inbound.kind === "message" && inbound.entry === "followup";

const emptied = (inbound: Inbound): Inbound => {
  switch (inbound.kind) {
    case "message":
      return { ...inbound, text: "" };
    case "click":
      return { ...inbound, value: "" };
    case "form":
      return { ...inbound, value: "", fields: {} };
    default:
      return inbound;
  }
};

const interaction = (inbound: Inbound, kind: string): Task => ({
  id: inbound.id,
  orderingKey: `aside:${inbound.id}`,
  kind,
  payload: { inbound },
});
