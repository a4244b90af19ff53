import { asProblem } from "../../errors.ts";
import { createExpiringMap } from "../../expiring-map.ts";
import type { Log } from "../../logging/log.ts";
import type { Caller } from "../../ports/databricks/identity.ts";
import type { Jobs } from "../../ports/databricks/jobs.ts";
import type { Run, RunTask } from "../../ports/databricks/run.ts";
import type { RunResult } from "../../reply/jobs/run-end-card.ts";

/** Runs whose outputs are fetched side by side. Further ones would wait for the service's rate and hold up everything. */
const atOnce = 8;
/** Tasks of a run whose output is fetched. */
const mostTasks = 12;

/** A run that was refused asks again within this time, or is forgotten. */
const patienceMs = 300_000;
/** Runs in all that ask again in a second: some more than the service has outputs for. */
const triesPerSecond = 30;

/** Fetches what the tasks of ended runs left behind, which the service grants slowly. */
export interface Outputs {
  /** Undefined: too many are being fetched already. What cannot be fetched is left out. */
  fetch(run: Run, caller: Caller): Promise<RunResult[] | undefined>;
  /** Too many are being fetched already for this run. */
  isFull(run: string): boolean;
  /** When to ask again who was refused: the later, the more there are. */
  retryInMs(): number;
}

export interface OutputsDeps {
  jobs: Pick<Jobs, "output">;
  log: Log;
  now: () => number;
}

export const createOutputs = ({ jobs, log, now }: OutputsDeps): Outputs => {
  const refused = createExpiringMap<true>(now);
  let fetching = 0;

  const fetch = async (run: Run, task: RunTask, caller: Caller): Promise<RunResult> => {
    try {
      return { task, output: await jobs.output(task.run, caller) };
    } catch (thrown) {
      // Whose rights are gone is for the caller to decide about.
      if (asProblem(thrown).code.startsWith("login.")) throw thrown;
      log.warn(
        { event: "jobs.output-not-fetched", err: thrown, run: run.run, task: task.key },
        "the output of a task cannot be fetched",
      );
      return { task, output: { truncated: false } };
    }
  };

  const isFull = (run: string): boolean => {
    if (fetching < atOnce) refused.forget(run);
    else refused.keep(run, true, patienceMs);
    return fetching >= atOnce;
  };

  return {
    isFull,
    fetch: async (run, caller) => {
      if (isFull(run.run)) return undefined;
      fetching += 1;
      try {
        const results = await Promise.all(tasksWithOutput(run).map((task) => fetch(run, task, caller)));
        return run.tasks.flatMap((task) => results.find((result) => result.task === task) ?? []);
      } finally {
        fetching -= 1;
      }
    },
    retryInMs: () => Math.max(1_000, (refused.size() / triesPerSecond) * 1_000),
  };
};

/** The tasks that may have something to say, failures first. */
const tasksWithOutput = ({ tasks }: Run): RunTask[] =>
  tasks
    .filter(({ run, outcome }) => run && outcome !== "skipped" && outcome !== "cancelled")
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, mostTasks);

const rank = ({ outcome }: RunTask): number => (outcome === "failed" || outcome === "timeout" ? 0 : 1);
