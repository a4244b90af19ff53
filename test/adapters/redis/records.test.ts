import { afterAll } from "vitest";
import { personRemovalContract } from "../../contract/person-removal.ts";
import { recordsContract } from "../../contract/records.ts";
import { redisBackend } from "../../support/stores/redis-backend.ts";

const kind = redisBackend();
afterAll(kind.stop);

recordsContract(kind);
personRemovalContract(kind);
