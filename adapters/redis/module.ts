import { z } from "zod";
import { storeModule } from "../../src/ports/stores/store-module.ts";

/** Redis as the rest of the program knows it. */
export const redisModule = storeModule({
  title: "Redis",
  environment: z.object({
    REDIS_URL: z
      .string()
      .regex(/^rediss?:\/\//, "must be redis://host:6379 or rediss://…; several cluster nodes are separated by commas")
      .optional(),
  }),
  settings: ({ REDIS_URL: url }) => (url ? { url } : undefined),
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
