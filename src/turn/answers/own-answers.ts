import { isSame } from "../../access/access.ts";
import type { Inbound } from "../../ports/chat/inbound.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { askedAsOther, notToOutsiders, ownAnswer } from "../../reply/sign-in-notices.ts";
import type { TurnDeps } from "../turn-deps.ts";
import type { KeptAnswer, Turn } from "../turn-records.ts";

/* Answers that were made with a person's own rights in Databricks: who may see them, and where. */

/** Whether such an answer may stand where the turn is without its asker's click. */
export const showsOwn = async (deps: Pick<TurnDeps, "access" | "config">, turn: Turn): Promise<boolean> => {
  const { direct, channelId } = turn.posted.place;
  if (direct) return true;
  return deps.config.identity.share_always.includes(channelId) && !(await readByOutsiders(deps, turn));
};

/** Whether people of other organisations read along where a question was put, as far as anybody can tell. */
const readByOutsiders = async (
  { access }: Pick<TurnDeps, "access">,
  { external, askedIn, posted }: Turn,
): Promise<boolean> => external || access.hasOutsiders(askedIn ?? posted.place);

/** The Databricks users with whose rights an answer was made. */
export const ownersOf = ({ asks }: Pick<KeptAnswer, "asks">): Set<string> =>
  new Set(asks.flatMap(({ ask }) => (ask.as === undefined ? [] : [ask.as])));

/** Whether a turn has asked anything with a person's own rights. */
export const isOwn = ({ asks, past }: Pick<Turn, "asks" | "past">): boolean =>
  ownersOf({ asks: [...past, ...asks] }).size > 0;

/**
 * Why somebody may not show or look further into an answer in a place; undefined: they may. What was made with a
 * person's own rights is theirs alone, while they are signed in as who they were then, and never for outsiders.
 */
export const ownAnswerRefusal = async (
  { access, signIns }: Pick<TurnDeps, "access" | "signIns">,
  turn: Turn,
  kept: KeptAnswer,
  { actor: by, place }: Pick<Inbound, "actor" | "place">,
): Promise<Notice | undefined> => {
  const owners = ownersOf(kept);
  if (owners.size === 0) return undefined;
  if (!isSame(turn.actor, by)) return ownAnswer(turn.actor, by.locale);
  const now = await signIns.who(by);
  if (owners.size > 1 || now === undefined || !owners.has(now.user.id)) return askedAsOther(by.locale);
  return (await access.hasOutsiders(place)) ? notToOutsiders(by.locale) : undefined;
};
