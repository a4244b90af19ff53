import type { Task } from "../../ports/queue.ts";
import type { JobDeps } from "../job-deps.ts";
import type { RunRecord } from "./run-records.ts";

/** The task that watches a run to its end. */
export const watchTask = (run: string): Task => ({
  id: `watch:${run}`,
  orderingKey: `watch:${run}`,
  kind: "watch",
  payload: { run },
});

/** What has to happen for a record that is new. Repeatable. */
export const beginWatch = async (
  { runs, queue }: Pick<JobDeps, "queue" | "runs">,
  record: RunRecord,
): Promise<void> => {
  await runs.list(record);
  await queue.put(watchTask(record.run));
};
