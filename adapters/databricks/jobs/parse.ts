import { z } from "zod";
import type { JobInfo } from "../../../src/ports/databricks/jobs.ts";
import type { Run, RunOutcome, RunState, RunTask } from "../../../src/ports/databricks/run.ts";
import { phrase } from "../../../src/reply/words/phrase.ts";
import { lookup } from "../../../src/text/lookup.ts";
import { Int64 } from "../json.ts";
import { count, flag, words } from "../lenient-fields.ts";
import { outcomeByCode, outcomeByResult, queueWords, stateByLife, stateByStatus } from "./states.ts";
import { beginning, plain } from "./text.ts";

/*
 * Runs and jobs as they are on the wire, and their meaning. Unset fields are missing, arrays come 100 elements at a time,
 * times are epoch ms and 0 for what has not happened yet.
 */

const Condition = z.object({
  status: z
    .object({
      state: words,
      queue_details: z.object({ code: words, message: words }).nullish().catch(undefined),
      termination_details: z.object({ code: words, type: words, message: words }).nullish(),
    })
    .nullish(),
  state: z
    .object({ life_cycle_state: words, result_state: words, state_message: words, queue_reason: words })
    .nullish(),
});
type Condition = z.infer<typeof Condition>;

/** Loose: one further field, whose name depends on the kind of task, holds what the task does. */
const TaskShape = z.looseObject({
  ...Condition.shape,
  task_key: z.string(),
  run_id: Int64.nullish(),
  attempt_number: count,
  start_time: count,
  end_time: count,
  cluster_instance: z.object({ cluster_id: words }).nullish().catch(undefined),
});
type TaskShape = z.infer<typeof TaskShape>;

export const RunShape = Condition.extend({
  run_id: Int64,
  job_id: Int64.nullish(),
  run_name: words,
  creator_user_name: words,
  start_time: count,
  end_time: count,
  run_page_url: words,
  tasks: z.array(TaskShape).nullish(),
  /** A run is started again with these values, so none may be lost. */
  job_parameters: z
    .array(z.object({ name: z.string(), value: z.string().nullish(), default: z.string().nullish() }))
    .nullish(),
  trigger: words,
  attempt_number: count,
  repair_history: z
    .array(Condition.extend({ type: words, id: Int64.nullish(), start_time: count, end_time: count }))
    .nullish()
    .catch(undefined),
  overriding_parameters: z.object({ notebook_params: z.record(z.string(), z.string()).nullish() }).nullish(),
  /** In a list: the run has more tasks than these 100. */
  has_more: flag,
  next_page_token: words,
});
export type RunShape = z.infer<typeof RunShape>;

export const JobShape = z.object({
  job_id: Int64,
  creator_user_name: words,
  run_as_user_name: words,
  settings: z
    .object({
      name: words,
      description: words,
      tags: z.record(z.string(), z.string()).nullish(),
      parameters: z.array(z.object({ name: z.string(), default: z.string().nullish() })).nullish(),
    })
    .nullish(),
  next_page_token: words,
});
export type JobShape = z.infer<typeof JobShape>;

const mostMessage = 4_000;

/** A run in our words; `origin` is the workspace's address. */
export const runOf = (shape: RunShape, origin: string): Run => {
  const job = shape.job_id ?? "";
  const state = stateOf(shape);
  return {
    run: shape.run_id,
    job,
    name: shape.run_name || `job ${job}`,
    state,
    ...(state === "ended" && endOf(shape)),
    ...(state === "queued" && { queued: queueReason(shape) }),
    startedAt: shape.start_time ?? 0,
    ...(state === "ended" && shape.end_time && { endedAt: shape.end_time }),
    tasks: latest(shape.tasks ?? []).map(taskOf),
    parameters: parametersOf(shape),
    url: shape.run_page_url || `${origin}/#job/${job}/run/${shape.run_id}`,
    ...(shape.creator_user_name && { creator: shape.creator_user_name }),
    ...(shape.trigger && { trigger: beginning(shape.trigger, mostWord) }),
    ...(typeof shape.attempt_number === "number" && { attempt: shape.attempt_number }),
  };
};

/** The repairs of a run, oldest first. */
export const runRepairsOf = ({ repair_history }: RunShape): NonNullable<Run["repairs"]> =>
  (repair_history ?? [])
    .filter(({ type }) => type === "REPAIR")
    .toSorted((a, b) => (a.start_time ?? 0) - (b.start_time ?? 0))
    .flatMap((repair) =>
      repair.id ? [{ ...repairEnd(repair), id: repair.id, startedAt: repair.start_time ?? 0 }] : [],
    );

const repairEnd = (repair: Condition & { end_time?: number | null | undefined }) =>
  stateOf(repair) === "ended"
    ? { outcome: endOf(repair).outcome, ...(repair.end_time && { endedAt: repair.end_time }) }
    : {};

export const jobOf = ({ job_id, settings, creator_user_name, run_as_user_name }: JobShape): JobInfo => {
  const owner = run_as_user_name || creator_user_name;
  return {
    job: job_id,
    name: settings?.name || `job ${job_id}`,
    ...(settings?.description && { description: settings.description }),
    tags: settings?.tags ?? {},
    parameters: (settings?.parameters ?? []).map(({ name, default: usual }) => ({ name, default: usual ?? "" })),
    ...(owner && { owner: beginning(owner, 200) }),
  };
};

const taskOf = (task: TaskShape): RunTask => {
  const state = stateOf(task);
  const kind = kindOf(task);
  const cluster = task.cluster_instance?.cluster_id;
  return {
    key: task.task_key,
    run: task.run_id ?? "",
    state,
    ...(state === "ended" && endOf(task)),
    ...(task.start_time && { startedAt: task.start_time }),
    ...(state === "ended" && task.end_time && { endedAt: task.end_time }),
    ...(kind && { kind }),
    ...(cluster && { cluster: beginning(cluster, mostWord) }),
    ...(typeof task.attempt_number === "number" && { attempt: task.attempt_number }),
  };
};

/** `spark_python_task` is a python task, `sql_task` an sql task; a newer kind has the service's own word. */
const kindOf = (task: TaskShape): string | undefined => {
  const field = Object.keys(task).find((name) => name.endsWith("_task") && typeof task[name] === "object");
  if (!field) return undefined;
  const word = beginning(field, mostWord).slice(0, -"_task".length);
  return kindNames(word) ?? word.replaceAll("_", " ");
};

const kindNames = lookup<string>({
  spark_python: "python",
  spark_jar: "jar",
  run_job: "job",
  clean_rooms_notebook: "notebook",
});

/** Ids and names of the service's own. */
const mostWord = 100;

/** A retried or repaired task is listed once per attempt. The last attempt counts, in the place of the first. */
const latest = (tasks: TaskShape[]): TaskShape[] => {
  const byKey = new Map<string, TaskShape>();
  for (const task of tasks) {
    const known = byKey.get(task.task_key);
    if (!known || (task.attempt_number ?? 0) >= (known.attempt_number ?? 0)) byKey.set(task.task_key, task);
  }
  return [...byKey.values()];
};

const stateOf = ({ status, state }: Condition): RunState =>
  (status?.state ? stateByStatus(status.state) : stateByLife(state?.life_cycle_state ?? "")) ?? "running";

type End = Pick<Run, "message" | "reason"> & { outcome: RunOutcome };

const endOf = (condition: Condition): End => {
  const details = condition.status?.termination_details;
  const message = messageOf(details?.message || condition.state?.state_message || "", mostMessage);
  return {
    outcome: outcomeOf(condition),
    ...(details?.code && { reason: { code: details.code, type: details.type ?? "" } }),
    ...(message && { message }),
  };
};

/** The service's own words, shortened before they are cleaned. */
const messageOf = (text: string, most: number): string => beginning(plain(beginning(text, 4 * most)).trim(), most);

/** The code is the same for a time-out and for other ends by the platform; the old result distinguishes them. */
const outcomeOf = ({ status, state }: Condition): RunOutcome => {
  const { code, type } = status?.termination_details ?? {};
  const result = outcomeByResult(state?.result_state ?? "");
  if (!code) return result ?? (state?.life_cycle_state === "SKIPPED" ? "skipped" : "failed");
  if (code === "CANCELED" && result === "timeout") return "timeout";
  return outcomeByCode(code) ?? (type === "SUCCESS" ? "success" : "failed");
};

const queueReason = ({ status, state }: Condition): string => {
  const { code, message } = status?.queue_details ?? {};
  return queueWords(code ?? "") ?? messageOf(message || state?.queue_reason || phrase("waitTurn", {}), 300);
};

const parametersOf = ({ job_parameters, overriding_parameters }: RunShape): Record<string, string> => ({
  ...Object.fromEntries((job_parameters ?? []).map((each) => [each.name, each.value ?? each.default ?? ""])),
  ...overriding_parameters?.notebook_params,
});
