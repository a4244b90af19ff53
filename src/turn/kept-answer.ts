import { isAdmin, isSame } from "../access.ts";
import type { Inbound } from "../ports/inbound.ts";
import type { Notice } from "../ports/reply.ts";
import { answerNotKept, answerNotShown, notYourAnswer } from "../reply/notices.ts";
import type { TurnDeps } from "./turn-deps.ts";
import { answerOf } from "./turn-end.ts";

/**
 * Shows an answer that could not be shown, in the place of the message that says so. Only to those who may see it: who
 * is in its thread, who asked, and administrators. Returns what the clicker must be told instead.
 */
export const showKeptAnswer = async (
  deps: Pick<TurnDeps, "agents" | "config" | "delivery" | "turns">,
  { id, value, on, actor, place }: Extract<Inbound, { kind: "click" }>,
): Promise<Notice | undefined> => {
  const [turn, kept] = await Promise.all([deps.turns.read(value), deps.turns.keptAnswer(value)]);
  if (!turn || !kept) return answerNotKept;
  const isInThread = place.thread === turn.posted.place.thread;
  if (!isInThread && !isSame(turn.actor, actor) && !isAdmin(deps.config.access, actor))
    return notYourAnswer(turn.actor);
  const reply = answerOf(deps, turn, kept.result, kept.elapsedMs);
  await deps.delivery.finish({ ref: on, place }, reply, `${turn.id}:shown:${id}`, async () => answerNotShown(turn.id));
  return undefined;
};
