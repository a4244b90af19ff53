import { afterAll } from "vitest";
import { recordsContract } from "../../contract/records.ts";
import { redisBackend } from "../../support/redis-backend.ts";

const kind = redisBackend();
afterAll(kind.stop);

recordsContract(kind);
