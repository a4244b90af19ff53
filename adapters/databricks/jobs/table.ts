import { z } from "zod";
import type { Table } from "../../../src/ports/table.ts";
import { tryJson } from "../json.ts";

const mostRows = 1_000;
const mostColumns = 50;

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Records = z.array(z.record(z.string(), Cell)).min(1);

/** Reads a JSON list of flat records as a table. Undefined for any other text. */
export const tableIn = (text: string, truncated: boolean): Table | undefined => {
  if (!text.trimStart().startsWith("[")) return undefined;
  const records = Records.safeParse(tryJson(text)).data;
  if (!records) return undefined;
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))].slice(0, mostColumns);
  return {
    columns: names.map((name) => ({ name, type: typeOf(records.map((record) => record[name])) })),
    rows: records.slice(0, mostRows).map((record) => names.map((name) => cellOf(record[name]))),
    total: records.length,
    truncated,
  };
};

const cellOf = (value: z.infer<typeof Cell> | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

const typeOf = (values: unknown[]): Table["columns"][number]["type"] => {
  const there = values.filter((value) => value !== null && value !== undefined);
  if (there.length > 0 && there.every((value) => typeof value === "number")) return "number";
  return there.length > 0 && there.every((value) => typeof value === "boolean") ? "boolean" : "text";
};
