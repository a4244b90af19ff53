import type { FailureClass } from "../../../config/triage-config.ts";
import { systemErrorIn, vendorErrorIn } from "./vendor-codes.ts";

/* Codes within error texts, and what they say. All texts are lines in lower case. */

/** Undefined: other words have to tell. The first beginning that fits counts. */
type Codes = readonly [beginning: string, failure: FailureClass | undefined][];

/** States of SQL engines (SQLSTATE) that say for certain what is wrong, by their beginning. */
const exactStates: Codes = [
  ["22000", undefined],
  ["22023", undefined],
  ["220", "data"],
  ["22p", "data"],
  ["23", "data"],
  ["2d521", "timeout"],
  ["40001", "timeout"],
  ["40p01", "timeout"],
  ["55p03", "timeout"],
  ["42501", "permission"],
  ["42p01", "data"],
  ["42s02", "data"],
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
  ["57p", "network"],
  ["40", "timeout"],
  ["42k03", "data"],
  ["42k04", "data"],
  ["42kd6", "data"],
  ["42kd9", "data"],
  ["42kda", "data"],
  ["42kdg", "data"],
  ["42p07", "data"],
  ["42710", "data"],
  ["428gu", "data"],
  ["22023", "syntax"],
  ["22", "data"],
  ["42704", "data"],
  ["42", "syntax"],
  ["0a", "syntax"],
  ["2f", "syntax"],
  ["39", "syntax"],
  ["54", "syntax"],
  ["56", "syntax"],
  ["im0", "syntax"],
  ["44", "data"],
  ["21s01", "syntax"],
  ["21", "data"],
  ["kd", "data"],
];

/** Answers of HTTP services. */
const httpStatuses: Codes = [
  ["401", "permission"],
  ["402", "permission"],
  ["403", "permission"],
  ["407", "permission"],
  ["404", "data"],
  ["410", "data"],
  ["408", "network"],
  ["429", "network"],
  ["50", "network"],
  ["52", "network"],
];

/** Ends of calls by gRPC. https://grpc.io/docs/guides/status-codes/ */
const grpcStatuses: Codes = [
  ["unavailable", "network"],
  ["deadline_exceeded", "timeout"],
  ["aborted", "timeout"],
  ["resource_exhausted", "resource"],
  ["unauthenticated", "permission"],
  ["permission_denied", "permission"],
  ["not_found", "data"],
  ["already_exists", "data"],
  ["data_loss", "data"],
  ["unimplemented", "syntax"],
  ["invalid_argument", "syntax"],
];

/** What a code says that means one thing only. */
export const exactCodeIn = (line: string): FailureClass | undefined =>
  meaning(exactStates, sqlStateIn(line)) ?? meaning(grpcStatuses, grpcStatusIn(line)) ?? vendorErrorIn(line);

/** What a code says that means much, if no words say more. */
export const broadCodeIn = (line: string): FailureClass | undefined =>
  meaning(httpStatuses, httpStatusIn(line)) ?? meaning(broadStates, sqlStateIn(line)) ?? systemErrorIn(line);

const meaning = (codes: Codes, code: string | undefined): FailureClass | undefined =>
  code === undefined ? undefined : codes.find(([beginning]) => code.startsWith(beginning))?.[1];

/** `StatusCode.UNAVAILABLE`. */
const grpcStatusIn = (line: string): string | undefined => /\bstatuscode\.([a-z_]{3,30})/.exec(line)?.[1];

/** `SQLSTATE: 42501`, `[08S01] [Microsoft]`, `1146 (42S02): `. */
const sqlStateIn = (line: string): string | undefined =>
  /\bsqlstate[\s:=[(]{1,4}([0-9a-z]{5})\b/.exec(line)?.[1] ??
  /\[([0-9a-z]{5})\] ?\[/.exec(line)?.[1] ??
  /\b\d{4,6} \(([0-9a-z]{5})\): /.exec(line)?.[1];

/** `HTTP 503`, `status code: 403`, `error code 429`, `404 Client Error`, `", 403, HEAD, https:`. */
const httpStatusIn = (line: string): string | undefined =>
  /\b(?:http(?:\/[\d.]{1,3})?|(?:http_?)?status(?:_?code)?|code|error|returned|responded with|response)["']?[ :=[]{1,3}([45]\d\d)\b/.exec(
    line,
  )?.[1] ??
  /\b(?:client|server) error ['"(]?([45]\d\d)\b/.exec(line)?.[1] ??
  /\w(?:error|exception)\(([45]\d\d),/.exec(line)?.[1] ??
  /\b([45]\d\d) (?:client|server) error\b/.exec(line)?.[1] ??
  /\b([45]\d\d)(?:,)? (?:get|put|post|head|patch|delete)\b/.exec(line)?.[1];
