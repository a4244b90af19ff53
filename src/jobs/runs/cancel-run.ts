import type { JobConfig } from "../../config/config.ts";
import type { Actor } from "../../ports/actor.ts";
import { callerOf } from "../../ports/identity.ts";
import type { Place } from "../../ports/place.ts";
import type { Notice } from "../../ports/reply.ts";
import type { Run } from "../../ports/run.ts";
import * as say from "../../reply/job-notices.ts";
import type { JobDeps } from "../job-deps.ts";
import { mayCancel, maySee } from "../job-rights.ts";
import type { RunRecord } from "./run-records.ts";
import { beginWatch, watchTask } from "./watch-task.ts";

/** Who acts, where, by which act. */
export interface Origin {
  id: string;
  actor: Actor;
  place: Place;
}

/** Asks again whether the run stops only after this time. */
const patienceMs = 60_000;

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
export const cancelRun = async (deps: JobDeps, id: string, by: Origin): Promise<CancelReply> => {
  const record = await deps.runs.read(id);
  const run = await deps.jobs.check(id, callerOf(by.actor));
  const job = deps.catalog.byNumber(run.job);
  if (!job && !record) return only(say.unlistedRun(id));
  const name = job?.name ?? record?.name ?? run.name;
  if (!mayCancel(deps.config.access, { job, starter: record?.starter }, by.actor)) {
    const sees = job !== undefined && maySee(deps.config.access, job, by.actor);
    return only(sees || record ? say.notYourRun(name, record?.starter) : say.hiddenRun(id));
  }
  const stop = await deps.runs.stopped(id);
  // This very act may have stopped the run before a crash: then it goes on where it was.
  const isBegun = stop?.act === by.id;
  if (run.state === "ended" && !(isBegun && run.outcome === "cancelled"))
    return only(say.endedMeanwhile({ run, name, now: deps.now() }));
  if (stop && !isBegun && deps.now() - stop.at < patienceMs) return only(say.stoppingAlready(name, id));
  await askToStop(deps, id, by);
  await audit(deps, { run, job, record }, by);
  const followed = record ?? (await adopt(deps, run, { job, name }, by));
  if (followed.phase === "new") await beginWatch(deps, followed);
  await deps.queue.wake(watchTask(id).id);
  return { notice: say.stoppingNow(name, id), isStopping: true };
};

/** Who asked is noted first, so that it is known also when the process dies in between. */
const askToStop = async ({ runs, jobs, now }: JobDeps, id: string, { id: act, actor }: Origin): Promise<void> => {
  await runs.stop(id, { by: actor, at: now(), act });
  try {
    await jobs.cancel(id, callerOf(actor));
  } catch (thrown) {
    await runs.goOn(id);
    throw thrown;
  }
};

const audit = (
  deps: JobDeps,
  { run, job, record }: { run: Run; job: JobConfig | undefined; record: RunRecord | undefined },
  { id, actor, place: { platform, channelId, thread } }: Origin,
): Promise<void> =>
  deps.audit.append({
    id: `cancel:${run.run}:${id}`,
    at: deps.now(),
    actor,
    action: "cancel",
    job: record?.job ?? job?.id ?? run.job,
    run: run.run,
    parameters: record?.parameters ?? run.parameters,
    place: { platform, channelId, thread },
    outcome: "asked to stop",
  });

/** A card for a run that was started elsewhere, where somebody asked it to stop. */
const adopt = async (
  deps: JobDeps,
  run: Run,
  { job, name }: { job: JobConfig | undefined; name: string },
  { id, actor, place }: Origin,
): Promise<RunRecord> => {
  const posted = await deps.delivery.post(place, say.adopted(name, run.run, run.url), { key: `${id}:card` });
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
  };
  await deps.join(posted.place.thread);
  await deps.runs.write(record);
  return record;
};

/** The run of a thread that was started or adopted last and has not ended. */
export const goingOn = async ({ runs }: JobDeps, thread: string): Promise<string | undefined> => {
  for (const { run } of (await runs.ofThread(thread)).slice(0, 10)) {
    if ((await runs.read(run))?.phase !== "ended") return run;
  }
  return undefined;
};
