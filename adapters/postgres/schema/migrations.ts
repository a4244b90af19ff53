import { checkpointFunctions } from "./checkpoint-functions.ts";
import { queueFunctions } from "./queue-functions.ts";
import { quotaFunctions } from "./quota-functions.ts";
import { tables } from "./tables.ts";

/**
 * Each script brings a schema, given quoted, from one version to the next; what has been released is never edited. While
 * replicas are replaced one by one, the older ones go on with the newer schema: a script adds, and takes nothing away
 * that the version before it needs.
 */
export const migrations: readonly ((schema: string) => string)[] = [
  (schema) => [tables, queueFunctions, quotaFunctions, checkpointFunctions].map((part) => part(schema)).join("\n"),
];
