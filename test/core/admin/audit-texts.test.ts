import { createAdminCommands } from "../../../src/admin/admin-commands.ts";
import { createAudit } from "../../../src/audit/audit-log.ts";
import { withoutTexts } from "../../../src/audit/journal-texts.ts";
import { silent } from "../../../src/logging/log.ts";
import { createMemory } from "../../../src/memory/memory.ts";
import { createMemoryCommands } from "../../../src/memory/memory-commands.ts";
import { lessonsSince } from "../../../src/triage/learning/lessons.ts";
import { backendPerTest } from "../../contract/backend.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

/* What `audit.texts: false` in concierge.yaml keeps of acts whose parameters are somebody's words. */

const backend = backendPerTest(sqliteBackend);
const actor = { platform: "slack", tenant: "T1", user: "U1", name: "Ada" } as const;
const place = { platform: "slack", thread: "slack:T1:C1:1.1", channelId: "C1", direct: false, to: null } as const;
const inbound = { kind: "message", place, actor, external: false, text: "", entry: "mention" } as const;

it("says who did what, and keeps none of their words", async () => {
  const { journal, records } = await backend().open();
  const audit = createAudit(withoutTexts(journal));
  const admin = createAdminCommands({
    ...{ config: { access: { admins: ["U1"] } } as never, jobs: undefined as never, sql: undefined },
    ...{ records, delivery: undefined as never, audit, log: silent, now: Date.now },
  });
  const statement = "SELECT * FROM people WHERE name = 'Lovelace'";
  await admin.execute({ verb: "sql", statement }, { id: "1", actor, place } as never, new AbortController().signal);
  const memory = createMemory(records, 86_400_000, Date.now);
  const remember = createMemoryCommands({ memory, audit, days: 1, now: Date.now });
  await remember({ verb: "remember", text: "by Lovelace we mean our best customer" }, { ...inbound, id: "2" } as never);
  await remember({ verb: "forget", text: "Lovelace", all: false }, { ...inbound, id: "3" } as never);
  const parameters = { table: "sales.orders", user_request: "again for Lovelace, please" };
  await audit.note({
    id: "4",
    actor,
    place,
    action: "start",
    job: "backfill",
    run: "7",
    parameters,
    outcome: "started",
  });

  const entries = await Array.fromAsync(audit.since(0));
  expect(entries.map(({ action, job, run, outcome }) => ({ action, job, run, outcome }))).toEqual([
    { action: "sql", outcome: "asked" },
    { action: "remember", outcome: "done" },
    { action: "forget", outcome: "done" },
    { action: "start", job: "backfill", run: "7", outcome: "started" },
  ]);
  expect(entries.at(-1)?.parameters).toEqual({ table: "sales.orders", user_request: "" });
  expect(JSON.stringify(await Array.fromAsync(journal.query({})))).not.toMatch(/lovelace/i);
});

it("keeps the kind of a failure, and nothing of what its error quotes", async () => {
  const { journal } = await backend().open();
  const details = { signature: "s1", class: "data", action: "email", priority: "high", confidence: 0.9 };
  const quoted = { cause: "Task a can't read “Lovelace”.", evidence: ["bad row: Ada Lovelace, 1815"] };
  await withoutTexts(journal).append({
    ...{ id: "triage:1", at: 1, kind: "triage", actor, place, job: "load", run: "7", outcome: "open" },
    details: { ...details, ...quoted },
  });
  const known = { ...details, cause: "", evidence: [], outcome: "open" };
  expect(await Array.fromAsync(lessonsSince(journal, 0))).toMatchObject([known]);
  expect(JSON.stringify(await Array.fromAsync(journal.query({})))).not.toMatch(/lovelace/i);
});
