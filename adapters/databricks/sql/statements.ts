import { z } from "zod";
import { Problem } from "../../../src/errors.ts";
import type { Caller } from "../../../src/ports/databricks/identity.ts";
import type { Sql } from "../../../src/ports/databricks/sql.ts";
import { type Timing, timing } from "../../../src/resilience/retry.ts";
import { withoutSequences } from "../../../src/text/sequences.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
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

interface SqlDeps extends Partial<Pick<Timing, "now" | "sleep">> {
  http: DatabricksHttp;
  warehouseId: string;
}

/** Statements on one warehouse. */
export const createSql = (deps: SqlDeps): Sql => {
  const { http } = deps;
  const time = timing(deps);

  /** Does not wait and takes no signal: only who knows its id can stop a statement. */
  const begin = (sql: string, rowLimit: number, caller: Caller): Promise<StatementResponse> =>
    http.call(StatementResponse, {
      caller,
      method: "POST",
      path,
      body: {
        statement: sql,
        warehouse_id: deps.warehouseId,
        wait_timeout: "0s",
        on_wait_timeout: "CONTINUE",
        disposition: "INLINE",
        format: "JSON_ARRAY",
        row_limit: rowLimit,
      },
    });

  return {
    query: async (sql, limits, caller) => {
      const { signal } = limits;
      const deadline = time.now() + limits.timeoutMs;
      signal?.throwIfAborted();
      let response = await begin(sql, limits.rowLimit, caller);
      try {
        for (let waitMs = 250; !isOver(response); waitMs = Math.min(waitMs * 1.5, 5_000)) {
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

/** The first line says what is wrong; further ones show where it stands, or what the warehouse had planned. */
const rejected = ({ status }: StatementResponse): Problem => {
  const { error_code = "", message } = status.error ?? {};
  const words = withoutSequences((message || status.state).slice(0, 4_000));
  const reason = oneLine(words.split("\n", 1)[0] ?? "").replace(/ ?SQLSTATE: \w{5}$/, "");
  const detail = `${status.state} ${error_code}`.trim();
  return Problem.of("databricks.sql", { reason: shortened(reason, 500).replace(/[.\s]+$/, "") }, { detail });
};
