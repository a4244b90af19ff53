import { endedTask } from "../../src/jobs/runs/ended-run-task.ts";
import type { Records } from "../../src/ports/stores/records.ts";
import { backendPerTest } from "../contract/backend.ts";
import { brokenRun, triageBench } from "../support/databricks/triage-bench.ts";
import { sqliteBackend } from "../support/stores/sqlite-backend.ts";

const backend = backendPerTest(sqliteBackend);

const endOf = (run: string) => endedTask({ run, number: "7", endedAt: 2_000 });

/** Records whose process dies at a write, the first, second … one after `arm`. */
const mortal = (records: Records) => {
  let left = Number.POSITIVE_INFINITY;
  const guard =
    <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      left -= 1;
      if (left < 0) throw new Error("killed");
      return work(...args);
    };
  const { add, swap, write } = records;
  return {
    records: { ...records, add: guard(add), swap: guard(swap), write: guard(write) },
    arm: (writes: number) => {
      left = writes;
    },
  };
};

describe("a card that counts", () => {
  it.each([0, 1, 2, 3])("counts each failure once, whenever the process dies: after %i writes", async (writes) => {
    const stores = await backend().open();
    const { records, arm } = mortal(stores.records);
    const { state, cases, leaseOf, run } = triageBench({ ...stores, records });
    state.runs = ["50", "51"].map((id) => brokenRun(id));
    await run(leaseOf(endOf("50")));
    arm(writes);
    await Promise.resolve(run(leaseOf(endOf("51")))).catch(() => undefined);
    arm(Number.POSITIVE_INFINITY);
    await run(leaseOf(endOf("51")));
    await run(leaseOf(endOf("51")));
    const one = await cases.read("50.2000");
    expect(one).toMatchObject({ count: 2, counted: ["51.2000"], run: "51" });
    expect((await cases.ofRun("51"))?.id).toBe("50.2000");
    expect((await stores.queue.counts()).ready + (await stores.queue.counts()).delayed).toBe(1);
  });
});
