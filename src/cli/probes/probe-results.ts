import { adviceOn, asProblem, explainError } from "../../errors.ts";
import type { ProbeResult } from "../../ports/setup.ts";

/** One check of `npm run doctor`. */
export type Probe = () => Promise<ProbeResult[]>;

/** The results of a probe; one that rejects has failed. */
export const resultsOf = async (probe: Probe): Promise<ProbeResult[]> => {
  try {
    return await probe();
  } catch (thrown) {
    return [{ state: "failed", ...explainError(thrown) }];
  }
};

/** Where a service was looked for: `https://adb-1.azuredatabricks.net (DATABRICKS_HOST)`. */
interface Asked {
  service: string;
  address: string;
}

/** A call that failed, with the address that was called and the setting that names it. */
export const failedCall = (thrown: unknown, { service, address }: Asked): ProbeResult => {
  const problem = asProblem(thrown);
  const isAway = /\.(?:unavailable|unreachable|timeout|down)$/.test(problem.code);
  const what = isAway ? `${service} can't be reached at ${address}, or isn't working` : `${service} at ${address}`;
  return { state: "failed", what: `${what}: ${problem.detail || problem.sentence}`, advice: adviceOn(problem) };
};
