import { cell } from "../data/database.ts";
import type { Statement } from "./statement.ts";

/** A link to the file that holds one chunk of a result. */
interface ExternalLink {
  external_link: string;
  expiration: string;
  http_headers: Record<string, string>;
}

export type LinkTo = (statement: Statement, chunk: number) => ExternalLink;

/** The `statement_response` of Genie and the body of the statement API: manifest and rows once it has succeeded. */
export const statementResponse = (statement: Statement, linkTo: LinkTo): object => {
  const state = statement.state();
  const head = { statement_id: statement.id, status: { state, ...(state === "FAILED" && failure(statement)) } };
  if (state !== "SUCCEEDED" || !statement.result) return head;
  const { result } = statement;
  const chunks = chunksOf(statement);
  return {
    ...head,
    manifest: {
      format: "JSON_ARRAY",
      schema: {
        column_count: result.columns.length,
        columns: result.columns.map(({ name, typeText, typeName }, position) => ({
          name,
          type_text: typeText,
          type_name: typeName,
          position,
        })),
      },
      total_chunk_count: chunks.length,
      ...(chunks.length > 0 && { chunks }),
      total_row_count: result.rows.length,
      total_byte_count: chunks.reduce((bytes, { byte_count }) => bytes + byte_count, 0),
      truncated: result.truncated,
    },
    result: chunks.length > 0 ? chunk(statement, 0, linkTo) : {},
  };
};

/** The SQLSTATE is repeated at the end of the message. */
const failure = ({ error }: Statement): object => {
  const state = /SQLSTATE: (\w{5})\b/.exec(error?.message ?? "")?.[1];
  return { error, ...(state && { sql_state: state }) };
};

const chunksOf = (statement: Statement) =>
  Array.from({ length: chunkCount(statement) }, (_, index) => ({
    chunk_index: index,
    row_offset: index * statement.chunkRows,
    row_count: rowsOf(statement, index).length,
    byte_count: Buffer.byteLength(JSON.stringify(rowsOf(statement, index))),
  }));

export const chunkCount = ({ result, chunkRows }: Statement): number =>
  Math.ceil((result?.rows.length ?? 0) / chunkRows);

/** One chunk of a result: its rows, or the link to them. */
export const chunk = (statement: Statement, index: number, linkTo: LinkTo): object => {
  const rows = rowsOf(statement, index);
  const offset = index * statement.chunkRows;
  const place = { chunk_index: index, row_offset: offset, row_count: rows.length, ...nextOf(statement, index) };
  if (statement.disposition === "INLINE") return { ...place, data_array: rows };
  const byte_count = Buffer.byteLength(JSON.stringify(rows));
  return { external_links: [{ ...place, byte_count, ...linkTo(statement, index) }] };
};

const nextOf = (statement: Statement, index: number): object => {
  const next = index + 1;
  if (next >= chunkCount(statement)) return {};
  const path = `/api/2.0/sql/statements/${statement.id}/result/chunks/${next}`;
  return {
    next_chunk_index: next,
    next_chunk_internal_link: `${path}?row_offset=${next * statement.chunkRows}`,
  };
};

/** The rows of one chunk as they are on the wire. */
export const rowsOf = ({ result, chunkRows }: Statement, index: number): (string | null)[][] =>
  (result?.rows ?? [])
    .slice(index * chunkRows, (index + 1) * chunkRows)
    .map((row) => row.map((value, at) => cell(value, result?.columns[at]?.typeName ?? "STRING")));
