import { z } from "zod";
import type { ClaimResult, Quota, Rate } from "../../src/ports/stores/quota.ts";
import { retention } from "../../src/retention.ts";
import type { Db } from "./db.ts";
import type { Uses } from "./uses.ts";

/*
 * Claims wait in the order of rounds. Each claim of a person is one round later than the one before, and nobody
 * begins before the round that is being served; within a round the order is that of arrival.
 */

const Claim = z.object({ seq: z.number(), round: z.number(), gone_at: z.number().nullable() });
type Claim = z.infer<typeof Claim>;

/** Quotas by name, and `purge`, which forgets up to `limit` claims that nobody came back for and returns how many. */
export const createQuotas = (db: Db, uses: Uses, now: () => number) => {
  const sql = statements(db);

  const quota = (name: string, rate: Rate, lapseMs: number): Quota => {
    const join = (id: string, asker: string): Claim => {
      const since = now() - rate.perMs;
      const alive = now() - lapseMs;
      const served = sql.head.get(name, alive)?.round ?? sql.lastGone.get(name, since)?.round ?? 0;
      const own = sql.own.get(name, asker, since, alive)?.round ?? -1;
      sql.add.run(name, id, asker, Math.max(served, own + 1), now());
      return Claim.parse(sql.find.get(name, id));
    };

    const stand = ({ seq, round }: Claim): ClaimResult => {
      const place = 1 + (sql.ahead.get(name, round, seq, now() - lapseMs)?.count ?? 0);
      const used = uses.count(name, rate);
      const pausedMs = Math.max(0, (sql.pause.get(name)?.until ?? 0) - now());
      if (pausedMs > 0 || used + place > rate.most)
        return { state: "wait", place, waitMs: wait(place, used, pausedMs) };
      // The same moment in both: a use that is taken back is found by it.
      sql.go.run(uses.add(name), seq);
      return { state: "go" };
    };

    /** Ms until this place may go: until enough of the uses that count now have ended, and a period more for every lap. */
    const wait = (place: number, used: number, pausedMs: number): number => {
      const laps = Math.floor((place - 1) / rate.most);
      const freed = used + place - laps * rate.most - rate.most;
      return Math.max(pausedMs, uses.endsInMs(name, rate, freed)) + laps * rate.perMs;
    };

    const change = <T>(work: () => T): Promise<T> => db.change(() => db.transaction(work));

    return {
      claim: ({ id, asker }) =>
        change(() => {
          const claim = sql.find.get(name, id) ?? join(id, asker);
          sql.see.run(now(), claim.seq);
          return claim.gone_at === null ? stand(claim) : { state: "go" };
        }),
      leave: (id) =>
        change(() => {
          const claim = sql.find.get(name, id);
          if (claim && claim.gone_at !== null) uses.remove(name, claim.gone_at);
          if (claim) sql.remove.run(claim.seq);
        }),
      refused: (id, afterMs = Math.max(1_000, rate.perMs / rate.most)) =>
        change(() => {
          sql.back.run(name, id);
          sql.hold.run(name, Math.ceil(now() + afterMs));
        }),
    };
  };

  return { quota, purge: (limit: number) => sql.purge.run(now() - retention.uses, limit) };
};

const Round = z.object({ round: z.number() });

const statements = (db: Db) => ({
  find: db.prepare("SELECT seq, round, gone_at FROM claims WHERE quota = ? AND id = ?", Claim),
  add: db.prepare("INSERT INTO claims (quota, id, asker, round, seen_at) VALUES (?, ?, ?, ?, ?)"),
  see: db.prepare("UPDATE claims SET seen_at = ? WHERE seq = ?"),
  go: db.prepare("UPDATE claims SET gone_at = ? WHERE seq = ?"),
  back: db.prepare("UPDATE claims SET gone_at = NULL WHERE quota = ? AND id = ?"),
  remove: db.prepare("DELETE FROM claims WHERE seq = ?"),
  head: db.prepare(
    "SELECT round FROM claims WHERE quota = ? AND gone_at IS NULL AND seen_at > ? ORDER BY round, seq LIMIT 1",
    Round,
  ),
  lastGone: db.prepare("SELECT round FROM claims WHERE quota = ? AND gone_at > ? ORDER BY round DESC LIMIT 1", Round),
  own: db.prepare(
    `SELECT round FROM claims WHERE quota = ?1 AND asker = ?2 AND (gone_at > ?3 OR (gone_at IS NULL AND seen_at > ?4))
     ORDER BY round DESC LIMIT 1`,
    Round,
  ),
  ahead: db.prepare(
    "SELECT count(*) AS count FROM claims WHERE quota = ? AND gone_at IS NULL AND (round, seq) < (?, ?) AND seen_at > ?",
    z.object({ count: z.number() }),
  ),
  pause: db.prepare("SELECT until FROM pauses WHERE quota = ?", z.object({ until: z.number() })),
  hold: db.prepare(
    "INSERT INTO pauses VALUES (?, ?) ON CONFLICT (quota) DO UPDATE SET until = max(until, excluded.until)",
  ),
  purge: db.prepare("DELETE FROM claims WHERE seq IN (SELECT seq FROM claims WHERE seen_at <= ? LIMIT ?)"),
});
