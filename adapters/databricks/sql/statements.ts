import { z } from "zod";
import { Problem } from "../../../src/errors.ts";
import type { Caller } from "../../../src/ports/identity.ts";
import type { Table } from "../../../src/ports/reply.ts";
import { type Timing, timing } from "../../../src/retry.ts";
import type { DatabricksHttp } from "../http.ts";
import { StatementResponse, tableOf } from "./table.ts";

const path = "/api/2.0/sql/statements";

/** Who calls, and the limits of one call. */
interface How {
  caller: Caller;
  signal?: AbortSignal | undefined;
  timeoutMs?: number;
  retryForMs?: number;
}

/** One look at a statement. A record that is gone (12 h after its end): Problem `databricks.not-found`. */
export const readStatement = (http: DatabricksHttp, id: string, how: How): Promise<StatementResponse> =>
  http.call(StatementResponse, { method: "GET", path: `${path}/${encodeURIComponent(id)}`, ...how });

/** Asks a statement to stop. It may still finish first: `readStatement` shows the outcome. */
export const cancelStatement = async (http: DatabricksHttp, id: string, how: How): Promise<void> => {
  const cancel = { method: "POST", path: `${path}/${encodeURIComponent(id)}/cancel` } as const;
  await http.call(z.unknown(), { ...cancel, repeat: "harmless", ...how });
};

/** An unknown state counts as running. */
export const isOver = ({ status }: StatementResponse): boolean =>
  ["SUCCEEDED", "FAILED", "CANCELED", "CLOSED"].includes(status.state);

export interface Statements {
  /**
   * Runs SQL with named parameters (`:name`) and waits for its rows. If it fails: Problem `databricks.sql`. If it takes
   * longer than `timeoutMs`, it is cancelled: Problem `databricks.statement-timeout`. If aborted, it is cancelled too.
   */
  execute(sql: string, how: Execution): Promise<Table>;
}

interface Execution {
  caller: Caller;
  parameters?: Record<string, string>;
  rowLimit?: number;
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
}

interface StatementsDeps extends Partial<Pick<Timing, "now" | "sleep">> {
  http: DatabricksHttp;
  warehouseId: string;
}

/** SQL on one warehouse. */
export const createStatements = (deps: StatementsDeps): Statements => {
  const { http } = deps;
  const time = timing(deps);

  const begin = (sql: string, how: Execution): Promise<StatementResponse> =>
    http.call(StatementResponse, {
      caller: how.caller,
      method: "POST",
      path,
      body: {
        statement: sql,
        warehouse_id: deps.warehouseId,
        wait_timeout: "5s",
        on_wait_timeout: "CONTINUE",
        disposition: "INLINE",
        format: "JSON_ARRAY",
        parameters: Object.entries(how.parameters ?? {}).map(([name, value]) => ({ name, value })),
        ...(how.rowLimit === undefined ? {} : { row_limit: how.rowLimit }),
      },
      signal: how.signal,
    });

  return {
    execute: async (sql, how) => {
      const { caller, signal } = how;
      const deadline = time.now() + (how.timeoutMs ?? 120_000);
      let response = await begin(sql, how);
      try {
        for (let waitMs = 500; !isOver(response); waitMs = Math.min(waitMs * 1.5, 5_000)) {
          if (time.now() + waitMs > deadline) throw tooSlow();
          await time.sleep(waitMs, signal);
          response = await readStatement(http, response.statement_id, { caller, signal });
        }
      } catch (thrown) {
        const brief = { caller, timeoutMs: 2_000, retryForMs: 0 };
        await cancelStatement(http, response.statement_id, brief).catch(() => undefined);
        throw thrown;
      }
      if (response.status.state !== "SUCCEEDED") throw rejected(response);
      return tableOf(http, response, { caller, signal });
    },
  };
};

const tooSlow = (): Problem => Problem.of("databricks.statement-timeout", {}, { retry: "later" });

const rejected = ({ status }: StatementResponse): Problem => {
  const { error_code = "", message = "" } = status.error ?? {};
  return Problem.of("databricks.sql", {}, { detail: `${status.state} ${error_code} ${message}`.trim() });
};
