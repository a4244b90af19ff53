import * as webApi from "@slack/web-api";
import { z } from "zod";
import { asProblem, Problem } from "../../src/errors.ts";
import type { Method } from "./api-permissions.ts";
import { busy, down, type Refusal, refusalOfCode, refusalProblem, refused, tooLarge, unshowable } from "./refusals.ts";

/** Runs one Web API call. A failure becomes a Problem that says what to do. */
export const callSlack = async <T>(method: Method, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (thrown) {
    throw problemOf(method, thrown);
  }
};

/** The code with which Slack refused a call, for example `channel_not_found`. */
export const refusalCode = (thrown: unknown): string | undefined =>
  thrown instanceof webApi.WebAPIPlatformError ? thrown.data.error : undefined;

/** True if Slack refuses the content of a message, for a reason other than its length. */
export const isUnshowable = (thrown: unknown): boolean =>
  thrown instanceof webApi.WebAPIPlatformError && refusalIn("chat.postMessage", thrown) === unshowable;

const problemOf = (method: Method, thrown: unknown): Problem => {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof webApi.WebAPIRateLimitedError) {
    return refusalProblem(busy, { afterMs: thrown.retryAfter * 1_000, detail: method, cause: thrown });
  }
  if (thrown instanceof webApi.WebAPIPlatformError) {
    const detail = [`${method} refused with ${thrown.data.error}`, ...reasons(thrown)].join("; ").slice(0, 1_000);
    return refusalProblem(refusalIn(method, thrown), { detail, cause: thrown });
  }
  if (thrown instanceof webApi.WebAPIHTTPError) {
    const detail = `${method} answered HTTP ${thrown.statusCode}`;
    return refusalProblem(refusalOfStatus(method, thrown.statusCode), { detail, cause: thrown });
  }
  if (thrown instanceof webApi.WebAPIRequestError) {
    return refusalProblem(down, { detail: `${method} got no answer: ${thrown.original.message}`, cause: thrown });
  }
  return asProblem(thrown);
};

/** Methods that send a message. If one of them refuses with an unknown code, the message is taken to be the cause. */
const messageMethods: readonly Method[] = ["chat.postMessage", "chat.postEphemeral", "chat.update"];

const refusalIn = (method: Method, thrown: webApi.WebAPIPlatformError): Refusal => {
  if (complaints(thrown).some((line) => tooManyBlocks.test(line))) return tooLarge;
  return refusalOfCode(thrown.data.error) ?? (messageMethods.includes(method) ? unshowable : refused);
};

const tooManyBlocks = /no more than \d+ items allowed \[json-pointer:\/blocks\]/;

const refusalOfStatus = (method: Method, status: number): Refusal => {
  if (status === 413 && messageMethods.includes(method)) return tooLarge;
  return status >= 500 || status === 429 ? down : { code: down.code };
};

/** Details that Slack adds to a refusal: the missing scope, the invalid block. */
const reasons = (thrown: webApi.WebAPIPlatformError): string[] => {
  const { needed, provided } = Scopes.parse(thrown.data);
  return [...(needed ? [`needs ${needed}, has ${provided ?? "nothing"}`] : []), ...complaints(thrown)];
};

const Scopes = z.object({ needed: z.string().optional(), provided: z.string().optional() }).catch({});

/** Slack's complaints about single fields: `[ERROR] unsupported type: plan [json-pointer:/blocks/0/type]`. */
export const complaints = (thrown: unknown): string[] => {
  const { errors, response_metadata } = Complaints.parse(
    thrown instanceof webApi.WebAPIPlatformError ? thrown.data : {},
  );
  return [...response_metadata.messages, ...errors];
};

const Complaints = z
  .object({
    errors: z.array(z.string()).catch([]),
    response_metadata: z.object({ messages: z.array(z.string()).catch([]) }).catch({ messages: [] }),
  })
  .catch({ errors: [], response_metadata: { messages: [] } });
