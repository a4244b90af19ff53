import { randomUUID } from "node:crypto";
import { Client, escapeIdentifier } from "pg";
import { postgresSettings } from "../../../adapters/postgres/connection/settings.ts";
import { type PostgresOptions, postgres } from "../../../adapters/postgres/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import { Json } from "../../../src/ports/json.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import type { Backend, BackendKind } from "../../contract/backend.ts";
import { killedWorker } from "../bots/killed-worker.ts";
import { type TestPostgres, testPostgres } from "./postgres.ts";

const hour = 3_600_000;

/** The settings of a server at this address. */
export const serverAt = (url: string): PostgresOptions["server"] => {
  const settings = postgresSettings({ DATABASE_URL: url }, (key, wrong) => {
    throw new Error(`${key} ${wrong}`);
  });
  if (!settings) throw new Error(`${url} names no server`);
  return settings;
};

/**
 * PostgreSQL as a backend of the contract suites: one server, and a schema for every test that no other one uses at the
 * same time. Making it takes longer than most tests, so it is emptied and used again.
 */
export const postgresBackend = (
  name = "PostgreSQL",
  launch: () => Promise<TestPostgres> = testPostgres,
): BackendKind & { stop(): Promise<void> } => {
  let started: Promise<{ server: TestPostgres; admin: Client }> | undefined;
  const free: string[] = [];
  const start = async () => {
    const server = await launch();
    const admin = new Client({ connectionString: server.url });
    await admin.connect();
    return { server, admin };
  };
  return {
    name,
    replicas: true,
    start: async () => {
      started ??= start();
      const { server, admin } = await started;
      const schema = free.pop() ?? `test-${randomUUID()}`;
      return openBackend(server.url, schema, admin, () => void free.push(schema));
    },
    stop: async () => {
      const { server, admin } = (await started) ?? {};
      for (const schema of free) await admin?.query(`DROP SCHEMA IF EXISTS ${escapeIdentifier(schema)} CASCADE`);
      await admin?.end();
      await server?.stop();
    },
  };
};

const openBackend = (url: string, schema: string, admin: Client, free: () => void): Backend => {
  const opened: Stores[] = [];
  const options = { server: serverAt(url), schema, conversationTtlMs: hour };
  const s = escapeIdentifier(schema);
  return {
    open: async (more) => {
      const stores = await postgres({ ...options, log: silent, ...more });
      opened.push(stores);
      return stores;
    },
    crash: (tasks, when) => {
      const module = new URL("../../../adapters/postgres/stores.ts", import.meta.url).href;
      return killedWorker({ module, factory: "postgres", options: Json.parse(options) }, tasks, when);
    },
    size: async () => {
      const sizes = ["threads", "namespaces", "checkpoints", "writes", "parts"].map(
        (table) => `(SELECT coalesce(sum(octet_length(line::text)), 0) FROM ${s}.${table} AS line)`,
      );
      const { rows } = await admin.query(`SELECT (${sizes.join(" + ")})::float8 AS size`);
      return Number(rows[0]?.["size"]);
    },
    requests: async () => statements,
    drop: async () => {
      await Promise.all(opened.map((stores) => stores.close(0)));
      await admin.query(`DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = '${schema}' AND tablename <> 'versions' LOOP
          EXECUTE format('DELETE FROM ${s}.%I', name);
        END LOOP;
      END $$`);
      free();
    },
  };
};

/** Statements that this process has sent, whatever connection they went by. */
let statements = 0;
const query = Client.prototype.query as (...given: unknown[]) => unknown;
Client.prototype.query = function (this: Client, ...given: unknown[]) {
  statements += 1;
  return query.apply(this, given);
} as never;
