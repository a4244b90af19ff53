import type { JournalEntry } from "../../../src/ports/stores/journal.ts";

const at = Date.now() - 3_600_000;

const common = (id: string) => ({
  id,
  at,
  actor: { platform: "slack" as const, tenant: "T0CONCIERGE", user: "U0ASKER", name: "Asker" },
  job: "transaction-anomalies",
  run: "9007199254740993123",
  place: { platform: "slack" as const, channelId: "C0ANALYTICS", thread: "slack:T0CONCIERGE:C0ANALYTICS:1" },
  outcome: "started",
});

/** An entry of the audit log as version 0.1.0 wrote it. */
export const auditEntryOf = (id: string) => ({ ...common(id), action: "start", parameters: { days: "30" } });

/** The same entry in the journal. */
export const asMoved = (id: string): JournalEntry => ({
  ...common(id),
  kind: "start",
  details: { parameters: { days: "30" } },
});
