import { setTimeout as sleep } from "node:timers/promises";
import type { JobConfig } from "../config/config.ts";
import { callerOf } from "../ports/databricks/identity.ts";
import type { Run } from "../ports/databricks/run.ts";
import type { PostRef } from "../ports/place.ts";
import type { JobDeps } from "./job-deps.ts";
import { startRefusal } from "./job-rights.ts";
import type { Origin } from "./origin.ts";

/* What of the jobs is somebody's own: those that they may start, and the runs that they started. */

/** A run that somebody started here. */
export interface OwnRun {
  run: string;
  name: string;
  /** Its card. */
  ref: PostRef;
  /** When it was started, epoch ms. */
  at: number;
  /** As the service tells; absent: it does not, or not in time. */
  state: Run | undefined;
}

/** The jobs that this person may start here. */
export const startableJobs = ({ catalog, config }: Pick<JobDeps, "catalog" | "config">, by: Origin): JobConfig[] =>
  catalog.all().filter((job) => !startRefusal(config.access, job, by));

/** How long a look at the runs may take, ms. */
const withinMs = 2_500;

/** The runs that this person started last, newest first. */
export const latestOwnRuns = async (
  { runs, jobs }: Pick<JobDeps, "runs" | "jobs">,
  { actor }: Origin,
  most: number,
): Promise<OwnRun[]> => {
  const listed = (await runs.ofPerson(actor)).slice(0, most);
  const records = (await Promise.all(listed.map(({ run }) => runs.read(run)))).filter((record) => record !== undefined);
  const refs = records.map(({ run, number }) => ({ run, job: number }));
  const look = refs.length === 0 ? [] : jobs.checkMany(refs, callerOf(actor)).catch((): Run[] => []);
  const states = await Promise.race([look, sleep(withinMs, [] as Run[], { ref: false })]);
  return records.map(({ run, name, posted, startedAt }) => ({
    ...{ run, name, ref: posted.ref, at: startedAt },
    state: states.find((one) => one.run === run),
  }));
};
