import { z } from "zod";
import type { TaskOutput } from "../../../src/ports/run.ts";
import { Int64 } from "../json.ts";
import { tableIn } from "./table.ts";
import { beginning, bothEnds, ending, plain } from "./text.ts";

/* What get-output says of a task run: one of its outputs by kind of task, or an error. */

const Words = z.string().nullish();

const Widget = z.object({
  widget_title: Words,
  widget_id: Words,
  status: Words,
  error: z.object({ message: Words }).nullish(),
});

export const OutputShape = z.object({
  error: Words,
  error_trace: Words,
  logs: Words,
  logs_truncated: z.boolean().nullish(),
  notebook_output: z.object({ result: Words, truncated: z.boolean().nullish() }).nullish(),
  sql_output: z
    .object({
      query_output: z.object({ query_text: Words, output_link: Words }).nullish(),
      dashboard_output: z.object({ widgets: z.array(Widget).nullish() }).nullish(),
      alert_output: z.object({ alert_state: Words, output_link: Words }).nullish(),
    })
    .nullish(),
  run_job_output: z.object({ run_id: Int64.nullish() }).nullish(),
});
export type OutputShape = z.infer<typeof OutputShape>;

const mostText = 16_000;
const mostError = 4_000;
/** Characters that are cleaned: colours and the like take their share of them. */
const mostRaw = 64_000;

/** A task's output in our words. Long texts are cut: an exit value at its end, logs at their beginning. */
export const outputOf = (shape: OutputShape): TaskOutput => {
  const { text, cut, table } = resultOf(shape);
  const error = plain(beginning(shape.error ?? "", mostRaw)).trim();
  const trace = plain(bothEnds(shape.error_trace ?? "", mostRaw)).trim();
  return {
    ...(text && { text }),
    ...(table && { table }),
    ...(error && { error: beginning(error, mostError) }),
    ...(trace && { trace: bothEnds(trace, mostError) }),
    truncated: cut,
  };
};

interface Result extends Pick<TaskOutput, "text" | "table"> {
  cut: boolean;
}

const resultOf = (shape: OutputShape): Result => {
  const { notebook_output: notebook, logs, sql_output: sql } = shape;
  if (notebook?.result) return exitValue(notebook.result, notebook.truncated ?? false);
  if (logs) {
    const all = plain(ending(logs, mostRaw)).trim();
    const cut = (shape.logs_truncated ?? false) || logs.length > mostRaw || all.length > mostText;
    return { text: ending(all, mostText), cut };
  }
  if (sql) return sqlResult(sql);
  const child = shape.run_job_output?.run_id;
  return child ? { text: `Started run ${child}.`, cut: false } : { cut: false };
};

/** An exit value that is a JSON list of records is a table. */
const exitValue = (result: string, truncated: boolean): Result => {
  const table = tableIn(result, truncated);
  if (table) return { table, cut: truncated };
  const text = plain(beginning(result, mostRaw)).trim();
  return { text: beginning(text, mostText), cut: truncated || result.length > mostRaw || text.length > mostText };
};

const sqlResult = (sql: NonNullable<OutputShape["sql_output"]>): Result => {
  const { query_output: query, dashboard_output: dashboard, alert_output: alert } = sql;
  if (dashboard?.widgets?.length) return { table: widgetTable(dashboard.widgets), cut: false };
  const said = alert?.alert_state ? `The alert is in the state ${alert.alert_state}.` : "";
  const link = alert?.output_link ?? query?.output_link;
  return { text: [said, link && `The result is at ${link}`].filter(Boolean).join(" "), cut: false };
};

const widgetTable = (widgets: z.infer<typeof Widget>[]): NonNullable<TaskOutput["table"]> => ({
  columns: ["widget", "status", "error"].map((name) => ({ name, type: "text" })),
  rows: widgets.map((each) => [
    each.widget_title ?? each.widget_id ?? null,
    each.status ?? null,
    each.error?.message ? plain(beginning(each.error.message, mostError)) : null,
  ]),
  total: widgets.length,
  truncated: false,
});
