import { afterAll } from "vitest";
import { journalContract } from "../../contract/journal.ts";
import { postgresBackend } from "../../support/stores/postgres-backend.ts";

const kind = postgresBackend();
afterAll(kind.stop);

journalContract(kind);
