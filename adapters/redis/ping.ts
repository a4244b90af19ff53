import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import type { Connection } from "./client.ts";
import { run, script } from "./script.ts";

/**
 * Checks whether Redis can store what the bot must keep. It writes, because a full server or a replica can still be
 * read; and it uses a script, because most writes go through scripts. Problem `store.rights`: the Redis user may not do that.
 */
export const createPing = (
  { ask }: Pick<Connection, "ask">,
  prefix: string,
  now: () => number,
): (() => Promise<void>) => {
  const keys = ["value", "set"].map((kind) => `{${prefix}}:ping:${kind}`);
  return async () => {
    await ask((client) => run(client, write, keys, [now()])).catch(explained);
  };
};

const write = script("ping");

/** Access rules end in an answer that begins with NOPERM, within a script after a word of its own. */
const explained = (thrown: unknown): never => {
  const reason = thrown instanceof Problem && thrown.cause instanceof Error ? thrown.cause.message.slice(0, 300) : "";
  if (!/\bNOPERM\b|can't run this command/.test(reason)) throw thrown;
  throw Problem.of("store.rights", {}, { retry: "later", detail: reason, cause: thrown });
};

const againMs = 500;

/** Resolves when Redis can be worked on, or at the signal. Rights that its user lacks are told to the log once. */
export const untilAllowed = async (ping: () => Promise<void>, log: Log, signal: AbortSignal): Promise<void> => {
  let refused = false;
  while (!signal.aborted) {
    try {
      await ping();
      return;
    } catch (err) {
      if (err instanceof Problem && err.code === "store.rights" && !refused) {
        refused = true;
        log.error(
          { event: "redis.rights-missing", err },
          "the Redis user lacks rights that the bot needs; no task runs",
        );
      }
    }
    await sleep(againMs, undefined, { signal }).catch(() => undefined);
  }
};
