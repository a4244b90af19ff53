import type { Posted } from "../delivery.ts";
import type { Task } from "../ports.ts";
import { started } from "../reply/jobs.ts";
import type { Reply } from "../reply/reply.ts";
import type { JobDeps } from "./deps.ts";
import type { Outcome } from "./graph.ts";
import type { Proposal } from "./proposal.ts";
import type { RunRecord } from "./runs.ts";

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
