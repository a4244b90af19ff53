import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { WireRequest } from "../../wire.ts";
import type { Database } from "../data/database.ts";
import { forbidden, gone } from "../errors.ts";
import { genieId, statementId } from "../ids.ts";
import type { Caller } from "../people.ts";
import type { Statement } from "../sql/statement.ts";
import type { SentQuery } from "./attachments.ts";

/** Rows of one file. */
const CHUNK_ROWS = 5_000;
const MOST_ROWS = 1_000_000;
/** How long the new run of the query takes at pace 1, ms. */
const RUNS_MS = 400;

/** Whole results as files: the query runs once more, without Genie's limit on rows. */
export const createDownloads = (deps: {
  now: () => number;
  pace: () => number;
  database: (caller: Caller) => Database;
  add: (statement: Statement) => void;
}) => {
  const secret = randomBytes(16);
  const known = new Map<string, Statement>();
  const signatureOf = (id: string): string => createHmac("sha256", secret).update(id).digest("base64url");

  return {
    start: ({ sql, parameters }: SentQuery, caller: Caller) => {
      const id = genieId();
      const values = Object.fromEntries(parameters.map(({ keyword, value }) => [keyword, value]));
      const endsAt = deps.now() + RUNS_MS * deps.pace();
      const statement: Statement = {
        id: statementId(),
        owner: caller.user,
        sql,
        chunkRows: CHUNK_ROWS,
        disposition: "EXTERNAL_LINKS",
        result: deps.database(caller).query(sql, values, MOST_ROWS),
        state: () => (deps.now() < endsAt ? "RUNNING" : "SUCCEEDED"),
        cancel: () => undefined,
      };
      known.set(id, statement);
      deps.add(statement);
      return { download_id: id, download_id_signature: signatureOf(id) };
    },
    find: ({ params, query }: WireRequest): Statement => {
      const id = params["download"] ?? "";
      const statement = known.get(id);
      if (!statement) throw gone(`Download ${id} does not exist.`);
      const [given, right] = [query.get("download_id_signature") ?? "", signatureOf(id)].map((text) =>
        Buffer.from(text),
      );
      if (given?.length !== right?.length || !given || !right || !timingSafeEqual(given, right))
        throw forbidden("The signature of the download is not valid.");
      return statement;
    },
    reset: (): void => known.clear(),
  };
};
