import { createHash } from "node:crypto";
import type { Inbound } from "../ports/inbound.ts";
import type { Json } from "../ports/json.ts";
import type { TurnDeps } from "./turn-deps.ts";
import type { TurnTask } from "./turn-records.ts";

/** How a question came to us, besides its message. */
type QuestionOrigin = Partial<Pick<TurnTask, "isClicked" | "isUnclear">>;

/**
 * Puts a question into its thread's order, once per act. The same words of the same person in the same thread, while the
 * first is not answered, are a copy: its own step decides what becomes of it, so that nothing is lost. A question that
 * waits for others is said to wait.
 */
export const putQuestion = async (
  { queue, turns }: Pick<TurnDeps, "queue" | "turns">,
  inbound: Inbound,
  question: string,
  origin: QuestionOrigin = {},
): Promise<void> => {
  const first = await turns.firstOf(sameQuestion(inbound, question), inbound.id);
  const copyOf = first === inbound.id ? {} : { copyOf: first };
  const payload: Json = { inbound, question, ...origin, ...copyOf };
  const { id } = inbound;
  const { fresh, ahead } = await queue.put({ id, orderingKey: inbound.place.thread, kind: "turn", payload });
  if (fresh && ahead > 0 && first === id && !origin.isUnclear)
    await queue.put({ id: `${id}:busy`, orderingKey: `busy:${id}`, kind: "busy-thread", payload });
};

/** Names a person's question in a thread by its words. */
export const sameQuestion = ({ place, actor }: Pick<Inbound, "place" | "actor">, question: string): string => {
  const words = question.trim().toLowerCase().split(/\s+/).join(" ");
  const parts = [place.thread, actor.platform, actor.tenant, actor.user, words];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
};
