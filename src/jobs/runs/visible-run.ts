import { isAdmin, isSame } from "../../access/access.ts";
import type { JobConfig } from "../../config/config.ts";
import { Problem } from "../../errors.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import type { Run } from "../../ports/databricks/run.ts";
import { unknownRun, unlistedRun } from "../../reply/jobs/run-notices.ts";
import { readerIn } from "../../reply/reader.ts";
import type { JobDeps } from "../job-deps.ts";
import { maySee } from "../job-rights.ts";
import type { Origin } from "../origin.ts";
import type { RunRecord } from "./run-records.ts";
import { lookAs, type StartedAs } from "./run-rights.ts";

export interface VisibleRun {
  run: Run;
  job: JobConfig | undefined;
  record: RunRecord | undefined;
  /** Who started it here, if anybody did; known before its record is. */
  started: StartedAs | undefined;
}

/**
 * A run by its number, if this person may see it. A run that does not exist and one that they may not see get the
 * same answer, so that nobody can find out by trying which runs exist.
 */
export const findRun = async (
  deps: Pick<JobDeps, "catalog" | "config" | "jobs" | "runs">,
  id: string,
  by: Origin,
): Promise<VisibleRun | { refusal: Notice }> => {
  const to = readerIn(deps.config, by.place, by.actor);
  const record = await deps.runs.read(id);
  const started = record ?? (await deps.runs.startOf(id));
  // With somebody's own rights only for themselves.
  const rights = started?.starter && isSame(started.starter, by.actor) ? started : { starter: by.actor };
  const look = lookAs(rights, (caller) => deps.jobs.check(id, caller));
  const isTheirs = isAdmin(deps.config.access, by.actor) || isKnownTo(deps, { record, started }, by);
  const run = (await look.catch(unlessHidden(isTheirs)))?.found;
  if (!run) return { refusal: unknownRun(id, to) };
  const found = { run, job: deps.catalog.byNumber(run.job), record, started };
  if (sees(deps, found, by)) return found;
  const isUnlisted = !found.job && isAdmin(deps.config.access, by.actor);
  return { refusal: isUnlisted ? unlistedRun(id, to) : unknownRun(id, to) };
};

/** Who may see its job, who started it, and who is in the thread of its card. */
const sees = (
  { config }: Pick<JobDeps, "config">,
  { job, record, started }: Omit<VisibleRun, "run">,
  { actor, place }: Origin,
): boolean =>
  (job !== undefined && maySee(config.access, job, actor)) ||
  (started?.starter !== undefined && isSame(started.starter, actor)) ||
  record?.posted.place.thread === place.thread;

/** The same for a run of which nothing is known but what was noted here. */
const isKnownTo = (
  deps: Pick<JobDeps, "catalog" | "config">,
  { record, started }: Pick<VisibleRun, "record" | "started">,
  by: Origin,
): boolean => sees(deps, { job: record && deps.catalog.byNumber(record.number), record, started }, by);

/** Why a run may not be looked at is told to those alone who may know that there is one. */
const unlessHidden =
  (isTheirs: boolean) =>
  (thrown: unknown): undefined => {
    const code = thrown instanceof Problem ? thrown.code : undefined;
    if (code === "jobs.unknown" || (code === "jobs.permission" && !isTheirs)) return undefined;
    throw thrown;
  };
