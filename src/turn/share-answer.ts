import { isSame } from "../access.ts";
import type { Inbound } from "../ports/inbound.ts";
import type { Notice } from "../ports/reply.ts";
import { alreadyShared, answerNotKept, notHereToShare, notYoursToShare, shared } from "../reply/notices.ts";
import { notToOutsiders } from "../reply/sign-in-notices.ts";
import { ownersOf, readByOutsiders } from "./own-answers.ts";
import { answerOf, isShareable } from "./turn-answer.ts";
import type { TurnDeps } from "./turn-deps.ts";

/**
 * Posts an answer that went to its asker alone where the question was put: once, and for the asker only. Repeatable: the
 * post has one key for all clicks, and counts as shared only once it stands there.
 */
export const shareAnswer = async (
  deps: Pick<TurnDeps, "access" | "agents" | "config" | "delivery" | "feedback" | "turns">,
  { id, value, actor }: Extract<Inbound, { kind: "click" }>,
): Promise<Notice> => {
  const { turns } = deps;
  const [turn, kept, earlier] = await Promise.all([turns.read(value), turns.keptAnswer(value), turns.shared(value)]);
  if (!turn?.askedIn || !kept) return answerNotKept;
  if (!isSame(turn.actor, actor)) return notYoursToShare;
  if (!isShareable(deps, turn, kept.result)) return notHereToShare;
  // What somebody may see by their own rights is never shown to people of other organisations.
  if (ownersOf(kept).size > 0 && (await readByOutsiders(deps, turn))) return notToOutsiders;
  if (earlier) return earlier.act === id ? shared : alreadyShared;
  const { askedIn, ...asked } = turn;
  await deps.feedback.share(turn.id, askedIn);
  const reply = answerOf(deps, { ...asked, posted: { ...turn.posted, place: askedIn } }, kept.result, kept.elapsedMs);
  const posted = await deps.delivery.post(askedIn, reply, { key: `${turn.id}:shared`, shows: turn.id });
  await turns.share(turn.id, { act: id, thread: posted.place.thread });
  return shared;
};
