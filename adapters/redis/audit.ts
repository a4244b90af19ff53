import { z } from "zod";
import type { Log } from "../../src/log.ts";
import { type Audit, AuditEntry } from "../../src/ports/journal.ts";
import { type Connection, connect, run, script } from "./client.ts";

/** How long an entry is kept: a year, and time to look back on it. */
const keptMs = 400 * 24 * 3_600_000;
/** Longer than any task may be repeated. */
const repeatedMs = 60 * 24 * 3_600_000;
const page = 500;
/** How far the clocks of bot and server may differ. */
const skewMs = 3_600_000;

/** The audit log as a stream, which only grows at its end. */
export const createAudit = ({ ask }: Connection, prefix: string, now: () => number): Audit => {
  const stream = `${prefix}:{audit}:log`;
  const seen = (id: string): string => `${prefix}:{audit}:seen:${id}`;
  return {
    append: async (entry) => {
      const args = [JSON.stringify(entry), now() - keptMs, repeatedMs];
      await ask((client) => run(client, append, [stream, seen(entry.id)], args));
    },
    since: async function* (at) {
      let from = String(Math.max(0, at - skewMs));
      for (;;) {
        const rows = Rows.parse(await ask((client) => client.xrange(stream, from, "+", "COUNT", page)));
        for (const { entry } of rows) if (entry.at >= at) yield entry;
        if (rows.length < page) return;
        from = `(${rows.at(-1)?.id}`;
      }
    },
  };
};

/** The audit log with a connection of its own. */
export const redisAudit = (url: string, log: Log, prefix = "concierge"): { audit: Audit; close(): void } => {
  const connection = connect(url, log);
  return { audit: createAudit(connection, prefix, Date.now), close: connection.close };
};

const Rows = z.array(
  z
    .tuple([z.string(), z.tuple([z.literal("entry"), z.string()])])
    .transform(([id, [, entry]]) => ({ id, entry: AuditEntry.parse(JSON.parse(entry)) })),
);

const append = script(`
  local entry, oldest, repeated = ARGV[1], ARGV[2], ARGV[3]
  if not redis.call("SET", KEYS[2], "", "NX", "PX", repeated) then return 0 end
  redis.call("XADD", KEYS[1], "MINID", "~", oldest, "*", "entry", entry)
  return 1
`);
