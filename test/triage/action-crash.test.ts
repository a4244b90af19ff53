import { endedTask } from "../../src/jobs/runs/ended-run-task.ts";
import type { Stores } from "../../src/ports/stores/stores.ts";
import { type TriageAct, triageActTask } from "../../src/triage/action-step.ts";
import { backendPerTest } from "../contract/backend.ts";
import { brokenRun, type Guard, person, posted, triageBench } from "../support/databricks/triage-bench.ts";
import { sqliteBackend } from "../support/stores/sqlite-backend.ts";

const backend = backendPerTest(sqliteBackend);

/** Calls of a process that dies at one of them, the first, second … one after `arm`: before it, or right after it. */
const mortal = (isAfter: boolean) => {
  let left = Number.POSITIVE_INFINITY;
  const dead = () => new Error("killed");
  const guard: Guard =
    (work) =>
    async (...args) => {
      left -= 1;
      if (left < 0 && !(isAfter && left === -1)) throw dead();
      const result = await work(...args);
      if (left === -1) throw dead();
      return result;
    };
  return {
    guard,
    arm: (calls: number) => {
      left = calls;
    },
    died: () => left < 0,
  };
};

const storesOf = (stores: Stores, guard: Guard): Stores => {
  const { records, queue, journal } = stores;
  return {
    ...stores,
    records: {
      ...records,
      add: guard(records.add),
      swap: guard(records.swap),
      write: guard(records.write),
      remove: guard(records.remove),
    },
    queue: { ...queue, put: guard(queue.put) },
    journal: { ...journal, append: guard(journal.append), amend: guard(journal.amend) },
  };
};

const act = (action: TriageAct["action"], failure: string): TriageAct => ({
  ...{ case: failure, action, id: `act-${failure}`, by: person, place: posted.place },
  ...(action === "retry-with" && { values: { days: "3" } }),
  ...(action === "ignore" && { reason: "known" }),
});

describe.each([false, true])("an act on a failure whose process dies (after the call: %s)", (isAfter) => {
  it.each(["repair", "retry", "retry-with", "escalate", "ignore"] as const)(
    "%s is done once, at whatever call that is",
    async (action) => {
      const opened = await backend().open();
      let moments = 0;
      for (let isAlive = false; !isAlive; moments += 1) {
        const [broken, number] = [`5${moments}`, `7${moments}`];
        const { guard, arm, died } = mortal(isAfter);
        const { state, cases, leaseOf, run } = triageBench(storesOf(opened, guard), { guard });
        state.runs = [brokenRun(broken, { job: number })];
        await run(leaseOf(endedTask({ run: broken, number, endedAt: 2_000 })));
        const lease = leaseOf(triageActTask(act(action, `${broken}.2000`), number));
        arm(moments);
        await Promise.resolve(run(lease)).catch(() => undefined);
        isAlive = !died();
        arm(Number.POSITIVE_INFINITY);
        // Another replica does it again; and once more, as after a lost lease.
        await run(lease);
        await run(lease);
        const one = await cases.read(`${broken}.2000`);
        const isTry = action !== "escalate" && action !== "ignore";
        expect(state.repairs).toHaveLength(action === "repair" ? 1 : 0);
        expect(state.starts).toHaveLength(action.startsWith("retry") ? 1 : 0);
        if (isTry)
          expect(one?.state).toMatchObject({
            kind: "busy",
            act: `act-${broken}.2000`,
            run: action === "repair" ? broken : "90",
          });
        if (action === "ignore") expect(one?.state).toMatchObject({ kind: "ignored", reason: "known" });
        expect(new Set(one?.log).size).toBe(one?.log.length);
        const entries = await Array.fromAsync(opened.journal.query({}));
        expect(entries.filter(({ id }) => id.includes(`act-${broken}.2000`))).toHaveLength(1);
      }
      expect(moments).toBeGreaterThan(3);
    },
  );
});
