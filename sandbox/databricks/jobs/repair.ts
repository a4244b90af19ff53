import { z } from "zod";
import { badRequest, invalidParameter } from "../errors.ts";
import type { Caller } from "../people.ts";
import type { Access } from "./access.ts";
import { parseBody } from "./body.ts";
import type { TaskSpec } from "./catalog/spec.ts";
import { Int64, int64 } from "./int64.ts";
import { succeeded } from "./runs/endings.ts";
import type { Run } from "./runs/register.ts";
import { lastAttempt, lastPlan, type Runs } from "./runs/runs.ts";

const Repair = z.object({
  run_id: Int64,
  latest_repair_id: Int64.optional(),
  rerun_all_failed_tasks: z.boolean().default(false),
  rerun_tasks: z.array(z.string()).min(1).optional(),
  rerun_dependent_tasks: z.boolean().default(false),
  job_parameters: z.record(z.string(), z.string()).default({}),
  notebook_params: z.record(z.string(), z.string()).optional(),
});
type Repair = z.infer<typeof Repair>;

interface RepairRequest {
  runs: Runs;
  access: Access;
  body: unknown;
  caller: Caller;
  now: number;
}

/** Runs tasks of an ended run again. From the second repair on the request must name the one before it. */
export const repairRun = ({ runs, access, body, caller, now }: RepairRequest): object => {
  const repair = parseBody(Repair, body);
  const run = access.run(repair.run_id, caller, "CAN_MANAGE_RUN");
  if (lastPlan(run).ends > now) throw badRequest(`Run ${run.id} is still active and cannot be repaired.`);
  const latest = lastAttempt(run).repair;
  if (latest && !repair.latest_repair_id)
    throw invalidParameter("The latest repair ID needs to be provided in order to create a new repair.");
  if (repair.latest_repair_id !== latest)
    throw invalidParameter(`The repair ID ${repair.latest_repair_id} is not that of the latest repair.`);
  const { job_parameters: parameters, notebook_params: notebook } = repair;
  return { repair_id: int64(runs.repair(run, chosen(run, repair), parameters, notebook)) };
};

/** The tasks to run again, in the order of the job. */
const chosen = (run: Run, repair: Repair): TaskSpec[] => {
  const { rerun_all_failed_tasks: all, rerun_tasks: named } = repair;
  if (all === (named !== undefined))
    throw invalidParameter("Exactly one of rerun_all_failed_tasks and rerun_tasks must be set.");
  const unknown = named?.find((key) => !run.job.tasks.some((task) => task.key === key));
  if (unknown) throw invalidParameter(`Task ${unknown} does not exist in run ${run.id}.`);
  const wanted = new Set(named ?? failedKeys(run));
  if (wanted.size === 0) throw invalidParameter(`Run ${run.id} has no failed tasks to repair.`);
  for (const { key, after } of run.job.tasks)
    if (repair.rerun_dependent_tasks && after.some((each) => wanted.has(each))) wanted.add(key);
  return run.job.tasks.filter(({ key }) => wanted.has(key));
};

/** Tasks whose latest run did not succeed. */
const failedKeys = (run: Run): string[] => {
  const ok = new Map<string, boolean>();
  for (const plan of run.plans) for (const { task, ending } of plan.tasks) ok.set(task.spec.key, ending === succeeded);
  return [...ok].filter(([, succeededLast]) => !succeededLast).map(([key]) => key);
};
