import type { Failure } from "../errors.ts";
import type { Lease } from "../ports/stores/queue.ts";
import type { Step } from "../worker/worker.ts";
import { failTriageAct, triageActStep } from "./action-step.ts";
import { createTriageCommands, type TriageCommands } from "./commands/triage-commands.ts";
import { countStep } from "./counting.ts";
import { failSending, sendStep } from "./notify/sending.ts";
import { createCases } from "./triage-case.ts";
import type { TriageDeps } from "./triage-deps.ts";
import { createDigest, digestStep, failDigest } from "./watching/digest.ts";
import { endedStep, failEnded } from "./watching/ended-step.ts";
import { createWatchList } from "./watching/watch-list.ts";

/** Everything about runs that failed: what people may do about them, and the steps behind it. */
export interface TriageWork {
  commands: TriageCommands;
  steps: Readonly<Record<string, Step>>;
  /** A task was given up: says so on the card. Undefined: it is not a task of failures. */
  fail(lease: Lease, failure: Failure): Promise<void> | undefined;
  /** Looks for failures of watched jobs from now on, and sends the daily digest. */
  watch(): void;
  close(): void;
}

export const createTriageWork = (parts: Omit<TriageDeps, "cases">): TriageWork => {
  const deps: TriageDeps = { ...parts, cases: createCases(parts.records) };
  const watchList = createWatchList(deps);
  const digest = createDigest(deps);
  return {
    commands: createTriageCommands(deps),
    steps: {
      ended: endedStep(deps),
      "triage-act": triageActStep(deps),
      "triage-count": countStep(deps),
      "triage-digest": digestStep(deps),
      "triage-send": sendStep(deps),
    },
    fail: (lease, failure) => {
      const { sentence } = failure;
      if (lease.kind === "triage-act") return failTriageAct(deps, lease, sentence);
      if (lease.kind === "triage-send") return failSending(deps, lease, { sentence });
      if (lease.kind === "ended") return failEnded(deps, lease, failure);
      if (lease.kind === "triage-digest") return Promise.resolve(failDigest(deps, lease, failure));
      // The next failure, or whatever happens to this one, shows the count.
      return lease.kind === "triage-count" ? Promise.resolve() : undefined;
    },
    watch: () => {
      watchList.start();
      digest.start();
    },
    close: () => {
      watchList.close();
      digest.close();
    },
  };
};
