import { Client } from "pg";
import { z } from "zod";
import { adviceOn, type Problem } from "../../src/errors.ts";
import { silent } from "../../src/logging/log.ts";
import type { ProbeResult } from "../../src/ports/setup.ts";
import { accessTo } from "./connection/connection.ts";
import { faultOf, problemOf } from "./connection/problems.ts";
import type { PostgresSettings } from "./connection/settings.ts";
import { versionOf } from "./migrate.ts";
import { migrations } from "./migrations.ts";

/** Looks whether the server can be reached, lets the bot make or use its schema, and keeps what it confirms. */
export const probePostgres = async (server: PostgresSettings, schema: string): Promise<ProbeResult[]> => {
  const client = new Client(accessTo(server, silent).config);
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(facts, [schema]);
    const [found] = Facts.parse(rows);
    const rights = rightsIn(found, server, schema);
    // Who may not use a schema may not even look what is in it.
    const version = found.may_use ? await versionOf(client, schema) : 0;
    return [
      { state: "ok", what: `PostgreSQL ${found.version} answers at ${server.host}` },
      rights,
      ...(rights.state === "failed" ? [] : [versionIn(version, schema)]),
      ...isolationIn(found, server),
      ...durabilityIn(found),
    ];
  } catch (thrown) {
    return [failed(problemOf(thrown, "connecting"), server)];
  } finally {
    await client.end().catch(() => undefined);
  }
};

const failed = (problem: Problem, server: PostgresSettings): ProbeResult => ({
  state: "failed",
  what: `PostgreSQL at ${server.host}:${server.port} (${server.setting}): ${problem.detail.replace(/^PostgreSQL: /, "")}`,
  advice: adviceFor(problem, server),
});

/** What to correct, by the server's own code. */
const adviceFor = (problem: Problem, { user, database, lakebase, setting }: PostgresSettings): string => {
  const isUrl = setting === "DATABASE_URL";
  const code = faultOf(problem)?.code ?? "";
  if (code === "28P01" || /client password must be a string/.test(problem.detail))
    return lakebase
      ? `Lakebase refuses the token for the role ${user}. PGUSER must be the identity that the bot logs in with at Databricks (a service principal's application id; with DATABRICKS_TOKEN your user name), and that identity needs a role in the database: docs/operate.md. PGHOST must be the direct host: the pooled one takes no tokens.`
      : `Correct user and password in ${isUrl ? "DATABASE_URL (special characters percent-encoded: %40 for @)" : "PGUSER and PGPASSWORD"}, or create the role ${user}.`;
  if (code === "28000")
    return `The server does not let the role ${user} in from here. Look at its pg_hba.conf or firewall rules; if it wants TLS, set ${isUrl ? "?sslmode=require at the end of DATABASE_URL" : "PGSSLMODE=require"}.`;
  if (code === "3D000")
    return `Create the database ${database}, or correct its name ${isUrl ? "at the end of DATABASE_URL" : "in PGDATABASE"}.`;
  if (problem.detail.includes("does not support SSL"))
    return `Switch TLS on at the server, or set sslmode to disable (${isUrl ? "DATABASE_URL" : "PGSSLMODE"}) if the network between is yours.`;
  if (/\bdatabricks\.[a-z-]+:/.test(problem.detail))
    return "The password is a token that Databricks did not give. Check LAKEBASE_ENDPOINT, DATABRICKS_HOST and the bot's credentials, and that its identity may use the database project or instance.";
  return adviceOn(problem);
};

const facts = `
  SELECT current_setting('server_version') AS version,
    current_setting('synchronous_commit') AS synchronous_commit,
    current_setting('fsync') AS fsync,
    current_setting('default_transaction_isolation') AS isolation,
    pg_is_in_recovery() AS follows,
    EXISTS (SELECT FROM pg_namespace WHERE nspname = $1) AS exists,
    has_database_privilege(current_database(), 'CREATE') AS may_create,
    coalesce((SELECT has_schema_privilege(oid, 'CREATE') AND has_schema_privilege(oid, 'USAGE')
      FROM pg_namespace WHERE nspname = $1), false) AS may_use`;

const Found = z.object({
  version: z.string(),
  synchronous_commit: z.string(),
  fsync: z.string(),
  isolation: z.string(),
  follows: z.boolean(),
  exists: z.boolean(),
  may_create: z.boolean(),
  may_use: z.boolean(),
});
type Found = z.infer<typeof Found>;
const Facts = z.tuple([Found]);

const rightsIn = (
  { follows, exists, may_create, may_use }: Found,
  { user, database, setting }: PostgresSettings,
  schema: string,
): ProbeResult => {
  if (follows)
    return {
      state: "failed",
      what: "This PostgreSQL takes no changes: it follows another server",
      advice: `Set ${setting} to the address of the primary, read-write server.`,
    };
  if (exists ? may_use : may_create) return { state: "ok", what: `the role ${user} may use the schema ${schema}` };
  return {
    state: "failed",
    what: `the role ${user} may not ${exists ? "use" : "make"} the schema ${schema}`,
    advice: exists
      ? `GRANT USAGE, CREATE ON SCHEMA "${schema}" TO "${user}"; the role must own the tables in it.`
      : `GRANT CREATE ON DATABASE "${database}" TO "${user}", or make the schema for it: CREATE SCHEMA "${schema}" AUTHORIZATION "${user}".`,
  };
};

const versionIn = (version: number, schema: string): ProbeResult => {
  if (version > migrations.length)
    return {
      state: "failed",
      what: `the schema ${schema} was written by a newer version of this program`,
      advice: "Start that version, or set DATABASE_SCHEMA to another schema.",
    };
  if (version === migrations.length) return { state: "ok", what: `the schema ${schema} is up to date` };
  return {
    state: "ok",
    what: `the schema ${schema} will be ${version === 0 ? "made" : "brought up to date"} at the start`,
  };
};

const isolationIn = ({ isolation }: Found, { user }: PostgresSettings): ProbeResult[] =>
  isolation === "read committed"
    ? []
    : [
        {
          state: "failed",
          what: `the transactions of the role ${user} are "${isolation}" by default`,
          advice: `ALTER ROLE "${user}" SET default_transaction_isolation = 'read committed'`,
        },
      ];

const durabilityIn = ({ synchronous_commit, fsync }: Found): ProbeResult[] => {
  const wrong = [
    ...(synchronous_commit === "off" ? ["synchronous_commit is off: a crash loses the latest changes"] : []),
    ...(fsync === "off" ? ["fsync is off: a crash of the machine may damage all of it"] : []),
  ];
  if (wrong.length === 0) return [{ state: "ok", what: "PostgreSQL keeps what it confirms" }];
  const advice = "Set synchronous_commit = on (or stronger) for the role, and fsync = on.";
  return wrong.map((what) => ({ state: "warning", what: `PostgreSQL may lose what it confirms: ${what}`, advice }));
};
