import { z } from "zod";
import type { Json } from "../../src/ports/json.ts";
import type { Records } from "../../src/ports/records.ts";
import { type Connection, run, script, tagged } from "./client.ts";

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
  };
};

const Version = z.coerce.number().int();

const parse = (text: string): Json => JSON.parse(text);

/** The version is the server's time in microseconds, so that it never comes back, not even after a removal. */
const store = script(`
  local value, ttl, over = ARGV[1], ARGV[2], ARGV[3]
  local version = redis.call("HGET", KEYS[1], "version")
  if over == "nothing" and version then return 0 end
  if tonumber(over) and over ~= version then return 0 end
  local time = redis.call("TIME")
  local new = math.max(time[1] * 1000000 + time[2], (tonumber(version) or 0) + 1)
  redis.call("HSET", KEYS[1], "value", value, "version", string.format("%.0f", new))
  redis.call("PEXPIRE", KEYS[1], ttl)
  return 1
`);
