import { z } from "zod";
import type { Budget, Rate } from "../../src/ports/stores/quota.ts";
import { retention } from "../../src/retention.ts";
import type { Db } from "./db.ts";

/** Uses of what is limited by rate, by name. A use is forgotten when it is older than any period that is asked for. */
export interface Uses {
  /** Uses that count now. */
  count(name: string, rate: Rate): number;
  /** Ms until the use at this position stops counting; position 1 is the oldest that counts. */
  endsInMs(name: string, rate: Rate, position: number): number;
  /** Returns the moment of the use, epoch ms. */
  add(name: string): number;
  /** Takes back a use of this moment, epoch ms. */
  remove(name: string, at: number): void;
  purge(limit: number): number;
}

export const createUses = (db: Db, now: () => number): Uses => {
  const count = db.prepare(
    "SELECT count(*) AS count FROM uses WHERE name = ? AND at > ?",
    z.object({ count: z.number() }),
  );
  const nth = db.prepare(
    "SELECT at FROM uses WHERE name = ? AND at > ? ORDER BY at LIMIT 1 OFFSET ?",
    z.object({ at: z.number() }),
  );
  const add = db.prepare("INSERT INTO uses VALUES (?, ?)");
  const remove = db.prepare(
    "DELETE FROM uses WHERE rowid IN (SELECT rowid FROM uses WHERE name = ? AND at = ? LIMIT 1)",
  );
  const purge = db.prepare("DELETE FROM uses WHERE rowid IN (SELECT rowid FROM uses WHERE at <= ? LIMIT ?)");
  return {
    count: (name, { perMs }) => count.get(name, now() - perMs)?.count ?? 0,
    endsInMs: (name, { perMs }, position) => {
      const use = position < 1 ? undefined : nth.get(name, now() - perMs, position - 1);
      return use ? use.at + perMs - now() : 0;
    },
    add: (name) => {
      const at = now();
      add.run(name, at);
      return at;
    },
    remove: (name, at) => void remove.run(name, at),
    purge: (limit) => purge.run(now() - retention.uses, limit),
  };
};

export const createBudget = (db: Db, uses: Uses): Budget => ({
  spend: (budget, rate, how) =>
    db.change(() =>
      db.transaction(() => {
        const name = `budget ${budget}`;
        const used = uses.count(name, rate);
        const counted = how === "anyway" || used < rate.most;
        if (counted) uses.add(name);
        return { counted, freeMs: uses.endsInMs(name, rate, used + Number(counted) - rate.most + 1) };
      }),
    ),
});
