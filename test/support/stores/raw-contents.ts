import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import pg from "pg";
import type { Stage } from "../stage.ts";
import { keysOf } from "./redis-backend.ts";

/** Everything that the stores of a stage hold, as somebody reads it who has them in hand. */
export const rawContents = async ({ env }: Pick<Stage, "env">): Promise<string> =>
  (
    await Promise.all([
      filesIn(env["DATA_DIR"] ?? ""),
      env["REDIS_URL"] ? redisAt(env["REDIS_URL"]) : "",
      env["DATABASE_URL"] ? postgresAt(env["DATABASE_URL"]) : "",
    ])
  ).join("\n");

const filesIn = async (folder: string): Promise<string> => {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found
    .filter((one) => one.isFile() && one.name.includes(".db"))
    .map((one) => join(one.parentPath, one.name));
  return (await Promise.all(files.map(async (file) => (await readFile(file)).toString("latin1")))).join("\n");
};

const redisAt = async (url: string): Promise<string> => {
  const client = new Redis(url);
  try {
    const keys = await keysOf(client, "*");
    const values = await Promise.all(keys.map((key) => readable(client, key)));
    return JSON.stringify(keys.map((key, at) => [key, values[at]]));
  } finally {
    client.disconnect();
  }
};

const readable = async (client: Redis, key: string): Promise<unknown> => {
  switch (await client.type(key)) {
    case "string":
      return (await client.getBuffer(key))?.toString("latin1");
    case "hash":
      return client.hgetall(key);
    case "list":
      return client.lrange(key, "0", "-1");
    case "set":
      return client.smembers(key);
    case "zset":
      return client.zrange(key, "0", "-1");
    case "stream":
      return client.xrange(key, "-", "+");
    default:
      return undefined;
  }
};

const postgresAt = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    );
    const all: string[] = [];
    for (const { name } of rows) {
      const { rows: found } = await client.query<Record<string, unknown>>(`SELECT * FROM ${name}`);
      all.push(
        JSON.stringify(found, (_, value) => (isBytes(value) ? Buffer.from(value.data).toString("latin1") : value)),
      );
    }
    return all.join("\n");
  } finally {
    await client.end();
  }
};

/** As JSON shows a buffer. */
const isBytes = (value: unknown): value is { data: number[] } =>
  typeof value === "object" && value !== null && "type" in value && value.type === "Buffer" && "data" in value;

/** Tokens as Databricks, Entra and the bot itself make them, and links by which people sign in; also encoded. */
const tokens = [
  /doau[\w-]{20}/,
  /eyJ[\w-]{10,}\.eyJ[\w-]{10,}/,
  /ZG9hd[\w+/=-]{20}/,
  /ZXlK[\w+/=-]{20}/,
  /646f6175[0-9a-f]{40}/,
  /65794a[0-9a-f]{40}/,
  /auth\/databricks\/start\?t=[\w-]{43}/,
];

export const expectNoToken = (text: string): void => {
  for (const token of tokens) expect(token.exec(text)?.[0].slice(0, 12), String(token)).toBeUndefined();
};

/** Secrets of the bot's own that open what is kept, or make tokens. */
export const expectNoSecret = (text: string, env: Readonly<Record<string, string>>): void => {
  for (const name of ["DATABRICKS_OAUTH_CLIENT_SECRET", "FEDERATION_KEY", "MICROSOFT_APP_PASSWORD", "TOKEN_KEYS"]) {
    const secret = env[name]?.split(":").at(-1);
    if (secret) expect(text.includes(secret), name).toBe(false);
  }
};
