import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { createEditBudget, type EditBudget } from "../../../src/delivery/edit-budget.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { untilPasses } from "../../support/eventually.ts";
import { redisBackend } from "../../support/stores/redis-backend.ts";

const minuteMs = 60_000;
const workspace = "slack:T1";
const most = 5;

describe("the edits of a workspace", () => {
  let now: number;
  let folder: string;
  let stores: Stores;
  beforeEach(() => {
    now = 1_000_000;
    folder = mkdtempSync(join(tmpdir(), "concierge-"));
    stores = sqlite({ path: join(folder, "a.db"), log: silent, conversationTtlMs: minuteMs, now: () => now });
  });
  afterEach(async () => {
    await stores.close(0);
    rmSync(folder, { recursive: true });
  });

  const open = (): EditBudget => createEditBudget({ budget: stores.budget, minuteMs, log: silent, now: () => now });
  const takeTimes = async (edits: EditBudget, times: number): Promise<boolean[]> => {
    const taken: boolean[] = [];
    for (let time = 0; time < times; time += 1) taken.push(await edits.take(workspace, most));
    return taken;
  };

  it("are as many per minute as the platform allows, over all replicas", async () => {
    const [one, other] = [open(), open()];
    expect(await takeTimes(one, 3)).toEqual([true, true, true]);
    expect(await takeTimes(other, 3)).toEqual([true, true, false]);
    expect(await takeTimes(one, 1)).toEqual([false]);
    expect(one.waitMs(workspace)).toBe(minuteMs);
    now += minuteMs;
    expect([one.waitMs(workspace), other.waitMs(workspace)]).toEqual([0, 0]);
    expect(await takeTimes(one, 1)).toEqual([true]);
  });

  it("are known to be used up without asking again", async () => {
    const edits = open();
    expect(edits.waitMs(workspace)).toBe(0);
    await takeTimes(edits, most);
    now += 10_000;
    expect(edits.waitMs(workspace)).toBe(50_000);
    expect(edits.waitMs("slack:T2")).toBe(0);
  });

  it("count what goes out in any case", async () => {
    const edits = open();
    for (let time = 0; time < most; time += 1) edits.count(workspace, most);
    await untilPasses(() => expect(edits.waitMs(workspace)).toBe(minuteMs));
    expect(await takeTimes(edits, 1)).toEqual([false]);
  });

  it("are counted by each replica alone while the stores are away, going on from what it knows", async () => {
    const edits = open();
    await takeTimes(edits, 3);
    await stores.close(0);
    expect(await takeTimes(edits, 3)).toEqual([true, true, false]);
    edits.count(workspace, most);
    now += minuteMs;
    expect(await takeTimes(edits, 1)).toEqual([true]);
  });

  it("are counted together again a while after the stores are back", async () => {
    const backend = redisBackend();
    const server = await backend.start();
    const [away, here] = [await server.open(), await server.open()];
    let budget = away.budget;
    const edits = createEditBudget({
      budget: { spend: (...use) => budget.spend(...use) },
      minuteMs,
      log: silent,
      now: () => now,
    });
    await away.close(0);
    expect(await takeTimes(edits, 1)).toEqual([true]);
    budget = here.budget;
    for (let time = 0; time < most; time += 1)
      await here.budget.spend(`edits ${workspace}`, { most, perMs: minuteMs }, "anyway");
    expect(await takeTimes(edits, 1)).toEqual([true]);
    now += 5_000;
    expect(await takeTimes(edits, 1)).toEqual([false]);
    await server.drop();
    await backend.stop();
  });
});
