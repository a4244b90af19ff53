import { budgetContract } from "../../contract/budget.ts";
import { quotaContract } from "../../contract/quota.ts";
import { sqliteBackend } from "../../support/sqlite-backend.ts";

quotaContract(sqliteBackend);
budgetContract(sqliteBackend);
