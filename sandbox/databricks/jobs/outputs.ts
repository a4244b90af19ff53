import { int64 } from "./int64.ts";
import { type Plan, type TaskPlan, taskStateAt } from "./plan.ts";
import type { Run } from "./runs.ts";
import { parameterShapes, runShape, taskShape, type View } from "./shapes.ts";

/** What get-output says about one task run: nothing before its end, then its result, or the error and its trace. */
export const outputShape = (run: Run, plan: Plan, task: TaskPlan, view: View): Record<string, unknown> => ({
  metadata: metadata(run, plan, task, view),
  ...(taskStateAt(plan, task, view.now) === "TERMINATED" ? result(run, task) : pending(task)),
});

/** The task run in the shape of a run, with itself as its only task. */
const metadata = (run: Run, plan: Plan, task: TaskPlan, view: View): Record<string, unknown> => {
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

const isNotebook = (task: TaskPlan): boolean => "notebook_task" in task.task.spec.work;
const pending = (task: TaskPlan) => (isNotebook(task) ? { notebook_output: {} } : {});

const result = (run: Run, task: TaskPlan): Record<string, unknown> => {
  const { error, trace, message, code } = task.ending;
  if (code === "SUCCESS") {
    const values = Object.fromEntries(parameterShapes(run).map(({ name, value }) => [name, value]));
    return task.task.spec.output({ ...values, ...run.notebookParameters });
  }
  return { ...pending(task), error: error ?? message, ...(trace && { error_trace: trace }) };
};
