import { Client } from "pg";
import type { PostgresSettings } from "../../../adapters/postgres/connection/settings.ts";
import { probePostgres } from "../../../adapters/postgres/probe.ts";
import { postgres } from "../../../adapters/postgres/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import { freePort } from "../../support/port.ts";
import { type PrivatePostgres, startPostgres } from "../../support/stores/postgres.ts";
import { serverAt } from "../../support/stores/postgres-backend.ts";

describe("npm run doctor on PostgreSQL", () => {
  let server: PrivatePostgres;
  let admin: Client;
  beforeAll(async () => {
    server = await startPostgres({ durable: true });
    admin = new Client({ connectionString: server.url });
    await admin.connect();
    await admin.query("CREATE ROLE poor LOGIN");
  });
  afterAll(async () => {
    await admin.end();
    await server.stop();
  });
  const probe = async (user = "concierge", schema = "concierge") =>
    (await probePostgres({ ...serverAt(server.url), user }, schema)).map(({ state, what }) => `${state}: ${what}`);

  it("says what it may and will do, and changes nothing", async () => {
    const found = await probe();
    expect(found).toEqual([
      expect.stringMatching(/^ok: PostgreSQL \d+\S*.* answers at 127\.0\.0\.1$/),
      "ok: the role concierge may use the schema concierge",
      "ok: the schema concierge will be made at the start",
      "ok: PostgreSQL keeps what it confirms",
    ]);
    expect((await admin.query("SELECT FROM pg_namespace WHERE nspname = 'concierge'")).rowCount).toBe(0);
  });

  it("tells of a role that may not make the schema, and of one that may not use it", async () => {
    expect(await probe("poor")).toContain("failed: the role poor may not make the schema concierge");
    await admin.query("CREATE SCHEMA taken");
    expect(await probe("poor", "taken")).toContain("failed: the role poor may not use the schema taken");
  });

  it("knows a schema that is up to date, and one of a newer program", async () => {
    const options = { server: serverAt(server.url), schema: "made", log: silent, conversationTtlMs: 1_000 };
    await (await postgres(options)).close(0);
    expect(await probe("concierge", "made")).toContain("ok: the schema made is up to date");
    await admin.query("INSERT INTO made.versions VALUES (99, now())");
    expect(await probe("concierge", "made")).toContain(
      "failed: the schema made was written by a newer version of this program",
    );
  });

  it("warns of a server that may lose what it confirms", async () => {
    await admin.query("ALTER ROLE concierge SET synchronous_commit = off");
    expect(await probe()).toContain(
      "warning: PostgreSQL may lose what it confirms: synchronous_commit is off: a crash loses the latest changes",
    );
    await admin.query("ALTER ROLE concierge RESET synchronous_commit");
  });

  it("refuses a role whose transactions are stricter than the bot's statements count on", async () => {
    await admin.query("ALTER ROLE concierge SET default_transaction_isolation = 'repeatable read'");
    expect(await probe()).toContain(`failed: the transactions of the role concierge are "repeatable read" by default`);
    await admin.query("ALTER ROLE concierge RESET default_transaction_isolation");
  });

  it("cannot reach a server that is not there", async () => {
    const nowhere = { ...serverAt(server.url), port: await freePort() };
    expect(await probePostgres(nowhere, "concierge")).toEqual([
      {
        state: "failed",
        what: expect.stringMatching(/^PostgreSQL at 127\.0\.0\.1:\d+ \(DATABASE_URL\): ECONNREFUSED/),
        advice: expect.stringContaining("Nothing listens there"),
      },
    ]);
  });

  it.each<[string, Partial<PostgresSettings>, RegExp]>([
    ["a database", { database: "nowhere" }, /3D000.*Create the database nowhere/s],
    ["a role", { user: "nobody" }, /28.*nobody/s],
    ["TLS", { tls: "verified" }, /does not support SSL.*sslmode/s],
    ["a database, set by PG*", { database: "nowhere", setting: "PGHOST" }, /PGHOST.*in PGDATABASE/s],
  ])("says what to correct when the server lacks %s", async (_, wrong, said) => {
    const [{ state, what, advice } = { state: "", what: "", advice: "" }] = await probePostgres(
      { ...serverAt(server.url), ...wrong },
      "concierge",
    );
    expect(state).toBe("failed");
    expect(`${what}\n${advice}`).toMatch(said);
  });

  it("tells a wrong password from a server that is away", async () => {
    const strict = await startPostgres({ passwords: true });
    const [found] = await probePostgres({ ...serverAt(strict.url), user: "stranger", password: "wrong" }, "concierge");
    await strict.stop();
    expect(found?.what).toMatch(/28P01/);
    expect(found?.advice).toMatch(/user and password in DATABASE_URL/);
  });
});
