import { z } from "zod";
import { catalog } from "../../../sandbox/databricks/jobs/catalog/catalog.ts";
import type { DatabricksOptions } from "../../../sandbox/databricks/service.ts";
import { startDatabricks } from "./databricks-service.ts";

/** Ids as the digits that stood in the text. */
const Id = z.string().regex(/^\d{15,19}$/);

const States = {
  state: z.strictObject({
    life_cycle_state: z.string(),
    result_state: z.string().optional(),
    state_message: z.string(),
    user_cancelled_or_timedout: z.boolean(),
    queue_reason: z.string().optional(),
  }),
  status: z.strictObject({
    state: z.string(),
    queue_details: z.strictObject({ code: z.string(), message: z.string() }).optional(),
    termination_details: z.strictObject({ code: z.string(), type: z.string(), message: z.string() }).optional(),
  }),
};
const durations = {
  setup_duration: z.number(),
  execution_duration: z.number(),
  cleanup_duration: z.number(),
};

const TaskShape = z.looseObject({
  run_id: Id,
  task_key: z.string(),
  depends_on: z.array(z.strictObject({ task_key: z.string() })).optional(),
  run_if: z.string(),
  ...States,
  ...durations,
  run_page_url: z.string(),
  start_time: z.number(),
  end_time: z.number(),
  attempt_number: z.number(),
  cluster_instance: z.strictObject({ cluster_id: z.string(), spark_context_id: z.string().optional() }).optional(),
});

const Run = z.strictObject({
  job_id: Id,
  run_id: Id,
  number_in_job: Id,
  original_attempt_run_id: Id,
  creator_user_name: z.string(),
  ...States,
  ...durations,
  start_time: z.number(),
  end_time: z.number(),
  run_duration: z.number().optional(),
  queue_duration: z.number().optional(),
  trigger: z.enum(["ONE_TIME", "PERIODIC"]),
  run_name: z.string(),
  run_page_url: z.string(),
  run_type: z.literal("JOB_RUN"),
  format: z.literal("MULTI_TASK"),
  overriding_parameters: z.strictObject({ notebook_params: z.record(z.string(), z.string()) }).optional(),
  tasks: z.array(TaskShape).max(100).optional(),
  job_parameters: z
    .array(z.strictObject({ name: z.string(), default: z.string().optional(), value: z.string() }))
    .optional(),
  repair_history: z
    .array(
      z.strictObject({
        type: z.enum(["ORIGINAL", "REPAIR"]),
        id: Id.optional(),
        ...States,
        start_time: z.number(),
        end_time: z.number(),
        task_run_ids: z.array(Id),
      }),
    )
    .optional(),
  has_more: z.boolean().optional(),
  next_page_token: z.string().optional(),
});
export type RunWire = z.infer<typeof Run>;

const RunList = z.strictObject({
  runs: z.array(Run).min(1).optional(),
  next_page_token: z.string().optional(),
  prev_page_token: z.string().optional(),
});

/** The Jobs service on a free port, with a clock that only the test moves, and every id read to its last digit. */
export const startJobs = async (options: Partial<DatabricksOptions> = {}) => {
  const service = await startDatabricks(options);
  const { host, databricks } = service;

  const call = async (method: string, path: string, body?: string, token?: string) => {
    const answer = await service.text(method, path, body, token);
    return { ...answer, body: JSON.parse(answer.text, digits) as unknown };
  };
  const query = (values: Record<string, string | number | boolean>) =>
    new URLSearchParams(
      Object.entries(values).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
  const get = (path: string, values: Record<string, string | number | boolean> = {}, token?: string) =>
    call("GET", `/api/2.2/jobs/${path}?${query(values)}`, undefined, token);
  /** `id` fields are written as JSON numbers with all their digits. */
  const post = (path: string, body: object, token?: string) =>
    call("POST", `/api/2.2/jobs/${path}`, JSON.stringify(body).replace(/("\w+_id":)"(\d+)"/g, "$1$2"), token);
  const id = (name: string): string => catalog.find((job) => job.name === name)?.id ?? name;

  return {
    ...service,
    host,
    id,
    get,
    post,
    start: async (job: string, more: object = {}): Promise<string> => {
      const { status, body } = await post("run-now", { job_id: id(job), ...more });
      expect(status).toBe(200);
      return z.strictObject({ run_id: Id, number_in_job: Id }).parse(body).run_id;
    },
    look: async (run: string, values: Record<string, string | boolean> = {}): Promise<RunWire> =>
      Run.parse((await get("runs/get", { run_id: run, ...values })).body),
    list: async (values: Record<string, string | number | boolean>) =>
      RunList.parse((await get("runs/list", values)).body),
    cancel: (run: string) => post("runs/cancel", { run_id: run }),
    repair: (run: string, more: object) => post("runs/repair", { run_id: run, ...more }),
    output: async (run: string) => (await get("runs/get-output", { run_id: run })).body as Record<string, unknown>,
    script: (job: string, outcome: Parameters<typeof databricks.scriptRun>[0]["outcome"], seconds = 100) => {
      expect(databricks.scriptRun({ job, outcome, seconds })).toBe(true);
    },
    stop: async () => {
      databricks.close();
      await service.stop();
    },
  };
};

export type JobsService = Awaited<ReturnType<typeof startJobs>>;

/** Every whole number that could be an id, as its digits. */
const digits = (key: string, value: unknown, context?: { source?: string }): unknown =>
  /(^|_)ids?$|^number_in_job$|^\d+$/.test(key) && typeof value === "number" ? (context?.source ?? value) : value;

/** The task of a run by its key; the latest attempt where there are several. */
export const taskOf = (run: RunWire, key: string) => run.tasks?.findLast((task) => task.task_key === key);
