import { WAREHOUSE_ID } from "../../sql/warehouses.ts";
import type { JobSpec, TaskSpec } from "./spec.ts";

/** A job with one task of every kind whose output is not a notebook's, a file's or a query's. */
export const taskKinds = (access: JobSpec["access"]): JobSpec => ({
  id: "531047733082156",
  name: "all-task-kinds",
  description: "Runs one task of every kind.",
  tags: { team: "platform" },
  parameters: [],
  tasks: kinds.map(([key, work, output]): TaskSpec => {
    return { key, after: [], runIf: "ALL_SUCCESS", weight: 1, work, output: () => output };
  }),
  seconds: 60,
  maxConcurrentRuns: 10,
  weak: "sql_alert",
  access,
  digits: 15,
});

const steps = [
  { index: 1, name: "dbt deps", status: "SUCCESS", logs: "Installing dbt_utils" },
  { index: 2, name: "dbt build", status: "ERROR", logs: "1 of 12 ERROR creating model orders" },
];

const kinds: [key: string, work: Record<string, object>, output: Record<string, unknown>][] = [
  [
    "sql_alert",
    { sql_task: { alert: { alert_id: "a3c1" }, warehouse_id: WAREHOUSE_ID } },
    {
      sql_output: {
        alert_output: {
          alert_state: "TRIGGERED",
          query_text: "SELECT count(*) FROM retail.sales WHERE revenue < 0",
          output_link: "https://sandbox.example.com/sql/alerts/a3c1",
          warehouse_id: WAREHOUSE_ID,
        },
      },
    },
  ],
  ["alert", { alert_task: { alert_id: "a3c2", warehouse_id: WAREHOUSE_ID } }, { alert_output: { alert_state: "OK" } }],
  [
    "dashboard",
    { dashboard_task: { dashboard_id: "01f0d1", warehouse_id: WAREHOUSE_ID } },
    {
      dashboard_output: {
        page_snapshots: [
          { page_display_name: "Overview", widget_error_details: [] },
          { page_display_name: "Regions", widget_error_details: [{ message: "Table retail.regions not found" }] },
        ],
      },
    },
  ],
  [
    "dbt",
    { dbt_task: { commands: ["dbt build"], warehouse_id: WAREHOUSE_ID } },
    {
      dbt_output: { artifacts_link: "https://storage.example.com/dbt/artifacts.tar.gz?sig=secret" },
      logs: "Completed successfully\nDone. PASS=12 WARN=0 ERROR=0 SKIP=0 TOTAL=12\n",
      logs_truncated: false,
    },
  ],
  [
    "dbt_artifacts",
    { dbt_task: { commands: ["dbt docs"], warehouse_id: WAREHOUSE_ID } },
    { dbt_output: { artifacts_link: "https://storage.example.com/dbt/docs.tar.gz?sig=secret" } },
  ],
  [
    "dbt_cloud",
    { dbt_cloud_task: { connection_resource_name: "dbt", dbt_cloud_job_id: 77 } },
    {
      dbt_cloud_output: {
        dbt_cloud_job_run_id: 70403103920,
        dbt_cloud_job_run_output: steps,
        dbt_cloud_job_run_url: "https://cloud.getdbt.example.com/runs/70403103920",
      },
    },
  ],
  [
    "dbt_platform",
    { dbt_platform_task: { connection_resource_name: "dbt", dbt_platform_job_id: "78" } },
    {
      dbt_platform_output: {
        dbt_platform_job_run_id: "70403103921",
        dbt_platform_job_run_output: steps,
        dbt_platform_job_run_url: "https://cloud.getdbt.example.com/runs/70403103921",
        steps_truncated: false,
      },
    },
  ],
  [
    "clean_room",
    { clean_rooms_notebook_task: { clean_room_name: "partners", notebook_name: "overlap" } },
    {
      clean_rooms_notebook_output: {
        clean_room_job_run_state: { life_cycle_state: "TERMINATED", result_state: "SUCCESS" },
        notebook_output: { result: "Overlap: 12,040 customers", truncated: false },
        output_schema_info: { catalog_name: "partners_out", schema_name: "run_1", expiration_time: 1_800_000_000_000 },
      },
    },
  ],
  [
    "genie",
    { genie_task: { configuration_id: "01f0c0" } },
    { genie_task_output: { conversation_id: "01f05a3c5d8e1b8a9c4d2e6f7a8b9c0d" } },
  ],
  [
    "agentic",
    { agentic_task: { prompt: "Look at yesterday's failures" } },
    {
      agentic_task_output: {
        conversation_id: "conv-1",
        supervisor: { response_id: "resp_1" },
        task_output: { response: "Three jobs failed, all for the same missing table.", truncated: "false" },
      },
    },
  ],
  [
    "ai_runtime",
    { ai_runtime_task: { command: "train.sh" } },
    { ai_runtime_task_output: { mlflow_experiment_id: "41", mlflow_run_id: "9f3c", status_message: "" } },
  ],
  ["run_job", { run_job_task: { job_id: 611204985530018 } }, { run_job_output: { run_id: 612905436651487 } }],
  ["pipeline", { pipeline_task: { pipeline_id: "p-1" } }, { info: "The pipeline update 4c1f has completed." }],
  [
    "for_each",
    {
      for_each_task: {
        inputs: '["North","South","East"]',
        concurrency: 2,
        task: { task_key: "region", notebook_task: { notebook_path: "/Workspace/Jobs/region", source: "WORKSPACE" } },
        stats: {
          task_run_stats: {
            total_iterations: 3,
            active_iterations: 0,
            scheduled_iterations: 3,
            completed_iterations: 3,
            succeeded_iterations: 2,
            failed_iterations: 1,
          },
          error_message_stats: [
            { count: 1, error_message: "No rows for East", termination_category: "RUN_EXECUTION_ERROR" },
          ],
        },
      },
    },
    {},
  ],
  ["condition", { condition_task: { op: "GREATER_THAN", left: "12", right: "10", outcome: "true" } }, {}],
];
