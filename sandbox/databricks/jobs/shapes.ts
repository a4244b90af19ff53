import { WORKSPACE_ID } from "../auth.ts";
import type { JobSpec } from "./catalog/spec.ts";
import { aboutCluster, instanceOf } from "./clusters.ts";
import { int64 } from "./int64.ts";
import type { Ending } from "./runs/endings.ts";
import { type Plan, type State, stateAt, type TaskPlan, taskStateAt } from "./runs/plan.ts";
import type { Run } from "./runs/register.ts";
import { lastPlan } from "./runs/runs.ts";

/*
 * Runs, tasks and jobs as the wire has them: the old `state` beside the new `status`, times in epoch ms and 0 for what
 * has not happened, ids as JSON numbers of any length.
 */

export interface View {
  now: number;
  /** Address of the workspace, for links. */
  host: string;
}

/** A run without its arrays. */
export const runShape = (run: Run, { now, host }: View): Record<string, unknown> => {
  const [first] = run.attempts;
  const plan = lastPlan(run);
  const state = stateAt(plan, now);
  const ended = state === "TERMINATED";
  return {
    job_id: int64(run.job.id),
    run_id: int64(run.id),
    number_in_job: int64(run.id),
    original_attempt_run_id: int64(run.id),
    creator_user_name: run.creator,
    ...states(state, plan.ending, run, plan),
    start_time: first.at,
    setup_duration: 0,
    execution_duration: 0,
    cleanup_duration: 0,
    end_time: ended ? plan.ends : 0,
    ...(ended && { run_duration: plan.ends - run.plans[0].begins }),
    ...(now >= run.plans[0].begins && { queue_duration: run.plans[0].begins - first.at }),
    trigger: run.trigger,
    run_name: run.job.name,
    run_page_url: `${host}/?o=${WORKSPACE_ID}#job/${run.job.id}/run/${run.id}`,
    run_type: "JOB_RUN",
    format: "MULTI_TASK",
    ...(run.notebookParameters && { overriding_parameters: { notebook_params: run.notebookParameters } }),
  };
};

/** Tasks of every attempt, oldest attempt first. */
export const taskShapes = (run: Run, view: View): Record<string, unknown>[] =>
  run.plans.flatMap((plan) => plan.tasks.map((task) => taskShape(run, plan, task, view)));

const taskShape = (run: Run, plan: Plan, task: TaskPlan, { now, host }: View): Record<string, unknown> => {
  const { spec, id, number } = task.task;
  const state = stateAt(plan, now) === "QUEUED" ? "BLOCKED" : taskStateAt(plan, task, now);
  const ended = state === "TERMINATED";
  const begun = now >= task.begins;
  return {
    run_id: int64(id),
    task_key: spec.key,
    ...(spec.after.length > 0 && { depends_on: spec.after.map((key) => ({ task_key: key })) }),
    run_if: spec.runIf,
    ...spec.work,
    ...states(state, task.ending, run, plan),
    run_page_url: `${host}/?o=${WORKSPACE_ID}#job/${run.job.id}/run/${id}`,
    start_time: begun ? task.begins : 0,
    setup_duration: begun ? Math.min(now, task.runs) - task.begins : 0,
    execution_duration: ended ? task.ends - task.runs : 0,
    cleanup_duration: 0,
    end_time: ended ? task.ends : 0,
    ...instanceOf(run, plan, task, now),
    attempt_number: number,
  };
};

/** The run of one task in the shape of a run, with itself as its only task. */
export const taskRunShape = (run: Run, plan: Plan, task: TaskPlan, view: View): Record<string, unknown> => {
  const shape = taskShape(run, plan, task, view);
  const { depends_on: _, run_if: __, ...own } = shape;
  return {
    ...runShape(run, view),
    ...own,
    number_in_job: int64(task.task.id),
    original_attempt_run_id: int64(task.task.id),
    job_run_id: int64(run.id),
    parent_run_id: int64(run.id),
    run_name: task.task.spec.key,
    tasks: [shape],
  };
};

/** `state` and `status`; how it ended is known from TERMINATING on. */
const states = (state: State, ending: Ending, run: Run, plan: Plan): Record<string, unknown> => {
  const ended = state === "TERMINATED";
  const message = aboutCluster(ending.message, run, plan);
  const queueReason = `Queued due to reaching maximum concurrent runs of ${run.job.maxConcurrentRuns}.`;
  return {
    state: {
      life_cycle_state: ended ? ending.life : state,
      ...(ended && { result_state: ending.result }),
      state_message: ended ? message : "",
      user_cancelled_or_timedout: (ended && ending.stopped) ?? false,
      ...(state === "QUEUED" && { queue_reason: queueReason }),
    },
    status: {
      state,
      ...(state === "QUEUED" && { queue_details: { code: "MAX_CONCURRENT_RUNS_REACHED", message: queueReason } }),
      ...(ended && { termination_details: { code: ending.code, type: ending.type, message } }),
    },
  };
};

export const parameterShapes = ({ job, given }: Run): { name: string; default?: string; value: string }[] => [
  ...job.parameters.map(({ name, default: usual }) => ({ name, default: usual, value: given[name] ?? usual })),
  ...Object.entries(given)
    .filter(([name]) => !job.parameters.some((each) => each.name === name))
    .map(([name, value]) => ({ name, value })),
];

/** The original execution and its repairs, oldest first. */
export const historyShapes = (run: Run, { now }: View): Record<string, unknown>[] =>
  run.attempts.flatMap((attempt, index) => {
    const plan = run.plans[index];
    if (!plan) return [];
    const state = stateAt(plan, now);
    return {
      type: attempt.repair ? "REPAIR" : "ORIGINAL",
      ...(attempt.repair && { id: int64(attempt.repair) }),
      start_time: attempt.at,
      end_time: state === "TERMINATED" ? plan.ends : 0,
      ...states(state, plan.ending, run, plan),
      task_run_ids: attempt.tasks.map(({ id }) => int64(id)),
    };
  });

export const jobShape = (job: JobSpec, arrays: Record<string, unknown> = {}): Record<string, unknown> => ({
  job_id: int64(job.id),
  creator_user_name: "admin@example.com",
  run_as_user_name: "admin@example.com",
  created_time: CREATED,
  settings: {
    name: job.name,
    description: job.description,
    tags: job.tags,
    ...(job.parameters.length > 0 && { parameters: job.parameters }),
    ...(job.schedule && { schedule: { ...job.schedule, pause_status: "UNPAUSED" } }),
    max_concurrent_runs: job.maxConcurrentRuns,
    timeout_seconds: 0,
    queue: { enabled: true },
    email_notifications: {},
    webhook_notifications: {},
    format: "MULTI_TASK",
    ...arrays,
  },
});

const CREATED = Date.UTC(2026, 0, 12, 9);

export const jobTaskShapes = (job: JobSpec): Record<string, unknown>[] =>
  job.tasks.map(({ key, work, after, runIf }) => ({
    task_key: key,
    ...(after.length > 0 && { depends_on: after.map((each) => ({ task_key: each })) }),
    run_if: runIf,
    ...work,
    timeout_seconds: 0,
  }));
