import { readFileSync } from "node:fs";

/** The files of `sql/` as one script, for a schema that is given quoted. In the files it is called concierge. */
const script = (...names: string[]): ((schema: string) => string) => {
  const sql = names.map((name) => readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), "utf8")).join("\n");
  return (schema) => sql.replaceAll("concierge.", () => `${schema}.`);
};

/**
 * Each script brings a schema from one version to the next; what has been released is never edited. While replicas are
 * replaced one by one, the older ones go on with the newer schema: a script adds, and takes nothing away that the version
 * before it needs.
 */
export const migrations: readonly ((schema: string) => string)[] = [
  script("tables", "queue", "quota", "checkpoints"),
  script("records"),
  script("batches"),
];
