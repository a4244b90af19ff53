import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Client } from "./client.ts";

/** A Lua script: runs atomically in Redis. */
export interface Script {
  lua: string;
  sha: string;
}

/** The script of the last of these files in `lua/`; those before it hold what it shares with others. */
export const script = (...names: string[]): Script => {
  const lua = names.map((name) => readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), "utf8")).join("\n");
  return { lua, sha: createHash("sha1").update(lua).digest("hex") };
};

/** Runs a script by its hash; sends its text only to a server that does not know it yet. */
export const run = async (
  client: Client,
  { lua, sha }: Script,
  keys: string[],
  args: (string | number)[],
): Promise<unknown> => {
  const words = [keys.length, ...keys, ...args];
  const call = (command: string, what: string): Promise<unknown> =>
    client.call(command, [what, ...words]).catch(withoutContent);
  try {
    return await call("evalsha", sha);
  } catch (thrown) {
    if (thrown instanceof Error && thrown.message.startsWith("NOSCRIPT")) return call("eval", lua);
    throw thrown;
  }
};

/** The client adds to an error what it sent: payloads and messages, which belong into no log. */
export const withoutContent = (thrown: unknown): never => {
  if (thrown instanceof Error) Reflect.deleteProperty(thrown, "command");
  throw thrown;
};
