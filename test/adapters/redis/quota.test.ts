import { afterAll } from "vitest";
import { budgetContract } from "../../contract/budget.ts";
import { quotaContract } from "../../contract/quota.ts";
import { redisBackend } from "../../support/stores/redis-backend.ts";

const kind = redisBackend();
afterAll(kind.stop);

quotaContract(kind);
budgetContract(kind);
