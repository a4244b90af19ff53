import { afterAll } from "vitest";
import { saverContract } from "../../contract/saver.ts";
import { redisBackend } from "../../support/stores/redis-backend.ts";

const kind = redisBackend();
afterAll(kind.stop);

saverContract(kind);
