import { Cluster } from "ioredis";
import { z } from "zod";
import type { Json } from "../../src/ports/json.ts";
import type { Records } from "../../src/ports/stores/records.ts";
import { type Client, type Connection, tagged, untagged } from "./client.ts";
import { run, script, withoutContent } from "./script.ts";

type Found = Awaited<ReturnType<Records["read"]>>;

/** Records as one Redis string each: the version, a colon, and the value as JSON. Most calls are one plain command. */
export const createRecords = ({ ask }: Connection, prefix: string): Records => {
  const keyOf = (key: string): string => `${prefix}:${tagged("record", key)}`;
  const find = (name: string): Promise<Found> => ask((client) => recordIn(client, name));
  return {
    read: (key) => find(keyOf(key)),
    add: async (key, value, ttlMs) => {
      const args = [keyOf(key), textOf(value), "PX", Math.ceil(ttlMs), "NX"] as const;
      return (await ask((client) => client.set(...args).catch(withoutContent))) === "OK";
    },
    write: async (key, value, ttlMs) => {
      const args = [keyOf(key), textOf(value), "PX", Math.ceil(ttlMs)] as const;
      await ask((client) => client.set(...args).catch(withoutContent));
    },
    swap: async (key, version, value, ttlMs) =>
      (await ask((client) => run(client, swap, [keyOf(key)], [version, textOf(value), Math.ceil(ttlMs)]))) === 1,
    remove: async (key) => {
      await ask((client) => client.del(keyOf(key)));
    },
    scan: async function* () {
      const head = `${prefix}:{record:`;
      for (const node of await ask(async (client) => (client instanceof Cluster ? client.nodes("master") : [client]))) {
        for (let cursor = "0", isFirst = true; isFirst || cursor !== "0"; isFirst = false) {
          const [next, keys] = await ask(() => node.scan(cursor, "MATCH", `${escaped(head)}*`, "COUNT", 500));
          cursor = next;
          for (const name of keys) {
            const found = await find(name);
            if (found) yield { key: untagged("record", name.slice(prefix.length + 1)), value: found.value };
          }
        }
      }
    },
  };
};

/** A record with a version of its own. It is random, so that none comes back when a key is removed and added again. */
const textOf = (value: Json): string => `${Math.floor(Math.random() * 2 ** 53)}:${JSON.stringify(value)}`;

const recordIn = async (client: Client, name: string): Promise<Found> => {
  const text = await client.get(name).catch((thrown: unknown) => {
    if (thrown instanceof Error && thrown.message.startsWith("WRONGTYPE")) return hashIn(client, name);
    throw thrown;
  });
  if (text === null) return undefined;
  const colon = text.indexOf(":");
  return { value: JSON.parse(text.slice(colon + 1)), version: Version.parse(text.slice(0, colon)) };
};

/** Version 0.1.0 kept a hash. */
const hashIn = async (client: Client, name: string): Promise<string | null> => {
  const [value, version] = await client.hmget(name, "value", "version");
  return value && version ? `${version}:${value}` : null;
};

/** A text as a pattern of Redis that fits it alone. */
const escaped = (text: string): string => text.replace(/[\\*?[\]^-]/g, "\\$&");

const Version = z.coerce.number().int();

const swap = script("record-swap");
