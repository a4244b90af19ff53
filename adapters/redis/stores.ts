import { clock } from "../../src/clock.ts";
import type { Log } from "../../src/logging/log.ts";
import type { Stores } from "../../src/ports/stores/stores.ts";
import { CheckpointSaver } from "../checkpoint/saver.ts";
import { moveAuditStream } from "./audit-stream.ts";
import { createCheckpointStore } from "./checkpoint/checkpoint-store.ts";
import { connect } from "./client.ts";
import { warnOfDurability } from "./durability.ts";
import { createJournal } from "./journal.ts";
import { warnOfLoneNode } from "./lone-node.ts";
import { createPing } from "./ping.ts";
import { createQueue } from "./queue/queue.ts";
import { createBudget, createQuotas } from "./quota.ts";
import { createRecords } from "./records.ts";

export interface RedisOptions {
  /** `redis://…`, `rediss://…` for TLS; several nodes, comma separated, mean a cluster. */
  url: string;
  log: Log;
  /** First part of every key, so that several bots can share a server. */
  prefix?: string;
  now?: () => number;
  /** Conversations are forgotten this long after their last checkpoint. */
  conversationTtlMs: number;
  /** Checkpoints kept per thread and namespace; older ones are dropped. */
  keepCheckpoints?: number;
  /** How long the journal is kept. */
  journalTtlMs?: number;
}

/** Everything durable in Redis 6.2 or newer (or Valkey), for any number of replicas. */
export const redis = (options: RedisOptions): Stores => {
  const { url, log, now = clock, conversationTtlMs, journalTtlMs, keepCheckpoints } = options;
  // Braces in a key have a meaning of their own.
  const prefix = (options.prefix ?? "concierge").replace(/[{}]/g, "");
  const connection = connect(url, log);
  void warnOfDurability(connection, log);
  void warnOfLoneNode(connection, log);
  const journal = createJournal(connection, prefix, now, journalTtlMs);
  const closing = new AbortController();
  void moveAuditStream(connection, prefix, journal, log, closing.signal);
  const ping = createPing(connection, prefix, now);
  const queue = createQueue(connection, prefix, log, now, ping);
  return {
    queue,
    records: createRecords(connection, prefix),
    journal,
    saver: new CheckpointSaver(
      createCheckpointStore(connection, prefix, { ttlMs: conversationTtlMs, keep: keepCheckpoints }),
    ),
    quota: createQuotas(connection, prefix),
    budget: createBudget(connection, prefix),
    ping,
    close: async (drainMs) => {
      closing.abort();
      await queue.close(drainMs);
      connection.close();
    },
  };
};
