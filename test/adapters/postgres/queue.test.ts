import { afterAll } from "vitest";
import { queueContract } from "../../contract/queue.ts";
import { postgresBackend } from "../../support/postgres-backend.ts";

const kind = postgresBackend();
afterAll(kind.stop);

queueContract(kind);
