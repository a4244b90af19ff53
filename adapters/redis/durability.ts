import { Cluster, type Redis } from "ioredis";
import type { ProbeResult } from "../../src/ports/setup.ts";
import type { Client } from "./client.ts";

/**
 * What would make the server lose what it has acknowledged: no append-only file, or a policy that evicts. Read from INFO,
 * which managed servers answer too, where CONFIG is forbidden.
 */
export const probeDurability = async (client: Client): Promise<ProbeResult[]> => {
  const nodes = client instanceof Cluster ? client.nodes("master") : [client];
  const found = await Promise.all(nodes.map(lookAt));
  // Nodes of a cluster are set up alike: what holds for several is said once.
  return [...new Map(found.flat().map((result) => [result.what, result])).values()];
};

const lookAt = async (node: Redis): Promise<ProbeResult[]> => {
  const info = fieldsOf(`${await node.info("persistence")}\n${await node.info("memory")}`);
  return [durable(info.get("aof_enabled")), evicting(info.get("maxmemory_policy"), info.get("maxmemory"))];
};

const fieldsOf = (info: string): ReadonlyMap<string, string> =>
  new Map(
    info.split("\n").flatMap((line): [string, string][] => {
      const [name = "", value] = line.trim().split(":", 2);
      return value === undefined ? [] : [[name, value]];
    }),
  );

const durable = (enabled: string | undefined): ProbeResult => {
  if (enabled === "1") return { state: "ok", what: "Redis writes everything to disk (appendonly)" };
  if (enabled === undefined)
    return { state: "warning", what: "Redis: it could not be checked whether it keeps everything over a restart" };
  return {
    state: "warning",
    what: "Redis forgets what it acknowledged when it restarts: appendonly is off",
    advice: "Set appendonly yes, with appendfsync always (or everysec, which may lose the last second).",
  };
};

const evicting = (policy: string | undefined, most: string | undefined): ProbeResult => {
  if (policy === undefined)
    return { state: "warning", what: "Redis: it could not be checked whether it evicts keys when it is full" };
  if (policy === "noeviction") return { state: "ok", what: "Redis evicts nothing (noeviction)" };
  const when = most === "0" ? "as soon as it is given a limit (maxmemory)" : "when it is full";
  return {
    state: "warning",
    what: `Redis throws away what was stored, ${when}: maxmemory-policy is ${policy}`,
    advice: "Set maxmemory-policy noeviction: a full Redis then refuses, and the platforms deliver again.",
  };
};
