import { describe, expect, it } from "vitest";
import { type Person, removePerson } from "../../src/memory/person-removal.ts";
import type { Json } from "../../src/ports/json.ts";
import type { JournalQuery } from "../../src/ports/stores/journal.ts";
import type { Stores } from "../../src/ports/stores/stores.ts";
import { checkpointOf, loop, threadConfig } from "../support/stores/checkpoints.ts";
import { type BackendKind, backendPerTest, eventually, hostile } from "./backend.ts";
import { entryOf } from "./journal.ts";

const hour = 3_600_000;
const ann: Person = { platform: "slack", tenant: "T1", user: "U1" };
const bob: Person = { platform: "slack", tenant: "T1", user: "U2" };

/** What the bot keeps after a question of each, votes of both, and a run that Ann has started. */
const live = async ({ records, journal, saver }: Stores): Promise<void> => {
  const key = (person: Person) => JSON.stringify([person.platform, person.tenant, person.user]);
  for (const [turn, actor] of [
    ["slack:T1:C1:1.1", ann],
    ["slack:T1:C1:2.1", bob],
  ] as [string, Person][]) {
    const kept: [string, Json][] = [
      [`turn:${turn}`, { id: turn, actor: { ...actor }, question: "Who?", posted: { place: { thread: turn } } }],
      [`answer:${turn}`, { text: "3,275" }],
      [`ask:${turn}:0:sales`, { at: 1 }],
      [`rated:${turn}`, { turn, asker: { ...actor } }],
      [
        `votes:${turn}`,
        { [key(ann)]: { voter: { ...ann }, vote: "up" }, [key(bob)]: { voter: { ...bob }, vote: "down" } },
      ],
      [`latest:${JSON.stringify([actor.platform, actor.tenant, actor.user, "C1"])}`, turn],
      [`memory:person:${key(actor)}`, [{ text: "in euros" }]],
      [`starts:slack:T1:${actor.user}`, []],
      [`grant:${JSON.stringify(["https://adb-1", actor.platform, actor.tenant, actor.user])}`, { tokens: "sealed" }],
    ];
    for (const [name, value] of kept) await records.write(name, value, hour);
    const checkpoint = checkpointOf({ text: "kept" });
    await saver.put(threadConfig(turn), checkpoint, loop, checkpoint.channel_versions);
    const place = { platform: "slack" as const, channelId: "C1", thread: turn };
    await journal.append(entryOf(`turn:${turn}`, { kind: "turn", actor, place }));
  }
  await records.write("starts:slack:T1:U12", ["of somebody else"], hour);
  const starter = { ...ann, name: "Ann Lee" };
  const parameters = { day: "2026-11-30", user_request: "Ann wants the orders again" };
  await records.write("run:7", { run: "7", starter, parameters }, hour);
  const log = ["Retry by Ann Lee, run 8", "Escalated by Bob: e-mail", "Ignored by Ann Lee: known", "Run 8 failed, too"];
  const found = {
    trace: "Lee is no column",
    parameters,
    starter,
    state: { kind: "ignored", by: starter },
  };
  await records.write("triage:7.1", { id: "7.1", ...found, log }, hour);
  await records.write(
    "triage:8.1",
    { id: "8.1", starter: { ...bob }, log: ["It was really data, says Ann Lee"] },
    hour,
  );
  const text = "Started by: Ann Lee\n\n- Retry by Ann Lee, run 8\n\nAnn Leeds, data owner";
  await records.write("triage-sending:mail-1", { case: "7.1", subject: "Load failed", text }, hour);
  const meaning = { id: "m1", text: "by revenue we mean net", usedAt: 1 };
  const meanings = [
    { ...meaning, author: "Ann Lee", authorId: "U1" },
    { ...meaning, id: "m2", author: "Bob", authorId: "U2" },
  ];
  await records.write('memory:channel:["slack","C1"]', meanings, hour);
  await records.write('memory:channel:["teams","C1"]', [{ ...meaning, author: "Ann", authorId: "U1" }], hour);
  await journal.append(entryOf("vote", { kind: "feedback", actor: bob, details: { asker: "U1", question: "Who?" } }));
};

/** A person can be forgotten, whatever the store. */
export const personRemovalContract = (kind: BackendKind): void => {
  describe(`a person in ${kind.name}`, () => {
    const backend = backendPerTest(kind);

    it("shows every record", async () => {
      const { records } = await backend().open();
      const keys = [...hostile, ...Array.from({ length: 1_200 }, (_, at) => `key ${at}`)];
      await Promise.all(keys.map((key, at) => records.write(key, { at }, hour)));
      await records.remove("key 7");
      await records.write("gone", 1, 1);
      await eventually(async () => expect(await records.read("gone")).toBeUndefined());
      const shown = await Array.fromAsync(records.scan());
      expect(new Map(shown.map(({ key, value }) => [key, value]))).toEqual(
        new Map(keys.flatMap((key, at) => (key === "key 7" ? [] : [[key, { at }]]))),
      );
    });

    it("removes an entry from every view of it", async () => {
      const { journal } = await backend().open();
      for (const id of ["a", "b", "turn:c:1"])
        await journal.append(entryOf(id, { at: 1_900_000_000_000, agent: "sales" }));
      expect(await journal.remove("turn:c:1")).toBe(true);
      expect(await journal.remove("turn:c:1")).toBe(false);
      const { actor, place, run, job } = entryOf("a");
      for (const query of [
        {},
        { actor },
        { thread: place.thread },
        { run },
        { job },
        { agent: "sales" },
      ] as JournalQuery[])
        expect((await Array.fromAsync(journal.query(query))).map(({ id }) => id)).toEqual(["a", "b"]);
    });

    it("is forgotten everywhere, and others are not", async () => {
      const stores = await backend().open();
      await live(stores);
      const counted = await removePerson(stores, ann, true);
      expect(await stores.records.read("turn:slack:T1:C1:1.1")).toBeDefined();
      expect(await removePerson(stores, ann)).toEqual(counted);
      expect(counted).toEqual({ entries: 2, threads: 1, records: 9, anonymized: 6 });

      // Somebody of that id on another platform is somebody else.
      expect((await stores.records.read('memory:channel:["teams","C1"]'))?.value).toMatchObject([{ authorId: "U1" }]);
      await stores.records.remove('memory:channel:["teams","C1"]');
      const left = await Array.fromAsync(stores.records.scan());
      const entries = await Array.fromAsync(stores.journal.query({}));
      expect(JSON.stringify([left, entries])).not.toMatch(/U1\b|Ann (?!Leeds)|1\.1"/);
      expect(left.map(({ key }) => key)).toEqual(
        expect.arrayContaining(["run:7", "turn:slack:T1:C1:2.1", "starts:slack:T1:U12"]),
      );
      const starter = { user: "forgotten" };
      const parameters = { day: "2026-11-30", user_request: "" };
      expect((await stores.records.read("run:7"))?.value).toMatchObject({ starter, parameters });
      expect((await stores.records.read("triage:7.1"))?.value).toMatchObject({
        ...{ starter, parameters, state: { by: starter }, trace: "Lee is no column" },
        log: [
          "Retry by somebody, run 8",
          "Escalated by Bob: e-mail",
          "Ignored by somebody: known",
          "Run 8 failed, too",
        ],
      });
      expect((await stores.records.read("triage:8.1"))?.value).toMatchObject({
        log: ["It was really data, says somebody"],
      });
      expect((await stores.records.read("triage-sending:mail-1"))?.value).toMatchObject({
        text: "Started by: somebody\n\n- Retry by somebody, run 8\n\nAnn Leeds, data owner",
      });
      expect((await stores.records.read('memory:channel:["slack","C1"]'))?.value).toMatchObject([
        { text: "by revenue we mean net", author: "somebody", authorId: "forgotten" },
        { author: "Bob", authorId: "U2" },
      ]);
      expect(await stores.saver.getTuple(threadConfig("slack:T1:C1:1.1"))).toBeUndefined();
      expect(await stores.saver.getTuple(threadConfig("slack:T1:C1:2.1"))).toBeDefined();
      expect(await removePerson(stores, ann)).toEqual({ entries: 0, threads: 0, records: 0, anonymized: 0 });
    });
  });
};
