import type { JobConfig } from "../../src/config/config.ts";
import { TriagePolicy } from "../../src/config/triage-config.ts";
import type { JournalEntry } from "../../src/ports/stores/journal.ts";
import { policyStep } from "../../src/triage/policy.ts";
import { failedRun } from "../support/databricks/failed-run.ts";

/* What the policy `auto` may do by itself: within hours of the deployment's clock, and minutes of run time a day. */

const decision = { ...failedRun("x").decision, class: "network" as const, action: "retry" as const };
const one = failedRun("x", { decision, usualMs: 30 * 60_000 });

/** A job whose policy acts by itself, at an hour in UTC, after so many minutes of runs today. */
const stepOf = (policy: Partial<TriagePolicy>, hour: number, spent: number, timeZone = "UTC") => {
  const job = { id: "load", parameters: {}, triage: TriagePolicy.parse({ policy: "auto", ...policy }) };
  const noted: JournalEntry[] = [];
  const deps = {
    config: { timeZone },
    now: () => Date.UTC(2026, 10, 29, hour, 30),
    jobs: { list: async () => [] },
    journal: {
      append: async (entry: JournalEntry) => void noted.push(entry),
      query: async function* () {
        yield { id: "triage-auto:another", details: { minutes: spent } };
      },
    },
  };
  return policyStep(deps as never, one, job as unknown as JobConfig).then((step) => ({ step, noted }));
};

describe("the limits of the policy auto", () => {
  it.each([
    [[6, 22], 5, "UTC", false],
    [[6, 22], 6, "UTC", true],
    [[6, 22], 21, "UTC", true],
    [[6, 22], 22, "UTC", false],
    [[22, 6], 23, "UTC", true],
    [[22, 6], 5, "UTC", true],
    [[22, 6], 12, "UTC", false],
    [[6, 22], 5, "Europe/Berlin", true],
    [[6, 22], 21, "Europe/Berlin", false],
  ] as const)(
    "are hours of the day: from %j, at %i:30 UTC, where the clock is that of %s",
    async (hours, hour, zone, acts) => {
      const { step } = await stepOf({ hours: [...hours] }, hour, 0, zone);
      expect(step).toEqual(acts ? { action: "retry" } : { held: "outside the hours in which I act on my own" });
    },
  );

  it.each([
    [0, true],
    [210, true],
    [211, false],
  ])("are minutes of run time within a day: after %i of 240 a run of 30", async (spent, acts) => {
    const { step, noted } = await stepOf({}, 12, spent);
    expect(step).toEqual(acts ? { action: "retry" } : { held: "it would cost more than I may spend in a day" });
    expect(noted.map(({ details }) => details)).toEqual(acts ? [{ minutes: 30 }] : []);
  });
});
