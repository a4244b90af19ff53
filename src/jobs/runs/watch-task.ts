import { Problem } from "../../errors.ts";
import type { Task } from "../../ports/stores/queue.ts";
import type { DeploymentLocale } from "../../reply/reader.ts";
import type { JobDeps } from "../job-deps.ts";
import { close, tellFault } from "./finished-run.ts";
import type { RunRecord } from "./run-records.ts";

/** What it takes to begin a watch, and to notice that the stores have lost it. */
export type WatchTaskDeps = Pick<JobDeps, "delivery" | "log" | "lostTasks" | "poller" | "queue" | "runs"> & {
  config: DeploymentLocale;
};

/** The task that watches a run to its end; after a repair it is another one. */
export const watchTask = ({ run, round = 0 }: { run: string; round?: number | undefined }): Task => ({
  id: round === 0 ? `watch:${run}` : `watch:${run}:${round}`,
  orderingKey: `watch:${run}`,
  kind: "watch",
  payload: { run },
});

/** What has to happen for a record that is new. Repeatable. */
export const beginWatch = async (deps: WatchTaskDeps, record: RunRecord): Promise<void> => {
  await deps.runs.list(record);
  await deps.queue.put(watchTask(record));
  noteWatch(deps, record);
};

/** From now on this replica notices if the stores lose the watch of this run. */
export const noteWatch = (deps: WatchTaskDeps, record: RunRecord): void =>
  deps.lostTasks.begun(watchTask(record).id, () => tellLostRun(deps, record));

/** The last word on a run whose watch the stores have lost, unless it has ended elsewhere. */
export const tellLostRun = async (deps: WatchTaskDeps, known: RunRecord): Promise<void> => {
  const record = (await deps.runs.read(known.run)) ?? known;
  if (record.phase === "ended") return;
  deps.log.error({ event: "jobs.watch-lost", run: record.run }, "the stores have lost the watch of a run");
  deps.poller.forget(record.run);
  await tellFault(deps, record, Problem.of("jobs.watch-lost", { run: record.run }).failure);
  await close(deps, record);
};
