import type { Inbound } from "../ports/chat/inbound.ts";
import type { Json } from "../ports/json.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** How a question came to us, besides its message. */
interface QuestionOrigin {
  isClicked?: boolean;
  /** Who is to answer it. */
  agent?: string;
  isUnclear?: boolean;
  isPrivate?: boolean;
}

/** Puts a question into its thread's order, once per act. One that waits for others is said to wait. */
export const putQuestion = async (
  { queue }: Pick<TurnDeps, "queue">,
  inbound: Inbound,
  question: string,
  origin: QuestionOrigin = {},
): Promise<void> => {
  const payload: Json = { inbound, question, ...origin };
  const { id } = inbound;
  const { fresh, ahead } = await queue.put({ id, orderingKey: inbound.place.thread, kind: "turn", payload });
  if (fresh && ahead > 0 && !origin.isUnclear)
    await queue.put({ id: `${id}:busy`, orderingKey: `busy:${id}`, kind: "busy-thread", payload });
};
