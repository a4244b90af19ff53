import { isSame } from "../access.ts";
import type { Actor } from "../ports/actor.ts";
import type { Notice } from "../ports/reply.ts";
import { askedAsOther, ownAnswer } from "../reply/sign-in-notices.ts";
import type { TurnDeps } from "./turn-deps.ts";
import type { KeptAnswer, Turn } from "./turn-records.ts";

/* Answers that were made with a person's own rights in Databricks: who may see them, and where. */

/** Whether such an answer may stand where the turn is without its asker's click. */
export const showsOwn = async (deps: Pick<TurnDeps, "access" | "config">, turn: Turn): Promise<boolean> => {
  const { direct, channelId } = turn.posted.place;
  if (direct) return true;
  return deps.config.identity.share_always.includes(channelId) && !(await readByOutsiders(deps, turn));
};

/** Whether people of other organisations read along where a question was put, as far as anybody can tell. */
export const readByOutsiders = async (
  { access }: Pick<TurnDeps, "access">,
  { actor, external, askedIn, posted }: Turn,
): Promise<boolean> => {
  const place = askedIn ?? posted.place;
  return external || (!place.direct && (await access.hasOutsiders(actor, place)));
};

/** The Databricks users with whose rights an answer was made. */
export const ownersOf = ({ asks }: Pick<KeptAnswer, "asks">): Set<string> =>
  new Set(asks.flatMap(({ ask }) => (ask.as === undefined ? [] : [ask.as])));

/**
 * Why somebody may not look further into an answer; undefined: they may. What was made with a person's own rights is
 * theirs alone, while they are signed in as who they were then.
 */
export const ownAnswerRefusal = async (
  { signIns }: Pick<TurnDeps, "signIns">,
  turn: Turn,
  kept: KeptAnswer,
  by: Actor,
): Promise<Notice | undefined> => {
  const owners = ownersOf(kept);
  if (owners.size === 0) return undefined;
  if (!isSame(turn.actor, by)) return ownAnswer(turn.actor);
  const now = await signIns.who(by);
  return owners.size === 1 && now !== undefined && owners.has(now.user.id) ? undefined : askedAsOther;
};
