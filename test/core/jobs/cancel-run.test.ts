import { createAudit } from "../../../src/audit/audit-log.ts";
import { Problem } from "../../../src/errors.ts";
import type { Origin } from "../../../src/jobs/origin.ts";
import { cancelRun } from "../../../src/jobs/runs/cancel-run.ts";
import { createRuns } from "../../../src/jobs/runs/run-records.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Place } from "../../../src/ports/place.ts";
import { backendPerTest } from "../../contract/backend.ts";
import { brokenRun, person, posted } from "../../support/databricks/triage-bench.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

const place: Place = posted.place;
const run = "9007199254740993123";

describe("who asked a run to stop", () => {
  const backend = backendPerTest(sqliteBackend);

  it("stays known when somebody else asks in vain", async () => {
    const { records, journal, queue } = await backend().open();
    const runs = createRuns(records);
    const state = { now: 1_000_000, isAway: false };
    const cancel = (act: string, user: string) => {
      const by = { id: act, actor: { ...person, user }, place } as Origin;
      return cancelRun(
        {
          ...{ queue, runs, log: silent, now: () => state.now, audit: createAudit(journal) },
          catalog: { byNumber: () => undefined },
          config: { access: { admins: ["U1", "U2"] } },
          jobs: {
            check: async () => brokenRun(run, { state: "running" }),
            cancel: async () => {
              if (state.isAway) throw Problem.of("databricks.unavailable", {}, { retry: "later" });
            },
          },
        } as never,
        run,
        by,
      );
    };
    await runs.write({
      ...{ run, number: "7", job: "load", name: "Load", starter: person, posted, parameters: {}, startedAt: 1 },
      ...{ phase: "watching", round: 0 },
    });
    await cancel("first", "U1");
    expect(await runs.stopped(run)).toMatchObject({ by: { user: "U1" } });
    state.now += 120_000;
    state.isAway = true;
    await expect(cancel("second", "U2")).rejects.toMatchObject({ code: "databricks.unavailable" });
    expect(await runs.stopped(run)).toMatchObject({ by: { user: "U1" } });
  });

  it("is nobody where the one who asked could not reach Databricks", async () => {
    const { records } = await backend().open();
    const runs = createRuns(records);
    await runs.noteStart(run, { starter: person });
    const cancel = cancelRun(
      {
        ...{ runs, log: silent, now: () => 1_000_000, config: { access: { admins: ["U1"] } } },
        catalog: { byNumber: () => undefined },
        jobs: {
          check: async () => brokenRun(run, { state: "running" }),
          cancel: async () => {
            throw Problem.of("databricks.unavailable", {}, { retry: "later" });
          },
        },
      } as never,
      run,
      { id: "only", actor: person, place } as Origin,
    );
    await expect(cancel).rejects.toMatchObject({ code: "databricks.unavailable" });
    expect(await runs.stopped(run)).toBeUndefined();
  });
});
