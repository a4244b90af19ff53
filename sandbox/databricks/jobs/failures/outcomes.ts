import { cancelled, type Ending, succeeded } from "../runs/endings.ts";
import * as code from "./code.ts";
import * as kinds from "./kinds.ts";
import * as platform from "./platform.ts";

export const OUTCOMES = [
  "success",
  "partly",
  "cancelled",
  "skipped",
  "failed",
  "syntax",
  "code",
  "schema",
  "data",
  "file",
  "permission",
  "network",
  "reset",
  "throttled",
  "timeout",
  "resource",
  "memory",
  "disk",
  "driver",
  "cluster",
  "cloud",
  "library",
  "dbt",
  "pipeline",
  "sql",
] as const;
/** How a scripted run ends. */
export type Outcome = (typeof OUTCOMES)[number];

/** The end of a task whose failure is scripted. */
export const failureOf = (outcome: Outcome): Ending => failures[outcome] ?? succeeded;

const failures: Partial<Record<Outcome, Ending>> = {
  cancelled,
  failed: code.syntaxError,
  syntax: code.syntaxError,
  code: code.ownMistake,
  schema: code.schemaMismatch,
  partly: code.schemaMismatch,
  data: code.noTable,
  file: code.noFile,
  permission: { ...code.noRight, code: "UNAUTHORIZED_ERROR" },
  network: code.noConnection,
  reset: code.connectionReset,
  throttled: code.throttled,
  timeout: platform.timedOut,
  resource: platform.outOfMemory,
  memory: platform.executorsKilled,
  disk: platform.diskFull,
  driver: platform.driverDied,
  cluster: platform.noStart,
  cloud: platform.noCapacity,
  library: platform.noLibrary,
  dbt: kinds.dbtFailed,
  pipeline: kinds.pipelineFailed,
  sql: kinds.queryFailed,
};

/** The kind of task that alone can end so. */
export const kindOfOutcome: Partial<Record<Outcome, string>> = {
  dbt: "dbt_task",
  pipeline: "pipeline_task",
  sql: "sql_task",
};
