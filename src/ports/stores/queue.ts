import { z } from "zod";
import { Json } from "../json.ts";

/** A piece of durable work. */
export const Task = z.object({
  /** Stored once: a second `put` of the same id changes nothing. */
  id: z.string(),
  /** Tasks of one ordering key run one at a time, in arrival order; ordering keys run side by side. */
  orderingKey: z.string(),
  kind: z.string(),
  payload: Json,
});
export type Task = z.infer<typeof Task>;

/** How a step ended. `again`: the same task stays at the head of its ordering key and runs once more after `inMs`. */
export const Settled = z.discriminatedUnion("state", [
  z.object({ state: z.literal("done") }),
  z.object({ state: z.literal("again"), inMs: z.number() }),
  z.object({ state: z.literal("dead"), reason: z.string() }),
]);
export type Settled = z.infer<typeof Settled>;

export const Lease = Task.extend({
  /** 1 for the first run. A run that a dead worker left unfinished counts too. */
  attempt: z.number(),
  /**
   * How many times the task was begun since it was last settled: 1, unless workers lost it or died of it in between.
   * Kept with the task. A task that a closing worker hands back in order does not count as begun.
   */
  begun: z.number(),
  /** Epoch ms of `put`. */
  storedAt: z.number(),
});
export type Lease = z.infer<typeof Lease>;

/** One step of a task; see the law at `work`. */
export type RunStep = (lease: Lease, signal: AbortSignal) => Promise<Settled>;

export interface Queue {
  /** Stores a task durably, once per id. `ahead`: unfinished tasks before it in its ordering key. */
  put(task: Task): Promise<{ fresh: boolean; ahead: number }>;
  /** Whether a task is stored and has not ended. */
  holds(id: string): Promise<boolean>;
  /** Makes a task that is held back due at once. Unknown, running or finished: nothing happens. */
  wake(id: string): Promise<void>;
  /**
   * Runs tasks until `close`, at most `concurrency` at a time. `run` settles by its result and does not reject (a
   * rejection counts as `again` in a second). `signal` aborts when the lease is lost or the queue closes. A task whose
   * worker dies runs again elsewhere within 10 s.
   */
  work(run: RunStep, concurrency: number): void;
  counts(): Promise<{ ready: number; delayed: number; running: number; dead: number }>;
  /** Takes no more work, waits up to `drainMs` for running steps, hands the rest back at once. */
  close(drainMs: number): Promise<void>;
}
