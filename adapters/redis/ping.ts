import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import type { Client, Connection } from "./client.ts";
import { run, script } from "./script.ts";

/**
 * Checks whether Redis can store what the bot must keep. It writes, because a full server or a replica can still be
 * read; it uses a script, because all writes go through scripts; and it calls INFO, without which BullMQ does not work.
 * Problem `store.rights`: the Redis user may not do that.
 */
export const createPing = (
  { ask }: Pick<Connection, "ask">,
  prefix: string,
  now: () => number,
): (() => Promise<void>) => {
  const keys = ["value", "stream"].map((kind) => `{${prefix}}:ping:${kind}`);
  const attempt = async (client: Client): Promise<void> => {
    await Promise.all([run(client, write, keys, [now()]), client.info("server")]);
  };
  return () => ask(attempt).catch(explained);
};

const write = script("ping");

/** Access rules end in an answer that begins with NOPERM, within a script after a word of its own. */
const explained = (thrown: unknown): never => {
  const reason = thrown instanceof Problem && thrown.cause instanceof Error ? thrown.cause.message.slice(0, 300) : "";
  if (!/\bNOPERM\b|can't run this command/.test(reason)) throw thrown;
  throw Problem.of("store.rights", {}, { retry: "later", detail: reason, cause: thrown });
};

const againMs = 500;

/**
 * Resolves when Redis can be worked on; true: its user lacked rights before. A BullMQ worker whose user may not do what
 * it needs tries without a pause, which blocks the whole process.
 */
export const untilAllowed = async (ping: () => Promise<void>, log: Log, signal: AbortSignal): Promise<boolean> => {
  let refused = false;
  while (!signal.aborted) {
    try {
      await ping();
      return refused;
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
  return refused;
};
