import { Problem } from "../../errors.ts";
import type { Task } from "../../ports/stores/queue.ts";
import { notDone } from "../../reply/jobs/job-notices.ts";
import { readerIn } from "../../reply/reader.ts";
import type { JobDeps } from "../job-deps.ts";
import type { Origin } from "../origin.ts";
import type { RunRecord } from "../runs/run-records.ts";
import { tellLostRun, type WatchTaskDeps } from "../runs/watch-task.ts";
import type { Proposal } from "./proposal.ts";
import { postNotice } from "./proposal-posts.ts";

type LostActDeps = Pick<JobDeps, "config" | "delivery" | "join" | "log" | "lostTasks" | "proposals" | "queue">;

/** From now on this replica notices if the stores lose an act on a proposal. */
export const noteAct = (deps: LostActDeps, task: Pick<Task, "id">, proposal: Proposal, from: Origin): void =>
  deps.lostTasks.begun(task.id, () => tellLostAct(deps, proposal, from));

/** The act has started a run: from now on the run is what people are told of if the act is lost. */
export const noteActOfRun = (deps: WatchTaskDeps, task: Pick<Task, "id">, record: RunRecord): void =>
  deps.lostTasks.begun(task.id, () => tellLostRun(deps, record));

/** The last word on a proposal whose act the stores have lost. Where they know the proposal, the act has ended elsewhere. */
const tellLostAct = async (deps: LostActDeps, proposal: Proposal, from: Origin): Promise<void> => {
  if (await deps.proposals.read(proposal.id)) return;
  deps.log.error({ event: "jobs.order-lost", proposal: proposal.id }, "the stores have lost a request about a job");
  await postNotice(
    deps,
    proposal,
    notDone(Problem.of("jobs.order-lost", {}).failure, readerIn(deps.config, from.place, from.actor)),
    from,
  );
  await deps.proposals.close(proposal.id);
};
