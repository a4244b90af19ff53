import { endedTask } from "../../src/jobs/runs/ended-run-task.ts";
import { triageActTask } from "../../src/triage/action-step.ts";
import { sendingId, sendingOf } from "../../src/triage/notify/sending.ts";
import { backendPerTest } from "../contract/backend.ts";
import { failedRun } from "../support/databricks/failed-run.ts";
import { brokenRun, person, posted, triageBench } from "../support/databricks/triage-bench.ts";
import { sqliteBackend } from "../support/stores/sqlite-backend.ts";

const backend = backendPerTest(sqliteBackend);

describe("a mail that is written by itself", () => {
  it.each<[who: string, to: string[], owner: string, recipients: string[]]>([
    ["those who are configured", ["team@example.com"], "owner@example.com", ["team@example.com"]],
    ["the owner of the job, where nobody is configured", [], "owner@example.com", ["owner@example.com"]],
    ["those of SMTP_TO, where the owner is no address", [], "0b7c1d2e-service", []],
  ])("goes to %s", async (_, to, owner, recipients) => {
    const { state, parts, leaseOf, cases, run } = triageBench(await backend().open());
    Object.assign(parts.config.triage, { email: { on: ["retry", "recovery"], to } });
    await cases.add(failedRun("x", { posted, log: [], owner }));
    await cases.open("7", "11.2");
    await run(leaseOf(triageActTask({ case: "11.2", action: "retry", by: person, id: "click-1" }, "7")));
    state.runs = [brokenRun("90", { outcome: "success", startedAt: 3_000, endedAt: 4_000 })];
    await run(leaseOf(endedTask({ run: "90", number: "7", endedAt: 4_000 })));
    const sent = (kind: "retry" | "recovery", act: string) =>
      sendingOf(parts, sendingId("mail", kind, "11.2", `${kind}-${act}`));
    expect((await sent("retry", "click-1"))?.to).toEqual(recipients);
    expect((await sent("recovery", "90"))?.to).toEqual(recipients);
  });
});
