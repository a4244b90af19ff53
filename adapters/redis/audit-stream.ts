import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import type { Journal } from "../../src/ports/stores/journal.ts";
import { journalEntryOf } from "../migration/audit-log.ts";
import type { Connection } from "./client.ts";
import { run, script } from "./script.ts";

const page = 100;
const againMs = 5_000;

/**
 * Moves the audit log of version 0.1.0, a stream, into the journal. Repeatable, also on several replicas at the same
 * time: the journal takes an id once. Keeps trying while Redis is away, until the signal.
 */
export const moveAuditStream = async (
  connection: Pick<Connection, "ask">,
  prefix: string,
  journal: Pick<Journal, "append">,
  log: Log,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    try {
      const moved = await moveAll(connection, `${prefix}:{audit}:log`, journal, signal);
      if (moved > 0) log.info({ event: "redis.audit-moved", moved }, "the audit log is part of the journal now");
      return;
    } catch (err) {
      if (signal.aborted) return;
      if (!(err instanceof Problem)) {
        log.error({ event: "redis.audit-not-moved", err }, "the audit log of version 0.1.0 can't be read; it stays");
        return;
      }
      await sleep(againMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
};

const moveAll = async (
  { ask }: Pick<Connection, "ask">,
  stream: string,
  journal: Pick<Journal, "append">,
  signal: AbortSignal,
): Promise<number> => {
  let moved = 0;
  while (!signal.aborted) {
    const rows = Rows.parse(await ask((client) => client.xrange(stream, "-", "+", "COUNT", page)));
    for (const { entry } of rows) await journal.append(entry);
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) await ask((client) => run(client, taken, [stream], ids));
    moved += ids.length;
    if (ids.length < page) break;
  }
  return moved;
};

const Rows = z.array(
  z
    .tuple([z.string(), z.tuple([z.literal("entry"), z.string()])])
    .transform(([id, [, entry]]) => ({ id, entry: journalEntryOf(entry) })),
);

const taken = script("audit-taken");
