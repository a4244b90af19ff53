import type { Result } from "../data/database.ts";

export type StatementState = "PENDING" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELED" | "CLOSED";

/** A statement on the warehouse, of the statement API or of a Genie message. */
export interface Statement {
  id: string;
  owner: string;
  sql: string;
  /** Rows of one chunk of the result. */
  chunkRows: number;
  /** Where the rows are: in the reply, or in files that it links to. */
  disposition: "INLINE" | "EXTERNAL_LINKS";
  result: Result | undefined;
  error?: { error_code: string; message: string };
  state(): StatementState;
  cancel(): void;
}
