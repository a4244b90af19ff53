import { asProblem, isBug, type Problem } from "../../errors.ts";
import type { Lease } from "../../ports/stores/queue.ts";
import type { Step } from "../../worker/worker.ts";
import type { TriageDeps } from "../triage-deps.ts";

/** What nobody has asked for is told late rather than never, but after a day nobody waits for it. */
const patienceMs = 24 * 3_600_000;
const firstMs = 1_000;
const longestMs = 60_000;

/** The same step, tried again for a day while what it needs is away. The worker alone would give it up much sooner. */
export const patient =
  (deps: Pick<TriageDeps, "log" | "now">, step: Step): Step =>
  async (lease, signal) => {
    try {
      return await step(lease, signal);
    } catch (thrown) {
      const problem = asProblem(thrown);
      const mayPass = problem.retry === "later" && !isBug(problem);
      if (signal.aborted || !mayPass || deps.now() - lease.storedAt >= patienceMs) throw thrown;
      deps.log.warn(
        { event: "triage.step-delayed", err: problem, task: lease.id, attempt: lease.attempt },
        "a triage step failed; trying again",
      );
      return { state: "again", inMs: waitOf(lease, problem) };
    }
  };

/** Growing from try to try. */
const waitOf = ({ attempt }: Lease, { afterMs = 0 }: Problem): number =>
  Math.min(longestMs, Math.max(afterMs, firstMs * 2 ** Math.min(attempt - 1, 10)));
