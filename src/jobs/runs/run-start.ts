import type { Posted } from "../../delivery/delivery.ts";
import type { Task } from "../../ports/queue.ts";
import type { Reply } from "../../ports/reply.ts";
import { started } from "../../reply/job-notices.ts";
import type { JobDeps } from "../job-deps.ts";
import type { Proposal } from "../proposals/proposal.ts";
import type { Outcome } from "../proposals/proposal-graph.ts";
import type { RunRecord } from "./run-records.ts";

/** The task that watches a run to its end. */
export const watchTask = (run: string): Task => ({
  id: `watch:${run}`,
  lane: `watch:${run}`,
  kind: "watch",
  payload: { run },
});

/** What follows a start: the message with run and link, the run's place in the lists, and its watch. Repeatable. */
export const follow = async (
  deps: JobDeps,
  proposal: Proposal,
  { run, values, at }: Extract<Outcome, { state: "started" }>,
  name: string,
  post: (reply: Reply) => Promise<Posted>,
): Promise<void> => {
  const known = await deps.runs.read(run);
  if (known && known.phase !== "new") return;
  const seen = await deps.jobs.check(run).catch(() => undefined);
  const number = seen?.job ?? deps.catalog.byId(proposal.job)?.job_id ?? "";
  const posted = await post(started({ name, run, url: seen?.url }));
  const record: RunRecord = {
    run,
    number,
    job: proposal.job,
    name,
    starter: proposal.actor,
    tell: proposal.actor,
    posted,
    parameters: values,
    startedAt: at,
    phase: "new",
  };
  await deps.runs.write(record);
  await beginWatch(deps, record);
};

/** What has to happen for a record that is new. Repeatable. */
export const beginWatch = async ({ runs, queue }: JobDeps, record: RunRecord): Promise<void> => {
  await runs.list(record);
  await queue.put(watchTask(record.run));
};
