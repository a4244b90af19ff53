import { describe, expect, it } from "vitest";
import type { Audit, AuditEntry } from "../../src/ports/journal.ts";
import { type BackendKind, backendPerTest, hostile } from "./backend.ts";

const entryOf = (id: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  id,
  at: Date.now(),
  actor: { platform: "slack", tenant: "T1", user: "U1", name: "asker" },
  action: "start",
  job: "nightly-load",
  run: "9007199254740993123",
  parameters: { day: "2026-01-31" },
  place: { platform: "slack", channelId: "C1", thread: "slack:T1:C1:1.2" },
  outcome: "started",
  ...more,
});

const read = async (audit: Audit, since = 0): Promise<AuditEntry[]> => Array.fromAsync(audit.since(since));

/** The laws of Audit. */
export const auditContract = (kind: BackendKind): void => {
  describe(`audit log of ${kind.name}`, () => {
    const backend = backendPerTest(kind);
    const open = async (): Promise<Audit> => (await backend().open()).audit;

    it("gives back what was appended, oldest first", async () => {
      const audit = await open();
      const entries = ["a", "b", "c"].map((id) => entryOf(id));
      for (const entry of entries) await audit.append(entry);
      expect(await read(audit)).toEqual(entries);
    });

    it("keeps the first of two entries with one id", async () => {
      const audit = await open();
      await audit.append(entryOf("a"));
      await audit.append(entryOf("a", { outcome: "changed" }));
      expect((await read(audit)).map(({ outcome }) => outcome)).toEqual(["started"]);
    });

    it("gives the entries from a moment on", async () => {
      const audit = await open();
      const now = Date.now();
      for (const [id, at] of [["old", now - 60_000] as const, ["new", now] as const])
        await audit.append(entryOf(id, { at }));
      expect((await read(audit, now)).map(({ id }) => id)).toEqual(["new"]);
      expect(await read(audit, now + 1)).toEqual([]);
    });

    it("gives more entries than fit one page, each once", async () => {
      const audit = await open();
      const ids = Array.from({ length: 1_203 }, (_, index) => `entry ${index}`);
      for (const id of ids) await audit.append(entryOf(id));
      expect((await read(audit)).map(({ id }) => id)).toEqual(ids);
    });

    it("keeps hostile texts as they are", async () => {
      const audit = await open();
      for (const text of hostile) await audit.append(entryOf(text, { parameters: { user_request: text } }));
      expect((await read(audit)).map(({ id, parameters }) => [id, parameters["user_request"]])).toEqual(
        hostile.map((text) => [text, text]),
      );
    });

    it("keeps entries when the process is started again", async () => {
      const first = await backend().open();
      await first.audit.append(entryOf("a"));
      await first.close(0);
      expect(await read(await open())).toHaveLength(1);
    });
  });
};
