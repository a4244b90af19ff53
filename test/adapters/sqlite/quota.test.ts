import { budgetContract } from "../../contract/budget.ts";
import { quotaContract } from "../../contract/quota.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

quotaContract(sqliteBackend);
budgetContract(sqliteBackend);
