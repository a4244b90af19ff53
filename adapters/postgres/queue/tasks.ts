import { z } from "zod";
import type { Json } from "../../../src/ports/json.ts";
import type { Settled, Task } from "../../../src/ports/stores/queue.ts";
import { retention } from "../../../src/retention.ts";
import type { Claim, ClaimedTasks } from "../../queue/queue-worker.ts";
import { createBatches } from "../connection/batches.ts";
import type { Asking, Database, Value } from "../connection/database.ts";

/**
 * The queue's tasks. An ordering key's first unfinished task is its head; only heads are claimed, and running tasks whose
 * lease has ended. What is settled counts only for the run that has the lease: `attempt` tells.
 */
export interface Tasks extends ClaimedTasks {
  /** `tell`: other replicas are told that there is work. */
  put(task: Task, tell: boolean): Promise<{ fresh: boolean; ahead: number }>;
  holds(id: string): Promise<boolean>;
  /** Makes a task that is held back due, and tells everybody. */
  wake(id: string): Promise<void>;
  counts(): Promise<{ ready: number; delayed: number; running: number; dead: number }>;
  /** Forgets up to `limit` ended tasks that nobody will deliver again, and returns how many. */
  purge(limit: number): Promise<number>;
}

/** A worker that is silent this long has lost its tasks. */
export const leaseMs = 5_000;

const prepared = true;
const again: Asking = { again: true, prepared };
/** Nobody waits for a worker. What it claims and does not hear of would be lost until its lease ends. */
const patient: Asking = { patienceMs: 10_000, prepared };
/** A renewal that comes later than the lease ends is none. */
const renewing: Asking = { again: true, patienceMs: 3_000, prepared };
const ms = (parameter: string): string => `${parameter}::double precision * interval '1 millisecond'`;

/**
 * @param channel Where other replicas listen.
 * @param now Epoch ms, for the moment of `put`; all else goes by the clock of the server.
 */
export const createTasks = (db: Database, channel: string, now: () => number): Tasks => {
  const sql = statements(db.schema);
  const putAll = createBatches(async (puts: readonly Put[]) => {
    const columns = [
      puts.map(({ task }) => task.id),
      puts.map(({ task }) => task.orderingKey),
      puts.map(({ task }) => task.kind),
      puts.map(({ task }) => JSON.stringify(task.payload)),
      puts.map(({ at }) => at),
      puts.map(({ tell }) => (tell ? channel : "")),
    ];
    return db.ask(Stored, sql.put, columns, { prepared });
  });
  const delayAll = createBatches(async (delays: readonly Delay[]) => {
    await db.change(sql.delay, [...runsOf(delays), delays.map(({ inMs }) => inMs)], { ...patient, ...again });
    return delays.map(() => undefined);
  });
  const endAll = createBatches(async (ends: readonly End[]) => {
    const columns = [
      ends.map(({ state }) => state),
      ends.map(({ reason }) => reason),
      ends.map(({ tell }) => (tell ? channel : "")),
    ];
    await db.change(sql.end, [...runsOf(ends), ...columns], { ...patient, ...again });
    return ends.map(() => undefined);
  });
  const settle = (claim: Claim, settled: Settled, tell: boolean): Promise<unknown> => {
    if (settled.state === "again") return delayAll({ claim, inMs: Math.max(0, settled.inMs) });
    const reason = settled.state === "dead" ? settled.reason : null;
    return endAll({ claim, state: settled.state, reason, tell });
  };
  return {
    put: (task, tell) => putAll({ task, at: Math.floor(now()), tell }),
    holds: async (id) => (await db.ask(z.object({}), sql.holds, [id], again)).length > 0,
    wake: async (id) => {
      await db.change(sql.wake, [id, channel], again);
    },
    claim: async (limit) => {
      const rows = await db.ask(Row, sql.claim, [limit, leaseMs], patient);
      return { claims: rows.flatMap(({ task }) => task ?? []), nextInMs: rows[0]?.next_in_ms ?? undefined };
    },
    renew: async (held) => {
      const [seqs, attempts] = [held.map(({ id }) => id), held.map(({ token }) => token)];
      const kept = await db.ask(Seq, sql.renew, [seqs, attempts, leaseMs], renewing);
      const still = new Set(kept.map(({ seq }) => seq));
      return seqs.filter((seq) => !still.has(seq));
    },
    settle: async (claim, settled, tell) => {
      await settle(claim, settled, tell);
      // What is due by it only the next claim says.
      return 0;
    },
    handBack: async (claims) => {
      if (claims.length === 0) return;
      await db.change(sql.handBack, [...runsOf(claims.map((claim) => ({ claim }))), channel]);
    },
    counts: async () => Counts.parse((await db.ask(Counts, sql.counts, [], again))[0]),
    purge: (limit) => db.change(sql.purge, [retention.endedTasks, retention.deadTasks, limit]),
  };
};

interface Put {
  task: Task;
  /** Epoch ms. */
  at: number;
  tell: boolean;
}

interface Delay {
  claim: Claim;
  inMs: number;
}

interface End {
  claim: Claim;
  state: "done" | "dead";
  reason: string | null;
  tell: boolean;
}

/** Columns that name runs. */
const runsOf = (all: readonly { claim: Claim }[]): Value[] => [
  all.map(({ claim }) => claim.key),
  all.map(({ claim }) => claim.lease.attempt),
];

const Stored = z.object({ fresh: z.boolean(), ahead: z.coerce.number() });
const Seq = z.object({ seq: z.string() });
const count = z.coerce.number();
const Counts = z.object({ ready: count, delayed: count, running: count, dead: count });

const Claimed = z
  .object({
    seq: z.string(),
    id: z.string(),
    ordering_key: z.string(),
    kind: z.string(),
    payload: z.string().transform((text): Json => JSON.parse(text)),
    attempt: z.number(),
    begun: z.number(),
    stored_at: z.coerce.number(),
  })
  .transform(({ seq, ordering_key, stored_at, ...rest }): Claim => {
    return { key: seq, lease: { ...rest, orderingKey: ordering_key, storedAt: stored_at } };
  });

/** One row for each task that was claimed, or one without a task. */
const Row = z
  .looseObject({ next_in_ms: z.number().nullable(), seq: z.string().nullable() })
  .transform((row) => ({ next_in_ms: row.next_in_ms, task: row.seq === null ? undefined : Claimed.parse(row) }));

const statements = (s: string) => ({
  put: `SELECT fresh, ahead FROM ${s}.put_tasks($1, $2, $3, $4, $5, $6)`,
  end: `SELECT ${s}.end_tasks($1, $2, $3, $4, $5)`,
  delay: `SELECT ${s}.delay_tasks($1, $2, $3)`,
  renew: `SELECT seq FROM ${s}.renew_tasks($1, $2, $3) AS seq`,
  holds: `SELECT FROM ${s}.tasks WHERE id = $1 AND ended_at IS NULL`,
  wake: `
    WITH woken AS (
      UPDATE ${s}.tasks SET due_at = now() WHERE id = $1 AND state = 'head' AND due_at > now() RETURNING seq
    ) SELECT pg_notify($2, '') FROM woken`,
  claim: `
    WITH due AS MATERIALIZED (
      SELECT seq, due_at FROM ${s}.tasks WHERE state IN ('head', 'running') AND due_at <= now()
      ORDER BY due_at, seq LIMIT $1 FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE ${s}.tasks AS task
      SET state = 'running', attempt = attempt + 1, begun = begun + 1, due_at = now() + ${ms("$2")}
      FROM due WHERE task.seq = due.seq
      RETURNING due.due_at AS was_due, task.seq, id, ordering_key, kind, payload, attempt, begun, stored_at
    ), later AS (
      SELECT (extract(epoch FROM min(due_at) - now()) * 1000)::double precision AS next_in_ms
      FROM ${s}.tasks WHERE state IN ('head', 'running') AND due_at > now()
    )
    SELECT next_in_ms, claimed.* FROM later LEFT JOIN claimed ON true ORDER BY was_due, seq`,
  handBack: `
    WITH returned AS (
      UPDATE ${s}.tasks AS task SET state = 'head', begun = begun - 1, due_at = now()
      FROM unnest($1::bigint[], $2::integer[]) AS held (seq, attempt)
      WHERE task.seq = held.seq AND task.attempt = held.attempt AND state = 'running' RETURNING task.seq
    ) SELECT pg_notify($3, '') FROM returned`,
  counts: `
    SELECT count(*) FILTER (WHERE state = 'behind' OR (state = 'head' AND due_at <= now())) AS ready,
      count(*) FILTER (WHERE state = 'head' AND due_at > now()) AS delayed,
      count(*) FILTER (WHERE state = 'running') AS running,
      (SELECT count(*) FROM ${s}.tasks WHERE state = 'dead' AND ended_at IS NOT NULL) AS dead
    FROM ${s}.tasks WHERE ended_at IS NULL`,
  purge: `
    DELETE FROM ${s}.tasks WHERE seq IN (
      SELECT seq FROM ${s}.tasks WHERE (state = 'done' AND ended_at <= now() - ${ms("$1")})
        OR (state = 'dead' AND ended_at <= now() - ${ms("$2")}) LIMIT $3
    )`,
});
