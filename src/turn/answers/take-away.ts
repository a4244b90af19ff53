import { isAdmin, isSame } from "../../access/access.ts";
import type { Inbound } from "../../ports/chat/inbound.ts";
import { notYoursToRemove } from "../../reply/notices/answer-notices.ts";
import type { TurnDeps } from "../turn-deps.ts";

/**
 * Takes a reply of ours away, if the person asked for it or is an administrator; others are told who may. A message that
 * still runs, and one that belongs to no question, stays.
 */
export const takeAway = async (
  deps: Pick<TurnDeps, "audit" | "config" | "delivery" | "turns">,
  { id, actor, on }: Extract<Inbound, { kind: "remove" }>,
): Promise<undefined> => {
  const shown = await deps.delivery.shownIn(on);
  const turn = shown === undefined ? undefined : await deps.turns.read(shown);
  if (turn?.phase !== "closed") return;
  const { place } = turn.posted;
  if (!isSame(turn.actor, actor) && !isAdmin(deps.config.access, actor)) {
    await deps.audit.note({ id, actor, place, action: "remove", outcome: "refused" });
    await deps.delivery.post(place, notYoursToRemove(turn.actor, actor.locale), { key: id, only: actor });
    return;
  }
  if (await deps.delivery.remove(on))
    await deps.audit.note({ id, actor, place, action: "remove", outcome: "a reply was taken away" });
};
