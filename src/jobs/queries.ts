import { isSame } from "../access.ts";
import type { JobConfig } from "../config/config.ts";
import type { Actor } from "../ports/actor.ts";
import { callerOf } from "../ports/identity.ts";
import type { Reply } from "../ports/reply.ts";
import type { Run } from "../ports/run.ts";
import * as say from "../reply/job-notices.ts";
import type { RunView } from "../reply/run-card.ts";
import { runList, runStatus } from "../reply/run-list.ts";
import type { JobDeps } from "./job-deps.ts";
import { findJob } from "./job-names.ts";
import type { JobOrder } from "./job-order.ts";
import { mayCancel, maySee, startRefusal } from "./job-rights.ts";
import type { Origin } from "./origin.ts";
import { findRun } from "./runs/visible-run.ts";

/* Questions about jobs and runs. People see what belongs to jobs that they may see, and what they started themselves. */

type QueryDeps = Pick<JobDeps, "catalog" | "config" | "jobs" | "now" | "runs">;

/** The jobs that this person may start here. */
export const listJobs = (deps: QueryDeps, by: Origin): Reply => {
  const all = deps.catalog.all();
  if (all.length === 0) return say.noJobs;
  return say.jobList(all.filter((job) => !startRefusal(deps.config.access, job, by)));
};

/** How a run stands: the one of this number, the latest of a job, or the latest of this thread or person. */
export const showStatus = async (deps: QueryDeps, { run, job }: JobOrder, by: Origin): Promise<Reply> => {
  if (run !== undefined) return showRun(deps, run, by);
  if (job !== undefined) return showJob(deps, job, by);
  const [latest] = [...(await deps.runs.ofThread(by.place.thread)), ...(await deps.runs.ofPerson(by.actor))];
  return latest ? showRun(deps, latest.run, by) : listRuns(deps, false, by);
};

const showJob = async (deps: QueryDeps, text: string, by: Origin): Promise<Reply> => {
  const visible = visibleJobs(deps, by);
  const found = findJob(visible, text);
  if ("choices" in found) return say.whichJob(text, found.choices, visible, ({ id }) => `status ${id}`);
  const [latest] = await deps.jobs.list({ job: found.job.job_id, limit: 1 }, callerOf(by.actor));
  return latest ? showRun(deps, latest.run, by) : say.neverRan(found.job.name);
};

const showRun = async (deps: QueryDeps, id: string, by: Origin): Promise<Reply> => {
  const found = await findRun(deps, id, by);
  if ("refusal" in found) return found.refusal;
  const { run, job, record } = found;
  const view = await viewOf(deps, run, job, by);
  return runStatus(view, mayCancel(deps.config.access, { job, starter: record?.starter }, by.actor));
};

/** The jobs that this person may see. */
export const visibleJobs = ({ catalog, config }: Pick<JobDeps, "catalog" | "config">, { actor }: Origin): JobConfig[] =>
  catalog.all().filter((job) => maySee(config.access, job, actor));

const viewOf = async (deps: QueryDeps, run: Run, job: JobConfig | undefined, { actor }: Origin): Promise<RunView> => {
  const record = await deps.runs.read(run.run);
  const seenBy = (person: Actor | undefined) => (person && isSame(person, actor) ? { ...person, name: "you" } : person);
  return {
    run,
    name: record?.name ?? job?.name ?? run.name,
    starter: seenBy(record?.starter),
    stopper: seenBy((await deps.runs.stopped(run.run))?.by),
    parameters: record?.parameters ?? run.parameters,
    now: deps.now(),
  };
};

const day = 24 * 3_600_000;
/** Runs of each job and in all that a list shows, and of how many jobs. */
const most = { perJob: 5, shown: 15, jobs: 20 };

/** The latest runs of the jobs that this person may see; `mine`: of the last day, and only those that they started. */
export const listRuns = async (deps: QueryDeps, mine: boolean, by: Origin): Promise<Reply> => {
  const runs = mine ? await ownRuns(deps, by) : await latestRuns(deps, by);
  const newest = runs.toSorted((a, b) => b.startedAt - a.startedAt).slice(0, most.shown);
  if (newest.length === 0) return deps.catalog.all().length === 0 ? say.noJobs : say.noRuns(mine);
  const views = await Promise.all(newest.map((run) => viewOf(deps, run, deps.catalog.byNumber(run.job), by)));
  return runList(views, mine);
};

const ownRuns = async (deps: QueryDeps, { actor }: Origin): Promise<Run[]> => {
  const listed = (await deps.runs.ofPerson(actor)).filter(({ at }) => at > deps.now() - day);
  const records = await Promise.all(listed.slice(0, most.shown).map(({ run }) => deps.runs.read(run)));
  const refs = records.flatMap((record) => (record ? [{ run: record.run, job: record.number }] : []));
  return deps.jobs.checkMany(refs, callerOf(actor));
};

const latestRuns = async (deps: QueryDeps, by: Origin): Promise<Run[]> => {
  const jobs = visibleJobs(deps, by).slice(0, most.jobs);
  const caller = callerOf(by.actor);
  const runs = await Promise.all(jobs.map(({ job_id }) => deps.jobs.list({ job: job_id, limit: most.perJob }, caller)));
  return runs.flat();
};
