import type { LabelledFailure } from "./failure.ts";
import { fifthCodeFailures } from "./fifth/code.ts";
import { fifthLines } from "./fifth/lines.ts";
import { fifthMachineFailures } from "./fifth/machines.ts";
import { fifthNetworkFailures } from "./fifth/networks.ts";
import { fourthStreamFailures } from "./fourth/delta-and-streams.ts";
import { fourthPlatformFailures } from "./fourth/platform.ts";
import { fourthPythonFailures } from "./fourth/python.ts";
import { fourthServiceFailures } from "./fourth/services.ts";
import { fourthSparkFailures } from "./fourth/spark.ts";
import { fourthSqlFailures } from "./fourth/sql.ts";
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

/** The fourth set: written before its writer had read the rules. */
export const fourthSet: LabelledFailure[] = [
  ...fourthPythonFailures,
  ...fourthServiceFailures,
  ...fourthSparkFailures,
  ...fourthStreamFailures,
  ...fourthSqlFailures,
  ...fourthPlatformFailures,
];

/** The fifth set: written before the rules that it led to. */
export const fifthSet: LabelledFailure[] = [
  ...fifthCodeFailures,
  ...fifthNetworkFailures,
  ...fifthMachineFailures,
  ...fifthLines,
];
