import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import { createMemory, type Memory, mostPreferences } from "../../../src/memory/memory.ts";
import { readPreference } from "../../../src/memory/preference-reading.ts";
import type { Actor } from "../../../src/ports/actor.ts";
import type { Place } from "../../../src/ports/place.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";

const day = 86_400_000;
const ada: Actor = { platform: "slack", tenant: "T1", user: "U1", name: "Ada" };
const ben: Actor = { ...ada, user: "U2", name: "Ben" };
const place: Place = { platform: "slack", thread: "t", channelId: "C1", direct: false, to: null };
const direct: Place = { ...place, channelId: "D1", direct: true };

describe("the memory", () => {
  let folder: string;
  let stores: Stores;
  let now: number;
  let memory: Memory;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "memory-"));
    now = Date.now();
    stores = sqlite({ path: join(folder, "memory.db"), log: silent, conversationTtlMs: day, now: () => now });
    memory = createMemory(stores.records, 365 * day, () => now);
  });
  afterEach(async () => {
    await stores.close(0);
    rmSync(folder, { recursive: true });
  });

  const keep = (actor: Actor, text: string) => memory.remember({ person: actor }, readPreference(text, now));
  const define = (text: string) => memory.remember({ channel: place }, { ...readPreference(text, now), author: "Ada" });
  const recalled = async (actor: Actor, where: Place, question: string) =>
    (await memory.recall(actor, where, question)).map(({ text }) => text);

  it("applies what a person said to them alone, and a channel's words to all who use them there", async () => {
    await keep(ada, "I only care about the North");
    await define("by revenue we mean net revenue");
    expect(await recalled(ada, place, "Total revenue?")).toEqual([
      "by revenue we mean net revenue",
      "I only care about the North",
    ]);
    expect(await recalled(ben, place, "Total revenue?")).toEqual(["by revenue we mean net revenue"]);
    expect(await recalled(ben, place, "How many customers?")).toEqual([]);
    expect(await recalled(ben, direct, "Total revenue?")).toEqual([]);
    expect(await recalled({ ...ada, tenant: "T2" }, direct, "Total revenue?")).toEqual([]);
    expect(await recalled({ ...ada, platform: "teams" }, direct, "Total revenue?")).toEqual([]);
  });

  it("lets a person's own meaning of a word go before the channel's", async () => {
    await define("by revenue we mean net revenue");
    await keep(ada, "revenue means gross revenue");
    expect(await recalled(ada, place, "Revenue?")).toEqual(["revenue means gross revenue"]);
  });

  it("forgets what was not used for a year, and keeps what was", async () => {
    await keep(ada, "I only care about the North");
    await keep(ada, "by revenue we mean net revenue");
    now += 300 * day;
    expect(await recalled(ada, direct, "How many customers?")).toEqual(["I only care about the North"]);
    now += 100 * day;
    expect((await memory.list({ person: ada })).map(({ text }) => text)).toEqual(["I only care about the North"]);
    now += 300 * day;
    expect(await memory.list({ person: ada })).toEqual([]);
  });

  it("takes no more than it can show, and says so", async () => {
    for (let count = 0; count < mostPreferences; count += 1) await keep(ada, `I care about region ${count}`);
    expect(await keep(ada, "I care about one more")).toBe("full");
    expect(await keep(ada, "I care about region 3")).toBe("kept");
    expect(await memory.list({ person: ada })).toHaveLength(mostPreferences);
  });

  it("loses nothing when two things are said at the same time", async () => {
    await Promise.all(["a", "b", "c", "d"].map((name) => keep(ada, `I care about ${name}`)));
    expect(await memory.list({ person: ada })).toHaveLength(4);
  });

  it("gives an act that is repeated the same answer, and forgets no more by it", async () => {
    await keep(ada, "I only care about the North");
    const gone = await memory.forget({ person: ada }, "act-1", () => true);
    await keep(ada, "I only care about the South");
    expect(await memory.forget({ person: ada }, "act-1", () => true)).toEqual(gone);
    expect(await memory.list({ person: ada })).toHaveLength(1);
  });
});
