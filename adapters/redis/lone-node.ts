import { Cluster } from "ioredis";
import type { Log } from "../../src/logging/log.ts";
import type { Connection } from "./client.ts";

/** A fresh connection may need a moment. */
const patienceMs = 5_000;

/**
 * Whether the address names one node of a cluster of several. It serves its own part of the keys, and refuses all others
 * for ever. False also where that cannot be found out.
 */
export const isLoneNode = ({ ask }: Pick<Connection, "ask">): Promise<boolean> =>
  ask(async (client) => {
    if (client instanceof Cluster) return false;
    const size = /^cluster_size:(\d+)/m.exec(String(await client.cluster("INFO")))?.[1];
    return Number(size ?? 0) > 1;
  }, patienceMs).catch(() => false);

/** What an operator has to change. */
export const loneNodeAdvice =
  "Name several of its nodes in REDIS_URL, separated by commas; where there is one address for all of them, name it twice.";

/** Says in the log at the start what nobody would guess from the refusals. */
export const warnOfLoneNode = async (connection: Pick<Connection, "ask">, log: Log): Promise<void> => {
  if (await isLoneNode(connection))
    log.error({ event: "redis.lone-node" }, `REDIS_URL names one node of a cluster. ${loneNodeAdvice}`);
};
