import { afterAll } from "vitest";
import { auditContract } from "../../contract/audit.ts";
import { redisBackend } from "../../support/redis-backend.ts";

const kind = redisBackend();
afterAll(kind.stop);

auditContract(kind);
