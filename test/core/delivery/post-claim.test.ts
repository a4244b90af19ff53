import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { type Claim, claimPost, type Posted } from "../../../src/delivery/post-claim.ts";
import { Problem } from "../../../src/errors.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";

const posted: Posted = {
  ref: { platform: "slack", thread: "t", id: "1" },
  place: { platform: "slack", thread: "t", channelId: "r", direct: false, to: null },
};

describe("the claim of a post", () => {
  let stores: Stores;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "claim-"));
    stores = sqlite({ path: join(folder, "claim.db"), log: silent, conversationTtlMs: 3_600_000 });
  });
  afterEach(async () => {
    await stores.close(0);
    rmSync(folder, { recursive: true });
  });

  const claim = (now = Date.now) => claimPost(stores.records, "post:a", now);
  /** For whom 3.5 seconds are 35 ms. */
  const hurried = () => performance.now() * 100;
  const asClaim = (given: Claim | Posted): Claim => {
    if (!("holds" in given)) throw new Error("it was posted already");
    return given;
  };

  it("goes to one of many, and gives its post to the others", async () => {
    const all = [claim(), claim(), claim()];
    using winner = asClaim(await Promise.race(all));
    expect(winner.mayExist).toBe(false);
    await winner.settle(posted);
    const others = (await Promise.all(all)).filter((given) => given !== winner);
    expect(others).toEqual([posted, posted]);
    expect(await claim()).toEqual(posted);
  });

  it("passes to somebody else when its holder falls silent, who hears of it", async () => {
    const first = asClaim(await claim());
    first[Symbol.dispose]();
    using second = asClaim(await claim(hurried));
    expect(second.mayExist).toBe(true);
    expect(await first.holds()).toBe(false);
    expect(await second.holds()).toBe(true);
  });

  it("stays with a holder that renews it", async () => {
    using first = asClaim(await claim());
    const second = claim(hurried);
    const end = hurried() + 20_000;
    while (hurried() < end) expect(await first.holds()).toBe(true);
    await first.settle(posted);
    expect(await second).toEqual(posted);
  });

  it("writes the post down although the records are away for a moment", async () => {
    let left = 3;
    const records = {
      ...stores.records,
      write: async (...args: Parameters<Stores["records"]["write"]>) => {
        left -= 1;
        if (left >= 0) throw new Problem("store.unavailable", "The records are away.", { retry: "later" });
        return stores.records.write(...args);
      },
    };
    using first = asClaim(await claimPost(records, "post:a", Date.now));
    await first.settle(posted);
    expect(await claim()).toEqual(posted);
  });
});
