import { z } from "zod";
import { asProblem } from "../errors.ts";
import { createFading } from "../fading.ts";
import type { Run, Settled } from "../ports.ts";
import { type RunView, runCard } from "../reply/run.ts";
import type { Step } from "../worker.ts";
import type { JobDeps } from "./deps.ts";
import { finishGone, finishRun } from "./finish.ts";
import { print, type Seen } from "./poller.ts";
import type { RunRecord, Stop } from "./runs.ts";

const WatchTask = z.object({ run: z.string() });

/** A step that nobody wakes takes over what another replica may have left, and lets the seconds on the card go on. */
const stepEveryMs = 5_000;
/** Steps of all watches together, per second, that one replica allows itself. */
const stepsPerSecond = 60;
/** A card on which nothing else changed is refreshed this often. */
const heartbeatMs = 10_000;
const rememberMs = 180_000;
const troubleMs = 15_000;

/** Watches one run to its end: shows what changed in its card, then the outcome. Woken by the poller and by webhooks. */
export const watchStep = (deps: JobDeps): Step => {
  const shown = createFading<{ print: string; at: number }>(deps.now);

  return async (lease, signal) => {
    const record = await deps.runs.read(WatchTask.parse(lease.payload).run);
    if (!record || record.phase === "ended") return { state: "done" };
    try {
      return await watch({ deps, shown, signal }, record);
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (signal.aborted || problem.retry === "never") throw thrown;
      deps.log.warn({ err: problem, run: record.run }, "a run could not be shown; trying again");
      return { state: "again", inMs: problem.afterMs ?? troubleMs };
    }
  };
};

interface Tools {
  deps: JobDeps;
  shown: ReturnType<typeof createFading<{ print: string; at: number }>>;
  signal: AbortSignal;
}

const watch = async (tools: Tools, record: RunRecord): Promise<Settled> => {
  const { deps } = tools;
  const stop = await deps.runs.stopped(record.run);
  const seen = await look(deps, record, stop !== undefined);
  if (!seen) return again(deps);
  if (!seen.run) return over(deps, await finishGone(deps, record));
  if (seen.run.state === "ended") return over(deps, await finishRun(deps, record, seen.run, stop));
  const known = await begun(deps, record);
  await show(tools, known, seen.run, stop);
  return again(deps);
};

const again = ({ poller }: JobDeps): Settled => ({
  state: "again",
  inMs: Math.max(stepEveryMs, (poller.count() / stepsPerSecond) * 1_000),
});

const over = ({ poller }: JobDeps, record: RunRecord): Settled => {
  poller.forget(record.run);
  return { state: "done" };
};

/** What is known of the run: from the poller, or looked up now, because the service has called about it since. */
const look = async (deps: JobDeps, record: RunRecord, isStopping: boolean): Promise<Seen | undefined> => {
  const { run } = record;
  const seen = deps.poller.latest(record, isStopping);
  const calledAt = await deps.runs.called(run);
  if (calledAt === undefined) return seen;
  if (seen === undefined || seen.at < calledAt) {
    const at = deps.now();
    const checked = await deps.jobs.check(run);
    deps.poller.note(record, checked);
    await deps.runs.answered(run);
    return { at, run: checked };
  }
  await deps.runs.answered(run);
  return seen;
};

/** Notes that the watch has begun, and how long the job usually takes. */
const begun = async (deps: JobDeps, record: RunRecord): Promise<RunRecord> => {
  if (record.phase === "watching") return record;
  const usualMs = await usualTime(deps, record).catch(() => undefined);
  const watching: RunRecord = { ...record, phase: "watching", ...(usualMs === undefined ? {} : { usualMs }) };
  await deps.runs.write(watching);
  return watching;
};

/** The median time of the latest runs that succeeded, if there are a few. */
const usualTime = async ({ jobs }: JobDeps, { number }: RunRecord): Promise<number | undefined> => {
  const runs = await jobs.list({ job: number, active: false, limit: 20 });
  const times = runs.filter(({ outcome }) => outcome === "success").map(timeOf);
  const sorted = times.toSorted((a, b) => a - b);
  return sorted.length < 3 ? undefined : sorted[Math.floor(sorted.length / 2)];
};

const timeOf = ({ startedAt, endedAt }: Run): number => (endedAt ?? startedAt) - startedAt;

/** Edits the card when something changed, or when the seconds on it are getting old. */
const show = async ({ deps, shown, signal }: Tools, record: RunRecord, run: Run, stop: Stop | undefined) => {
  const now = deps.now();
  const last = shown.get(record.run);
  const what = `${print(run)} ${stop?.act ?? ""}`;
  const heartbeat = heartbeatMs * Math.max(1, deps.poller.count() / 10);
  if (last?.print === what && now - last.at < heartbeat) return;
  deps.delivery.show(record.posted.ref, runCard(viewOf(record, run, stop, now)));
  const isShown = await deps.delivery.rest(record.posted.ref, signal);
  if (isShown) shown.keep(record.run, { print: what, at: now }, rememberMs);
};

/** What the cards of a run are made of. */
export const viewOf = (record: RunRecord, run: Run, stop: Stop | undefined, now: number): RunView => ({
  run,
  name: record.name,
  starter: record.starter,
  parameters: record.parameters,
  stopper: stop?.by,
  usualMs: record.usualMs,
  now,
});
