import { z } from "zod";
import type { Budget, Grant, Quota, Rate } from "../../src/ports/stores/quota.ts";
import { retention } from "../../src/retention.ts";
import type { Database } from "./connection/database.ts";

/** Quotas by name, and `purge`, which forgets up to `limit` old uses and claims that nobody came back for. */
export const createQuotas = (db: Database) => {
  const s = db.schema;
  const again = { again: true, prepared: true };

  const quota = (name: string, rate: Rate, lapseMs: number): Quota => {
    const line = `quota ${name}`;
    return {
      claim: async ({ id, asker }): Promise<Grant> => {
        const claim = `SELECT place, wait_ms FROM ${s}.claim_turn($1, $2, $3, $4, $5, $6)`;
        const [turn] = await db.ask(Turn, claim, [line, id, asker, rate.most, rate.perMs, lapseMs], again);
        const { place, wait_ms: waitMs } = Turn.parse(turn);
        return place === 0 ? { state: "go" } : { state: "wait", place, waitMs };
      },
      leave: async (id) => {
        await db.change(`SELECT ${s}.leave_line($1, $2)`, [line, id], again);
      },
      refused: async (id, afterMs = Math.max(1_000, rate.perMs / rate.most)) => {
        await db.change(`SELECT ${s}.refuse_turn($1, $2, $3, $4)`, [line, id, afterMs, lapseMs], again);
      },
    };
  };

  const purge = async (limit: number): Promise<number> => {
    const removals = [
      ["claims", "seen_at"],
      ["uses", "at"],
    ].map(([table, moment]) =>
      db.change(
        `DELETE FROM ${s}.${table} WHERE seq IN (
           SELECT seq FROM ${s}.${table} WHERE ${moment} <= now() - $1::double precision * interval '1 millisecond' LIMIT $2
         )`,
        [retention.uses, limit],
      ),
    );
    return (await Promise.all(removals)).reduce((sum, count) => sum + count, 0);
  };

  return { quota, purge };
};

export const createBudget = (db: Database): Budget => ({
  spend: async (name, rate, how) => {
    const spend = `SELECT counted, free_ms FROM ${db.schema}.spend($1, $2, $3, $4)`;
    const [spent] = await db.ask(Spent, spend, [`budget ${name}`, rate.most, rate.perMs, how === "anyway"], {
      prepared: true,
    });
    const { counted, free_ms: freeMs } = Spent.parse(spent);
    return { counted, freeMs };
  },
});

const Turn = z.object({ place: z.coerce.number(), wait_ms: z.number() });

const Spent = z.object({ counted: z.boolean(), free_ms: z.number() });
