import { Cluster, type Redis } from "ioredis";
import { z } from "zod";
import type { Log } from "../../src/log.ts";
import { type Client, type Connection, connect } from "./client.ts";

/** Whether what Redis has confirmed is still there after a restart. `unknown`: it does not show its settings. */
export type Durability = { state: "kept" } | { state: "unsafe"; wrong: string[] } | { state: "unknown" };

/** Looks at the settings of the Redis behind a URL. Problem `store.unavailable` when it cannot be reached. */
export const redisDurability = async (url: string, log: Log): Promise<Durability> => {
  const connection = connect(url, log);
  try {
    return await durabilityOf(connection);
  } finally {
    connection.close();
  }
};

/** A fresh connection may need a moment. */
const patienceMs = 5_000;

export const durabilityOf = ({ ask }: Pick<Connection, "ask">): Promise<Durability> =>
  ask(async (client) => {
    const found = await Promise.all(nodesOf(client).map(wrongIn));
    if (found.some((wrong) => wrong === undefined)) return { state: "unknown" };
    const wrong = [...new Set(found.flatMap((one) => one ?? []))];
    return wrong.length === 0 ? { state: "kept" } : { state: "unsafe", wrong };
  }, patienceMs);

/** Says in the log at the start what an operator should know. */
export const warnOfDurability = async (connection: Pick<Connection, "ask">, log: Log): Promise<void> => {
  const found = await durabilityOf(connection).catch(() => undefined);
  if (found?.state === "unsafe")
    log.warn(
      { event: "redis.not-durable", wrong: found.wrong },
      "this Redis may lose what it has confirmed: questions under way, conversations and the audit log",
    );
  if (found?.state === "unknown")
    log.warn(
      { event: "redis.durability-unknown" },
      "Redis does not let me see whether it keeps what it confirms: see to appendonly yes and maxmemory-policy noeviction",
    );
};

const nodesOf = (client: Client): Redis[] => (client instanceof Cluster ? client.nodes("master") : [client]);

const Setting = z.tuple([z.string(), z.string()]);

/** Undefined: it may not be asked. */
const wrongIn = async (node: Redis): Promise<string[] | undefined> => {
  const setting = async (name: string): Promise<string> => Setting.parse(await node.config("GET", name))[1];
  try {
    const [appendonly, policy] = [await setting("appendonly"), await setting("maxmemory-policy")];
    return [
      ...(appendonly === "yes" ? [] : ["appendonly is no: a restart loses what was written since the last snapshot"]),
      ...(policy === "noeviction" ? [] : [`maxmemory-policy is ${policy}: when memory is full, anything may go`]),
    ];
  } catch {
    return undefined;
  }
};
