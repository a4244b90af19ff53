import { type Failure, Problem } from "../../src/errors.ts";
import { type Fault, faultOf, parseFault } from "./fault.ts";
import { lookup } from "./lookup.ts";

/** The Problem that a fault means, with the fault as its cause. */
export const problemOf = (fault: Fault, afterMs?: number): Problem => {
  const kind = kindOf(fault);
  const scope = kind === "forbidden" ? /required scopes?: *([\w.:-]+)/.exec(fault.message)?.[1] : undefined;
  const sentence = scope ? missingScope(scope) : sentenceOf(kind, fault);
  return new Problem(`databricks.${scope ? "scope" : kind}`, sentence, {
    retry: kinds[kind].retry,
    detail: [fault.status || "no answer", fault.code, fault.message].filter(Boolean).join(" "),
    cause: fault,
    ...(afterMs === undefined ? {} : { afterMs }),
  });
};

/** The same Problem with another code and sentence: retry, wait and cause stay. */
export const withFailure = (problem: Problem, { code, sentence }: Failure): Problem =>
  new Problem(code, sentence, {
    retry: problem.retry,
    detail: problem.message,
    cause: faultOf(problem) ?? problem,
    ...(problem.afterMs === undefined ? {} : { afterMs: problem.afterMs }),
  });

/** True for an answer that refuses the token, whatever its status: the gateway of a workspace says 403. */
export const isDeadToken = ({ status, text }: { status: number; text: string }): boolean =>
  status === 401 || (status === 403 && kindOf(parseFault(status, text)) === "unauthorized");

/** A file of a result cannot be read from the workspace's storage. */
export const storageProblem = (detail: string, passes: boolean): Problem =>
  new Problem(
    "databricks.storage",
    "The rows are in a file of the workspace's cloud storage, and the bot could not read it. An administrator has to check that the bot's network may reach that storage.",
    { retry: passes ? "later" : "never", detail },
  );

type Kind = keyof typeof kinds;

const kinds = {
  unauthorized: {
    retry: "never",
    sentence:
      "Databricks refused the bot's credentials: they are wrong, expired or revoked. An administrator has to renew the token or the client secret; the command npm run doctor checks them.",
  },
  "ip-blocked": {
    retry: "never",
    sentence:
      "Databricks takes no calls from the network of this bot{address}: the IP access list of the workspace does not allow it. A workspace administrator has to add that address to the list.",
  },
  "wrong-workspace": {
    retry: "never",
    sentence:
      "The bot's credentials do not belong to the workspace that it calls. An administrator has to correct DATABRICKS_HOST, or give the bot credentials of that workspace.",
  },
  forbidden: {
    retry: "never",
    sentence:
      "Databricks does not allow the bot's identity to do this. An administrator has to grant it the permission; then it works at the next try.",
  },
  disabled: {
    retry: "never",
    sentence:
      "This feature is switched off in the Databricks workspace. A workspace administrator has to turn it on; asking again before that will not help.",
  },
  "not-found": {
    retry: "never",
    sentence:
      "Databricks does not know this, or the bot's identity may not see it. Check that it still exists and that it is shared with the bot.",
  },
  "rate-limited": {
    retry: "later",
    sentence:
      "Databricks is taking no more requests from this workspace for the moment. Nothing is broken; please try again in a minute.",
  },
  unavailable: {
    retry: "later",
    sentence: "Databricks cannot be reached or has a fault at the moment. Please try again in a few minutes.",
  },
  timeout: {
    retry: "later",
    sentence: "Databricks did not answer in time. Please try again in a few minutes.",
  },
  invalid: {
    retry: "never",
    sentence:
      "Databricks did not accept this request. Please ask in other words, or show this message to an administrator; the details are in my log.",
  },
  "too-large": {
    retry: "never",
    sentence: "The answer of Databricks is larger than the bot can read. Ask for fewer rows or columns.",
  },
  unexpected: {
    retry: "never",
    sentence:
      "The answer did not look like one from Databricks. An administrator has to check that DATABRICKS_HOST is the address of the workspace.",
  },
} as const;

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

/** What the gateway of a workspace says with a 403. Its code is the status, or missing, so its words have to tell. */
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

const sentenceOf = (kind: Kind, { message }: Fault): string => {
  const address = /Source IP address: ([\da-f.:]{3,45}) /i.exec(message)?.[1];
  return kinds[kind].sentence.replace("{address}", address ? ` (${address})` : "");
};

const missingScope = (scope: string): string =>
  `The bot's Databricks credentials lack the scope "${scope}". An administrator has to add it to the application or token that the bot uses.`;
