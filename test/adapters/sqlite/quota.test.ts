import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import { budgetContract } from "../../contract/budget.ts";
import { quotaContract } from "../../contract/quota.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

quotaContract(sqliteBackend);
budgetContract(sqliteBackend);

it("finds a use that is taken back, though the clock has moved on while it was counted", async () => {
  let at = 1_000_000;
  const folder = await mkdtemp(join(tmpdir(), "quota-"));
  const options = { log: silent, conversationTtlMs: 60_000, now: () => (at += 1) };
  const stores = sqlite({ path: join(folder, "concierge.db"), ...options });
  const quota = stores.quota("Genie", { most: 1, perMs: 3_600_000 }, 60_000);
  expect(await quota.claim({ id: "a", asker: "A" })).toEqual({ state: "go" });
  await quota.leave("a");
  expect(await quota.claim({ id: "b", asker: "A" })).toEqual({ state: "go" });
  await stores.close(0);
  await rm(folder, { recursive: true });
});
