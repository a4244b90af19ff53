import { z } from "zod";
import { storeModule } from "../../src/ports/stores/store-module.ts";
import { percentDecoded } from "../../src/text/percent.ts";
import { nodesIn } from "./address.ts";

/** Redis as the rest of the program knows it. */
export const redisModule = storeModule({
  title: "Redis",
  environment: z.object({
    REDIS_URL: z
      .string()
      .regex(/^rediss?:\/\//, "must be redis://host:6379 or rediss://…; several cluster nodes are separated by commas")
      .optional(),
  }),
  settings: ({ REDIS_URL: url }, { addMistake }) => {
    if (!url) return undefined;
    if (isAddress(url)) return { url };
    addMistake(
      "REDIS_URL",
      "is no address: redis://user:password@host:6379/0, with special characters in user and password percent-encoded: %40 for @, %25 for %",
    );
    return undefined;
  },
  open: async ({ url }, { name, ...deps }) => {
    const { redis } = await import("./stores.ts");
    return redis({ url, prefix: name, ...deps });
  },
  openJournal: async ({ url }, log) => {
    const { redisJournal } = await import("./journal.ts");
    return redisJournal(url, log);
  },
  probe: async ({ url }) => {
    const { probeRedis } = await import("./probe.ts");
    return probeRedis(url);
  },
});

/** What the client could not read, it would throw at the start without naming the setting. */
const isAddress = (text: string): boolean =>
  nodesIn(text).every((node) => {
    const url = URL.parse(node);
    const login = [url?.username ?? "", url?.password ?? ""].map(percentDecoded);
    return url !== null && !login.includes(undefined) && /^\/?\d{0,9}$/.test(url.pathname);
  });
