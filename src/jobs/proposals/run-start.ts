import type { Posted } from "../../delivery/delivery.ts";
import { callerOf } from "../../ports/identity.ts";
import type { Reply } from "../../ports/reply.ts";
import { started } from "../../reply/job-notices.ts";
import type { JobDeps } from "../job-deps.ts";
import type { RunRecord } from "../runs/run-records.ts";
import { beginWatch } from "../runs/watch-task.ts";
import type { Proposal } from "./proposal.ts";
import type { ProposalOutcome } from "./proposal-graph.ts";

/** What follows a start: the message with run and link, the run's place in the lists, and its watch. Repeatable. */
export const follow = async (
  deps: JobDeps,
  proposal: Proposal,
  { run, values, at }: Extract<ProposalOutcome, { state: "started" }>,
  name: string,
  post: (reply: Reply) => Promise<Posted>,
): Promise<void> => {
  const known = await deps.runs.read(run);
  if (known && known.phase !== "new") return;
  const seen = await deps.jobs.check(run, callerOf(proposal.actor)).catch(() => undefined);
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
