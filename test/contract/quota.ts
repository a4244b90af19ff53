import { describe, expect, it } from "vitest";
import type { ClaimResult, Quota, Rate } from "../../src/ports/stores/quota.ts";
import type { Stores } from "../../src/ports/stores/stores.ts";
import { type BackendKind, backendPerTest, eventually, hostile } from "./backend.ts";

const hour = 3_600_000;
const go: ClaimResult = { state: "go" };
/** A rate of which nothing comes free during a test. */
const slow = (most: number): Rate => ({ most, perMs: hour });
const waiting = (place: number) => expect.objectContaining({ state: "wait", place });

/** The laws of Quota. */
export const quotaContract = (kind: BackendKind): void => {
  describe(`quota of ${kind.name}`, () => {
    counting(kind);
    takingTurns(kind);
    leaving(kind);
    refusing(kind);
    if (kind.replicas) sharing(kind);
  });
};

const opener = (kind: BackendKind) => {
  const backend = backendPerTest(kind);
  return async (rate: Rate, lapseMs = hour): Promise<Quota> => (await backend().open()).quota("name", rate, lapseMs);
};

/** Claims for a person, one id after the other. */
const claimAll = async (quota: Quota, asker: string, ids: string[]): Promise<ClaimResult[]> => {
  const results: ClaimResult[] = [];
  for (const id of ids) results.push(await quota.claim({ id, asker }));
  return results;
};

const idsOf = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`);

const counting = (kind: BackendKind): void => {
  const open = opener(kind);
  const backend = backendPerTest(kind);

  it("lets as many go as the rate allows, and tells the others their place", async () => {
    const quota = await open(slow(3));
    const results = await claimAll(quota, "A", idsOf("a", 5));
    expect(results).toEqual([go, go, go, waiting(1), waiting(2)]);
  });

  it("counts an id once, however often it is claimed", async () => {
    const quota = await open(slow(2));
    for (let time = 0; time < 5; time += 1) expect(await quota.claim({ id: "a", asker: "A" })).toEqual(go);
    expect(await quota.claim({ id: "b", asker: "A" })).toEqual(go);
    expect(await quota.claim({ id: "c", asker: "A" })).toEqual(waiting(1));
    expect(await quota.claim({ id: "c", asker: "A" })).toEqual(waiting(1));
    expect(await quota.claim({ id: "a", asker: "A" })).toEqual(go);
  });

  it("lets the next one go when the stretch has passed, and not before", async () => {
    const rate = { most: 2, perMs: 700 };
    const quota = await open(rate);
    /** Between claiming and hearing of it each permit was taken. */
    const permits: { claimed: number; heard: number }[] = [];
    for (const id of idsOf("a", 6)) {
      let claimed = 0;
      await eventually(async () => {
        claimed = Date.now();
        expect(await quota.claim({ id, asker: "A" })).toEqual(go);
      });
      permits.push({ claimed, heard: Date.now() });
    }
    for (const [at, { heard }] of permits.entries())
      if (at >= rate.most) expect(heard - permits[at - rate.most]!.claimed).toBeGreaterThan(rate.perMs - 10);
  });

  it("estimates the wait by the permits that end, lap by lap", async () => {
    const quota = await open({ most: 2, perMs: 100_000 });
    await claimAll(quota, "A", idsOf("a", 2));
    const waits = (await claimAll(quota, "A", idsOf("b", 5))).map((grant) => grant.state === "wait" && grant.waitMs);
    for (const [at, lap] of [1, 1, 2, 2, 3].entries()) {
      expect(waits[at]).toBeLessThanOrEqual(lap * 100_000);
      expect(waits[at]).toBeGreaterThan(lap * 100_000 - 20_000);
    }
  });

  it("keeps hostile ids and askers apart", async () => {
    const quota = await open(slow(hostile.length));
    for (const id of hostile) expect(await quota.claim({ id, asker: id })).toEqual(go);
    expect(await quota.claim({ id: "one more", asker: "A" })).toEqual(waiting(1));
    for (const id of hostile) expect(await quota.claim({ id, asker: id })).toEqual(go);
  });

  it("keeps lines of different names apart", async () => {
    const stores = await backend().open();
    for (const name of hostile) {
      const quota = stores.quota(name, slow(1), hour);
      expect(await claimAll(quota, "A", ["a", "b"])).toEqual([go, waiting(1)]);
    }
  });

  it("remembers who went and who waits when the process is started again", async () => {
    const first = await backend().open();
    await claimAll(first.quota("name", slow(1), hour), "A", ["a", "b", "c"]);
    await first.close(0);
    const quota = (await backend().open()).quota("name", slow(1), hour);
    expect(await claimAll(quota, "A", ["c", "a", "b"])).toEqual([waiting(2), go, waiting(1)]);
  });
};

/** Claims everything that still waits, again and again, and notes the order in which they go. */
const drain = async (quota: Quota, waits: [asker: string, id: string][]): Promise<string[]> => {
  const order: string[] = [];
  const left = new Map(waits.map(([asker, id]) => [id, asker]));
  await eventually(async () => {
    for (const [id, asker] of left)
      if ((await quota.claim({ id, asker })).state === "go" && left.delete(id)) order.push(id);
    expect(left.size).toBe(0);
  });
  return order;
};

const takingTurns = (kind: BackendKind): void => {
  const open = opener(kind);

  it("does not let ten claims of one person starve the one claim of another", async () => {
    const quota = await open(slow(5));
    await claimAll(quota, "A", idsOf("a", 10));
    expect(await quota.claim({ id: "b", asker: "B" })).toEqual(waiting(2));
    expect(await quota.claim({ id: "c", asker: "C" })).toEqual(waiting(3));
    expect(await quota.claim({ id: "a6", asker: "A" })).toEqual(waiting(1));
    expect(await quota.claim({ id: "a7", asker: "A" })).toEqual(waiting(4));
  });

  it("lets people take turns, also with one who asks one question at a time", async () => {
    const quota = await open(slow(1));
    await quota.claim({ id: "first", asker: "Z" });
    await claimAll(quota, "A", idsOf("a", 4));
    await claimAll(quota, "B", idsOf("b", 2));
    await quota.claim({ id: "c1", asker: "C" });
    const places = new Map<number, string>();
    for (const id of ["a1", "a2", "a3", "a4", "b1", "b2", "c1"]) {
      const grant = await quota.claim({ id, asker: id[0]!.toUpperCase() });
      if (grant.state === "wait") places.set(grant.place, id);
    }
    const order = [...places].toSorted(([one], [other]) => one - other).map(([, id]) => id);
    expect(order).toEqual(["a1", "b1", "c1", "a2", "b2", "a3", "a4"]);
  });

  it("lets them go in the order of the line, whoever claims first", async () => {
    const quota = await open({ most: 1, perMs: 40 });
    await quota.claim({ id: "first", asker: "Z" });
    await quota.refused("first", 2_500);
    await quota.leave("first");
    await claimAll(quota, "A", idsOf("a", 3));
    await claimAll(quota, "B", idsOf("b", 2));
    const order = await drain(quota, [
      ["B", "b2"],
      ["A", "a3"],
      ["B", "b1"],
      ["A", "a2"],
      ["A", "a1"],
    ]);
    expect(order).toEqual(["a1", "b1", "a2", "b2", "a3"]);
  });

  it("gives nobody who keeps asking a place before those who wait", async () => {
    const quota = await open(slow(1));
    await quota.claim({ id: "first", asker: "Z" });
    await claimAll(quota, "A", ["a1", "a2"]);
    for (const person of idsOf("newcomer ", 5)) await quota.claim({ id: person, asker: person });
    expect(await quota.claim({ id: "a1", asker: "A" })).toEqual(waiting(1));
    for (const person of idsOf("late ", 5)) await quota.claim({ id: person, asker: person });
    expect(await quota.claim({ id: "a2", asker: "A" })).toEqual(waiting(12));
  });
};

const leaving = (kind: BackendKind): void => {
  const open = opener(kind);

  it("moves those behind up when somebody leaves", async () => {
    const quota = await open(slow(1));
    await claimAll(quota, "A", ["a", "b", "c"]);
    await quota.leave("b");
    await quota.leave("b");
    await quota.leave("nobody");
    expect(await quota.claim({ id: "c", asker: "A" })).toEqual(waiting(1));
  });

  it("lets the next one go when a permit was not used", async () => {
    const quota = await open(slow(1));
    await claimAll(quota, "A", ["a", "b"]);
    await quota.leave("a");
    expect(await quota.claim({ id: "b", asker: "A" })).toEqual(go);
    expect(await quota.claim({ id: "a", asker: "A" })).toEqual(waiting(1));
  });

  it("does not let a claim that is not repeated hold up the line, and keeps its place for its return", async () => {
    const quota = await open(slow(1), 400);
    await claimAll(quota, "A", ["first", "dead", "alive"]);
    await eventually(async () => expect(await quota.claim({ id: "alive", asker: "A" })).toEqual(waiting(1)));
    expect(await quota.claim({ id: "dead", asker: "A" })).toEqual(waiting(1));
    expect(await quota.claim({ id: "alive", asker: "A" })).toEqual(waiting(2));
  });
};

const refusing = (kind: BackendKind): void => {
  const open = opener(kind);

  it("lets nobody go for a while after a refusal, and then the refused one first", async () => {
    const quota = await open({ most: 3, perMs: hour });
    await claimAll(quota, "A", ["a", "b"]);
    await quota.refused("b", 2_500);
    const refused = await quota.claim({ id: "b", asker: "A" });
    expect(refused).toEqual(waiting(1));
    expect(refused.state === "wait" && refused.waitMs).toBeLessThanOrEqual(2_500);
    expect(await quota.claim({ id: "c", asker: "C" })).toEqual(waiting(2));
    expect(await drain(quota, [["A", "b"]])).toEqual(["b"]);
    expect(await quota.claim({ id: "c", asker: "C" })).toEqual(waiting(1));
  });

  it("puts the refused one before those who waited already, and counts its try", async () => {
    const quota = await open(slow(2));
    await claimAll(quota, "A", ["a", "b"]);
    await claimAll(quota, "B", ["x", "y"]);
    await quota.refused("a", 1);
    expect(await quota.claim({ id: "a", asker: "A" })).toEqual(waiting(1));
    expect(await quota.claim({ id: "x", asker: "B" })).toEqual(waiting(2));
  });

  it("waits as long as one permit takes when the service said no time", async () => {
    const quota = await open({ most: 10, perMs: 1_000_000 });
    await quota.claim({ id: "a", asker: "A" });
    await quota.refused("a");
    const grant = await quota.claim({ id: "a", asker: "A" });
    expect(grant).toEqual(waiting(1));
    expect(grant.state === "wait" && grant.waitMs).toBeGreaterThan(80_000);
    expect(grant.state === "wait" && grant.waitMs).toBeLessThanOrEqual(100_000);
  });

  it("does not shorten a longer pause", async () => {
    const quota = await open(slow(5));
    await claimAll(quota, "A", ["a", "b"]);
    await quota.refused("a", hour);
    await quota.refused("b", 1);
    const grant = await quota.claim({ id: "a", asker: "A" });
    expect(grant.state === "wait" && grant.waitMs).toBeGreaterThan(hour - 60_000);
  });
};

const sharing = (kind: BackendKind): void => {
  const backend = backendPerTest(kind);
  const openTwo = async (rate: Rate, lapseMs = hour): Promise<[Quota, Quota]> => {
    const both: Stores[] = [await backend().open(), await backend().open()];
    const [one, other] = both.map((stores) => stores.quota("name", rate, lapseMs));
    return [one!, other!];
  };

  it("lets replicas together have no more than the rate, however they hurry", async () => {
    const [one, other] = await openTwo(slow(7));
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        (at % 2 ? one : other).claim({ id: `id ${at}`, asker: `person ${at % 3}` }),
      ),
    );
    expect(results.filter(({ state }) => state === "go")).toHaveLength(7);
  });

  it("shows one line to all replicas, and lets another replica go on for an id", async () => {
    const [one, other] = await openTwo(slow(1));
    expect(await one.claim({ id: "a", asker: "A" })).toEqual(go);
    expect(await one.claim({ id: "b", asker: "A" })).toEqual(waiting(1));
    expect(await other.claim({ id: "c", asker: "C" })).toEqual(waiting(2));
    expect(await other.claim({ id: "b", asker: "A" })).toEqual(waiting(1));
    expect(await other.claim({ id: "a", asker: "A" })).toEqual(go);
    await other.leave("b");
    expect(await one.claim({ id: "c", asker: "C" })).toEqual(waiting(1));
  });

  it("pauses all replicas when one was refused", async () => {
    const [one, other] = await openTwo(slow(5));
    await one.claim({ id: "a", asker: "A" });
    await one.refused("a", hour);
    expect(await other.claim({ id: "b", asker: "B" })).toEqual(waiting(1));
  });
};
