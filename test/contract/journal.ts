import { describe, expect, it } from "vitest";
import type { Journal, JournalEntry, JournalQuery } from "../../src/ports/stores/journal.ts";
import { type BackendKind, backendPerTest, hostile } from "./backend.ts";

export const entryOf = (id: string, more: Partial<JournalEntry> = {}): JournalEntry => ({
  id,
  at: Date.now(),
  kind: "start",
  actor: { platform: "slack", tenant: "T1", user: "U1", name: "asker" },
  place: { platform: "slack", channelId: "C1", thread: "slack:T1:C1:1.2" },
  job: "nightly-load",
  run: "9007199254740993123",
  outcome: "started",
  details: { parameters: { day: "2026-01-31" } },
  ...more,
});

const read = async (journal: Journal, query: JournalQuery = {}): Promise<JournalEntry[]> =>
  Array.fromAsync(journal.query(query));

const ids = async (journal: Journal, query: JournalQuery = {}): Promise<string[]> =>
  (await read(journal, query)).map(({ id }) => id);

/** The laws of Journal. */
export const journalContract = (kind: BackendKind): void => {
  describe(`journal of ${kind.name}`, () => {
    const backend = backendPerTest(kind);
    const open = async (): Promise<Journal> => (await backend().open()).journal;

    it("gives back what was added", async () => {
      const journal = await open();
      const at = Date.now();
      const bare = entryOf("bare", { at, details: {} });
      delete bare.job;
      delete bare.run;
      const entries = [entryOf("a", { at }), bare, entryOf("c", { at, agent: "sales" })];
      for (const entry of entries) await journal.append(entry);
      expect(await read(journal)).toEqual(entries);
    });

    it("keeps details as they are: empty lists, nulls, fractions, texts of digits", async () => {
      const journal = await open();
      const details = { list: [], nothing: null, none: {}, share: 0.1, id: "9007199254740993123", deep: [{ a: [[]] }] };
      await journal.append(entryOf("a", { details }));
      await journal.amend("a", { details: { more: [], zero: 0 } });
      expect((await read(journal))[0]?.details).toEqual({ ...details, more: [], zero: 0 });
    });

    it("keeps the first of two entries with one id", async () => {
      const journal = await open();
      await journal.append(entryOf("a"));
      await journal.append(entryOf("a", { outcome: "changed", at: 1 }));
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => journal.append(entryOf("b", { job: `job ${index}` }))),
      );
      expect((await read(journal)).map(({ outcome }) => outcome)).toEqual(["started", "started"]);
    });

    it("gives the oldest first, and those of one moment in the order in which they were added", async () => {
      const journal = await open();
      const now = Date.now();
      for (const [id, at] of [
        ["late", now + 5],
        ["z", now],
        ["a", now],
        ["early", now - 1e7],
        ["m", now],
      ] as const)
        await journal.append(entryOf(id, { at }));
      expect(await ids(journal)).toEqual(["early", "z", "a", "m", "late"]);
    });

    it("gives the entries of a stretch of time, its beginning included and its end not", async () => {
      const journal = await open();
      const now = Date.now();
      for (const offset of [-2, -1, 0, 1]) await journal.append(entryOf(`${offset}`, { at: now + offset }));
      expect(await ids(journal, { from: now })).toEqual(["0", "1"]);
      expect(await ids(journal, { until: now })).toEqual(["-2", "-1"]);
      expect(await ids(journal, { from: now - 1, until: now + 1 })).toEqual(["-1", "0"]);
      expect(await ids(journal, { from: now + 2 })).toEqual([]);
    });

    it.each<[string, JournalQuery, string[]]>([
      ["a person", { actor: { platform: "slack", tenant: "T1", user: "U2" } }, ["other person"]],
      ["nobody of the same name elsewhere", { actor: { platform: "teams", tenant: "T1", user: "U1" } }, []],
      ["a thread", { thread: "slack:T1:C2:9.9" }, ["other thread"]],
      ["a job", { job: "backfill" }, ["other job", "other run"]],
      ["a run", { run: "17" }, ["other run"]],
      ["an agent", { agent: "sales" }, ["an agent"]],
      ["a kind", { kinds: ["cancel"] }, ["cancelled"]],
      ["one of two kinds", { kinds: ["cancel", "feedback"] }, ["an agent", "cancelled"]],
      ["no kind at all", { kinds: [] }, []],
      ["two things at once", { job: "backfill", run: "17" }, ["other run"]],
      ["a job and a person", { job: "backfill", actor: { platform: "slack", tenant: "T1", user: "U2" } }, []],
      ["what nobody did", { run: "0" }, []],
    ])("finds the entries of %s", async (_, query, expected) => {
      const journal = await open();
      const entries = [
        entryOf("usual"),
        entryOf("other person", { actor: { platform: "slack", tenant: "T1", user: "U2" } }),
        entryOf("same user elsewhere", { actor: { platform: "slack", tenant: "T2", user: "U2" } }),
        entryOf("other thread", { place: { platform: "slack", channelId: "C2", thread: "slack:T1:C2:9.9" } }),
        entryOf("other job", { job: "backfill" }),
        entryOf("other run", { job: "backfill", run: "17" }),
        entryOf("an agent", { kind: "feedback", agent: "sales" }),
        entryOf("cancelled", { kind: "cancel" }),
      ];
      for (const entry of entries) await journal.append(entry);
      expect(await ids(journal, query)).toEqual(expected);
    });

    it("gives more entries than fit one page, each once, also of one moment and of one person", async () => {
      const journal = await open();
      const at = Date.now();
      const actor = { platform: "slack", tenant: "T1", user: "U1" } as const;
      const all = Array.from({ length: 1_203 }, (_, index) => `entry ${index}`);
      for (const id of all)
        await journal.append(entryOf(id, { at, actor, kind: id.endsWith("7") ? "cancel" : "start" }));
      expect(await ids(journal)).toEqual(all);
      expect(await ids(journal, { actor })).toEqual(all);
      expect(await ids(journal, { actor, kinds: ["cancel"] })).toEqual(all.filter((id) => id.endsWith("7")));
    });

    it("lays an amendment over an entry and leaves the rest of it alone", async () => {
      const journal = await open();
      const entry = entryOf("a", { details: { parameters: {}, vote: "up" } });
      await journal.append(entry);
      await journal.append(entryOf("b"));
      expect(await journal.amend("a", { outcome: "failed", details: { vote: "down" } })).toBe(true);
      expect(await journal.amend("a", { details: { note: "too slow" } })).toBe(true);
      const amended = { ...entry, outcome: "failed", details: { parameters: {}, vote: "down", note: "too slow" } };
      expect(await read(journal, { run: entry.run! })).toEqual([amended, { ...entryOf("b"), at: expect.any(Number) }]);
    });

    it("loses none of many amendments at the same time", async () => {
      const journal = await open();
      await journal.append(entryOf("a", { details: {} }));
      const names = Array.from({ length: 20 }, (_, index) => `note ${index}`);
      await Promise.all(names.map((name) => journal.amend("a", { details: { [name]: name } })));
      expect((await read(journal))[0]?.details).toEqual(Object.fromEntries(names.map((name) => [name, name])));
    });

    it("amends nothing that is not there", async () => {
      const journal = await open();
      expect(await journal.amend("a", { outcome: "made up" })).toBe(false);
      expect(await read(journal)).toEqual([]);
      await journal.append(entryOf("a"));
      expect((await read(journal))[0]?.outcome).toBe("started");
    });

    it("keeps hostile texts as they are, and apart", async () => {
      const journal = await open();
      const place = { platform: "slack", channelId: "C1" } as const;
      for (const text of hostile)
        await journal.append(
          entryOf(text, {
            ...{ kind: text, job: text, run: text, agent: text, outcome: text },
            actor: { platform: "slack", tenant: text, user: text },
            place: { ...place, thread: text },
            details: { [text === "__proto__" ? "proto" : text]: text },
          }),
        );
      for (const text of hostile) {
        expect(await journal.amend(text, { details: { later: text } })).toBe(true);
        const actor = { platform: "slack", tenant: text, user: text } as const;
        for (const query of [
          { actor },
          { thread: text },
          { job: text },
          { run: text },
          { agent: text },
          { kinds: [text] },
        ])
          expect(await read(journal, query)).toMatchObject([{ id: text, outcome: text, details: { later: text } }]);
      }
    });

    it("goes on giving what was there while more is added", async () => {
      const journal = await open();
      const at = Date.now();
      for (let index = 0; index < 600; index += 1) await journal.append(entryOf(`entry ${index}`, { at: at + index }));
      const seen: string[] = [];
      for await (const { id } of journal.query({ from: at })) {
        if (seen.length === 100) await journal.append(entryOf("meanwhile", { at: at + 10_000 }));
        seen.push(id);
      }
      expect(seen.slice(0, 600)).toEqual(Array.from({ length: 600 }, (_, index) => `entry ${index}`));
    });

    it("keeps entries and amendments when the process is started again", async () => {
      const first = await backend().open();
      await first.journal.append(entryOf("a"));
      await first.journal.amend("a", { outcome: "amended" });
      await first.close(0);
      expect(await read(await open())).toMatchObject([{ id: "a", outcome: "amended" }]);
    });
  });
};
