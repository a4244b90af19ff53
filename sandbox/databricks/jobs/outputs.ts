import { aboutCluster } from "./clusters.ts";
import { type Plan, type TaskPlan, taskStateAt } from "./runs/plan.ts";
import type { Run } from "./runs/register.ts";
import { parameterShapes, taskRunShape, type View } from "./shapes.ts";

/** What get-output says about one task run: nothing before its end, then its result, or the error and its trace. */
export const outputShape = (run: Run, plan: Plan, task: TaskPlan, view: View): Record<string, unknown> => ({
  metadata: taskRunShape(run, plan, task, view),
  ...(taskStateAt(plan, task, view.now) === "TERMINATED" ? result(run, plan, task) : pending(task)),
});

const isNotebook = (task: TaskPlan): boolean => "notebook_task" in task.task.spec.work;
const pending = (task: TaskPlan) => (isNotebook(task) ? { notebook_output: {} } : {});

const result = (run: Run, plan: Plan, task: TaskPlan): Record<string, unknown> => {
  const { error, trace, logs, message, code } = task.ending;
  if (code === "SUCCESS") {
    const values = Object.fromEntries(parameterShapes(run).map(({ name, value }) => [name, value]));
    return task.task.spec.output({ ...values, ...run.notebookParameters });
  }
  return {
    ...pending(task),
    error: aboutCluster(error ?? message, run, plan),
    ...(trace && { error_trace: trace }),
    ...(logs && { logs, logs_truncated: false }),
  };
};
