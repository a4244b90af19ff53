import { bot } from "../../../src/ports/databricks/identity.ts";
import type { Sql } from "../../../src/ports/databricks/sql.ts";

/** A column whose values people name in questions: the space's author switched entity matching on for it. */
export interface MatchedColumn {
  table: string;
  column: string;
}

/** Columns of a space that are looked at, values of one column, and characters of one value. */
const most = { columns: 40, values: 200, length: 60 };

/**
 * The values of these columns, as far as the bot may read them, by one statement. A column with more values than a person
 * would name is left out. Does not reject: without values, a space is known by its words.
 */
export const readValues = async (
  sql: Sql | undefined,
  columns: readonly MatchedColumn[],
  signal: AbortSignal | undefined,
): Promise<string[]> => {
  const [first, ...others] = columns.slice(0, most.columns).map(selectOf);
  if (!sql || !first) return [];
  try {
    const limits = { rowLimit: most.columns * (most.values + 1), timeoutMs: 120_000, ...(signal && { signal }) };
    const { rows } = await sql.query([first, ...others].join("\nUNION ALL\n"), limits, bot);
    const byColumn = Map.groupBy(rows, ([at]) => at);
    return [...byColumn.values()].flatMap((found) => (found.length > most.values ? [] : found.flatMap(cellOf)));
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    return [];
  }
};

const selectOf = ({ table, column }: MatchedColumn, at: number): string => {
  const name = quoted(column);
  const distinct = `SELECT DISTINCT ${name} AS value FROM ${table.split(".").map(quoted).join(".")} LIMIT ${most.values + 1}`;
  return `SELECT '${at}' AS source, value FROM (${distinct}) AS column_${at}`;
};

const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

const cellOf = ([, value]: readonly (string | null)[]): string[] =>
  value && value.length <= most.length ? [value] : [];
