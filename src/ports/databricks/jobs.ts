import type { Cluster, ClusterEvent } from "./cluster.ts";
import type { Caller } from "./identity.ts";
import type { Run, TaskOutput } from "./run.ts";

export interface JobInfo {
  job: string;
  name: string;
  description?: string;
  tags: Record<string, string>;
  parameters: { name: string; default: string }[];
  /** As whom it runs, else who made it: an e-mail address, or the id of a service principal. */
  owner?: string;
}

interface RunQuery {
  job?: string;
  active?: boolean;
  since?: number;
  endedSince?: number;
  limit: number;
}

/**
 * Databricks jobs. Problems are `jobs.*`, or `databricks.*` where the service itself is the matter; an id that does not
 * exist is `jobs.unknown`, a missing right `jobs.permission`. `caller`: on whose behalf the call is made.
 */
export interface Jobs {
  /** Starts a run, once per `token` (at most 64 characters): the same token gives the same run. */
  start(
    order: { job: string; parameters: Record<string, string>; token: string },
    caller: Caller,
  ): Promise<{ run: string }>;
  check(run: string, caller: Caller): Promise<Run>;
  /** Several runs at once, in as few calls as the service offers. A run that is gone, or hidden from us, is left out. */
  checkMany(runs: { run: string; job: string }[], caller: Caller): Promise<Run[]>;
  /**
   * Newest first. `active`: true for those that go on, false for those that have ended. `since`: started since;
   * `endedSince`: ended since, however long ago they started, also by schedules and by others.
   */
  list(query: RunQuery, caller: Caller): Promise<Run[]>;
  /** The error and the trace of a task that failed, else what it left behind. */
  output(taskRun: string, caller: Caller): Promise<TaskOutput>;
  /**
   * Which of these runs have ended since a moment (`latest` of the look before; at first any guess, epoch ms), seen
   * from what ended last, so that it costs by ends and not by runs. A hint: what it misses shows in `check`.
   */
  ended(runs: { run: string; job: string }[], since: number, caller: Caller): Promise<{ runs: Run[]; latest: number }>;
  /** Asks a run to stop; it ends later. Idempotent, also for a run that has ended. */
  cancel(run: string, caller: Caller): Promise<void>;
  /** Ids of the repairs of a run, oldest first. */
  repairs(run: string, caller: Caller): Promise<string[]>;
  /**
   * Runs what did not succeed in an ended run again, and what depends on it, within the same run. `parameters` replace
   * those of the run; empty: they stay. `after`: its latest repair, null before the first one. Once per `after`: a
   * repair that has followed already is returned instead, so that a repetition after a crash repairs nothing twice.
   */
  repair(
    order: { run: string; after: string | null; parameters: Record<string, string> },
    caller: Caller,
  ): Promise<{ repair: string }>;
  describe(job: string, caller: Caller): Promise<JobInfo>;
  /** Jobs of the workspace that carry a tag, as far as we may see them. */
  discover(tag: { key: string; value?: string }, caller: Caller): Promise<JobInfo[]>;
  /** What happened to a cluster in a time (epoch ms), newest first; at most 500. */
  clusterEvents(
    cluster: string,
    query: { from: number; until: number; limit: number },
    caller: Caller,
  ): Promise<ClusterEvent[]>;
  /** The clusters that we may see, those that run first; at most 500. */
  clusters(caller: Caller): Promise<Cluster[]>;
}
