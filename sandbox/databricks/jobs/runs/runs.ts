import { invalidParameter } from "../../errors.ts";
import type { JobSpec, Parameters, TaskSpec } from "../catalog/spec.ts";
import type { Outcome } from "../failures/outcomes.ts";
import { newId } from "../int64.ts";
import { type Attempt, type Plan, planOf, type Reluctance, type TaskRun } from "./plan.ts";
import { createRegister, type Run } from "./register.ts";

export interface Order {
  job: JobSpec;
  creator: string;
  token?: string | undefined;
  parameters?: Parameters;
  notebookParameters?: Parameters | undefined;
  /** False: skipped instead of queued. */
  queue?: boolean;
  trigger?: Run["trigger"];
}

/** How the next run or repair of a job goes. */
export interface Script {
  job: string;
  outcome: Outcome;
  seconds: number;
}

export interface PastRun {
  job: JobSpec;
  at: number;
  ms: number;
  outcome: Outcome;
  creator: string;
  trigger: Run["trigger"];
  parameters?: Parameters;
}

interface RunsOptions {
  now: () => number;
  /** Runs take two seconds and cancels less than one, where no script says otherwise. */
  fast: boolean;
}

export type Runs = ReturnType<typeof createRuns>;

/** All runs of the workspace. */
export const createRuns = ({ now, fast }: RunsOptions) => {
  const reluctance: Reluctance = fast ? { unmovedMs: 300, stoppingMs: 500 } : { unmovedMs: 1_200, stoppingMs: 2_000 };
  const register = createRegister();
  const scripts = createScripts();

  const planned = (job: JobSpec, attempt: Attempt, before: readonly Run[]): Plan =>
    planOf(job, attempt, placeOf(job, attempt.at, before), reluctance);

  /** An earlier end of one run may let waiting runs start earlier. */
  const moveUp = (job: JobSpec): void => {
    const runs = register.ofJob(job.id);
    for (const [index, run] of runs.entries())
      if (run.plans.length === 1 && run.plans[0].begins > now())
        run.plans = [planned(job, run.attempts[0], runs.slice(0, index))];
  };

  const attemptOf = (job: JobSpec, tasks: readonly TaskRun[]): Attempt => {
    const usual = {
      outcome: "success" as const,
      seconds: ((fast ? 2 : job.seconds) * tasks.length) / job.tasks.length,
    };
    const { outcome, seconds } = scripts.take(job) ?? usual;
    return { at: now(), tasks, outcome, ms: seconds * 1_000 };
  };

  const begin = (order: Order): Run => {
    const { job } = order;
    const attempt: Attempt = { ...attemptOf(job, taskRuns(job, job.tasks)), impatient: order.queue === false };
    const plan = planned(job, attempt, register.ofJob(job.id));
    const run: Run = { ...headOf(order), attempts: [attempt], plans: [plan] };
    register.add(run, order.token);
    return run;
  };

  return {
    find: register.find,
    ofTask: register.ofTask,
    all: register.all,
    script: scripts.add,
    /** The same token gives the same run; one whose run was deleted gives an error. */
    start: (order: Order): Run => {
      const earlier = order.token && register.ofToken(order.token);
      if (!earlier) return begin(order);
      const run = register.find(earlier);
      if (!run) throw invalidParameter(`The run ${earlier} of this idempotency token was deleted.`);
      return run;
    },
    addPast: (past: PastRun): void => register.add(pastRun(past, reluctance)),
    /** Asks a run to stop; one that has ended, or was asked before, stays as it is. */
    cancel: (run: Run): void => {
      const [attempt, plan] = [lastAttempt(run), lastPlan(run)];
      if (attempt.cancelledAt !== undefined || plan.ends <= now()) return;
      attempt.cancelledAt = now();
      run.plans.splice(-1, 1, planOf(run.job, attempt, plan.begins, reluctance));
      moveUp(run.job);
    },
    /** Runs some tasks of an ended run again, as new task runs, with parameters that replace those before. */
    repair: (run: Run, specs: readonly TaskSpec[], given: Parameters, notebook: Parameters | undefined): string => {
      run.given = { ...run.given, ...given };
      run.notebookParameters = notebook ?? run.notebookParameters;
      const repair = newId(15);
      const attempts = (spec: TaskSpec) => run.attempts.filter(({ tasks }) => tasks.some((task) => task.spec === spec));
      const tasks = taskRuns(run.job, specs, (spec) => attempts(spec).length);
      const attempt = { ...attemptOf(run.job, tasks), repair };
      run.attempts.push(attempt);
      run.plans.push(planOf(run.job, attempt, attempt.at, reluctance));
      register.addTasks(run);
      return repair;
    },
    remove: register.remove,
    reset: (): void => {
      register.clear();
      scripts.clear();
    },
  };
};

const headOf = ({ job, creator, trigger = "ONE_TIME", parameters: given = {}, notebookParameters }: Order) => ({
  id: newId(job.digits),
  ...{ job, creator, trigger, given, notebookParameters },
});

/** When a run may start, after the runs before it. */
const placeOf = (job: JobSpec, at: number, before: readonly Run[]): number => {
  const taken = before.map((run) => lastPlan(run).ends).filter((ends) => ends > at);
  const free = taken.sort((a, b) => b - a)[job.maxConcurrentRuns - 1];
  return Math.max(at, free ?? at);
};

const createScripts = () => {
  let scripts: Script[] = [];
  return {
    add: (script: Script): void => {
      scripts.push(script);
    },
    take: (job: JobSpec): Script | undefined => {
      const next = scripts.find((script) => script.job === job.id);
      scripts = scripts.filter((script) => script !== next);
      return next;
    },
    clear: (): void => {
      scripts = [];
    },
  };
};

const pastRun = ({ job, at, ms, outcome, parameters = {}, ...who }: PastRun, reluctance: Reluctance): Run => {
  const attempt: Attempt = { at, ms, outcome, tasks: taskRuns(job, job.tasks) };
  const plan = planOf(job, attempt, at, reluctance);
  const head = { id: newId(job.digits), job, ...who, given: parameters, notebookParameters: undefined };
  return { ...head, attempts: [attempt], plans: [plan] };
};

export const lastAttempt = (run: Run): Attempt => run.attempts.at(-1) ?? run.attempts[0];
export const lastPlan = (run: Run): Plan => run.plans.at(-1) ?? run.plans[0];

const taskRuns = (job: JobSpec, specs: readonly TaskSpec[], number: (spec: TaskSpec) => number = () => 0): TaskRun[] =>
  specs.map((spec) => ({ id: newId(job.digits), spec, number: number(spec) }));
