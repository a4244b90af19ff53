import type { JobCommands } from "../jobs/commands.ts";
import type { Accept, Inbound } from "../ports/inbound.ts";
import type { Json } from "../ports/json.ts";
import type { Queue, Task } from "../ports/queue.ts";
import { parseWords } from "./command-words.ts";
import type { Turns } from "./turn-records.ts";

/**
 * Turns an act of a person into durable tasks. Runs before the platform is answered, so it only reads and stores.
 * A question goes into its thread's ordering key; everything that must act at once gets a ordering key of its own.
 */
export const createIntake =
  ({ queue, turns, jobs }: { queue: Queue; turns: Turns; jobs: Pick<JobCommands, "names"> }): Accept =>
  async (inbound) => {
    if (inbound.kind !== "message") return void (await queue.put(interaction(inbound, inbound.kind)));
    if (inbound.entry === "followup" && !(await turns.joined(inbound.place.thread))) return;
    const words = parseWords(inbound.text, inbound.entry === "command" ? "command" : "sentence", jobs.names());
    if (words.verb !== "ask") return void (await queue.put(interaction(inbound, "command")));
    await ask(queue, inbound, words.question);
  };

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

const interaction = (inbound: Inbound, kind: string): Task => ({
  id: inbound.id,
  orderingKey: `aside:${inbound.id}`,
  kind,
  payload: { inbound },
});
