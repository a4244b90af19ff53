import { escapeIdentifier, type PoolClient } from "pg";
import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import { migrations } from "./migrations.ts";

/**
 * Brings a schema up to date, all of it or nothing; makes it when there is none. Replicas that start at the same time
 * wait for each other. Problem `store.newer`: a newer version of this program wrote it.
 */
export const migrate = async (client: PoolClient, name: string): Promise<void> => {
  await client.query("BEGIN");
  try {
    await client.query({ ...patiently, text: lock, values: [`migrate ${name}`] });
    await apply(client, name);
    await client.query("COMMIT");
  } catch (thrown) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw thrown;
  }
};

const lock = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
/** A large table takes longer to change than any other statement may take, ms. */
const patiently = { query_timeout: 15 * 60_000 };

const apply = async (client: PoolClient, name: string): Promise<void> => {
  const schema = escapeIdentifier(name);
  await requireReadCommitted(client);
  // Who may not create schemas may still use one that an administrator made for them.
  const { rowCount } = await client.query("SELECT FROM pg_namespace WHERE nspname = $1", [name]);
  if (rowCount === 0) await client.query(`CREATE SCHEMA ${schema}`);
  const version = await versionOf(client, name);
  if (version > migrations.length) throw newer(name, version);
  if (version === 0)
    await client.query(`CREATE TABLE ${schema}.versions (version integer PRIMARY KEY, at timestamptz)`);
  for (const [at, script] of migrations.entries()) {
    if (at < version) continue;
    await client.query({ ...patiently, text: script(schema) });
    await client.query(`INSERT INTO ${schema}.versions VALUES ($1, now())`, [at + 1]);
  }
};

/** The statements of the stores count on it: a stricter level refuses changes that ours would wait for. */
const requireReadCommitted = async (client: Pick<PoolClient, "query">): Promise<void> => {
  const { rows } = await client.query("SELECT current_setting('default_transaction_isolation') AS level");
  const [{ level }] = Level.parse(rows);
  if (level !== "read committed") throw Problem.of("store.isolation", { level });
};

/** 0: nothing is there yet. */
export const versionOf = async (client: Pick<PoolClient, "query">, name: string): Promise<number> => {
  const schema = escapeIdentifier(name);
  const { rows: tables } = await client.query("SELECT to_regclass($1) IS NOT NULL AS found", [`${schema}.versions`]);
  if (!Found.parse(tables)[0].found) return 0;
  const { rows } = await client.query(`SELECT coalesce(max(version), 0) AS version FROM ${schema}.versions`);
  return Version.parse(rows)[0].version;
};

const Found = z.tuple([z.object({ found: z.boolean() })]);
const Level = z.tuple([z.object({ level: z.string() })]);
const Version = z.tuple([z.object({ version: z.number() })]);

const newer = (schema: string, version: number): Problem =>
  new Problem(
    "store.newer",
    `The schema ${schema} in PostgreSQL was written by a newer version of this program. Start that version, or set DATABASE_SCHEMA to another one.`,
    { detail: `schema ${schema} has version ${version}, this program knows ${migrations.length}` },
  );
