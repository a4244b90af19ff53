import type { StoreModule } from "../src/ports/store-module.ts";
import { redisModule } from "./redis/module.ts";
import { sqliteModule } from "./sqlite/module.ts";

/** Every store there is; the first one that the environment asks for is used. SQLite needs nothing, so it comes last. */
export const storeModules: readonly StoreModule[] = [redisModule, sqliteModule];
