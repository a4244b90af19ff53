import type { Run } from "../../ports/databricks/run.ts";
import type { RunView } from "../../reply/jobs/run-card.ts";
import { type DeploymentLocale, type Reader, readerIn } from "../../reply/reader.ts";
import type { RunRecord, Stop } from "./run-records.ts";

/** Who reads the card of a run. */
export const readersOf = (config: DeploymentLocale, { posted, tell, starter }: Omit<RunRecord, "unposted">): Reader =>
  readerIn(config, posted.place, tell ?? starter);

/** What the cards of a run are made of. */
export const viewOf = (
  { config, now }: { config: DeploymentLocale; now: () => number },
  record: RunRecord,
  run: Run,
  stop: Stop | undefined,
): RunView => ({
  // A repair goes on in the same run, which may have begun hours ago.
  run: record.round > 0 ? { ...run, startedAt: record.startedAt } : run,
  name: record.name,
  starter: record.starter,
  parameters: record.parameters,
  stopper: stop?.by,
  usualMs: record.usualMs,
  now: now(),
  to: readersOf(config, record),
});
