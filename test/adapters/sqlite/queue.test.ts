import { personRemovalContract } from "../../contract/person-removal.ts";
import { queueContract } from "../../contract/queue.ts";
import { recordsContract } from "../../contract/records.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

queueContract(sqliteBackend);
recordsContract(sqliteBackend);
personRemovalContract(sqliteBackend);
