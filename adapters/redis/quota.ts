import { z } from "zod";
import type { Budget, ClaimResult, Quota, Rate } from "../../src/ports/stores/quota.ts";
import { retention } from "../../src/retention.ts";
import { type Connection, tagged } from "./client.ts";
import { run, type Script, script } from "./script.ts";

/*
 * Claims wait in a sorted set. Everything is one script each, by the clock of Redis; the order is told in
 * lua/quota-claim.lua.
 */

/** The quotas of a Redis, by name. */
export const createQuotas =
  ({ ask }: Connection, prefix: string) =>
  (name: string, rate: Rate, lapseMs: number): Quota => {
    const base = `${prefix}:${tagged("quota", name)}`;
    const shared = ["waiting", "seen", "uses", "pause", "count", "rounds"].map((part) => `${base}:${part}`);
    const call = (lua: Script, id: string, args: (string | number)[]): Promise<unknown> =>
      ask((client) => run(client, lua, [`${base}:claim:${id}`, ...shared], args));
    return {
      claim: async ({ id, asker }): Promise<ClaimResult> => {
        const rules = [rate.most, rate.perMs, lapseMs, Math.max(retention.uses, rate.perMs)];
        const reply = await call(claimScript, id, [JSON.stringify([asker, id]), ...rules]);
        const [place, waitMs] = Pair.parse(reply);
        return place === 0 ? { state: "go" } : { state: "wait", place, waitMs };
      },
      leave: async (id) => {
        await call(leaveScript, id, []);
      },
      refused: async (id, afterMs = Math.max(1_000, rate.perMs / rate.most)) => {
        await call(refusedScript, id, [Math.max(1, Math.ceil(afterMs))]);
      },
    };
  };

export const createBudget = ({ ask }: Connection, prefix: string): Budget => ({
  spend: async (name, { most, perMs }, how) => {
    const key = `${prefix}:${tagged("budget", name)}`;
    const reply = await ask((client) => run(client, spendScript, [key], [most, perMs, how]));
    const [counted, freeMs] = Pair.parse(reply);
    return { counted: counted === 1, freeMs };
  },
});

const Pair = z.tuple([z.number(), z.number()]);

const claimScript = script("clock", "uses", "quota-claim");
const leaveScript = script("quota-leave");
const refusedScript = script("quota-refused");
const spendScript = script("clock", "uses", "budget-spend");
