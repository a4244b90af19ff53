import { z } from "zod";
import type { TaskOutput } from "../../../src/ports/databricks/run.ts";
import { flag, words } from "../lenient-fields.ts";
import { kindFields, kindResult, type Result } from "./output-kinds.ts";
import { tableIn } from "./table.ts";
import { beginning, bothEnds, ending, mostRaw, mostText, plain } from "./text.ts";

/* What get-output says of a task run: one of its outputs by kind of task, or an error. */

export const OutputShape = z.object({
  error: words,
  error_trace: words,
  logs: words,
  logs_truncated: flag,
  notebook_output: z.object({ result: words, truncated: flag }).nullish(),
  ...kindFields,
});
export type OutputShape = z.infer<typeof OutputShape>;

/** Room for a trace of several hundred lines. */
const mostTrace = 64_000;
/** Colours take more than half of some traces. */
const mostRawTrace = 4 * mostTrace;

/** A task's output in our words. Long texts are cut: an exit value at its end, logs at their beginning. */
export const outputOf = (shape: OutputShape): TaskOutput => {
  const { text, cut, table } = resultOf(shape);
  const error = errorText(shape.error ?? "");
  const trace = plain(bothEnds(shape.error_trace ?? "", mostRawTrace)).trim();
  return {
    ...(text && { text }),
    ...(table && { table }),
    ...(error && { error }),
    ...(trace && { trace: bothEnds(trace, mostTrace) }),
    truncated: cut ?? false,
  };
};

/** A colour that is cut in two is left out whole, for its rest would be read as text. */
const errorText = (text: string): string => {
  if (text.length <= mostRaw) return beginning(plain(text).trim(), mostText);
  const cut = text.slice(0, mostRaw);
  const colour = cut.lastIndexOf("\u001b");
  const whole = colour > mostRaw - longestColour ? cut.slice(0, colour) : cut;
  return beginning(`${plain(whole).trim()}…`, mostText);
};

const longestColour = 50;

const resultOf = (shape: OutputShape): Result => {
  const notebook = shape.notebook_output ?? shape.clean_rooms_notebook_output?.notebook_output;
  if (notebook?.result) return exitValue(notebook.result, notebook.truncated ?? false);
  if (shape.logs) return logEnd(shape.logs, shape.logs_truncated ?? false);
  return kindResult(shape);
};

/** An exit value that is a JSON list of records is a table. */
const exitValue = (result: string, truncated: boolean): Result => {
  const table = tableIn(result, truncated);
  if (table) return { table, cut: truncated };
  const text = plain(beginning(result, mostRaw)).trim();
  return { text: beginning(text, mostText), cut: truncated || result.length > mostRaw || text.length > mostText };
};

const logEnd = (logs: string, truncated: boolean): Result => {
  const all = plain(ending(logs, mostRaw)).trim();
  return { text: ending(all, mostText), cut: truncated || logs.length > mostRaw || all.length > mostText };
};
