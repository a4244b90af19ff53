import { codeFaults, unknownNames } from "./code-rules.ts";
import { missingData, missingOrHidden, unfitData } from "./data-rules.ts";
import { exhaustion, lostMachines, quotas } from "./machine-rules.ts";
import { conflicts, limitsOfTime, unreachableServices } from "./network-rules.ts";
import { refusals } from "./permission-rules.ts";
import type { Rule } from "./rule.ts";

/*
 * The order of the rules. Within a list the first rule that fits counts, so that what names a cause stands before what
 * only names a symptom. `hints` (in a file of their own) come after all of these.
 */

/** Count wherever they stand among the errors of a failure: they explain the others. */
export const overriding: readonly Rule[] = [exhaustion, lostMachines, quotas];

/** Count for one error at a time, the root cause first. */
export const causes: readonly Rule[] = [
  missingOrHidden,
  unfitData,
  refusals,
  unknownNames,
  missingData,
  codeFaults,
  conflicts,
  unreachableServices,
  limitsOfTime,
];
