import { OAUTH_CLIENT } from "../../auth.ts";
import { WAREHOUSE_ID } from "../../sql/warehouses.ts";
import { scheduledJobs } from "./scheduled-jobs.ts";
import type { JobSpec, Level } from "./spec.ts";
import { taskKinds } from "./task-kinds.ts";
import { exit, notebook, task } from "./task-specs.ts";

const BOT = OAUTH_CLIENT.id;
/** The bot may run the job, one person may view it, its owner may manage it. */
const shared: Record<string, Level> = {
  [BOT]: "CAN_MANAGE_RUN",
  "colleague@example.com": "CAN_VIEW",
  "admin@example.com": "IS_OWNER",
};

const anomalies: JobSpec = {
  id: "611204985530018",
  name: "transaction-anomalies",
  description: "Looks for unusual payments among all customer transactions.",
  tags: { concierge: "enabled", team: "fraud" },
  parameters: [
    { name: "user_request", default: "" },
    { name: "days", default: "30" },
  ],
  tasks: [
    task("analyze_transactions", {
      work: notebook("transaction-anomalies"),
      output: () =>
        exit([
          {
            transaction: "T-20417",
            customer: "C003",
            amount: 4_980.0,
            score: 0.97,
            reason: "40 times the usual amount",
          },
          { transaction: "T-20588", customer: "C001", amount: 1_249.5, score: 0.91, reason: "new country, at night" },
          { transaction: "T-20590", customer: "C001", amount: 1_249.5, score: 0.91, reason: "same payment twice" },
        ]),
    }),
  ],
  seconds: 45,
  maxConcurrentRuns: 1_000,
  weak: "analyze_transactions",
  access: shared,
  digits: 15,
};

const nightly: JobSpec = {
  id: "874410027719346",
  name: "nightly-load",
  description: "Loads yesterday's orders and customers into the warehouse.",
  tags: { concierge: "enabled", team: "data-engineering" },
  parameters: [],
  tasks: [
    task("extract_orders", {
      work: notebook("nightly/extract-orders"),
      output: () => exit("18,204 orders"),
      weight: 3,
    }),
    task("extract_customers", {
      work: { spark_python_task: { python_file: "/Workspace/Jobs/nightly/extract_customers.py", source: "WORKSPACE" } },
      output: () => ({ logs: "reading crm.customers\n2,117 customers, 43 of them new\n", logs_truncated: false }),
      weight: 2,
    }),
    task("merge_sales", {
      work: notebook("nightly/merge-sales"),
      output: () => ({ notebook_output: {} }),
      after: ["extract_orders", "extract_customers"],
      weight: 4,
    }),
    task("quality_checks", {
      work: notebook("nightly/quality-checks"),
      output: () =>
        exit([
          { check: "no order without customer", rows: 18_204, failed: 0 },
          { check: "amounts are positive", rows: 18_204, failed: 2 },
        ]),
      after: ["merge_sales"],
      weight: 2,
    }),
    task("publish_report", {
      work: notebook("nightly/publish-report"),
      output: () => exit("Report published: sales of yesterday"),
      after: ["merge_sales", "quality_checks"],
      runIf: "AT_LEAST_ONE_SUCCESS",
    }),
  ],
  seconds: 90,
  maxConcurrentRuns: 1,
  weak: "merge_sales",
  spare: "quality_checks",
  schedule: { quartz_cron_expression: "0 0 2 * * ?", timezone_id: "UTC" },
  access: shared,
  digits: 15,
};

const dashboard: JobSpec = {
  id: "390557182264071",
  name: "refresh-dashboard",
  description: "Runs the queries behind the sales dashboard again.",
  tags: { concierge: "enabled", team: "bi" },
  parameters: [],
  tasks: [
    task("refresh_totals", {
      work: { sql_task: { query: { query_id: "5f0a1c7b-e2d9-4638-8a11-6c0d9e3b7f21" }, warehouse_id: WAREHOUSE_ID } },
      output: () => ({
        sql_output: {
          query_output: {
            query_text:
              "CREATE OR REPLACE TABLE retail.totals AS SELECT region, SUM(revenue) AS revenue FROM retail.sales GROUP BY region",
            warehouse_id: WAREHOUSE_ID,
            endpoint_id: WAREHOUSE_ID,
            output_link: "https://sandbox.example.com/sql/queries/5f0a1c7b-e2d9-4638-8a11-6c0d9e3b7f21",
            sql_statements: [{ lookup_key: "CiQ1ZjBhMWM3Yi1lMmQ5LTQ2MzgtOGExMS02YzBkOWUzYjdmMjE=" }],
          },
        },
      }),
    }),
    task("refresh_widgets", {
      work: {
        sql_task: { dashboard: { dashboard_id: "b1d90f63-27c4-4f0e-9a55-0e6f7c1a2d83" }, warehouse_id: WAREHOUSE_ID },
      },
      output: () => ({ sql_output: { dashboard_output: { warehouse_id: WAREHOUSE_ID, widgets: widgets() } } }),
      after: ["refresh_totals"],
    }),
  ],
  seconds: 15,
  maxConcurrentRuns: 1,
  weak: "refresh_totals",
  access: shared,
  digits: 15,
};

const widgets = () =>
  ["Revenue by region", "Units by product", "Customers by segment"].map((title, index) => ({
    widget_id: `0000000${index}-3f6c-4c1e-8f6a-1d2e3f4a5b6c`,
    widget_title: title,
    output_link: `https://sandbox.example.com/sql/widgets/${index}`,
    status: "SUCCESS",
  }));

const backfill: JobSpec = {
  id: "205861934407712",
  name: "backfill",
  description: "Recomputes a table for a range of days.",
  tags: { concierge: "enabled", team: "data-engineering" },
  parameters: [
    { name: "table", default: "" },
    { name: "from", default: "" },
    { name: "to", default: "" },
  ],
  tasks: [
    task("backfill", {
      work: notebook("backfill"),
      output: ({ table, from, to }) =>
        exit(`${table || "sales.orders"} recomputed from ${from || "the start"} to ${to || "today"}`),
    }),
  ],
  seconds: 60,
  maxConcurrentRuns: 2,
  weak: "backfill",
  access: shared,
  digits: 19,
};

/** More tasks than one page of an answer holds, and an id past 2^53. */
const partitions: JobSpec = {
  id: "4611686018427388001",
  name: "partition-rebuild",
  description: "Rewrites every partition of the click stream.",
  tags: { team: "web" },
  parameters: [],
  tasks: Array.from({ length: 120 }, (_, index) =>
    task(`partition_${String(index).padStart(3, "0")}`, {
      work: { spark_python_task: { python_file: "/Workspace/Jobs/partitions.py", parameters: [String(index)] } },
      output: () => ({ logs: `…\npartition ${index} written\n`, logs_truncated: true }),
    }),
  ),
  seconds: 120,
  maxConcurrentRuns: 1,
  weak: "partition_110",
  access: shared,
  digits: 19,
};

/** The bot may only view this one. */
const invoices: JobSpec = {
  ...anomalies,
  id: "718830465509127",
  name: "invoice-sync",
  description: "Copies new invoices into the ledger.",
  tags: { team: "finance" },
  parameters: [],
  tasks: [task("sync", { work: notebook("invoice-sync"), output: () => exit("312 invoices") })],
  weak: "sync",
  access: { [BOT]: "CAN_VIEW", "admin@example.com": "IS_OWNER" },
};

/** The bot does not see this one at all. */
const ledger: JobSpec = {
  ...invoices,
  id: "718830465509999",
  name: "ledger-close",
  description: "Closes the books of a month.",
  access: { "admin@example.com": "IS_OWNER" },
};

/** Newest first, as the live API lists them. */
export const catalog: readonly JobSpec[] = [
  anomalies,
  nightly,
  dashboard,
  backfill,
  partitions,
  taskKinds(shared),
  ...scheduledJobs(shared),
  invoices,
  ledger,
];

/** The jobs that the bot is meant to offer. */
export const offered: readonly JobSpec[] = catalog.filter(({ tags }) => tags["concierge"] === "enabled");
