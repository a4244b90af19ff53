import { z } from "zod";
import type { Caller } from "../../../src/ports/identity.ts";
import type { Table } from "../../../src/ports/reply.ts";
import type { DatabricksHttp } from "../http.ts";
import { lookup } from "../lookup.ts";

/*
 * The result shape that SQL statements and Genie share. Enums are open: new states and types must not break anything.
 */

const Cell = z.union([z.string(), z.number(), z.boolean()]).transform(String).nullable();

const Chunk = z.object({
  next_chunk_index: z.number().nullish(),
  data_array: z.array(z.array(Cell)).nullish(),
});

const Column = z.object({
  name: z.string(),
  type_name: z.string().nullish(),
  type_text: z.string().nullish(),
});

export const StatementResponse = z.object({
  statement_id: z.string(),
  status: z.object({
    state: z.string(),
    error: z.object({ error_code: z.string().nullish(), message: z.string().nullish() }).nullish(),
  }),
  manifest: z
    .object({
      schema: z.object({ columns: z.array(Column).nullish() }).nullish(),
      total_row_count: z.number().nullish(),
      truncated: z.boolean().nullish(),
    })
    .nullish(),
  result: Chunk.nullish(),
});
export type StatementResponse = z.infer<typeof StatementResponse>;

/** The whole table of a statement that succeeded; fetches the chunks that did not come along. */
export const tableOf = async (
  http: DatabricksHttp,
  response: StatementResponse,
  how: { caller: Caller; patienceMs?: number; signal?: AbortSignal | undefined },
): Promise<Table> => {
  const { manifest } = response;
  const rows = [...(response.result?.data_array ?? [])];
  let next = response.result?.data_array ? response.result.next_chunk_index : firstChunk(manifest?.total_row_count);
  for (let index = -1; typeof next === "number" && next > index; ) {
    index = next;
    const path = `/api/2.0/sql/statements/${encodeURIComponent(response.statement_id)}/result/chunks/${index}`;
    const chunk = await http.call(Chunk, { method: "GET", path, ...how });
    rows.push(...(chunk.data_array ?? []));
    next = chunk.next_chunk_index;
  }
  return {
    columns: (manifest?.schema?.columns ?? []).map((column) => ({ name: column.name, type: typeOf(column) })),
    rows,
    total: manifest?.total_row_count ?? rows.length,
    truncated: manifest?.truncated ?? false,
  };
};

/** Rows are left out of the answer for an empty result, and sometimes for one that has some. */
const firstChunk = (rows: number | null | undefined): number | undefined => (rows ? 0 : undefined);

/** `type_name` is missing on some wires; `type_text` then begins with the same word (`DECIMAL(10,2)`, `BIGINT`). */
const typeOf = (column: z.infer<typeof Column>): Table["columns"][number]["type"] => {
  const name = (column.type_name || column.type_text || "").toUpperCase().split("(", 1)[0] ?? "";
  return types(name) ?? "text";
};

const types = lookup<Table["columns"][number]["type"]>({
  BOOLEAN: "boolean",
  BYTE: "number",
  TINYINT: "number",
  SHORT: "number",
  SMALLINT: "number",
  INT: "number",
  INTEGER: "number",
  LONG: "number",
  BIGINT: "number",
  FLOAT: "number",
  REAL: "number",
  DOUBLE: "number",
  DECIMAL: "number",
  DATE: "date",
  TIMESTAMP: "time",
  TIMESTAMP_NTZ: "time",
  TIMESTAMP_LTZ: "time",
});
