import { afterAll } from "vitest";
import { recordsContract } from "../../contract/records.ts";
import { postgresBackend } from "../../support/stores/postgres-backend.ts";

const kind = postgresBackend();
afterAll(kind.stop);

recordsContract(kind);
