import type { FailureClass } from "../../../src/config/triage-config.ts";
import type { Symptoms } from "../../../src/triage/diagnosis/classification.ts";

/** A failed run as a system shows it, and what it is. */
export interface LabelledFailure extends Partial<Symptoms> {
  name: string;
  is: FailureClass;
}

/** The symptoms of a labelled failure; what is not given is what an ordinary failure of code has. */
export const symptomsOf = ({ name: _, is: __, ...given }: LabelledFailure): Symptoms => ({
  outcome: "failed",
  code: "RUN_EXECUTION_ERROR",
  type: "CLIENT_ERROR",
  message: "Workload failed, see run output for details",
  error: "",
  trace: "",
  logs: "",
  ...given,
});
