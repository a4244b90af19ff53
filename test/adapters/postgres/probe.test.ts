import { Client } from "pg";
import { probePostgres } from "../../../adapters/postgres/probe.ts";
import { postgres } from "../../../adapters/postgres/stores.ts";
import { silent } from "../../../src/log.ts";
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
      "ok: the role may use the schema concierge",
      "ok: the schema concierge will be made at the start",
      "ok: PostgreSQL keeps what it confirms",
    ]);
    expect((await admin.query("SELECT FROM pg_namespace WHERE nspname = 'concierge'")).rowCount).toBe(0);
  });

  it("tells of a role that may not make the schema, and of one that may not use it", async () => {
    expect(await probe("poor")).toContain("failed: the role may not make the schema concierge");
    await admin.query("CREATE SCHEMA taken");
    expect(await probe("poor", "taken")).toContain("failed: the role may not use the schema taken");
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
    expect(await probe()).toContain(`failed: the role's transactions are "repeatable read" by default`);
    await admin.query("ALTER ROLE concierge RESET default_transaction_isolation");
  });

  it("cannot reach a server that is not there", async () => {
    const nowhere = { ...serverAt(server.url), port: await freePort() };
    await expect(probePostgres(nowhere, "concierge")).rejects.toMatchObject({ code: "store.unavailable" });
  });
});
