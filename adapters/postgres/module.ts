import { hash } from "node:crypto";
import { storeModule } from "../../src/ports/stores/store-module.ts";
import { postgresEnvironment, postgresSettings } from "./connection/settings.ts";

const ownName = "concierge";

/** PostgreSQL, Lakebase included, as the rest of the program knows it. */
export const postgresModule = storeModule({
  title: "PostgreSQL",
  environment: postgresEnvironment,
  settings: (env, { addMistake }) => {
    const server = postgresSettings(env, addMistake);
    return server && { server, schema: env.DATABASE_SCHEMA ?? ownName };
  },
  open: async ({ server, schema }, { name, ...deps }) => {
    const { postgres } = await import("./stores.ts");
    return postgres({ server, schema: schemaOf(schema, name), ...deps });
  },
  openJournal: async ({ server, schema }, log) => {
    const { postgresJournal } = await import("./stores.ts");
    return postgresJournal(server, schema, log);
  },
  probe: async ({ server, schema }) => {
    const { probePostgres } = await import("./probe.ts");
    return probePostgres(server, schema);
  },
});

/** The schema of a program: the bot has the one that is set, others have one beside it. */
const schemaOf = (schema: string, name: string): string => {
  if (name === ownName) return schema;
  const own = `${schema}_${name}`;
  // PostgreSQL cuts names off after 63 bytes.
  return own.length <= 50 ? own : `${own.slice(0, 40)}_${hash("sha256", own).slice(0, 9)}`;
};
