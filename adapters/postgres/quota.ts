import { z } from "zod";
import type { Budget, ClaimResult, Quota, Rate } from "../../src/ports/stores/quota.ts";
import { retention } from "../../src/retention.ts";
import { createBatches } from "./connection/batches.ts";
import type { Database } from "./connection/database.ts";

/** Quotas by name, and `purge`, which forgets up to `limit` old uses and claims that nobody came back for. */
export const createQuotas = (db: Database) => {
  const s = db.schema;
  const again = { again: true, prepared: true };

  const quota = (name: string, rate: Rate, lapseMs: number): Quota => {
    const key = `quota ${name}`;
    const claimAll = `SELECT place, wait_ms FROM ${s}.claim_turns($1, $2, $3, $4, $5, $6)`;
    const claims = createBatches((asked: readonly { id: string; asker: string }[]) => {
      const [ids, askers] = [asked.map(({ id }) => id), asked.map(({ asker }) => asker)];
      return db.ask(Claimed, claimAll, [key, ids, askers, rate.most, rate.perMs, lapseMs], again);
    });
    return {
      claim: async (asked): Promise<ClaimResult> => {
        const { place, wait_ms: waitMs } = await claims(asked);
        return place === 0 ? { state: "go" } : { state: "wait", place, waitMs };
      },
      leave: async (id) => {
        await db.change(`SELECT ${s}.leave_line($1, $2)`, [key, id], again);
      },
      refused: async (id, afterMs = Math.max(1_000, rate.perMs / rate.most)) => {
        await db.change(`SELECT ${s}.refuse_turn($1, $2, $3, $4)`, [key, id, afterMs, lapseMs], again);
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

export const createBudget = (db: Database): Budget => {
  const spend = `SELECT counted, free_ms FROM ${db.schema}.spend_all($1, $2, $3, $4)`;
  const spendAll = createBatches((uses: readonly { name: string; rate: Rate; anyway: boolean }[]) => {
    const columns = [
      uses.map(({ name }) => `budget ${name}`),
      uses.map(({ rate }) => rate.most),
      uses.map(({ rate }) => rate.perMs),
      uses.map(({ anyway }) => anyway),
    ];
    return db.ask(Spent, spend, columns, { prepared: true });
  });
  return {
    spend: async (name, rate, how) => {
      const { counted, free_ms: freeMs } = await spendAll({ name, rate, anyway: how === "anyway" });
      return { counted, freeMs };
    },
  };
};

const Claimed = z.object({ place: z.coerce.number(), wait_ms: z.number() });

const Spent = z.object({ counted: z.boolean(), free_ms: z.number() });
