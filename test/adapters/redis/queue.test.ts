import { afterAll } from "vitest";
import { queueContract } from "../../contract/queue.ts";
import { redisBackend } from "../../support/redis-backend.ts";

const kind = redisBackend();
afterAll(kind.stop);

queueContract(kind);
