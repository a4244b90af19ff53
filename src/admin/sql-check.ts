import { once } from "node:events";
import { Problem } from "../errors.ts";
import { phrase } from "../reply/words/phrase.ts";
import { startThread } from "../thread.ts";
import { isPlainShow } from "./sql-read-only.ts";

const withinMs = 20_000;

/** Throws a Problem `sql.not-read-only` unless the text is exactly one statement that reads. */
export const mustOnlyRead = async (sql: string): Promise<void> => {
  if (isPlainShow(sql)) return;
  const reason = await refusalBy(sql);
  if (reason !== undefined) throw Problem.of("sql.not-read-only", { reason });
};

/** What the parser's thread says. A thread that dies, or takes too long, has not said that the text reads. */
const refusalBy = async (sql: string): Promise<string | undefined> => {
  const thread = startThread(new URL("./sql-parser-thread.ts", import.meta.url), {
    workerData: sql,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  try {
    const [verdict] = await once(thread, "message", { signal: AbortSignal.timeout(withinMs) });
    return verdict === undefined ? undefined : String(verdict);
  } catch {
    return phrase("notChecked", {});
  } finally {
    await thread.terminate();
  }
};
