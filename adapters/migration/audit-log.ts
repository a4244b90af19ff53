import { z } from "zod";
import { JournalEntry } from "../../src/ports/stores/journal.ts";

/* Version 0.1.0 kept an audit log of its own, which the journal has replaced. */

const AuditLogEntry = JournalEntry.omit({ kind: true, agent: true, details: true }).extend({
  action: z.string(),
  parameters: z.record(z.string(), z.string()),
});

/** An entry of the audit log of version 0.1.0, stored as JSON, as an entry of the journal. */
export const journalEntryOf = (stored: string): JournalEntry => {
  const { action, parameters, ...entry } = AuditLogEntry.parse(JSON.parse(stored));
  return { ...entry, kind: action, details: { parameters } };
};
