import { isSame } from "../access.ts";
import type { Inbound } from "../ports/inbound.ts";
import type { Notice } from "../ports/reply.ts";
import { alreadyShared, answerNotKept, notHereToShare, notYoursToShare, shared } from "../reply/notices.ts";
import { answerOf, isShareable } from "./turn-answer.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** Posts an answer that went to its asker alone where the question was put: once, and for the asker only. */
export const shareAnswer = async (
  deps: Pick<TurnDeps, "agents" | "config" | "delivery" | "feedback" | "turns">,
  { id, value, actor }: Extract<Inbound, { kind: "click" }>,
): Promise<Notice> => {
  const [turn, kept] = await Promise.all([deps.turns.read(value), deps.turns.keptAnswer(value)]);
  if (!turn?.askedIn || !kept) return answerNotKept;
  if (!isSame(turn.actor, actor)) return notYoursToShare;
  if (!isShareable(deps, turn, kept.result)) return notHereToShare;
  if (!(await deps.turns.share(turn.id, id))) return alreadyShared;
  const { askedIn, ...asked } = turn;
  await deps.feedback.share(turn.id, askedIn);
  const reply = answerOf(deps, { ...asked, posted: { ...turn.posted, place: askedIn } }, kept.result, kept.elapsedMs);
  const posted = await deps.delivery.post(askedIn, reply, { key: `${turn.id}:shared` });
  await deps.turns.write({ ...turn, sharedIn: posted.place.thread });
  return shared;
};
