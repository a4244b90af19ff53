import type { Table } from "../table.ts";
import type { Caller } from "./identity.ts";

/**
 * Statements on the configured SQL warehouse. It runs what it is given: whoever calls it has made sure that the
 * statement only reads. Problems are `databricks.*`: `databricks.sql` where the statement is refused,
 * `databricks.statement-timeout` where it took too long.
 */
export interface Sql {
  /** Waits for the rows, at most `rowLimit` of them. Aborted, or out of time, it stops the statement in the warehouse. */
  query(sql: string, how: SqlLimits, caller: Caller): Promise<Table>;
}

interface SqlLimits {
  rowLimit: number;
  timeoutMs: number;
  signal?: AbortSignal;
}
