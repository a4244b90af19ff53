import type { Posted } from "../../delivery/delivery.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { started } from "../../reply/jobs/job-notices.ts";
import { readerIn } from "../../reply/reader.ts";
import type { JobDeps } from "../job-deps.ts";
import type { RunRecord } from "../runs/run-records.ts";
import { lookAs } from "../runs/run-rights.ts";
import { beginWatch, type WatchTaskDeps } from "../runs/watch-task.ts";
import type { Proposal } from "./proposal.ts";
import type { ProposalOutcome } from "./proposal-graph.ts";

type Started = Extract<ProposalOutcome, { state: "started" }>;

/** A run that has just started, before its card is posted. */
export interface FreshRun {
  /** What its card says at first. */
  notice: Notice;
  record: Omit<RunRecord, "posted">;
}

/** The card and the record of a run that has just started; undefined: it is watched already. */
export const freshRun = async (
  deps: Pick<JobDeps, "catalog" | "config" | "jobs" | "runs">,
  { job, actor, place }: Proposal,
  { run, values, at, as }: Started,
  name: string,
): Promise<FreshRun | undefined> => {
  const known = await deps.runs.read(run);
  if (known && known.phase !== "new") return undefined;
  await deps.runs.noteStart(run, { starter: actor, ...(as && { as }) });
  const seen = await lookAs({ starter: actor, as }, (caller) => deps.jobs.check(run, caller)).then(
    ({ found }) => found,
    () => undefined,
  );
  const number = seen?.job ?? deps.catalog.byId(job)?.job_id ?? "";
  const record = {
    run,
    number,
    job,
    name,
    starter: actor,
    ...(as && { as }),
    tell: actor,
    parameters: values,
    startedAt: at,
  };
  const to = readerIn(deps.config, place, actor);
  return { notice: started({ name, run, url: seen?.url, to }), record: { ...record, phase: "new", round: 0 } };
};

/** Writes a run down whose card is posted, and begins to watch it. Repeatable. */
export const watchFreshRun = async (deps: WatchTaskDeps, { record }: FreshRun, posted: Posted): Promise<void> => {
  await deps.runs.write({ ...record, posted });
  await beginWatch(deps, { ...record, posted });
};
