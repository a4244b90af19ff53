import { saverContract } from "../../contract/saver.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

saverContract(sqliteBackend);
