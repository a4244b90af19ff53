import type { BaseCheckpointSaver } from "@langchain/langgraph-checkpoint";
import type { Journal } from "./journal.ts";
import type { Queue } from "./queue.ts";
import type { Budget, Quota, Rate } from "./quota.ts";
import type { Records } from "./records.ts";

/** Everything that is durable, in one backend, shared by all replicas. */
export interface Stores {
  queue: Queue;
  records: Records;
  journal: Journal;
  saver: BaseCheckpointSaver;
  /** The quota of this name. An id that has not been claimed for `lapseMs` holds nobody up. */
  quota(name: string, rate: Rate, lapseMs: number): Quota;
  budget: Budget;
  /** Rejects when the backend cannot serve. */
  ping(): Promise<void>;
  close(drainMs: number): Promise<void>;
}
