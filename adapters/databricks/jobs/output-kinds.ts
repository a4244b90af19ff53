import { z } from "zod";
import type { Table } from "../../../src/ports/table.ts";
import { phrase } from "../../../src/reply/words/phrase.ts";
import { lookup } from "../../../src/text/lookup.ts";
import { webAddress } from "../../../src/text/markup/sanitize.ts";
import { Int64 } from "../json.ts";
import { words } from "../lenient-fields.ts";
import { beginning, ending, mostText, plain } from "./text.ts";

/* Outputs of the kinds of tasks that leave neither an exit value nor logs behind. */

/** `cut`: the service, or we, left something out. */
export interface Result {
  text?: string | undefined;
  table?: Table | undefined;
  cut?: boolean;
}

const Widget = z.object({
  widget_title: words,
  widget_id: words,
  status: words,
  error: z.object({ message: words }).nullish(),
});
const Step = z.object({ name: words, status: words, logs: words });
type Step = z.infer<typeof Step>;
const Steps = z.array(Step).nullish();
const Page = z.object({
  page_display_name: words,
  widget_error_details: z.array(z.object({ message: words })).nullish(),
});
const Count = z.number().nullish();
const Iterations = z.object({
  task_run_stats: z
    .object({ total_iterations: Count, succeeded_iterations: Count, failed_iterations: Count })
    .nullish(),
  error_message_stats: z.array(z.object({ count: Count, error_message: words })).nullish(),
});
type Iterations = z.infer<typeof Iterations>;
const Task = z.object({
  for_each_task: z.object({ stats: Iterations.nullish() }).nullish(),
  condition_task: z.object({ outcome: words }).nullish(),
});

/** Fields of get-output by kind of task. */
export const kindFields = {
  sql_output: z
    .object({
      query_output: z.object({ query_text: words, output_link: words }).nullish(),
      dashboard_output: z.object({ widgets: z.array(Widget).nullish() }).nullish(),
      alert_output: z.object({ alert_state: words, output_link: words }).nullish(),
    })
    .nullish(),
  alert_output: z.object({ alert_state: words }).nullish(),
  dashboard_output: z.object({ page_snapshots: z.array(Page).nullish() }).nullish(),
  dbt_output: z.object({ artifacts_link: words }).nullish(),
  dbt_cloud_output: z.object({ dbt_cloud_job_run_output: Steps, dbt_cloud_job_run_url: words }).nullish(),
  dbt_platform_output: z
    .object({
      dbt_platform_job_run_output: Steps,
      dbt_platform_job_run_url: words,
      steps_truncated: z.boolean().nullish(),
    })
    .nullish(),
  clean_rooms_notebook_output: z
    .object({
      notebook_output: z.object({ result: words, truncated: z.boolean().nullish() }).nullish(),
      clean_room_job_run_state: z.object({ result_state: words }).nullish(),
      output_schema_info: z.object({ catalog_name: words, schema_name: words }).nullish(),
    })
    .nullish(),
  genie_task_output: z.object({ conversation_id: words }).nullish(),
  agentic_task_output: z
    .object({
      conversation_id: words,
      response: words,
      task_output: z.record(z.string(), z.coerce.string()).nullish(),
    })
    .nullish(),
  ai_runtime_task_output: z
    .object({ mlflow_experiment_id: words, mlflow_run_id: words, status_message: words })
    .nullish(),
  run_job_output: z.object({ run_id: Int64.nullish() }).nullish(),
  metadata: z.object({ tasks: z.array(Task).nullish() }).nullish(),
  info: words,
};

const Kinds = z.object(kindFields);
type Kinds = z.infer<typeof Kinds>;

/** The output of the task's kind; empty when the service says nothing. */
export const kindResult = (shape: Kinds): Result => {
  for (const read of readers) {
    const result = read(shape);
    if (result?.text || result?.table) return result;
  }
  return {};
};

const readers: ((shape: Kinds) => Result | null | undefined)[] = [
  ({ sql_output: sql }) => sql && sqlResult(sql),
  ({ alert_output: alert }) => alert && { text: alertText(alert.alert_state) },
  ({ dashboard_output: dashboard }) => dashboard && dashboardResult(dashboard),
  ({ dbt_cloud_output: dbt }) => dbt && dbtResult(dbt.dbt_cloud_job_run_output, dbt.dbt_cloud_job_run_url),
  ({ dbt_platform_output: dbt }) =>
    dbt && {
      ...dbtResult(dbt.dbt_platform_job_run_output, dbt.dbt_platform_job_run_url),
      cut: dbt.steps_truncated ?? false,
    },
  // The link to the artifacts is a credential.
  ({ dbt_output: dbt }) => dbt && { text: dbt.artifacts_link ? phrase("dbtArtifacts", {}) : "" },
  ({ clean_rooms_notebook_output: output }) => output && { text: cleanRoomText(output) },
  ({ genie_task_output: genie }) =>
    genie && {
      text: genie.conversation_id ? phrase("genieConversation", { id: short(genie.conversation_id) }) : "",
    },
  ({ agentic_task_output: agent }) => agent && agentResult(agent),
  ({ ai_runtime_task_output: training }) => training && { text: trainingText(training) },
  ({ run_job_output: job }) => job && { text: job.run_id ? phrase("startedRun", { run: job.run_id }) : "" },
  ({ metadata }) => iterationsResult(metadata?.tasks?.[0]?.for_each_task?.stats),
  ({ metadata }) => conditionResult(metadata?.tasks?.[0]?.condition_task?.outcome),
  ({ info }) => (info ? { text: beginning(plain(beginning(info, mostText)).trim(), mostText) } : undefined),
];

const mostShort = 300;
const short = (text: string): string => beginning(plain(beginning(text, 4 * mostShort)).trim(), mostShort);

const linked = (text: string, link: string | null | undefined): string => {
  const address = webAddress(link ?? undefined);
  if (!address) return text;
  return text ? phrase("withResultAt", { text, address }) : phrase("resultAt", { address });
};

const sqlResult = ({
  query_output: query,
  dashboard_output: dashboard,
  alert_output: alert,
}: NonNullable<Kinds["sql_output"]>): Result => {
  if (dashboard?.widgets?.length) return { table: widgetTable(dashboard.widgets) };
  if (alert) return { text: linked(alertText(alert.alert_state), alert.output_link) };
  return { text: linked("", query?.output_link) };
};

const alertWords = lookup<string>({
  OK: phrase("alertOk", {}),
  TRIGGERED: phrase("alertTriggered", {}),
  UNKNOWN: phrase("alertNotEvaluated", {}),
  ERROR: phrase("alertError", {}),
});

const alertText = (state: string | null | undefined): string =>
  state ? (alertWords(state) ?? phrase("alertState", { state: short(state) })) : "";

/** A table of texts, with as many rows as a message can use. */
const textTable = (columns: string[], rows: (string | null)[][]): Table => ({
  columns: columns.map((name) => ({ name, type: "text" })),
  rows: rows.slice(0, 1_000),
  total: rows.length,
  truncated: false,
});

const widgetTable = (widgets: z.infer<typeof Widget>[]): Table =>
  textTable(
    ["widget", "status", "error"],
    widgets.map((each) => [
      each.widget_title ?? each.widget_id ?? null,
      each.status ?? null,
      each.error?.message ? short(each.error.message) : null,
    ]),
  );

const dashboardResult = ({ page_snapshots: pages }: NonNullable<Kinds["dashboard_output"]>): Result => {
  const broken = (pages ?? []).flatMap(({ page_display_name: page, widget_error_details: errors }) =>
    (errors ?? []).map(({ message }) => [page ?? null, short(message ?? "")]),
  );
  if (broken.length > 0) return { text: phrase("dashboardErrors", {}), table: textTable(["page", "error"], broken) };
  const count = pages?.length ?? 0;
  return { text: count > 0 ? phrase("dashboardPages", { count }) : phrase("dashboardRefreshed", {}) };
};

/** The steps of a run at dbt, with the end of the log of the one that failed. */
const dbtResult = (steps: Step[] | null | undefined, link: string | null | undefined): Result => {
  const failed = steps?.find(({ status }) => status === "ERROR");
  const log = failed?.logs ? plain(ending(failed.logs, 4_000)).trim() : "";
  const text = [linked("", link), log].filter(Boolean).join("\n");
  const rows = (steps ?? []).map(({ name, status }) => [name ?? null, status ?? null]);
  return { text, ...(rows.length > 0 && { table: textTable(["step", "status"], rows) }) };
};

const cleanRoomText = ({
  clean_room_job_run_state: state,
  output_schema_info: schema,
}: NonNullable<Kinds["clean_rooms_notebook_output"]>): string => {
  const ended = short(state?.result_state ?? "");
  const place = short([schema?.catalog_name, schema?.schema_name].filter(Boolean).join("."));
  if (ended && place) return phrase("cleanRoomLeft", { state: ended, place });
  if (ended) return phrase("cleanRoomEnded", { state: ended });
  return place && phrase("outputIn", { place });
};

const agentResult = ({ response, task_output, conversation_id }: NonNullable<Kinds["agentic_task_output"]>): Result => {
  const { response: words = response, truncated, ...values } = task_output ?? {};
  const lines = Object.entries(values).map(([name, value]) => `${name}: ${short(value)}`);
  const text = [plain(beginning(words ?? "", mostText)).trim(), ...lines].filter(Boolean).join("\n");
  const where = conversation_id ? phrase("agentConversation", { id: short(conversation_id) }) : "";
  return { text: beginning(text || where, mostText), cut: truncated === "true" };
};

const trainingText = ({
  mlflow_experiment_id: experiment,
  mlflow_run_id: run,
  status_message: status,
}: NonNullable<Kinds["ai_runtime_task_output"]>): string => {
  const where = run ? `MLflow run ${short(run)}${experiment ? ` of experiment ${short(experiment)}` : ""}.` : "";
  return [short(status ?? ""), where].filter(Boolean).join(" ");
};

const iterationsResult = (stats: Iterations | null | undefined): Result | undefined => {
  const {
    total_iterations: total,
    succeeded_iterations: done,
    failed_iterations: failed,
  } = stats?.task_run_stats ?? {};
  if (!total) return undefined;
  const count = failed
    ? phrase("iterationsFailed", { done: done ?? 0, all: total, failed })
    : phrase("iterations", { done: done ?? 0, all: total });
  const errors = (stats?.error_message_stats ?? []).flatMap(({ count: times, error_message: message }) =>
    message ? [`${times ?? 1} × ${short(message)}`] : [],
  );
  return { text: [count, ...errors].join("\n") };
};

const conditionResult = (outcome: string | null | undefined): Result | undefined =>
  outcome ? { text: phrase("condition", { outcome: short(outcome) }) } : undefined;
