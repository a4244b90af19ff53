import { afterAll } from "vitest";
import { budgetContract } from "../../contract/budget.ts";
import { personRemovalContract } from "../../contract/person-removal.ts";
import { quotaContract } from "../../contract/quota.ts";
import { storesContract } from "../../contract/stores.ts";
import { postgresBackend } from "../../support/stores/postgres-backend.ts";

const kind = postgresBackend();
afterAll(kind.stop);

storesContract(kind);
quotaContract(kind);
budgetContract(kind);
personRemovalContract(kind);
