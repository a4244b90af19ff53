import { afterAll } from "vitest";
import { queueContract } from "../contract/queue.ts";
import { recordsContract } from "../contract/records.ts";
import { saverContract } from "../contract/saver.ts";
import { startCluster } from "../support/redis.ts";
import { redisBackend } from "../support/redis-backend.ts";

const kind = redisBackend("Redis Cluster", startCluster);
afterAll(kind.stop);

recordsContract(kind);
queueContract(kind);
saverContract(kind);
