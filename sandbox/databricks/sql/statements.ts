import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Traffic } from "../../traffic.ts";
import type { WireRequest } from "../../wire.ts";
import type { GuardedRoute } from "../auth.ts";
import type { Database } from "../data/database.ts";
import { forbidden, invalidParameter, Refusal } from "../errors.ts";
import { begun, type Course, elapsed, repaced } from "../genie/course.ts";
import { statementId } from "../ids.ts";
import type { Caller } from "../people.ts";
import { withMetadata } from "./metadata.ts";
import { chunk, chunkCount, statementResponse } from "./results.ts";
import type { Statement } from "./statement.ts";
import type { Storage } from "./storage.ts";
import { checkWarehouse } from "./warehouses.ts";

export interface Statements {
  routes: GuardedRoute[];
  add(statement: Statement): void;
  all(): Statement[];
  setPace(pace: number): void;
  reset(): void;
}

interface StatementsOptions {
  traffic: Traffic;
  storage: Storage;
  now: () => number;
  /** Pace at the start and after a reset. */
  pace: number;
  database: (caller: Caller) => Database;
}

/** How long a statement of this API runs at pace 1, ms. */
const RUNS_MS = 400;
const CHUNK_ROWS = 5_000;
const MOST_ROWS = 100_000;

/** Statement Execution API 2.0: JSON results, inline or behind links. */
export const createStatements = (options: StatementsOptions): Statements => {
  const known = new Map<string, Statement>();
  const runs = createRuns(options);
  const { traffic, storage } = options;
  const add = (statement: Statement): void => void known.set(statement.id, statement);

  const find = ({ params }: WireRequest, caller: Caller): Statement => {
    const id = params["statement"] ?? "";
    const statement = known.get(id);
    if (!statement) throw new Refusal(404, "NOT_FOUND", `The statement ${id} was not found.`);
    if (statement.owner !== caller.user) throw forbidden(`Statement ${id} was run by another user.`);
    return statement;
  };

  const execute: GuardedRoute["handle"] = async (request, caller) => {
    const order = Order.safeParse(request.body);
    if (!order.success) throw invalidParameter(order.error.issues.map(({ message }) => message).join("; "));
    checkWarehouse(order.data.warehouse_id);
    const { statement, leftMs } = runs.start(order.data, caller);
    add(statement);
    const waits = Number.parseInt(order.data.wait_timeout, 10) * 1000;
    await sleep(Math.min(waits, Math.ceil(leftMs()) + 1));
    if (waits > 0 && order.data.on_wait_timeout === "CANCEL") statement.cancel();
    return { status: 200, body: statementResponse(statement, storage.links(request)) };
  };

  const chunkOf: GuardedRoute["handle"] = (request, caller) => {
    const statement = find(request, caller);
    const index = Number(request.params["chunk"]);
    if (traffic.take("databricks", ["expired"], `GET ${request.path}`))
      throw new Refusal(404, "NOT_FOUND", `The result of statement ${statement.id} is gone.`);
    if (statement.state() !== "SUCCEEDED" || !(index >= 0 && index < chunkCount(statement)))
      throw invalidParameter(`Statement ${statement.id} has no chunk ${request.params["chunk"]}.`);
    return { status: 200, body: chunk(statement, index, storage.links(request)) };
  };

  const cancel: GuardedRoute["handle"] = (request, caller) => {
    find(request, caller).cancel();
    return { status: 200, body: {} };
  };

  const path = "/api/2.0/sql/statements";
  return {
    add,
    all: () => [...known.values()],
    setPace: runs.setPace,
    reset: () => {
      known.clear();
      runs.reset();
    },
    routes: [
      { method: "POST", path, handle: execute },
      {
        method: "GET",
        path: `${path}/:statement`,
        handle: (request, caller) => ({
          status: 200,
          body: statementResponse(find(request, caller), storage.links(request)),
        }),
      },
      { method: "GET", path: `${path}/:statement/result/chunks/:chunk`, handle: chunkOf },
      { method: "POST", path: `${path}/:statement/cancel`, handle: cancel },
    ],
  };
};

/** Statements that this API started: their result is known at once, their state follows from the time. */
const createRuns = ({ now, pace: initialPace, database }: Omit<StatementsOptions, "traffic" | "storage">) => {
  const courses = new Map<string, Course>();
  let pace = initialPace;
  const passed = (id: string): number => elapsed(courses.get(id) ?? begun(0, 0), now());

  return {
    start: (order: Order, caller: Caller): { statement: Statement; leftMs: () => number } => {
      const id = statementId();
      let canceled = false;
      courses.set(id, begun(now(), pace));
      const outcome = attempted(database(caller), order, new Date(now()).toISOString());
      const statement: Statement = {
        id,
        owner: caller.user,
        sql: order.statement,
        chunkRows: CHUNK_ROWS,
        disposition: order.disposition,
        ...outcome,
        state: () => {
          if (canceled) return "CANCELED";
          if (passed(id) < RUNS_MS) return passed(id) < RUNS_MS / 4 ? "PENDING" : "RUNNING";
          return outcome.error ? "FAILED" : "SUCCEEDED";
        },
        cancel: () => {
          canceled ||= passed(id) < RUNS_MS;
        },
      };
      return { statement, leftMs: () => Math.max(0, RUNS_MS - passed(id)) * pace };
    },
    setPace: (next: number): void => {
      for (const [id, course] of courses) courses.set(id, repaced(course, now(), next));
      pace = next;
    },
    reset: (): void => {
      courses.clear();
      pace = initialPace;
    },
  };
};

const Order = z.object({
  statement: z.string().min(1, "statement is missing"),
  warehouse_id: z.string().min(1, "warehouse_id is missing"),
  parameters: z
    .array(z.object({ name: z.string(), value: z.string().nullish(), type: z.string().optional() }))
    .default([]),
  wait_timeout: z
    .string()
    .regex(/^(0|[5-9]|[1-4]\d|50)s$/, "wait_timeout must be 0s or between 5s and 50s")
    .default("10s"),
  on_wait_timeout: z.enum(["CONTINUE", "CANCEL"]).default("CONTINUE"),
  disposition: z.enum(["INLINE", "EXTERNAL_LINKS"]).default("INLINE"),
  format: z.literal("JSON_ARRAY", "only JSON_ARRAY is served here").default("JSON_ARRAY"),
  row_limit: z.number().int().positive().default(MOST_ROWS),
});
type Order = z.infer<typeof Order>;

const attempted = (database: Database, order: Order, now: string): Pick<Statement, "result" | "error"> => {
  const parameters = Object.fromEntries(
    order.parameters.map(({ name, value, type }) => [name, typed(value ?? null, type ?? "STRING")]),
  );
  try {
    return { result: database.query(withMetadata(order.statement, now), parameters, order.row_limit) };
  } catch (error) {
    return { result: undefined, error: { error_code: "BAD_REQUEST", message: sqlError(error) } };
  }
};

/** SQLite binds values as they are: a number sent as text would compare as text. */
const typed = (value: string | null, type: string): string | number | bigint | null => {
  if (value === null) return null;
  if (/^(INT|BIGINT|LONG|SMALLINT)/i.test(type) && /^-?\d+$/.test(value)) return BigInt(value);
  return /^(DOUBLE|FLOAT|DECIMAL)/i.test(type) ? Number(value) : value;
};

/** SQLite's message under Databricks' error class. */
const sqlError = (error: unknown): string => {
  const words = error instanceof Error ? error.message : String(error);
  if (words.startsWith("no such table")) return `[TABLE_OR_VIEW_NOT_FOUND] ${words}. SQLSTATE: 42P01`;
  if (words.startsWith("no such column")) return `[UNRESOLVED_COLUMN.WITHOUT_SUGGESTION] ${words}. SQLSTATE: 42703`;
  return `[PARSE_SYNTAX_ERROR] ${words}. SQLSTATE: 42601`;
};
