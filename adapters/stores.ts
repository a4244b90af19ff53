import type { StoreModule } from "../src/ports/stores/store-module.ts";
import { postgresModule } from "./postgres/module.ts";
import { redisModule } from "./redis/module.ts";
import { sqliteModule } from "./sqlite/module.ts";

/**
 * Every store there is; the first one that the environment asks for is used. Redis comes before PostgreSQL, since a
 * platform may set PGHOST for other reasons, and nobody sets REDIS_URL by accident. SQLite needs nothing, so it comes last.
 */
export const storeModules: readonly StoreModule[] = [redisModule, postgresModule, sqliteModule];
