import type { JobSpec, Parameters } from "../catalog/spec.ts";
import type { Attempt, Plan } from "./plan.ts";

export interface Run {
  id: string;
  job: JobSpec;
  creator: string;
  trigger: "ONE_TIME" | "PERIODIC";
  /** Parameters of the start. */
  given: Parameters;
  notebookParameters: Parameters | undefined;
  /** The first, then its repairs. */
  attempts: [Attempt, ...Attempt[]];
  /** One for each attempt. */
  plans: [Plan, ...Plan[]];
}

/** Finds runs by their own id, by that of one of their tasks, by job, and by idempotency token. */
export const createRegister = () => {
  const known = new Map<string, Run>();
  const byTask = new Map<string, Run>();
  const byJob = new Map<string, Run[]>();
  const byToken = new Map<string, string>();
  const ofJob = (job: string): Run[] => byJob.get(job) ?? [];

  const addTasks = (run: Run): void => {
    for (const { tasks } of run.attempts) for (const { id } of tasks) byTask.set(id, run);
  };

  return {
    find: (id: string): Run | undefined => known.get(id),
    ofTask: (id: string): Run | undefined => byTask.get(id),
    /** Oldest first. */
    ofJob,
    all: (): Run[] => [...known.values()],
    /** The id of the run of a token, also when the run was deleted. */
    ofToken: (token: string): string | undefined => byToken.get(token),
    add: (run: Run, token?: string): void => {
      known.set(run.id, run);
      const runs = ofJob(run.job.id);
      runs.push(run);
      byJob.set(run.job.id, runs);
      if (token) byToken.set(token, run.id);
      addTasks(run);
    },
    addTasks,
    remove: (run: Run): void => {
      known.delete(run.id);
      byJob.set(
        run.job.id,
        ofJob(run.job.id).filter((each) => each !== run),
      );
    },
    clear: (): void => {
      for (const each of [known, byTask, byJob, byToken]) each.clear();
    },
  };
};
