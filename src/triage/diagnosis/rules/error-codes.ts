import type { FailureClass } from "../../../config/triage-config.ts";

/* Codes within error texts, and what they say. All texts are lines in lower case. */

type Codes = readonly [beginning: string, failure: FailureClass][];

/** States of SQL engines (SQLSTATE) that say for certain what is wrong, by their beginning. */
const exactStates: Codes = [
  ["23", "data"],
  ["42501", "permission"],
  ["42p01", "data"],
  ["42s02", "data"],
  ["42k03", "data"],
  ["3d000", "data"],
  ["3f000", "data"],
  ["28", "permission"],
  ["53", "resource"],
  ["57014", "timeout"],
  ["hyt0", "timeout"],
];

/** States in which engines put many things: the words beside them know better. */
const broadStates: Codes = [
  ["08", "network"],
  ["22023", "syntax"],
  ["22", "data"],
  ["42704", "data"],
  ["42", "syntax"],
  ["0a000", "syntax"],
  ["21s01", "syntax"],
  ["21", "data"],
  ["kd", "data"],
];

/** Errors of Oracle, by ranges of their numbers. https://docs.oracle.com/error-help/db/ */
const oracleErrors: readonly [from: number, to: number, failure: FailureClass][] = [
  [1, 1, "data"],
  [18, 20, "resource"],
  [942, 942, "data"],
  [900, 999, "syntax"],
  [1005, 1005, "permission"],
  [1017, 1017, "permission"],
  [1031, 1031, "permission"],
  [1033, 1034, "network"],
  [1045, 1045, "permission"],
  [1089, 1092, "network"],
  [1400, 1407, "data"],
  [1438, 1438, "data"],
  [1476, 1476, "data"],
  [1536, 1536, "resource"],
  [1650, 1659, "resource"],
  [1688, 1691, "resource"],
  [1722, 1722, "data"],
  [1830, 1899, "data"],
  [2290, 2293, "data"],
  [3113, 3114, "network"],
  [3135, 3135, "network"],
  [4030, 4031, "resource"],
  [6502, 6502, "data"],
  [6550, 6550, "syntax"],
  [12150, 12699, "network"],
  [12899, 12899, "data"],
  [28000, 28003, "permission"],
];

/** Answers of HTTP services. */
const httpStatuses: Codes = [
  ["401", "permission"],
  ["403", "permission"],
  ["407", "permission"],
  ["404", "data"],
  ["410", "data"],
  ["408", "network"],
  ["429", "network"],
  ["50", "network"],
  ["52", "network"],
];

/** What a code says that means one thing only. */
export const exactCodeIn = (line: string): FailureClass | undefined =>
  meaning(exactStates, sqlStateIn(line)) ?? oracleErrorIn(line) ?? entraErrorIn(line);

/** What a code says that means much, if no words say more. */
export const broadCodeIn = (line: string): FailureClass | undefined =>
  meaning(httpStatuses, httpStatusIn(line)) ?? meaning(broadStates, sqlStateIn(line));

const meaning = (codes: Codes, code: string | undefined): FailureClass | undefined =>
  code === undefined ? undefined : codes.find(([beginning]) => code.startsWith(beginning))?.[1];

/** `SQLSTATE: 42501`, `[08S01] [Microsoft]`, `1146 (42S02): `. */
const sqlStateIn = (line: string): string | undefined =>
  /\bsqlstate[\s:=[(]{1,4}([0-9a-z]{5})\b/.exec(line)?.[1] ??
  /\[([0-9a-z]{5})\] ?\[/.exec(line)?.[1] ??
  /\b\d{4,6} \(([0-9a-z]{5})\): /.exec(line)?.[1];

/** `ORA-00942`. */
const oracleErrorIn = (line: string): FailureClass | undefined => {
  const at = line.indexOf("ora-");
  const number = at < 0 ? undefined : /^\d{5}\b/.exec(line.slice(at + 4, at + 10))?.[0];
  return oracleErrors.find(([from, to]) => Number(number) >= from && Number(number) <= to)?.[2];
};

/** `AADSTS7000222`: Entra doesn't let somebody in. */
const entraErrorIn = (line: string): FailureClass | undefined => (/\baadsts\d/.test(line) ? "permission" : undefined);

/** `HTTP 503`, `status code: 403`, `error code 429`, `404 Client Error`, `", 403, HEAD, https:`. */
const httpStatusIn = (line: string): string | undefined =>
  /\b(?:http(?:\/[\d.]{1,3})?|status|code|error|statuscode)[ :=]{1,3}([45]\d\d)\b/.exec(line)?.[1] ??
  /\b([45]\d\d) (?:client|server) error\b/.exec(line)?.[1] ??
  /\b([45]\d\d)(?:,)? (?:get|put|post|head|patch|delete)\b/.exec(line)?.[1];
