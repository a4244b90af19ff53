import type { PastExchange } from "../ports/chat/inbound.ts";
import type { Json } from "../ports/json.ts";
import type { Lease } from "../ports/stores/queue.ts";
import { answeredElsewhere } from "../reply/notices/private-notices.ts";
import { answeredWithOwnRights } from "../reply/sign-in-notices.ts";
import { nameOf, type TurnDeps } from "./turn-deps.ts";
import { closeTurn } from "./turn-end.ts";
import { type Turn, TurnTask } from "./turn-records.ts";

/**
 * Ends a turn whose agents do not answer in its place, and puts its question anew, for its asker alone. `history`: they
 * answer with the asker's own rights, and this is what the question goes on from. Repeatable.
 */
export const moveToDirect = async (
  deps: Pick<TurnDeps, "agents" | "delivery" | "journal" | "metrics" | "now" | "queue" | "quota" | "tracer" | "turns">,
  turn: Turn,
  { kind, payload }: Lease,
  { agents, history }: { agents: readonly string[]; history?: PastExchange[] | undefined },
): Promise<void> => {
  const task = TurnTask.parse(payload);
  const id = `${turn.id}:direct`;
  const inbound = { ...task.inbound, id, place: turn.posted.place, ...(history && { history }) };
  const goesOn = history !== undefined || task.goesOn;
  const moved: Json = { ...task, inbound, isPrivate: true, isMoved: true, isUnclear: false, goesOn };
  await deps.queue.put({ id, orderingKey: id, kind, payload: moved });
  const names = agents.map((agent) => nameOf(deps, agent, turn.actor.locale));
  const { locale } = turn.actor;
  const notice = history ? answeredWithOwnRights(names, locale) : answeredElsewhere(names, locale);
  await deps.delivery.finish(turn.posted, notice, turn.id);
  deps.metrics.turns.inc({ outcome: "moved" });
  await closeTurn(deps, turn, { outcome: "moved", agents });
};
