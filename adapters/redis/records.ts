import { Cluster } from "ioredis";
import { z } from "zod";
import type { Json } from "../../src/ports/json.ts";
import type { Records } from "../../src/ports/stores/records.ts";
import { type Connection, tagged, untagged } from "./client.ts";
import { run, script } from "./script.ts";

/** Records as one Redis hash each: the value as JSON beside its version. */
export const createRecords = ({ ask }: Connection, prefix: string): Records => {
  const keyOf = (key: string): string => `${prefix}:${tagged("record", key)}`;
  const put = async (key: string, value: Json, ttlMs: number, over: "anything" | "nothing" | number) => {
    const args = [JSON.stringify(value), Math.ceil(ttlMs), over];
    return (await ask((client) => run(client, store, [keyOf(key)], args))) === 1;
  };
  return {
    read: async (key) => {
      const [value, version] = await ask((client) => client.hmget(keyOf(key), "value", "version"));
      return value && version ? { value: parse(value), version: Version.parse(version) } : undefined;
    },
    add: (key, value, ttlMs) => put(key, value, ttlMs, "nothing"),
    write: async (key, value, ttlMs) => {
      await put(key, value, ttlMs, "anything");
    },
    swap: (key, version, value, ttlMs) => put(key, value, ttlMs, version),
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
            const value = await ask((client) => client.hget(name, "value"));
            if (value !== null) yield { key: untagged("record", name.slice(prefix.length + 1)), value: parse(value) };
          }
        }
      }
    },
  };
};

/** A text as a pattern of Redis that fits it alone. */
const escaped = (text: string): string => text.replace(/[\\*?[\]^-]/g, "\\$&");

const Version = z.coerce.number().int();

const parse = (text: string): Json => JSON.parse(text);

const store = script("record-put");
