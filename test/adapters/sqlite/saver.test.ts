import { saverContract } from "../../contract/saver.ts";
import { sqliteBackend } from "../../support/sqlite-backend.ts";

saverContract(sqliteBackend);
