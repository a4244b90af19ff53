import { parentPort, workerData } from "node:worker_threads";
import { Dialect, parse } from "@polyglot-sql/sdk";
import { refusalOf } from "./sql-read-only.ts";

/*
 * Parses one statement in a thread of its own: the parser takes 155 MB, which end with the thread, and whatever a
 * hostile text does to it stays here.
 */

const verdict = (sql: string): string | undefined => {
  const { ast, error } = parse(sql, Dialect.Databricks);
  return refusalOf({ statements: ast, error: error ?? undefined });
};

parentPort?.postMessage(verdict(String(workerData)));
