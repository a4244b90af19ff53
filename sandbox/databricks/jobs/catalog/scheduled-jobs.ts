import { WAREHOUSE_ID } from "../../sql/warehouses.ts";
import type { JobSpec } from "./spec.ts";
import { exit, notebook, task } from "./task-specs.ts";

/** Started by its schedule alone, where schedules run; nobody offers it in the chat. */
const ingest: Omit<JobSpec, "access"> = {
  id: "147203386591044",
  name: "hourly-ingest",
  description: "Reads new orders from the landing zone.",
  tags: { team: "data-engineering", triage: "watch" },
  parameters: [
    { name: "batch_size", default: "5000" },
    { name: "day", default: "" },
  ],
  tasks: [
    task("read_landing", { work: notebook("ingest/read-landing"), output: () => exit("612 files") }),
    task("append_orders", {
      work: notebook("ingest/append-orders"),
      output: ({ batch_size }) => exit(`18,204 orders in batches of ${batch_size}`),
      after: ["read_landing"],
      weight: 2,
    }),
  ],
  seconds: 40,
  maxConcurrentRuns: 1,
  weak: "append_orders",
  schedule: { quartz_cron_expression: "0 0 * * * ?", timezone_id: "UTC" },
  digits: 15,
};

const models: typeof ingest = {
  ...ingest,
  id: "260914477380125",
  name: "dbt-models",
  description: "Builds the models of the marts.",
  tags: { team: "analytics", triage: "watch" },
  parameters: [],
  tasks: [
    task("dbt_build", {
      work: { dbt_task: { commands: ["dbt deps", "dbt build"], warehouse_id: WAREHOUSE_ID } },
      output: () => ({ logs: "Done. PASS=14 WARN=0 ERROR=0 SKIP=0 TOTAL=14\n", logs_truncated: false }),
    }),
  ],
  weak: "dbt_build",
  schedule: { quartz_cron_expression: "0 30 4 ? * MON-FRI", timezone_id: "Europe/Berlin" },
};

const pipeline: typeof ingest = {
  ...models,
  id: "338120659904417",
  name: "orders-pipeline",
  description: "Updates the streaming tables of orders.",
  tasks: [
    task("update", {
      work: { pipeline_task: { pipeline_id: "8a1f2c30-77d4-4be0-9a51-3f0f6f2b9d11", full_refresh: false } },
      output: () => ({ info: "The update has completed." }),
    }),
  ],
  weak: "update",
};

/** Jobs that nobody starts by hand. */
export const scheduledJobs = (access: JobSpec["access"]): JobSpec[] =>
  [ingest, models, pipeline].map((job) => ({ ...job, access }));
