import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAudit } from "../../src/audit/audit-log.ts";
import { silent } from "../../src/logging/log.ts";
import { loadConfig } from "../../src/open/load-config.ts";
import { openStores } from "../../src/open/open-stores.ts";
import type { JournalEntry } from "../../src/ports/stores/journal.ts";
import type { Stores } from "../../src/ports/stores/stores.ts";
import { entryOf } from "../contract/journal.ts";
import { startPostgres } from "../support/stores/postgres.ts";
import { startRedis } from "../support/stores/redis.ts";

/* What `audit.days` in concierge.yaml does, over the stores as the bot opens them. */

const day = 24 * 3_600_000;
const servers: { stop(): Promise<unknown> }[] = [];
const folders: string[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const stores: [name: string, env: () => Promise<Record<string, string>>][] = [
  ["SQLite", async () => ({})],
  ["Redis", async () => keep(await startRedis(), (url) => ({ REDIS_URL: url }))],
  ["PostgreSQL", async () => keep(await startPostgres(), (url) => ({ DATABASE_URL: url }))],
];
const keep = <T extends { url: string; stop(): Promise<unknown> }>(
  server: T,
  env: (url: string) => Record<string, string>,
): Record<string, string> => {
  servers.push(server);
  return env(server.url);
};

describe.each(stores)("the audit in %s", (_, environment) => {
  let opened: Stores;
  let clock = Date.now();
  const open = async (audit: object): Promise<Stores> => {
    const folder = mkdtempSync(join(tmpdir(), "audit-"));
    folders.push(folder);
    const env = {
      ...{ DATA_DIR: folder, DATABRICKS_HOST: "https://w.example.com", DATABRICKS_TOKEN: "dapi", SALES_SPACE_ID: "1" },
      ...{ CONCIERGE_CONFIG: "audit.yaml", ...(await environment()) },
    };
    const config = loadConfig(env, () => JSON.stringify({ audit }), { terminal: true });
    opened = await openStores(config, silent, "days", () => clock);
    return opened;
  };
  afterEach(() => opened.close(0));

  const idsIn = async (): Promise<string[]> => (await Array.fromAsync(opened.journal.query({}))).map(({ id }) => id);
  const aged = (id: string, days: number, more: Partial<JournalEntry> = {}): JournalEntry =>
    entryOf(id, { at: clock - days * day, ...more });

  it("shows no entry that is older than audit.days, whatever is asked of it", async () => {
    const { journal } = await open({ days: 2 });
    for (const entry of [aged("old", 3), aged("young", 1), aged("new", 0)]) await journal.append(entry);
    expect(await idsIn()).toEqual(["young", "new"]);
    expect(await Array.fromAsync(journal.query({ from: clock - 30 * day, job: "nightly-load" }))).toHaveLength(2);
    expect((await Array.fromAsync(createAudit(journal).since(0))).map(({ id }) => id)).toEqual(["young", "new"]);
    clock += 1.5 * day;
    // Nothing was written since, and nothing has to be.
    expect(await idsIn()).toEqual(["new"]);
    clock += day;
    expect(await idsIn()).toEqual([]);
  });

  it("keeps entries for 400 days where nothing is said", async () => {
    const { journal } = await open({});
    for (const entry of [aged("old", 401), aged("young", 399)]) await journal.append(entry);
    expect(await idsIn()).toEqual(["young"]);
  });
});

it.each([0, 1.5, 4_000, "a year"])("refuses audit.days: %s", (days) => {
  const env = { CONCIERGE_CONFIG: "audit.yaml", DATABRICKS_HOST: "https://w.example.com", DATABRICKS_TOKEN: "dapi" };
  const load = () =>
    loadConfig({ ...env, SALES_SPACE_ID: "1" }, () => JSON.stringify({ audit: { days } }), { terminal: true });
  expect(load).toThrow("audit.days");
});
