import { type Failure, Problem } from "../../src/errors.ts";
import { phrase } from "../../src/reply/words/phrase.ts";
import { lookup } from "../../src/text/lookup.ts";
import { type Fault, faultOf, parseFault } from "./fault.ts";

/** The Problem that a fault means, with the fault as its cause. */
export const problemOf = (fault: Fault, afterMs?: number): Problem => {
  const kind = kindOf(fault);
  const options = {
    retry: passing.has(kind) ? "later" : "never",
    detail: wordsOf(fault),
    cause: fault,
    ...(afterMs === undefined ? {} : { afterMs }),
  } as const;
  const scope = kind === "forbidden" ? /required scopes?: *([\w.:-]+)/.exec(fault.message)?.[1] : undefined;
  if (scope) return Problem.of("databricks.scope", { scope }, options);
  return Problem.of(`databricks.${kind}`, { network: networkOf(fault) }, options);
};

/** Status, code and words of a refusal; without an answer the reason alone, which names its code mostly. */
const wordsOf = ({ status, code, message }: Fault): string => {
  const named = message.includes(code) || code === String(status) ? [message] : [code, message];
  return [status || "no answer:", ...named].filter(Boolean).join(" ");
};

/** The same Problem with another code and sentence: retry, wait and cause stay. */
export const withFailure = (problem: Problem, { code, sentence }: Failure): Problem =>
  new Problem(code, sentence, {
    retry: problem.retry,
    detail: problem.message,
    cause: faultOf(problem) ?? problem,
    ...(problem.afterMs === undefined ? {} : { afterMs: problem.afterMs }),
  });

/** True for an answer that refuses the token. The API does so with a 401, the gateway of a workspace with a 403. */
export const isDeadToken = ({ status, text }: { status: number; text: string }): boolean =>
  status === 401 || (status === 403 && kindOf(parseFault(status, text)) === "unauthorized");

/** A file of a result cannot be read from the workspace's storage. */
export const storageProblem = (detail: string, passes: boolean): Problem =>
  Problem.of("databricks.storage", {}, { retry: passes ? "later" : "never", detail });

type Kind =
  | "unauthorized"
  | "ip-blocked"
  | "wrong-workspace"
  | "forbidden"
  | "disabled"
  | "not-found"
  | "rate-limited"
  | "unavailable"
  | "timeout"
  | "invalid"
  | "too-large"
  | "unexpected";

const passing: ReadonlySet<Kind> = new Set(["rate-limited", "unavailable", "timeout"]);

/** Error codes decide before the HTTP status: older endpoints send RESOURCE_DOES_NOT_EXIST with a 400. */
const kindByCode = lookup<Kind>({
  UNAUTHENTICATED: "unauthorized",
  CUSTOMER_UNAUTHORIZED: "unauthorized",
  PERMISSION_DENIED: "forbidden",
  NOT_FOUND: "not-found",
  RESOURCE_DOES_NOT_EXIST: "not-found",
  FEATURE_DISABLED: "disabled",
  RESOURCE_EXHAUSTED: "rate-limited",
  REQUEST_LIMIT_EXCEEDED: "rate-limited",
  TEMPORARILY_UNAVAILABLE: "unavailable",
  UNAVAILABLE: "unavailable",
  DEADLINE_EXCEEDED: "timeout",
  TIMEOUT: "timeout",
  TOO_LARGE: "too-large",
});

const kindByStatus = lookup<Kind>({
  0: "unavailable",
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  408: "timeout",
  429: "rate-limited",
  504: "timeout",
});

/** What a 403 of the gateway of a workspace says. Its code is the status, or missing, so only the words distinguish it. */
const gatewayWords: [words: string, kind: Kind][] = [
  ["invalid access token", "unauthorized"],
  ["token is expir", "unauthorized"],
  ["token expired", "unauthorized"],
  ["blocked by databricks ip acl", "ip-blocked"],
  ["network access to workspace", "ip-blocked"],
  ["access to org:", "wrong-workspace"],
];

const kindOf = (fault: Fault): Kind => {
  const { status, code } = fault;
  const known = gatewayKind(fault) ?? kindByCode(code) ?? kindByStatus(String(status));
  if (known) return known;
  if (status >= 500) return "unavailable";
  return status >= 400 ? "invalid" : "unexpected";
};

const gatewayKind = ({ status, code, message }: Fault): Kind | undefined => {
  if (status !== 403 || !["", "403", "PERMISSION_DENIED"].includes(code)) return undefined;
  const lower = message.toLowerCase();
  return gatewayWords.find(([words]) => lower.includes(words))?.[1];
};

/** The network that the call came from, with its address if the refusal names it. */
const networkOf = ({ message }: Fault): string => {
  const address = /Source IP address: ([\da-f.:]{3,45}) /i.exec(message)?.[1];
  return address ? phrase("botNetworkAt", { address }) : phrase("botNetwork", {});
};
