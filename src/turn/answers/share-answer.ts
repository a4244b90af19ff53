import { isSame } from "../../access/access.ts";
import type { Inbound } from "../../ports/chat/inbound.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { answerNotKept } from "../../reply/notices/answer-notices.ts";
import {
  alreadyShared,
  noLongerToShare,
  notHereToShare,
  notYoursToShare,
  shared,
} from "../../reply/notices/private-notices.ts";
import { mayAskAgent, type TurnDeps } from "../turn-deps.ts";
import { ownAnswerRefusal } from "./own-answers.ts";
import { agentsOf, answerOf, isShareable } from "./turn-answer.ts";

/**
 * Posts an answer that went to its asker alone where the question was put: once, and for the asker only. Repeatable: the
 * post has one key for all clicks, and counts as shared only once it stands there.
 */
export const shareAnswer = async (
  deps: Pick<TurnDeps, "access" | "agents" | "config" | "delivery" | "feedback" | "signIns" | "turns">,
  { id, value, actor }: Extract<Inbound, { kind: "click" }>,
): Promise<Notice> => {
  const { turns } = deps;
  const { locale } = actor;
  const [turn, kept, earlier] = await Promise.all([turns.read(value), turns.keptAnswer(value), turns.shared(value)]);
  if (!turn?.askedIn || !kept) return answerNotKept(locale);
  if (!isSame(turn.actor, actor)) return notYoursToShare(locale);
  if (!isShareable(deps, turn, kept.result)) return notHereToShare(locale);
  const { askedIn, ...asked } = turn;
  const refusal = await ownAnswerRefusal(deps, turn, kept, { actor, place: askedIn });
  if (refusal) return refusal;
  if (!agentsOf(kept.result).every(mayAskAgent(deps, { actor, place: askedIn }))) return noLongerToShare(locale);
  if (earlier) return earlier.act === id ? shared(locale) : alreadyShared(locale);
  await deps.feedback.share(turn.id, askedIn);
  const reply = answerOf(deps, { ...asked, posted: { ...turn.posted, place: askedIn } }, kept.result, kept.elapsedMs);
  const posted = await deps.delivery.post(askedIn, reply, { key: `${turn.id}:shared`, shows: turn.id });
  await turns.share(turn.id, { act: id, thread: posted.place.thread });
  return shared(locale);
};
