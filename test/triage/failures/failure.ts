import type { FailureClass } from "../../../src/config/triage-config.ts";
import type { Symptoms } from "../../../src/triage/diagnosis/classification.ts";
import { evidenceText } from "../../../src/triage/diagnosis/evidence-text.ts";

/** A failed run as a system shows it, and what it is. */
export interface LabelledFailure extends Partial<Symptoms> {
  name: string;
  is: FailureClass;
}

/** The symptoms of a labelled failure as the bot reads them; what is not given is what an ordinary one has. */
export const symptomsOf = ({ name: _, is: __, ...given }: LabelledFailure): Symptoms => ({
  outcome: "failed",
  code: "RUN_EXECUTION_ERROR",
  type: "CLIENT_ERROR",
  ...given,
  message: evidenceText(given.message ?? "Workload failed, see run output for details"),
  error: evidenceText(given.error),
  trace: evidenceText(given.trace),
  logs: evidenceText(given.logs),
});
