import { z } from "zod";
import type { Config } from "../../config/config.ts";
import { asProblem } from "../../errors.ts";
import { endedTask } from "../../jobs/runs/ended-run-task.ts";
import { bot } from "../../ports/databricks/identity.ts";
import type { Run } from "../../ports/databricks/run.ts";
import { retention } from "../../retention.ts";
import type { TriageDeps } from "../triage-deps.ts";

/* Runs of jobs that schedules and others start. Each replica looks; what has ended is stored once, whoever sees it. */

type WatchDeps = Pick<TriageDeps, "catalog" | "jobs" | "log" | "now" | "queue" | "records" | "runs"> & {
  config: Pick<Config, "triage">;
};

export interface WatchList {
  start(): void;
  close(): void;
}

const everyMs = 20_000;
/** After a stop so much is caught up on, and at most so many ends of one job. What is found twice is taken once. */
const lookBackMs = 24 * 3_600_000;
const mostEnds = 1_000;
/** Ends are not listed in exact order, and what starts here is written down a moment later. */
const overlapMs = 60_000;
const settleMs = 5_000;
/** Tags are looked up anew after this time. */
const tagsEveryMs = 5 * 60_000;
const jobsAtOnce = 4;

/** The latest end that was taken, by the clock of the service: ours may be ahead of it. */
const Cursor = z.object({ since: z.number() });
const cursorKey = "triage-watch";

/** Looks for ends of watched runs again and again, from where the last look of any replica ended. */
export const createWatchList = (deps: WatchDeps): WatchList => {
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let watched: { jobs: string[]; at: number } | undefined;

  const look = async (): Promise<void> => {
    try {
      if (!watched || deps.now() - watched.at > tagsEveryMs)
        watched = { jobs: await watchedJobs(deps), at: deps.now() };
      await takeEnds(deps, watched.jobs);
    } catch (thrown) {
      deps.log.warn(
        { event: "triage.watch-failed", err: asProblem(thrown) },
        "watched runs cannot be listed; trying again",
      );
    }
    if (!isClosed) timer = setTimeout(() => void look(), everyMs).unref();
  };

  return {
    start: () => {
      if (deps.config.triage.watch.length > 0) void look();
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
};

/** Numbers of the jobs that are watched. */
const watchedJobs = async ({ config, jobs }: WatchDeps): Promise<string[]> => {
  const found = await Promise.all(
    config.triage.watch.map(async (one) => {
      if (typeof one === "string") return [one];
      const { key, value } = one;
      return (await jobs.discover(value === undefined ? { key } : { key, value }, bot)).map(({ job }) => job);
    }),
  );
  return [...new Set(found.flat())];
};

/** Takes what has ended since the last look. */
export const takeEnds = async (deps: WatchDeps, jobs: readonly string[]): Promise<void> => {
  const began = deps.now();
  const found = await deps.records.read(cursorKey);
  const last = found ? Cursor.parse(found.value).since : began - lookBackMs;
  const since = Math.max(began - lookBackMs, last - overlapMs);
  let latest = last;
  for (let at = 0; at < jobs.length; at += jobsAtOnce) {
    const some = jobs.slice(at, at + jobsAtOnce);
    const ends = await Promise.all(some.map((job) => endsOf(deps, job, since)));
    const settled = ends.flat().filter((run) => isSettled(run, began));
    // In their order: a success tells only of the failures before it.
    for (const run of settled.toSorted(byEnd)) await takeEnd(deps, run);
    latest = Math.max(latest, ...settled.map(endOf));
  }
  await deps.records.write(cursorKey, { since: latest }, retention.failures);
};

const endOf = ({ endedAt = 0 }: Run): number => endedAt;
const byEnd = (one: Run, other: Run): number => endOf(one) - endOf(other);

/** Of a job that is gone or hidden there is nothing to see; the others are watched all the same. */
const endsOf = async ({ jobs, log }: WatchDeps, job: string, since: number): Promise<Run[]> => {
  try {
    return await jobs.list({ job, active: false, endedSince: since, limit: mostEnds }, bot);
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.retry === "later") throw thrown;
    log.warn({ event: "triage.job-not-watched", job, err: problem }, "the runs of a watched job cannot be listed");
    return [];
  }
};

const isSettled = ({ endedAt }: Run, now: number): boolean => endedAt !== undefined && endedAt < now - settleMs;

/** What was started here has a watch of its own. A run that was repaired elsewhere ends once more. */
const takeEnd = async (deps: WatchDeps, run: Run): Promise<void> => {
  const record = await deps.runs.read(run.run);
  if (record && record.phase !== "ended") return;
  await deps.queue.put(endedTask({ run: run.run, number: run.job, endedAt: run.endedAt ?? run.startedAt }));
};
