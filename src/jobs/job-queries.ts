import { isSame } from "../access/access.ts";
import type { JobConfig } from "../config/config.ts";
import type { Actor } from "../ports/actor.ts";
import type { Answer, Reply } from "../ports/chat/reply.ts";
import { callerOf } from "../ports/databricks/identity.ts";
import type { Run } from "../ports/databricks/run.ts";
import * as say from "../reply/jobs/job-notices.ts";
import { isFailure, type RunView } from "../reply/jobs/run-card.ts";
import { failureAnswer, runList, runStatus } from "../reply/jobs/run-list.ts";
import * as told from "../reply/jobs/run-notices.ts";
import { type Reader, readerIn } from "../reply/reader.ts";
import { wordsIn } from "../reply/words/words.ts";
import { isFiller, stems } from "../text/word-forms.ts";
import type { Explanation, JobDeps } from "./job-deps.ts";
import { findJob } from "./job-names.ts";
import { givenValues, type JobOrder, startWords } from "./job-order.ts";
import { mayCancel, maySee } from "./job-rights.ts";
import type { Origin } from "./origin.ts";
import { startableJobs } from "./own-jobs.ts";
import { hidesResults, withoutMessage } from "./runs/run-rights.ts";
import { findRun } from "./runs/visible-run.ts";

/* Questions about jobs and runs. People see what belongs to jobs that they may see, and what they started themselves. */

type QueryDeps = Pick<JobDeps, "catalog" | "config" | "failures" | "jobs" | "now" | "runs">;

/** The jobs that this person may start here; with a word those that it fits. */
export const listJobs = (deps: QueryDeps, order: JobOrder, by: Origin): Reply => {
  const { job: wish } = order;
  const all = deps.catalog.all();
  const to = readerOf(deps, by);
  if (all.length === 0) return say.noJobs(to);
  const startable = startableJobs(deps, by);
  const wanted = stems(wish ?? "").filter((stem) => !isFiller(stem));
  const found = startable.filter((job) => wanted.every((stem) => fits(job, stem)));
  const near = found.length > 0 ? found : startable.filter((job) => wanted.some((stem) => fits(job, stem)));
  const view = offersOf(order, to);
  return near.length > 0 ? say.jobList(near, view) : say.jobList(startable, { ...view, missed: wish });
};

/** Jobs offered for a click, which starts them with the values that the person gave. */
export const offersOf = (order: JobOrder, to: Reader): say.Offers => {
  const given = givenValues(order);
  return { to, given, wordsOf: ({ id }) => `run ${startWords(id, given)}` };
};

const readerOf = ({ config }: Pick<QueryDeps, "config">, { place, actor }: Origin) => readerIn(config, place, actor);

const fits = ({ id, name, description }: JobConfig, wanted: string): boolean =>
  stems(`${id} ${name} ${description}`).some((stem) => stem.startsWith(wanted) || isSameRoot(stem, wanted));

/** "analysis" and "analyses": all but the last letters are the same. */
const isSameRoot = (one: string, other: string): boolean =>
  Math.min(one.length, other.length) >= 6 && one.slice(0, 6) === other.slice(0, 6);

/** How a run stands: the one of this number, the latest of a job, or the latest of this thread or person. */
export const showStatus = async (deps: QueryDeps, { run, job }: JobOrder, by: Origin): Promise<Reply> => {
  if (run !== undefined) return showRun(deps, run, by);
  if (job !== undefined) return showJob(deps, job, by);
  const latest = await latestHere(deps, by);
  return latest === undefined ? listRuns(deps, plainList, by) : showRun(deps, latest, by);
};

const plainList = { mine: false, failed: false };

/** The latest run of this thread, of the job that its failure is about, or of this person. */
const latestHere = async (deps: QueryDeps, by: Origin): Promise<string | undefined> => {
  const [ofThread] = await deps.runs.ofThread(by.place.thread);
  if (ofThread) return ofThread.run;
  const failed = await deps.failures.runOfThread(by.place.thread);
  const found = failed === undefined ? undefined : await findRun(deps, failed, by);
  if (found && "run" in found) {
    const [latest] = await deps.jobs.list({ job: found.run.job, limit: 1 }, callerOf(by.actor));
    return latest?.run ?? failed;
  }
  return (await deps.runs.ofPerson(by.actor))[0]?.run;
};

const whichJob = (
  deps: QueryDeps,
  { text, choices, verb }: { text: string; choices: readonly JobConfig[]; verb: string },
  by: Origin,
): Reply =>
  say.whichJob(text, choices, {
    all: visibleJobs(deps, by),
    wordsOf: ({ id }) => `${verb} ${id}`,
    to: readerOf(deps, by),
  });

const showJob = async (deps: QueryDeps, text: string, by: Origin): Promise<Reply> => {
  const visible = visibleJobs(deps, by);
  const found = findJob(visible, text);
  if ("choices" in found) return whichJob(deps, { text, choices: found.choices, verb: "status" }, by);
  const [latest] = await deps.jobs.list({ job: found.job.job_id, limit: 1 }, callerOf(by.actor));
  return latest ? showRun(deps, latest.run, by) : told.neverRan(found.job.name, readerOf(deps, by));
};

const showRun = async (deps: QueryDeps, id: string, by: Origin): Promise<Reply> => {
  const found = await findRun(deps, id, by);
  if ("refusal" in found) return found.refusal;
  const { run, job, started } = found;
  const [view, why] = await Promise.all([viewOf(deps, run, job, by), whyOf(deps, run, job)]);
  return withButtons(
    runStatus(view, mayCancel(deps.config.access, { job, starter: started?.starter }, by.actor), why),
    why,
    view,
  );
};

/** Rights are checked when one is clicked. */
const withButtons = (answer: Answer, why: Explanation | undefined, { to }: RunView): Answer => ({
  ...answer,
  buttons: [...answer.buttons, ...(why?.buttons(to) ?? [])],
});

const whyOf = async ({ failures }: QueryDeps, run: Run, job: JobConfig | undefined) =>
  run.state === "ended" && isFailure(run.outcome) ? failures.explain(run, job) : undefined;

/** Why a run failed: the one of this number, or the latest of the job, thread or person that did fail. */
export const showWhy = async (deps: QueryDeps, { run, job }: JobOrder, by: Origin): Promise<Reply> => {
  if (run !== undefined) return showRun(deps, run, by);
  if (job !== undefined) {
    const visible = visibleJobs(deps, by);
    const found = findJob(visible, job);
    if ("choices" in found) return whichJob(deps, { text: job, choices: found.choices, verb: "why" }, by);
    return showLastFailure(deps, found.job.job_id, found.job.name, by);
  }
  const latest = (await deps.failures.runOfThread(by.place.thread)) ?? (await latestHere(deps, by));
  if (latest === undefined) return listRuns(deps, { mine: false, failed: true }, by);
  const found = await findRun(deps, latest, by);
  if ("refusal" in found) return found.refusal;
  return showLastFailure(deps, found.run.job, found.job?.name ?? found.run.name, by);
};

/** Runs among which a failure is looked for. */
const mostLookedAt = 50;

const showLastFailure = async (deps: QueryDeps, number: string, name: string, by: Origin): Promise<Reply> => {
  const runs = await deps.jobs.list({ job: number, limit: mostLookedAt }, callerOf(by.actor));
  const at = runs.findIndex(({ outcome }) => isFailure(outcome));
  const failed = runs[at];
  if (!failed) {
    const to = readerOf(deps, by);
    return runs[0] ? told.neverFailed(name, runs.length, to) : told.neverRan(name, to);
  }
  const found = await findRun(deps, failed.run, by);
  if ("refusal" in found) return found.refusal;
  const [view, why] = await Promise.all([viewOf(deps, found.run, found.job, by), whyOf(deps, found.run, found.job)]);
  const later = runs.slice(0, at).find(({ outcome }) => outcome !== "cancelled" && outcome !== "skipped");
  return withButtons(failureAnswer(view, why, later), why, view);
};

/** The jobs that this person may see. */
export const visibleJobs = ({ catalog, config }: Pick<JobDeps, "catalog" | "config">, { actor }: Origin): JobConfig[] =>
  catalog.all().filter((job) => maySee(config.access, job, actor));

const viewOf = async (deps: QueryDeps, run: Run, job: JobConfig | undefined, by: Origin): Promise<RunView> => {
  const { actor } = by;
  const to = readerOf(deps, by);
  const record = await deps.runs.read(run.run);
  const seenBy = (person: Actor | undefined) =>
    person && isSame(person, actor) ? { ...person, name: wordsIn(to.locale).runs.you } : person;
  return {
    run: record && hidesResults(record, by.place) ? withoutMessage(run) : run,
    name: record?.name ?? job?.name ?? run.name,
    starter: seenBy(record?.starter),
    stopper: seenBy((await deps.runs.stopped(run.run))?.by),
    parameters: record?.parameters ?? run.parameters,
    now: deps.now(),
    to,
  };
};

const day = 24 * 3_600_000;
/** Runs of each job and in all that a list shows, of how many jobs, and how many failures are looked into. */
const most = { perJob: 5, shown: 15, jobs: 20, failures: 8 };

/**
 * The latest runs of the jobs that this person may see, or of one of them; `mine`: of the last day, and only those that
 * they started; `failed`: of the last day, with their causes.
 */
export const listRuns = async (
  deps: QueryDeps,
  { mine, failed, job, most: shown = most.shown }: Pick<JobOrder, "mine" | "failed" | "job" | "most">,
  by: Origin,
): Promise<Reply> => {
  const visible = visibleJobs(deps, by);
  const found = job === undefined ? undefined : findJob(visible, job);
  if (found && "choices" in found) return whichJob(deps, { text: job ?? "", choices: found.choices, verb: "runs" }, by);
  const jobs = found ? [found.job] : visible;
  const runs = mine ? await ownRuns(deps, by) : await latestRuns(deps, jobs, { failed, shown }, by);
  const wanted = runs.filter((run) => (!failed || isFailure(run.outcome)) && (!found || run.job === found.job.job_id));
  const newest = wanted.toSorted((a, b) => b.startedAt - a.startedAt).slice(0, shown);
  const to = readerOf(deps, by);
  if (newest.length === 0)
    return deps.catalog.all().length === 0 ? say.noJobs(to) : told.noRuns({ mine, failed, name: found?.job.name }, to);
  const [views, causes] = await Promise.all([
    Promise.all(newest.map((run) => viewOf(deps, run, deps.catalog.byNumber(run.job), by))),
    causesOf(deps, newest),
  ]);
  return runList({ views, mine, failed, causes, to });
};

/** Why runs failed: the newest ones are looked into, of the others what is known. */
const causesOf = async ({ failures, catalog }: QueryDeps, runs: readonly Run[]): Promise<Map<string, string>> => {
  const failed = runs.filter(({ outcome }) => isFailure(outcome));
  const causes = await Promise.all(
    failed.map(async (run, at): Promise<[string, string][]> => {
      const why = await failures.explain(run, catalog.byNumber(run.job), at >= most.failures);
      return why ? [[run.run, why.cause]] : [];
    }),
  );
  return new Map(causes.flat());
};

const ownRuns = async (deps: QueryDeps, { actor }: Origin): Promise<Run[]> => {
  const listed = (await deps.runs.ofPerson(actor)).filter(({ at }) => at > deps.now() - day);
  const records = await Promise.all(listed.slice(0, most.shown).map(({ run }) => deps.runs.read(run)));
  const refs = records.flatMap((record) => (record ? [{ run: record.run, job: record.number }] : []));
  return deps.jobs.checkMany(refs, callerOf(actor));
};

const latestRuns = async (
  deps: QueryDeps,
  jobs: readonly JobConfig[],
  { failed, shown }: { failed: boolean; shown: number },
  by: Origin,
): Promise<Run[]> => {
  const limit = failed || jobs.length === 1 ? Math.max(shown, most.shown) : most.perJob;
  const window = failed ? { endedSince: deps.now() - day, active: false } : {};
  const lists = jobs
    .slice(0, most.jobs)
    .map(({ job_id }) => deps.jobs.list({ job: job_id, limit, ...window }, callerOf(by.actor)));
  return (await Promise.all(lists)).flat();
};
