import { Client } from "pg";
import { type Lakebase, lakebasePassword } from "../../../adapters/postgres/connection/lakebase.ts";
import { postgres } from "../../../adapters/postgres/stores.ts";
import { OAUTH_CLIENT, TOKENS } from "../../../sandbox/databricks/auth.ts";
import { LAKEBASE } from "../../../sandbox/databricks/lakebase.ts";
import { createLog, silent } from "../../../src/logging/log.ts";
import { type DatabricksService, startDatabricks } from "../../support/databricks/databricks-service.ts";
import { eventually } from "../../support/eventually.ts";
import { type PrivatePostgres, startPostgres } from "../../support/stores/postgres.ts";
import { serverAt } from "../../support/stores/postgres-backend.ts";

const minute = 60_000;

describe("Lakebase", () => {
  let service: DatabricksService;
  let time: number;
  beforeEach(async () => {
    time = Date.now();
    service = await startDatabricks({ now: () => time });
  });
  afterEach(() => service.stop());

  const lakebase = (more: Partial<Lakebase> = {}): Lakebase => ({
    endpoint: LAKEBASE.endpoint,
    host: service.host,
    auth: { token: TOKENS.pat },
    ...more,
  });
  const asked = (): number =>
    service.traffic.calls.filter(({ path, status }) => path.endsWith("/credentials") && status === 200).length;

  it.each<[string, Partial<Lakebase>]>([
    ["an autoscaling database, by a personal token", {}],
    ["a provisioned instance", { endpoint: LAKEBASE.instance }],
    ["a service principal", { auth: { clientId: OAUTH_CLIENT.id, clientSecret: OAUTH_CLIENT.secret } }],
  ])("gives one password to all connections until two minutes before its end: %s", async (_, more) => {
    const { get: password } = lakebasePassword(lakebase(more), silent, () => time);
    const [first, second] = await Promise.all([password(), password()]);
    expect(first).toMatch(/^eyJ/);
    expect(second).toBe(first);
    time += 57 * minute;
    expect(await password()).toBe(first);
    expect(asked()).toBe(1);
    time += 3 * minute;
    expect(await password()).not.toBe(first);
    expect(asked()).toBe(2);
  });

  describe("with a server that wants it", () => {
    let server: PrivatePostgres;
    let admin: Client;
    beforeEach(async () => {
      server = await startPostgres({ passwords: true });
      admin = new Client({ connectionString: server.url });
      await admin.connect();
      await admin.query(`CREATE ROLE bot LOGIN; GRANT CREATE ON DATABASE postgres TO bot`);
    });
    afterEach(async () => {
      await admin.end();
      await server.stop();
    });
    /** The service knows the token of this hour as the role's password. */
    const takeTokenOfNow = async (): Promise<string> => {
      const token = await lakebasePassword(lakebase(), silent, () => time).get();
      await admin.query(`ALTER ROLE bot PASSWORD '${token}'`);
      return token;
    };

    it("logs in with a token, and with a new one for new connections; no token gets into the log", async () => {
      const lines: string[] = [];
      const log = createLog("debug");
      for (const level of ["debug", "info", "warn", "error"] as const)
        log[level] = (...said: unknown[]) => void lines.push(JSON.stringify(said));
      const first = await takeTokenOfNow();
      const settings = { ...serverAt(server.url), user: "bot", lakebase: lakebase() };
      const stores = await postgres({ server: settings, schema: "concierge", log, conversationTtlMs: minute });
      await stores.ping();
      time += 61 * minute;
      const second = await takeTokenOfNow();
      expect(second).not.toBe(first);
      // Here the old token seems good for a while: the clock of this process stood still. The server refuses it.
      await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'bot'");
      await eventually(() => stores.ping().then(() => true), 10_000, "a ping with the new token");
      await stores.close(0);
      expect(lines.join("\n")).not.toContain("eyJ");
    });

    it("is away, and not broken, while no token can be had", async () => {
      await takeTokenOfNow();
      const settings = { ...serverAt(server.url), user: "bot", lakebase: lakebase({ endpoint: "projects/none" }) };
      const stores = await postgres({ server: settings, schema: "concierge", log: silent, conversationTtlMs: minute });
      await expect(stores.ping()).rejects.toMatchObject({ code: "store.unavailable", retry: "later" });
      await stores.close(0);
    });
  });
});
