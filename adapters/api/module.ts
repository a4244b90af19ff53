import { z } from "zod";
import { channelModule } from "../../src/ports/chat/channel-module.ts";
import { type AddMistake, text } from "../../src/ports/setup.ts";
import { phrase } from "../../src/reply/words/phrase.ts";
import type { ApiKey } from "./keys.ts";

/** The OpenAI-compatible endpoint as the rest of the program knows it. */
export const apiModule = channelModule({
  platform: "api",
  title: "The OpenAI-compatible endpoint",
  routes: ["", "/api"].flatMap((prefix) => [
    `POST ${prefix}/v1/chat/completions`,
    `POST ${prefix}/v1/responses`,
    `GET ${prefix}/v1/models`,
    `GET ${prefix}/v1/*`,
    `POST ${prefix}/v1/*`,
    `OPTIONS ${prefix}/v1/*`,
  ]),
  howToAsk: phrase("askInApi", {}),
  environment: z.object({ API_KEYS: text }),
  switchedOnBy: "API_KEYS",
  settings: ({ API_KEYS: list = "" }, { addMistake }) => {
    const keys = apiKeysIn(list, addMistake);
    return keys.length > 0 ? { keys } : undefined;
  },
  // The operator made these keys: who holds one is admitted by it. The lists of `access` are about people in chats.
  admits: ({ keys }) => ({ users: keys.map(({ name }) => name), tenants: ["api"] }),
  open: async ({ keys }, { log, records }) => {
    const [{ api }, opened] = await Promise.all([import("./api-channel.ts"), records()]);
    return api({ keys, records: opened, log });
  },
  probe: async ({ keys }) => {
    const names = keys.map(({ name }) => name).join(", ");
    return [{ state: "ok", what: `OpenAI-compatible endpoint: the keys of ${names} are accepted` }];
  },
});

/** `name:key` pairs, separated by commas. The name says who asks; the key is a secret of at least 16 characters. */
const apiKeysIn = (list: string, addMistake: AddMistake): ApiKey[] => {
  const pairs = list
    .split(",")
    .map((pair) => pair.trim())
    .filter(Boolean);
  const keys = pairs.flatMap((pair, index): ApiKey[] => {
    const [, name, key] = /^([a-z][a-z0-9-]{0,39}):([^\s,]{16,})$/.exec(pair) ?? [];
    if (name !== undefined && key !== undefined) return [{ name, key }];
    addMistake(`API_KEYS, pair ${index + 1}`, "must be name:key, the name lower-case, the key at least 16 characters");
    return [];
  });
  const names = keys.map(({ name }) => name);
  for (const name of names.filter((one, index) => names.indexOf(one) !== index))
    addMistake("API_KEYS", `the name ${name} is used twice`);
  return keys;
};
