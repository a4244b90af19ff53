import type { JobConfig } from "../../config/config.ts";
import { Problem } from "../../errors.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { type Caller, callerOf } from "../../ports/databricks/identity.ts";
import type { Run } from "../../ports/databricks/run.ts";
import * as notices from "../../reply/jobs/run-notices.ts";
import { readerIn } from "../../reply/reader.ts";
import type { JobDeps } from "../job-deps.ts";
import { mayCancel } from "../job-rights.ts";
import type { Origin } from "../origin.ts";
import type { RunRecord } from "./run-records.ts";
import type { StartedAs } from "./run-rights.ts";
import { findRun, type VisibleRun } from "./visible-run.ts";
import { beginWatch, watchTask } from "./watch-task.ts";

type CancelDeps = Pick<
  JobDeps,
  | "audit"
  | "catalog"
  | "config"
  | "delivery"
  | "jobs"
  | "join"
  | "log"
  | "lostTasks"
  | "now"
  | "poller"
  | "queue"
  | "rights"
  | "runs"
>;

/** A run that was asked to stop is asked again only after this time. */
const askAgainMs = 60_000;

/** What the person is told; `isStopping`: the run does as they wish. */
interface CancelReply {
  notice: Notice;
  isStopping: boolean;
}

const only = (notice: Notice): CancelReply => ({ notice, isStopping: false });

/**
 * Asks a run to stop, if this person may. The card of the run tells how it goes on; a run that was started elsewhere
 * gets a card here.
 */
export const cancelRun = async (deps: CancelDeps, id: string, by: Origin): Promise<CancelReply> => {
  const found = await findCancellable(deps, id, by);
  if ("notice" in found) return only(found.notice);
  const { run, job, record, started, name } = found;
  const to = readerIn(deps.config, by.place, by.actor);
  const stop = await deps.runs.stopped(id);
  // This very act may have stopped the run before a crash: then it goes on where it was.
  const isBegun = stop?.act === by.id;
  if (run.state === "ended" && !(isBegun && run.outcome === "cancelled"))
    return only(notices.endedMeanwhile({ run, name, now: deps.now(), to }));
  if (stop && !isBegun && deps.now() - stop.at < askAgainMs) return only(notices.stoppingAlready(name, id, to));
  await askToStop(deps, id, by, await cancellerOf(deps, { started, job }, by));
  await note(deps, found, by, "asked to stop");
  // The card of a run that has just been started here is on its way.
  const followed = record ?? (started ? undefined : await adopt(deps, run, { job, name }, by));
  if (followed?.phase === "new") await beginWatch(deps, followed);
  if (followed) await deps.queue.wake(watchTask(followed).id);
  return { notice: notices.stoppingNow(name, id, to), isStopping: true };
};

/** Asks the person whether a run is to stop: they did not say so in so many words. */
export const offerCancel = async (deps: CancelDeps, id: string, by: Origin): Promise<Notice> => {
  const found = await findCancellable(deps, id, by);
  if ("notice" in found) return found.notice;
  const { run, name } = found;
  const to = readerIn(deps.config, by.place, by.actor);
  return run.state === "ended"
    ? notices.endedMeanwhile({ run, name, now: deps.now(), to })
    : notices.confirmCancel(name, id, to);
};

/** A run that this person may cancel, or why they may not. Refusals are noted. */
const findCancellable = async (
  deps: CancelDeps,
  id: string,
  by: Origin,
): Promise<(VisibleRun & { name: string }) | { notice: Notice }> => {
  const found = await findRun(deps, id, by);
  if ("refusal" in found) {
    await noteRefusal(deps, id, by);
    return { notice: found.refusal };
  }
  const { run, job, record, started } = found;
  const name = job?.name ?? record?.name ?? run.name;
  if (mayCancel(deps.config.access, { job, starter: started?.starter }, by.actor)) return { ...found, name };
  await note(deps, found, by, "refused");
  return { notice: notices.notYourRun(name, started?.starter, readerIn(deps.config, by.place, by.actor)) };
};

/**
 * With whose rights somebody cancels a run. One that was started as a person, or could only have been, is cancelled with
 * the own rights of whoever cancels it, or not at all: the bot does nothing for anybody there. Problem `login.needed`:
 * they are not signed in.
 */
const cancellerOf = async (
  { rights }: Pick<JobDeps, "rights">,
  { started, job }: { started: StartedAs | undefined; job: JobConfig | undefined },
  { actor, place }: Origin,
): Promise<Caller> => {
  if (started?.as === undefined && job?.rights !== "user") return callerOf(actor);
  const own = await rights(actor, { rights: "user" }, place);
  if (own.kind !== "own") throw Problem.of("login.needed", {});
  return callerOf(actor, own.as);
};

/** Who asked is noted first, so that it is known also when the process dies in between. */
const askToStop = async (
  { runs, jobs, now }: Pick<JobDeps, "jobs" | "now" | "runs">,
  id: string,
  { id: act, actor }: Origin,
  caller: Caller,
): Promise<void> => {
  await runs.stop(id, { by: actor, at: now(), act });
  try {
    await jobs.cancel(id, caller);
  } catch (thrown) {
    // Somebody else's wish may have reached the service before.
    if ((await runs.stopped(id))?.act === act) await runs.clearStop(id);
    throw thrown;
  }
};

const note = (
  { audit }: Pick<JobDeps, "audit">,
  { run, job, record }: VisibleRun,
  { id, actor, place }: Origin,
  outcome: string,
): Promise<void> =>
  audit.note({
    id: `${run.run}:${id}`,
    actor,
    place,
    action: "cancel",
    job: record?.job ?? job?.id ?? run.job,
    run: run.run,
    parameters: record?.parameters ?? run.parameters,
    outcome,
  });

/** The number may be anything that somebody wrote. */
const noteRefusal = ({ audit }: Pick<JobDeps, "audit">, run: string, { id, actor, place }: Origin): Promise<void> =>
  audit.note({
    id,
    actor,
    place,
    action: "cancel",
    run: run.slice(0, 40),
    outcome: "refused: no run that they may see",
  });

/** A card for a run that was started elsewhere, where somebody asked it to stop. */
const adopt = async (
  deps: CancelDeps,
  run: Run,
  { job, name }: { job: JobConfig | undefined; name: string },
  { id, actor, place }: Origin,
): Promise<RunRecord> => {
  const notice = notices.adopted(name, run.run, run.url, readerIn(deps.config, place, actor));
  const posted = await deps.delivery.post(place, notice, { key: `${id}:card` });
  const record: RunRecord = {
    run: run.run,
    number: run.job,
    job: job?.id ?? run.job,
    name,
    tell: actor,
    posted,
    parameters: run.parameters,
    startedAt: run.startedAt,
    phase: "new",
    round: 0,
  };
  await deps.join(posted.place.thread, actor);
  await deps.runs.write(record);
  return record;
};

/** The run of a thread that was started or adopted last and has not ended. */
export const activeRunOf = async ({ runs }: Pick<JobDeps, "runs">, thread: string): Promise<string | undefined> => {
  for (const { run } of (await runs.ofThread(thread)).slice(0, 10)) {
    if ((await runs.read(run))?.phase !== "ended") return run;
  }
  return undefined;
};
