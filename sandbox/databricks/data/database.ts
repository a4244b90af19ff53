import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { startOf, type Unit } from "../semantic/reading/dates.ts";

export type Value = string | number | bigint | null;
interface Column {
  name: string;
  /** As in the manifest of a statement: BIGINT and LONG, STRING and STRING. */
  typeText: string;
  typeName: string;
}
export interface Result {
  columns: Column[];
  rows: Value[][];
  /** There were more rows than the limit. */
  truncated: boolean;
}
export type Seed = (db: DatabaseSync) => void;

export interface Database {
  /** Runs one reading statement; throws SQLite's error. */
  query(sql: string, parameters: Record<string, Value>, limit: number): Result;
}

/** An in-memory warehouse: each schema is an attached database, written by the seeds and read-only afterwards. */
export const openDatabase = (schemas: string[], seeds: Seed[]): Database => {
  const db = new DatabaseSync(":memory:");
  for (const schema of schemas) db.exec(`ATTACH ':memory:' AS ${schema}`);
  db.function("date_sub", { deterministic: true }, (day, days) => shifted(String(day), -Number(days)));
  db.function("date_add", { deterministic: true }, (day, days) => shifted(String(day), Number(days)));
  db.function("datediff", { deterministic: true }, (end, start) => days(String(end)) - days(String(start)));
  db.function("date_trunc", { deterministic: true }, (unit, day) => startOf(unitOf(String(unit)), String(day)));
  db.function("dayname", { deterministic: true }, (day) => weekday(String(day)));
  db.aggregate("percentile", {
    start: "",
    // The engine keeps a text between the rows.
    step: (kept, value, share) => (value === null ? kept : `${kept} ${share}:${value}`),
    result: (kept) => percentile(String(kept).trim().split(" ").filter(Boolean)),
  });
  db.exec("BEGIN");
  for (const seed of seeds) seed(db);
  db.exec("COMMIT; PRAGMA query_only = ON");

  return {
    query: (sql, parameters, limit) => {
      const statement = db.prepare(sql);
      statement.setReadBigInts(true);
      statement.setReturnArrays(true);
      statement.setAllowUnknownNamedParameters(true);
      const declared = statement.columns();
      const rows = taken(statement.iterate(parameters), limit + 1);
      const kept = rows.slice(0, limit);
      return {
        columns: declared.map(({ name, type }, index) => column(name, type, kept, index)),
        rows: kept,
        truncated: rows.length > limit,
      };
    },
  };
};

/** As Spark's: between two values it is interpolated. Each pair is a share and a value: `0.95:12.5`. */
const percentile = (pairs: readonly string[]): number | null => {
  const [share = 0] = pairs.slice(0, 1).map((pair) => Number(pair.split(":")[0]));
  const sorted = pairs.map((pair) => Number(pair.split(":")[1])).toSorted((one, other) => one - other);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low === undefined || high === undefined ? null : low + (at - Math.floor(at)) * (high - low);
};

/** A value as `data_array` holds it: a string or null. */
export const cell = (value: Value, typeName: string): string | null => {
  if (value === null) return null;
  if (typeof value === "string") return value;
  if (typeName === "BOOLEAN") return String(value !== 0n);
  return typeof value === "number" ? double(value) : String(value);
};

/** The rows as records, integers as numbers, for sentences about them. */
export const records = (result: Result): Row[] =>
  result.rows.map((row) =>
    Object.fromEntries(
      result.columns.map(({ name }, index) => {
        const value = row[index] ?? null;
        return [name, typeof value === "bigint" ? Number(value) : value];
      }),
    ),
  );
export type Row = Record<string, string | number | null>;

const taken = (rows: Iterable<Record<string, SQLOutputValue>>, most: number): Value[][] => {
  const list: Value[][] = [];
  for (const row of rows) {
    list.push(
      Object.values(row).map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value)),
    );
    if (list.length === most) break;
  }
  return list;
};

const column = (name: string, declared: string | null, rows: Value[][], index: number): Column => {
  const sample = rows.find((row) => row[index] !== null)?.[index];
  const typeText = declared === "BOOLEAN" ? "BOOLEAN" : (sampled(sample) ?? declaredType[declared ?? ""] ?? "STRING");
  return { name, typeText, typeName: typeText === "BIGINT" ? "LONG" : typeText };
};

const declaredType: Record<string, string> = {
  INTEGER: "BIGINT",
  REAL: "DOUBLE",
  DATE: "DATE",
  TIMESTAMP: "TIMESTAMP",
};

const sampled = (value: Value | undefined): string | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "bigint") return "BIGINT";
  if (typeof value === "number") return "DOUBLE";
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return "DATE";
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? "TIMESTAMP" : "STRING";
};

/** Databricks writes doubles as Java does: 12.0, and 1.2345678E7 from ten million on. */
const double = (value: number): string => {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [digits = "0", exponent = "0"] = value.toExponential().split("e");
    return `${digits.includes(".") ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
};

const unitOf = (name: string): Unit =>
  (["day", "week", "month", "quarter", "year"] as const).find((unit) => unit === name.toLowerCase()) ?? "day";

const weekday = (day: string): string =>
  ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][new Date(days(day) * 86_400_000).getUTCDay()] ?? "";

const days = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / 86_400_000;

const shifted = (day: string, by: number): string => new Date((days(day) + by) * 86_400_000).toISOString().slice(0, 10);
