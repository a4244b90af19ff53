import { z } from "zod";
import { asProblem, type Failure } from "../../errors.ts";
import { createExpiringMap, type ExpiringMap } from "../../expiring-map.ts";
import { bot } from "../../ports/databricks/identity.ts";
import type { Run } from "../../ports/databricks/run.ts";
import type { Lease, Settled } from "../../ports/stores/queue.ts";
import { runCard } from "../../reply/jobs/run-card.ts";
import { beginning } from "../../reply/triage/triage-notices.ts";
import type { Step } from "../../worker/worker.ts";
import type { JobDeps } from "../job-deps.ts";
import { close, finishGone, finishRun, tellFault } from "./finished-run.ts";
import { fingerprint, type Seen } from "./run-poller.ts";
import type { RunRecord, Stop } from "./run-records.ts";
import { lookAs } from "./run-rights.ts";
import { readersOf, viewOf } from "./run-view.ts";
import { noteWatch } from "./watch-task.ts";

type WatchDeps = Pick<
  JobDeps,
  | "catalog"
  | "config"
  | "delivery"
  | "jobs"
  | "log"
  | "lostTasks"
  | "now"
  | "outputs"
  | "poller"
  | "queue"
  | "runs"
  | "tracer"
>;

const WatchTask = z.object({ run: z.string() });

/** A step that nobody wakes takes over what another replica may have left, and lets the seconds on the card go on. */
const stepEveryMs = 3_000;
/** Steps of all watches together, per second, that one replica allows itself. */
const stepsPerSecond = 60;
/** A card on which nothing else changed is refreshed this often; many cards share what a few may use of the edits. */
const heartbeatMs = 30_000;
const cardsAtFullPace = 5;
const rememberMs = 180_000;
const troubleMs = 15_000;
const usualKnownMs = 10 * 60_000;
/** Jobs whose earlier runs are looked up at the same time; the cards of others do without for now. */
const usualAtOnce = 4;

/** Ends the watch of a run after it was given up. Without a failure nothing is shown: its card can't be updated. */
export const failWatch = async (deps: WatchDeps, lease: Lease, failure: Failure | undefined): Promise<void> => {
  const record = await deps.runs.read(WatchTask.parse(lease.payload).run);
  if (!record) return;
  deps.poller.forget(record.run);
  if (failure) await tellFault(deps, record, failure);
  await close(deps, record);
};

/**
 * Watches one run to its end: shows what changed in its card, then the outcome. Woken by the poller and by webhooks.
 */
export const watchStep = (deps: WatchDeps): Step => {
  const memory = { shown: createExpiringMap<Shown>(deps.now), usual: createUsual(deps) };

  return async (lease, signal) => {
    const record = await deps.runs.read(WatchTask.parse(lease.payload).run);
    if (!record || record.phase === "ended") return { state: "done" };
    noteWatch(deps, record);
    try {
      const settled = await watch({ deps, signal, ...memory }, record);
      if (settled.state !== "again") deps.lostTasks.ended(lease.id);
      return settled;
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (signal.aborted || problem.retry === "never") throw thrown;
      deps.log.warn(
        { event: "jobs.run-not-shown", err: problem, run: record.run },
        "a run could not be shown; trying again",
      );
      return { state: "again", inMs: problem.afterMs ?? troubleMs };
    }
  };
};

interface Shown {
  fingerprint: string;
  at: number;
}

interface Tools {
  deps: WatchDeps;
  signal: AbortSignal;
  shown: ExpiringMap<Shown>;
  usual: Usual;
}

const watch = async (tools: Tools, known: RunRecord): Promise<Settled> => {
  const { deps } = tools;
  const record = await postCard(deps, known);
  const stop = await deps.runs.stopped(record.run);
  const seen = await latestSeen(deps, record, stop !== undefined);
  if (!seen) return nextStep(deps);
  if (!seen.run) return endWatch(deps, await finishGone(deps, record, seen.isSignedOut));
  if (isBeforeRepair(deps, record, seen.run)) {
    deps.poller.forget(record.run);
    return nextStep(deps);
  }
  if (seen.run.state === "ended") return endWatch(deps, await finishRun(deps, record, seen.run, stop));
  const begun = await noteBegin(tools, record);
  await show(tools, begun, { ...seen, run: seen.run }, stop);
  return nextStep(deps);
};

/** The card of a run that was started before anything could be posted. */
const postCard = async ({ config, delivery, runs }: WatchDeps, record: RunRecord): Promise<RunRecord> => {
  const { unposted, ...known } = record;
  if (!unposted) return record;
  const { key, isRepair, by } = unposted;
  const notice = beginning({ name: record.name, run: record.run, isRepair, by, to: readersOf(config, record) });
  const posted = await delivery.post(record.posted.place, notice, { key });
  const shown: RunRecord = { ...known, posted };
  await runs.write(shown);
  return shown;
};

/** Databricks may show the old end for a while after a repair was ordered. */
const repairShowsMs = 120_000;

const isBeforeRepair = ({ now }: Pick<JobDeps, "now">, record: RunRecord, run: Run): boolean =>
  record.endedBefore !== undefined &&
  run.state === "ended" &&
  run.endedAt === record.endedBefore &&
  now() - record.startedAt < repairShowsMs;

const nextStep = ({ poller }: Pick<JobDeps, "poller">): Settled => ({
  state: "again",
  inMs: Math.max(stepEveryMs, (poller.count() / stepsPerSecond) * 1_000),
});

const endWatch = ({ poller }: Pick<JobDeps, "poller">, record: RunRecord): Settled => {
  poller.forget(record.run);
  return { state: "done" };
};

/** What is known of the run: from the poller, or looked up now, because the service has called about it since. */
const latestSeen = async (deps: WatchDeps, record: RunRecord, isStopping: boolean): Promise<Seen | undefined> => {
  const seen = deps.poller.latest(record, isStopping);
  const calledAt = await deps.runs.lastCall(record.run);
  if (calledAt === undefined) return seen;
  const fresh = seen && seen.at >= calledAt ? seen : await checkNow(deps, record);
  await deps.runs.clearCall(record.run);
  return fresh ?? seen;
};

/** If Databricks can't find the run, that is left to the poller, which knows how long to doubt it. */
const checkNow = async (deps: WatchDeps, record: RunRecord): Promise<Seen | undefined> => {
  const at = deps.now();
  try {
    const { found: run, isSignedOut } = await lookAs(record, (caller) => deps.jobs.check(record.run, caller));
    deps.poller.noteSeen(record, run);
    return { at, run, isSignedOut };
  } catch (thrown) {
    if (asProblem(thrown).retry === "never") return undefined;
    throw thrown;
  }
};

/** Notes that the watch has begun, and how long the job usually takes. */
const noteBegin = async ({ deps, usual }: Tools, record: RunRecord): Promise<RunRecord> => {
  if (record.phase === "watching") return record;
  const looked = usual(record.number);
  if (!looked) return record;
  const usualMs = await looked;
  const watching: RunRecord = { ...record, phase: "watching", ...(usualMs === undefined ? {} : { usualMs }) };
  await deps.runs.write(watching);
  return watching;
};

/** How long the runs of a job take, by its number, if enough is known of them. Undefined: ask again later. */
type Usual = (number: string) => Promise<number | undefined> | undefined;

const createUsual = ({ jobs, now }: Pick<JobDeps, "jobs" | "now">): Usual => {
  const known = createExpiringMap<Promise<number | undefined>>(now);
  let looking = 0;
  const look = async (number: string): Promise<number | undefined> => {
    looking += 1;
    try {
      return await usualTime(jobs, number);
    } catch {
      return undefined;
    } finally {
      looking -= 1;
    }
  };

  return (number) => {
    const found = known.get(number);
    if (found) return found;
    if (looking >= usualAtOnce) return undefined;
    const looked = look(number);
    known.keep(number, looked, usualKnownMs);
    return looked;
  };
};

/** The median time of the latest runs that succeeded, if there are a few. */
const usualTime = async (jobs: JobDeps["jobs"], number: string): Promise<number | undefined> => {
  const runs = await jobs.list({ job: number, active: false, limit: 20 }, bot);
  const times = runs.filter(({ outcome }) => outcome === "success").map(timeOf);
  const sorted = times.toSorted((a, b) => a - b);
  return sorted.length < 3 ? undefined : sorted[Math.floor(sorted.length / 2)];
};

const timeOf = ({ startedAt, endedAt }: Run): number => (endedAt ?? startedAt) - startedAt;

/** Edits the card when something changed, or when the seconds on it are getting old. */
const show = async (
  { deps, shown, signal }: Tools,
  record: RunRecord,
  { run, isSignedOut }: Seen & { run: Run },
  stop: Stop | undefined,
) => {
  const now = deps.now();
  const last = shown.get(record.run);
  const what = `${fingerprint(run)} ${stop?.act ?? ""} ${isSignedOut ?? false}`;
  const heartbeat = heartbeatMs * Math.max(1, deps.poller.count() / cardsAtFullPace);
  if (last?.fingerprint === what && now - last.at < heartbeat) return;
  deps.delivery.show(record.posted.ref, runCard({ ...viewOf(deps, record, run, stop), isSignedOut }));
  const isShown = await deps.delivery.flush(record.posted.ref, signal);
  if (isShown) shown.keep(record.run, { fingerprint: what, at: now }, rememberMs);
};
