import { Cluster, type Redis } from "ioredis";
import type { Log } from "../../src/logging/log.ts";
import type { Client, Connection } from "./client.ts";

/** Whether what Redis has confirmed is still there after a restart. `unknown`: it does not show its settings. */
export type Durability = { state: "kept" } | { state: "unsafe"; wrong: string[] } | { state: "unknown" };

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
      "Redis doesn't let me check whether it keeps what it confirms: make sure that appendonly is yes and maxmemory-policy is noeviction",
    );
};

const nodesOf = (client: Client): Redis[] => (client instanceof Cluster ? client.nodes("master") : [client]);

/** Read from INFO, which managed servers answer too, where CONFIG is forbidden. Undefined: it does not say. */
const wrongIn = async (node: Redis): Promise<string[] | undefined> => {
  const info = fieldsOf(`${await node.info("persistence")}\n${await node.info("memory")}`);
  const [appendonly, policy] = [info.get("aof_enabled"), info.get("maxmemory_policy")];
  if (appendonly === undefined || policy === undefined) return undefined;
  return [
    ...(appendonly === "1" ? [] : ["appendonly is no: a restart loses what was written since the last snapshot"]),
    ...(policy === "noeviction" ? [] : [`maxmemory-policy is ${policy}: when memory is full, Redis may drop any key`]),
  ];
};

/** The lines `name:value` of INFO. */
const fieldsOf = (info: string): ReadonlyMap<string, string> =>
  new Map(
    info.split("\n").flatMap((line): [string, string][] => {
      const [name = "", value] = line.trim().split(":", 2);
      return value === undefined ? [] : [[name, value]];
    }),
  );
