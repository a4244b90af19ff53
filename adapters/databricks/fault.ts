import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import { withoutTags } from "../../src/text/tags.ts";
import { tryJson } from "./json.ts";
import { lookup } from "./lookup.ts";

/** What one failed call said. Status 0: there was no answer, and `code` says why in Node's words. */
export const Fault = z.object({ status: z.number(), code: z.string(), message: z.string() });
export type Fault = z.infer<typeof Fault>;

/** The fault behind a Problem of this adapter, for callers that must tell refusals apart. */
export const faultOf = (problem: Problem): Fault | undefined => Fault.safeParse(problem.cause).data;

/** Reads any body that Databricks, its identity service or a proxy before them sends with an error status. */
export const parseFault = (status: number, body: string): Fault => {
  const { code = "", message = "" } = ErrorBody.safeParse(tryJson(body)).data ?? plain(body);
  return { status, code, message: message.slice(0, 500) };
};

/** The Problem that a fault means, with the fault as its cause. */
export const problemOf = (fault: Fault, afterMs?: number): Problem => {
  const kind = kindOf(fault);
  const scope = kind === "forbidden" ? /required scopes?: *([\w.:-]+)/.exec(fault.message)?.[1] : undefined;
  return new Problem(`databricks.${scope ? "scope" : kind}`, scope ? missingScope(scope) : kinds[kind].sentence, {
    retry: kinds[kind].retry,
    detail: [fault.status || "no answer", fault.code, fault.message].filter(Boolean).join(" "),
    cause: fault,
    ...(afterMs === undefined ? {} : { afterMs }),
  });
};

/** True when the same call may succeed in a moment. A plain 500 does not count: Databricks means it. */
export const isPassing = (problem: Problem): boolean => {
  const fault = faultOf(problem);
  return fault !== undefined && [0, 429, 502, 503, 504].includes(fault.status);
};

/** True when the service certainly did nothing: it refused the call, or the call never left this machine. */
export const isRefusal = (problem: Problem): boolean => {
  const fault = faultOf(problem);
  if (!fault) return false;
  if (fault.status === 0) return unsent.has(fault.code);
  return fault.status === 503 || (fault.status >= 300 && fault.status < 500 && !maybeTaken.has(fault.status));
};

/** Request time-out and "cancelled": the service may have begun. */
const maybeTaken = new Set([408, 499]);

const unsent = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
]);

type Kind = keyof typeof kinds;

const kinds = {
  unauthorized: {
    retry: "never",
    sentence:
      "Databricks refused the bot's credentials: they are wrong, expired or revoked. An administrator has to renew the token or the client secret; the command npm run doctor checks them.",
  },
  forbidden: {
    retry: "never",
    sentence:
      "Databricks does not allow the bot's identity to do this. An administrator has to grant it the permission, then it works at the next try.",
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
      "Databricks did not accept this request in the form it was sent. Put it differently, or show the administrator this message; the details are in my log.",
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
  FEATURE_DISABLED: "not-found",
  RESOURCE_EXHAUSTED: "rate-limited",
  REQUEST_LIMIT_EXCEEDED: "rate-limited",
  TEMPORARILY_UNAVAILABLE: "unavailable",
  UNAVAILABLE: "unavailable",
  DEADLINE_EXCEEDED: "timeout",
  TIMEOUT: "timeout",
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

const kindOf = ({ status, code }: Fault): Kind => {
  const known = kindByCode(code) ?? kindByStatus(String(status));
  if (known) return known;
  if (status >= 500) return "unavailable";
  return status >= 400 ? "invalid" : "unexpected";
};

const missingScope = (scope: string): string =>
  `The bot's Databricks credentials lack the scope "${scope}". An administrator has to add it to the application or token that the bot uses.`;

interface Said {
  code?: string | undefined;
  message?: string | undefined;
}

const Text = z.coerce.string();
const ErrorBody: z.ZodType<Said> = z.union([
  z.object({ error_code: Text, message: Text.optional() }).transform((it) => ({ ...it, code: it.error_code })),
  z
    .object({ errorCode: Text, errorSummary: Text })
    .transform((it) => ({ code: it.errorCode, message: it.errorSummary })),
  z.object({ error: z.object({ code: Text.optional(), message: Text.optional() }) }).transform((it) => it.error),
  z
    .object({ error: z.string(), error_description: z.string() })
    .transform((it) => ({ code: it.error, message: it.error_description })),
  z.object({ error: z.string() }).transform((it) => plain(it.error)),
  z
    .object({ detail: z.string(), scimType: z.string().optional() })
    .transform((it) => ({ code: it.scimType, message: it.detail })),
  z.object({ message: z.string() }),
]);

/** Characters of a page that are looked at for its words. */
const longestPage = 50_000;

/** "CODE: words", a page of a proxy, or nothing at all. */
const plain = (body: string): Said => {
  const page = body.slice(0, longestPage);
  const coded = /^([A-Z][A-Z_]+): *(.+)$/s.exec(page.trim());
  if (coded) return { code: coded[1], message: coded[2] };
  return { message: withoutTags(page).replace(/\s+/g, " ").trim() };
};
