import type { LabelledFailure } from "./failure.ts";
import { platformFailures } from "./platform.ts";
import { pythonFailures } from "./python.ts";
import { sparkFailures } from "./spark.ts";
import { sqlFailures } from "./sql.ts";

/** Failures as systems show them, each with what it is. */
export const labelledFailures: LabelledFailure[] = [
  ...pythonFailures,
  ...sparkFailures,
  ...sqlFailures,
  ...platformFailures,
];
