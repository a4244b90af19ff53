import { z } from "zod";
import { bot } from "../../../src/ports/databricks/identity.ts";
import type { Sql } from "../../../src/ports/databricks/sql.ts";
import type { TableWrites } from "../../../src/ports/databricks/table-writes.ts";
import type { Table } from "../../../src/ports/table.ts";
import type { DatabricksHttp } from "../http.ts";

interface TableWritesDeps {
  http: DatabricksHttp;
  sql: Sql;
  warehouseId: string;
}

/** Commits that are looked at: the latest ones may have changed no rows. */
const mostCommits = 20;
const withinMs = 3_000;

/**
 * The latest commits of a Delta table. https://docs.databricks.com/aws/en/sql/language-manual/delta-describe-history
 * `last_altered` of the information schema would not do: it is about the definition of a table.
 */
export const createTableWrites = ({ http, sql, warehouseId }: TableWritesDeps): TableWrites => ({
  of: async (table, caller, signal) => {
    if (!(await isRunning(http, warehouseId, signal))) return [];
    const statement = `DESCRIBE HISTORY ${table.map(quoted).join(".")} LIMIT ${mostCommits}`;
    const limits = { rowLimit: mostCommits, timeoutMs: withinMs, ...(signal && { signal }) };
    return writesIn(await sql.query(statement, limits, caller));
  },
});

const Warehouse = z.object({ state: z.string() });

/** A statement would start a warehouse that is stopped, and that costs money. */
const isRunning = async (http: DatabricksHttp, id: string, signal: AbortSignal | undefined): Promise<boolean> => {
  const path = `/api/2.0/sql/warehouses/${encodeURIComponent(id)}`;
  const brief = { caller: bot, timeoutMs: withinMs, retryForMs: 0, signal };
  return (await http.call(Warehouse, { method: "GET", path, ...brief })).state === "RUNNING";
};

const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

const writesIn = ({ columns, rows }: Table): number[] => {
  const [at, operation] = ["timestamp", "operation"].map((name) =>
    columns.findIndex((column) => column.name.toLowerCase() === name),
  );
  if (at === undefined || operation === undefined || Math.min(at, operation) < 0) return [];
  return rows
    .filter((row) => writing.has(row[operation] ?? ""))
    .map((row) => Date.parse(row[at] ?? ""))
    .filter(Number.isFinite)
    .toSorted((one, other) => other - one);
};

/** Operations that change rows, as the history names them; others tidy up, or change the definition. */
const writing: ReadonlySet<string> = new Set([
  "WRITE",
  "STREAMING UPDATE",
  "MERGE",
  "UPDATE",
  "DELETE",
  "COPY INTO",
  "TRUNCATE",
  "RESTORE",
  "CLONE",
  "CREATE TABLE AS SELECT",
  "REPLACE TABLE AS SELECT",
  "CREATE OR REPLACE TABLE AS SELECT",
]);
