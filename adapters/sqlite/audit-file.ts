import { existsSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { JournalEntry } from "../../src/ports/stores/journal.ts";
import { journalEntryOf } from "../migration/audit-log.ts";
import { openProblem } from "./problems.ts";

/**
 * Moves the audit log of version 0.1.0 into the journal: `add` stores its entries, then the file is removed. Only for a
 * process that holds the data file, so that no bot of that version still writes the log. Repeatable after a crash.
 */
export const moveAuditFile = (path: string, add: (entries: readonly JournalEntry[]) => void): void => {
  if (!existsSync(path)) return;
  add(read(path).map(journalEntryOf));
  for (const end of ["", "-wal", "-shm"]) rmSync(`${path}${end}`, { force: true });
};

const Row = z.object({ entry: z.string() });

const read = (path: string): string[] => {
  try {
    const database = new DatabaseSync(path, { timeout: 2_000 });
    try {
      const rows = database.prepare("SELECT entry FROM entries ORDER BY seq").all();
      return rows.map((row) => Row.parse(row).entry);
    } finally {
      database.close();
    }
  } catch (thrown) {
    throw openProblem(thrown, path);
  }
};
