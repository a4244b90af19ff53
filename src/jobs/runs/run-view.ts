import type { Run } from "../../ports/databricks/run.ts";
import type { RunView } from "../../reply/jobs/run-card.ts";
import type { RunRecord, Stop } from "./run-records.ts";

/** What the cards of a run are made of. */
export const viewOf = (record: RunRecord, run: Run, stop: Stop | undefined, now: number): RunView => ({
  // A repair goes on in the same run, which may have begun hours ago.
  run: record.round > 0 ? { ...run, startedAt: record.startedAt } : run,
  name: record.name,
  starter: record.starter,
  parameters: record.parameters,
  stopper: stop?.by,
  usualMs: record.usualMs,
  now,
});
