import { z } from "zod";
import { Problem } from "../../../../src/errors.ts";
import type { Agent, Ask, AskRef } from "../../../../src/ports/databricks/agent.ts";
import { callerOf } from "../../../../src/ports/databricks/identity.ts";
import { isOver } from "../../sql/statements.ts";
import { StatementResponse, tableOf } from "../../sql/table.ts";
import { rowsGone } from "../failure-families.ts";
import { messagePath, type Space } from "../space.ts";
import { answerIn } from "./answer.ts";
import { GenieMessage } from "./message.ts";

/** Somebody waits for the file, ms. */
const withinMs = 120_000;
const lookEveryMs = 700;

/** Downloads a whole result. Genie runs the query once more and puts its rows into files. */
export const createDownload =
  (space: Space): Agent["allRows"] =>
  async (ref, ask, query, signal) => {
    const how = { caller: callerOf(ask.actor, ask.as), retryForMs: 10_000, signal };
    const attachment = await attachmentOf(space, { ref, ask, query, signal });
    const path = `${messagePath(space, ref)}/attachments/${encodeURIComponent(attachment)}/downloads`;
    // Running the same SELECT twice changes nothing.
    const begun = await space.http.call(Begun, { method: "POST", path, body: {}, repeat: "harmless", ...how });
    // Paths are logged, queries are not.
    const signature = { download_id_signature: begun.download_id_signature };
    const end = space.time.now() + withinMs;
    for (;;) {
      const { statement_response: response } = await space.http.call(Download, {
        ...{ method: "GET", path: `${path}/${encodeURIComponent(begun.download_id)}`, query: signature, ...how },
      });
      if (response.status.state === "SUCCEEDED") return await tableOf(space.http, response, how);
      if (isOver(response)) throw await gone(space, `the download ended as ${response.status.state}`);
      if (space.time.now() + lookEveryMs > end) throw await gone(space, "the download took too long");
      await space.time.sleep(lookEveryMs, signal);
    }
  };

const Begun = z.object({ download_id: z.string().min(1), download_id_signature: z.string() });
const Download = z.object({ statement_response: StatementResponse });

interface Wanted {
  ref: AskRef;
  ask: Ask;
  query: number;
  signal: AbortSignal | undefined;
}

const attachmentOf = async (space: Space, { ref, ask, query, signal }: Wanted): Promise<string> => {
  const caller = callerOf(ask.actor, ask.as);
  const message = await space.http.call(GenieMessage, {
    ...{ caller, method: "GET", path: messagePath(space, ref), retryForMs: 10_000, signal },
  });
  const found = answerIn(message).queries[query]?.attachment;
  if (!found) throw await gone(space, `there is no query ${query}`);
  return found;
};

const gone = async (space: Space, detail: string): Promise<Problem> => {
  const { code, sentence } = await space.toFailure(rowsGone);
  return new Problem(code, sentence, { detail });
};
