import type { Log } from "../../src/logging/log.ts";
import type { Lease, RunStep, Settled } from "../../src/ports/stores/queue.ts";

/** A step that threw begins again after this time. */
const afterFailureMs = 1_000;

/** How a step of a task ended; never rejects. `store` names the store in the event of its log line. */
export const stepOutcome = async (
  run: RunStep,
  lease: Lease,
  signal: AbortSignal,
  log: Log,
  store: string,
): Promise<Settled> => {
  try {
    const settled = await run(lease, signal);
    if (settled.state === "again" && !Number.isFinite(settled.inMs))
      throw new RangeError(`Again in ${settled.inMs} ms`);
    return settled;
  } catch (err) {
    const { id: task, kind, attempt } = lease;
    // A step that was told to stop may throw as it ends.
    if (!signal.aborted)
      log.error({ event: `${store}.step-rejected`, err, task, kind, run: attempt }, "a step failed; it runs again");
    return { state: "again", inMs: afterFailureMs };
  }
};
