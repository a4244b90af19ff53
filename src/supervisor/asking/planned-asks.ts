import { z } from "zod";
import { retention } from "../../retention.ts";
import type { Plan, State, SupervisorContext } from "../state.ts";

const Planned = z.array(z.object({ agent: z.string(), question: z.string() }));

/**
 * Keeps the asks of a round before the first of them is sent: after a crash a model may plan another round than before,
 * and what was asked already is to be answered. Returns the plan of then, if it was another one.
 */
export const plannedBefore = async (
  { records }: Pick<SupervisorContext, "records">,
  { turn, round, intent }: State,
): Promise<Plan | undefined> => {
  if (!intent || intent.asks.length === 0) return undefined;
  // As text: a store may bring back an object in another order. The key is that of an ask, for whoever removes a person.
  const key = `asks:${turn}:${round}:all`;
  const asks = JSON.stringify(intent.asks);
  if (await records.add(key, asks, retention.asks)) return undefined;
  const kept = z
    .string()
    .optional()
    .parse((await records.read(key))?.value);
  return kept === undefined || kept === asks ? undefined : { ...intent, asks: Planned.parse(JSON.parse(kept)) };
};
