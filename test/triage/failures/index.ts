import type { LabelledFailure } from "./failure.ts";
import { platformFailures } from "./platform.ts";
import { pythonFailures } from "./python.ts";
import { sparkFailures } from "./spark.ts";
import { sqlFailures } from "./sql.ts";
import { thirdNestedFailures } from "./third-nested.ts";
import { thirdPlatformFailures } from "./third-platform.ts";
import { thirdPythonFailures } from "./third-python.ts";
import { thirdServiceFailures } from "./third-services.ts";
import { thirdSparkFailures } from "./third-spark.ts";
import { thirdSqlFailures } from "./third-sql.ts";

/** Failures as systems show them, each with what it is. */
export const labelledFailures: LabelledFailure[] = [
  ...pythonFailures,
  ...sparkFailures,
  ...sqlFailures,
  ...platformFailures,
];

/** The third set: written by somebody who had not seen the rules. */
export const thirdSet: LabelledFailure[] = [
  ...thirdPythonFailures,
  ...thirdSparkFailures,
  ...thirdSqlFailures,
  ...thirdServiceFailures,
  ...thirdPlatformFailures,
  ...thirdNestedFailures,
];
