import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createAudit } from "../../../adapters/sqlite/audit.ts";
import { auditPath, sqlite } from "../../../adapters/sqlite/stores.ts";
import { silent } from "../../../src/log.ts";
import type { AuditEntry } from "../../../src/ports/journal.ts";
import { auditContract } from "../../contract/audit.ts";
import { sqliteBackend } from "../../support/sqlite-backend.ts";

auditContract(sqliteBackend);

const entry: AuditEntry = {
  id: "a",
  at: Date.now(),
  actor: { platform: "slack", tenant: "T1", user: "U1" },
  action: "start",
  job: "nightly-load",
  parameters: {},
  place: { platform: "slack", channelId: "C1", thread: "slack:T1:C1:1.2" },
  outcome: "started",
};

describe("the audit file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "concierge-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("can be read while the bot holds its data", async () => {
    const path = join(folder, "concierge.db");
    const stores = sqlite({ path, log: silent, conversationTtlMs: 1_000 });
    await stores.audit.append(entry);
    const reader = createAudit(auditPath(path));
    expect(await Array.fromAsync(reader.since(0))).toEqual([entry]);
    await stores.audit.append({ ...entry, id: "b" });
    expect(await Array.fromAsync(reader.since(0))).toHaveLength(2);
    reader.close();
    await stores.close(0);
  });

  it("lets nobody change an entry", async () => {
    const path = join(folder, "audit.db");
    const audit = createAudit(path);
    await audit.append(entry);
    const database = new DatabaseSync(path);
    expect(() => database.exec("UPDATE entries SET entry = '{}'")).toThrow("append-only");
    database.close();
    audit.close();
  });

  it("forgets an entry after more than a year", async () => {
    let now = entry.at;
    const audit = createAudit(join(folder, "audit.db"), () => now);
    await audit.append(entry);
    now += 366 * 24 * 3_600_000;
    await audit.append({ ...entry, id: "b", at: now });
    now += 35 * 24 * 3_600_000;
    await audit.append({ ...entry, id: "c", at: now });
    expect((await Array.fromAsync(audit.since(0))).map(({ id }) => id)).toEqual(["b", "c"]);
    audit.close();
  });
});
