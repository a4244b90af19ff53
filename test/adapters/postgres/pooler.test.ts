import { afterAll } from "vitest";
import { budgetContract } from "../../contract/budget.ts";
import { journalContract } from "../../contract/journal.ts";
import { personRemovalContract } from "../../contract/person-removal.ts";
import { queueContract } from "../../contract/queue.ts";
import { quotaContract } from "../../contract/quota.ts";
import { recordsContract } from "../../contract/records.ts";
import { saverContract } from "../../contract/saver.ts";
import { storesContract } from "../../contract/stores.ts";
import { startPooledPostgres } from "../../support/stores/pgbouncer.ts";
import { postgresBackend } from "../../support/stores/postgres-backend.ts";

/* Connections of the server change hands after each transaction: nothing of a session is there the next time. */
const kind = postgresBackend("PostgreSQL behind PgBouncer", startPooledPostgres);
afterAll(kind.stop);

queueContract(kind);
recordsContract(kind);
journalContract(kind);
quotaContract(kind);
budgetContract(kind);
storesContract(kind);
personRemovalContract(kind);
saverContract(kind);
