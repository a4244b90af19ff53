import { z } from "zod";
import type { Problem } from "../../src/errors.ts";
import { withoutTags } from "../../src/text/markup/tags.ts";
import { tryJson } from "./json.ts";

/** What a failed call answered. Status 0: there was no answer, and `code` is Node's reason. */
export const Fault = z.object({ status: z.number(), code: z.string(), message: z.string() });
export type Fault = z.infer<typeof Fault>;

/** The fault behind a Problem of this adapter, for callers that must tell refusals apart. */
export const faultOf = (problem: Problem): Fault | undefined => Fault.safeParse(problem.cause).data;

/** Reads any body that Databricks, its identity service or a proxy before them sends with an error status. */
export const parseFault = (status: number, body: string): Fault => {
  const { code = "", message = "" } = ErrorBody.safeParse(tryJson(body)).data ?? plainError(body);
  return { status, code, message: message.slice(0, 500) };
};

/** True when the same call may succeed in a moment. */
export const isPassing = (problem: Problem): boolean => {
  const fault = faultOf(problem);
  return fault !== undefined && [0, 429, 500, 502, 503, 504].includes(fault.status);
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

interface ErrorText {
  code?: string | undefined;
  message?: string | undefined;
}

const Text = z.coerce.string();
const ErrorBody: z.ZodType<ErrorText> = z.union([
  z.object({ error_code: Text, message: Text.optional() }).transform((it) => ({ ...it, code: it.error_code })),
  z
    .object({ errorCode: Text, errorSummary: Text })
    .transform((it) => ({ code: it.errorCode, message: it.errorSummary })),
  z.object({ error: z.object({ code: Text.optional(), message: Text.optional() }) }).transform((it) => it.error),
  z
    .object({ error: z.string(), error_description: z.string() })
    .transform((it) => ({ code: it.error, message: it.error_description })),
  z.object({ error: z.string() }).transform((it) => plainError(it.error)),
  z
    .object({ detail: z.string(), scimType: z.string().optional() })
    .transform((it) => ({ code: it.scimType, message: it.detail })),
  z.object({ message: z.string() }),
]);

/** Characters of a page that are read. */
const longestPage = 50_000;

/** "CODE: words", the page of a proxy, or nothing. */
const plainError = (body: string): ErrorText => {
  const page = body.slice(0, longestPage);
  const coded = /^([A-Z][A-Z_]+): *(.+)$/s.exec(page.trim());
  if (coded) return { code: coded[1], message: coded[2] };
  return { message: withoutTags(page).replace(/\s+/g, " ").trim() };
};
