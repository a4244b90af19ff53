import { z } from "zod";
import type { Caller } from "../../../src/ports/databricks/identity.ts";
import type { Table } from "../../../src/ports/table.ts";
import { lookup } from "../../../src/text/lookup.ts";
import type { DatabricksHttp, SignedLink } from "../http.ts";
import { count, flag, words } from "../lenient-fields.ts";
import { storageProblem } from "../problem.ts";

/*
 * The result shape that SQL statements and Genie share. Enums are open: new states and types must not break anything.
 */

/** Values of nested types come as text; what comes as JSON all the same is shown as such. */
const Cell = z.union([
  z.string(),
  z.null(),
  z.union([z.number(), z.boolean()]).transform(String),
  z.unknown().transform((value) => JSON.stringify(value) ?? null),
]);
const Rows = z.array(z.array(Cell));
type Rows = z.infer<typeof Rows>;

const Next = { next_chunk_index: count };
const Link = z.object({
  ...Next,
  external_link: z.string(),
  http_headers: z.record(z.string(), z.string()).nullish(),
});
/** A piece of the result: its rows, or a link to the file that holds them. */
const Chunk = z.object({ ...Next, data_array: Rows.nullish(), external_links: z.array(Link).nullish() });
type Chunk = z.infer<typeof Chunk>;

const Column = z.object({
  name: z.string().catch(""),
  type_name: words,
  type_text: words,
});

export const StatementResponse = z.object({
  statement_id: z.string(),
  status: z.object({
    state: z.string(),
    error: z.object({ error_code: words, message: words }).nullish().catch(undefined),
  }),
  manifest: z
    .object({
      format: z.string().nullish(),
      schema: z.object({ columns: z.array(Column).nullish() }).nullish(),
      total_row_count: count,
      truncated: flag,
    })
    .nullish(),
  result: Chunk.nullish(),
});
export type StatementResponse = z.infer<typeof StatementResponse>;

/** Who fetches, and the limits of each call. */
interface Fetching {
  caller: Caller;
  timeoutMs?: number;
  retryForMs?: number;
  signal?: AbortSignal | undefined;
}

/** Rows that are fetched; a longer result counts as cut. Genie's own limit is 5,000. */
const mostRows = 50_000;

/** The whole table of a statement that succeeded; fetches the chunks that are not in the answer. */
export const tableOf = async (http: DatabricksHttp, response: StatementResponse, how: Fetching): Promise<Table> => {
  const { manifest } = response;
  if (manifest?.format && manifest.format !== "JSON_ARRAY") throw storageProblem(`format ${manifest.format}`, false);
  const rows = await rowsOf(http, response, how);
  const kept = rows.slice(0, mostRows);
  const total = Math.max(manifest?.total_row_count ?? 0, rows.length);
  return {
    columns: (manifest?.schema?.columns ?? []).map((column) => ({ name: column.name, type: typeOf(column) })),
    rows: kept,
    total,
    truncated: (manifest?.truncated ?? false) || kept.length < total,
  };
};

const rowsOf = async (http: DatabricksHttp, response: StatementResponse, how: Fetching): Promise<Rows> => {
  const { result, manifest } = response;
  const first = result && (await rowsIn(http, result, how));
  const rows = [...(first ?? [])];
  // An empty result comes without rows; so does, sometimes, a result that has some.
  let next = first ? nextOf(result) : manifest?.total_row_count ? 0 : undefined;
  for (let index = -1; next !== undefined && next > index && rows.length < mostRows; ) {
    index = next;
    const path = `/api/2.0/sql/statements/${encodeURIComponent(response.statement_id)}/result/chunks/${index}`;
    const chunk = await http.call(Chunk, { method: "GET", path, ...how });
    for (const row of (await rowsIn(http, chunk, how)) ?? []) rows.push(row);
    next = nextOf(chunk);
  }
  return rows;
};

const rowsIn = async (http: DatabricksHttp, chunk: Chunk, { signal }: Fetching): Promise<Rows | undefined> => {
  if (!chunk.external_links?.length) return chunk.data_array ?? undefined;
  const files: Rows[] = [];
  for (const link of chunk.external_links) files.push(await http.download(Rows, signedLink(link), signal));
  return files.flat();
};

const signedLink = ({ external_link, http_headers }: z.infer<typeof Link>): SignedLink => {
  const url = URL.canParse(external_link) ? new URL(external_link) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") throw storageProblem("not a web address", false);
  return { url: url.href, headers: http_headers ?? {} };
};

const nextOf = ({ next_chunk_index, external_links }: Chunk): number | undefined =>
  external_links?.at(-1)?.next_chunk_index ?? next_chunk_index ?? undefined;

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
