import { z } from "zod";
import type { Lease, Settled, Task } from "../../../src/ports/stores/queue.ts";
import { retention } from "../../../src/retention.ts";
import { type Db, jsonOf } from "../db.ts";

/** A task that has been claimed. */
export interface Claim {
  seq: number;
  lease: Lease;
}

/** The queue's tasks in the file. An ordering key's first unfinished task is its head; only heads are claimed. */
export interface Tasks {
  put(task: Task): { fresh: boolean; ahead: number };
  /** Writes down how runs ended, then starts up to `limit` tasks that are due, those first that are due longest. */
  turn(ended: Iterable<[Claim, Settled]>, limit: number): Claim[];
  /** Whether a task has not ended. */
  holds(id: string): boolean;
  /** How long until the next head is due. */
  nextInMs(): number | undefined;
  /** False if the task was not held back. */
  wake(id: string): boolean;
  /** Makes all running tasks due at once: whoever ran them is gone. */
  release(): void;
  /** The same, in order: they count as not begun. */
  handBack(): void;
  counts(): { ready: number; delayed: number; running: number; dead: number };
  /** Forgets up to `limit` ended tasks that nobody will deliver again, and returns how many. */
  purge(limit: number): number;
}

const ever = Number.MAX_SAFE_INTEGER;

const Known = z.object({ seq: z.number(), ordering_key: z.string(), ended_at: z.number().nullable() });
const Count = z.object({ count: z.number() });
const Due = z.object({ due_at: z.number() });
const Row = z.object({
  seq: z.number(),
  id: z.string(),
  ordering_key: z.string(),
  kind: z.string(),
  payload: z.string(),
  attempt: z.number(),
  begun: z.number(),
  stored_at: z.number(),
  due_at: z.number(),
});

export const createTasks = (db: Db, now: () => number): Tasks => {
  const { known, before, insert, claim, nextDue, delay, end, promote, wake, release, handBack, open, dead, purge } =
    statements(db);
  const ahead = (orderingKey: string, seq: number): number => before.get(orderingKey, seq)?.count ?? 0;
  /** A task that runs again stays the head of its ordering key; one that has ended makes the next one the head. */
  const settle = (seq: number, orderingKey: string, settled: Settled): void => {
    if (settled.state === "again") {
      delay.run(now() + Math.ceil(Math.max(0, settled.inMs)), seq);
      return;
    }
    end.run(settled.state, now(), settled.state === "dead" ? settled.reason : null, seq);
    promote.run(now(), orderingKey);
  };

  return {
    put: (task) =>
      db.transaction(() => {
        const old = known.get(task.id);
        if (old) return { fresh: false, ahead: old.ended_at === null ? ahead(old.ordering_key, old.seq) : 0 };
        const first = ahead(task.orderingKey, ever);
        const state = first === 0 ? "head" : "behind";
        insert.run(task.id, task.orderingKey, task.kind, JSON.stringify(task.payload), state, now(), now());
        return { fresh: true, ahead: first };
      }),
    turn: (ended, limit) =>
      db.transaction(() => {
        for (const [{ seq, lease }, settled] of ended) settle(seq, lease.orderingKey, settled);
        const due = limit > 0 ? claim.all(now(), limit) : [];
        return due.sort((one, other) => one.due_at - other.due_at || one.seq - other.seq).map(claimOf);
      }),
    holds: (id) => known.get(id)?.ended_at === null,
    nextInMs: () => {
      const next = nextDue.get();
      return next && Math.max(0, next.due_at - now());
    },
    wake: (id) => wake.run(now(), id) > 0,
    release: () => void release.run(now()),
    handBack: () => void handBack.run(now()),
    counts: () => {
      const total = (state: string, dueUntil: number): number => open.get(state, dueUntil)?.count ?? 0;
      const due = total("head", now());
      return {
        ready: due + total("behind", ever),
        delayed: total("head", ever) - due,
        running: total("running", ever),
        dead: dead.get()?.count ?? 0,
      };
    },
    purge: (limit) => purge.run(now() - retention.endedTasks, now() - retention.deadTasks, limit),
  };
};

const statements = (db: Db) => ({
  known: db.prepare("SELECT seq, ordering_key, ended_at FROM tasks WHERE id = ?", Known),
  before: db.prepare(
    "SELECT count(*) AS count FROM tasks WHERE ordering_key = ? AND ended_at IS NULL AND seq < ?",
    Count,
  ),
  insert: db.prepare(
    "INSERT INTO tasks (id, ordering_key, kind, payload, state, stored_at, due_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
  ),
  claim: db.prepare(
    `UPDATE tasks SET state = 'running', attempt = attempt + 1, begun = begun + 1 WHERE seq IN (
       SELECT seq FROM tasks WHERE state = 'head' AND ended_at IS NULL AND due_at <= ? ORDER BY due_at, seq LIMIT ?
     ) RETURNING seq, id, ordering_key, kind, payload, attempt, begun, stored_at, due_at`,
    Row,
  ),
  nextDue: db.prepare(
    "SELECT due_at FROM tasks WHERE state = 'head' AND ended_at IS NULL ORDER BY due_at LIMIT 1",
    Due,
  ),
  delay: db.prepare("UPDATE tasks SET state = 'head', begun = 0, due_at = ? WHERE seq = ?"),
  // The payload is not kept longer than it takes to answer the question.
  end: db.prepare("UPDATE tasks SET state = ?, ended_at = ?, reason = ?, payload = '' WHERE seq = ?"),
  promote: db.prepare(
    `UPDATE tasks SET state = 'head', due_at = ? WHERE seq = (
       SELECT seq FROM tasks WHERE ordering_key = ? AND ended_at IS NULL ORDER BY seq LIMIT 1
     )`,
  ),
  wake: db.prepare("UPDATE tasks SET due_at = ?1 WHERE id = ?2 AND state = 'head' AND due_at > ?1"),
  release: db.prepare("UPDATE tasks SET state = 'head', due_at = ? WHERE state = 'running' AND ended_at IS NULL"),
  handBack: db.prepare(
    "UPDATE tasks SET state = 'head', begun = begun - 1, due_at = ? WHERE state = 'running' AND ended_at IS NULL",
  ),
  open: db.prepare("SELECT count(*) AS count FROM tasks WHERE state = ? AND ended_at IS NULL AND due_at <= ?", Count),
  dead: db.prepare("SELECT count(*) AS count FROM tasks WHERE state = 'dead' AND ended_at IS NOT NULL", Count),
  purge: db.prepare(
    `DELETE FROM tasks WHERE seq IN (
       SELECT seq FROM tasks WHERE ended_at IS NOT NULL AND
         (state = 'done' AND ended_at <= ?1 OR state = 'dead' AND ended_at <= ?2) LIMIT ?3
     )`,
  ),
});

const claimOf = ({ seq, id, ordering_key, kind, payload, attempt, begun, stored_at }: z.infer<typeof Row>): Claim => ({
  seq,
  lease: { id, orderingKey: ordering_key, kind, payload: jsonOf(payload), attempt, begun, storedAt: stored_at },
});
