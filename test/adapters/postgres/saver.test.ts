import { afterAll } from "vitest";
import { saverContract } from "../../contract/saver.ts";
import { postgresBackend } from "../../support/stores/postgres-backend.ts";

const kind = postgresBackend();
afterAll(kind.stop);

saverContract(kind);
