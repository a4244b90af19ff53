import { endedTask } from "../../src/jobs/runs/ended-run-task.ts";
import type { Inbound } from "../../src/ports/chat/inbound.ts";
import { triageActTask } from "../../src/triage/action-step.ts";
import { createTriageCommands } from "../../src/triage/commands/triage-commands.ts";
import { createExplainer, type ExplainerDeps } from "../../src/triage/explainer.ts";
import { backendPerTest } from "../contract/backend.ts";
import { brokenRun, person, posted, triageBench } from "../support/databricks/triage-bench.ts";
import { sqliteBackend } from "../support/stores/sqlite-backend.ts";

const backend = backendPerTest(sqliteBackend);

/** A failure with its card, and whoever asks about it. */
const opened = async () => {
  const bench = triageBench(await backend().open());
  const failed = brokenRun("5");
  bench.state.runs = [failed];
  await bench.run(bench.leaseOf(endedTask({ run: "5", number: "7", endedAt: 2_000 })));
  const explainer = createExplainer({ ...bench.parts, triage: bench.parts.config.triage } as unknown as ExplainerDeps);
  const commands = createTriageCommands({
    ...{ ...bench.parts, cases: bench.cases },
    config: { ...bench.parts.config, access: { admins: [person.user], users: [], channels: [], tenants: [] } },
  } as never);
  const offered = async () =>
    (await explainer.explain(failed, undefined))
      ?.buttons({ locale: undefined, zone: undefined })
      .map(({ action }) => action);
  const click = (thread: string) =>
    commands.click({
      ...{ kind: "click", id: `click-${thread}`, action: "triage-repair", value: "5.2000", actor: person },
      place: { ...posted.place, thread },
    } as Extract<Inbound, { kind: "click" }>);
  return { bench, offered, click };
};

describe("whoever asks why a run failed", () => {
  it("can have it run again right there, until somebody has done so", async () => {
    const { bench, offered } = await opened();
    expect(await offered()).toEqual(["triage-repair", "triage-retry"]);
    const act = { case: "5.2000", action: "repair" as const, id: "a1", by: person, place: posted.place };
    await bench.run(bench.leaseOf(triageActTask(act, "7")));
    expect(await offered()).toEqual([]);
  });

  it("is told where it goes on, if the card is elsewhere", async () => {
    const { click } = await opened();
    expect(await click(posted.place.thread)).toBeUndefined();
    expect(JSON.stringify(await click("slack:T1:C2:9.9"))).toContain("The card of this failure of Load");
  });
});
