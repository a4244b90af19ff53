import { webApi } from "@slack/bolt";
import { z } from "zod";
import { asProblem, Problem } from "../../src/errors.ts";
import { busy, down, kindOfRefusal, type RefusalKind, refused, tooLarge, unshowable } from "./refusals.ts";
import type { Method } from "./uses.ts";

/** Runs one Web API call. What Slack refuses becomes a Problem that says what to do. */
export const callSlack = async <T>(method: Method, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (thrown) {
    throw problemOf(method, thrown);
  }
};

/** The code with which Slack refused a call, for example `channel_not_found`. */
export const refusalOf = (thrown: unknown): string | undefined =>
  thrown instanceof webApi.WebAPIPlatformError ? thrown.data.error : undefined;

/** True where Slack refuses what a message holds, not who sends it or where it goes, and not for its length alone. */
export const isUnshowable = (thrown: unknown): boolean =>
  thrown instanceof webApi.WebAPIPlatformError && kindOf("chat.postMessage", thrown) === unshowable;

const problemOf = (method: Method, thrown: unknown): Problem => {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof webApi.WebAPIRateLimitedError) {
    const afterMs = thrown.retryAfter * 1_000;
    return new Problem("slack.busy", busy, { retry: "later", afterMs, detail: method, cause: thrown });
  }
  if (thrown instanceof webApi.WebAPIPlatformError) {
    const detail = [`${method} refused with ${thrown.data.error}`, ...reasons(thrown)].join("; ").slice(0, 1_000);
    return problem(kindOf(method, thrown), detail, thrown);
  }
  if (thrown instanceof webApi.WebAPIHTTPError) return httpProblem(method, thrown);
  if (thrown instanceof webApi.WebAPIRequestError) {
    return problem(unreachable, `${method} got no answer: ${thrown.original.message}`, thrown);
  }
  return asProblem(thrown);
};

const unreachable: RefusalKind = { code: "slack.down", sentence: down, retry: "later" };

const problem = ({ code, sentence, retry }: RefusalKind, detail: string, cause: unknown): Problem =>
  new Problem(code, sentence, { retry: retry ?? "never", detail, cause });

/** Methods that carry a message. What they refuse in words that we do not know, we blame on the message. */
const messageMethods: readonly Method[] = ["chat.postMessage", "chat.postEphemeral", "chat.update"];

const kindOf = (method: Method, thrown: webApi.WebAPIPlatformError): RefusalKind => {
  if (complaints(thrown).some((line) => tooManyBlocks.test(line))) return tooLarge;
  return kindOfRefusal(thrown.data.error) ?? (messageMethods.includes(method) ? unshowable : refused);
};

const tooManyBlocks = /no more than \d+ items allowed \[json-pointer:\/blocks\]/;

const httpProblem = (method: Method, thrown: webApi.WebAPIHTTPError): Problem => {
  const { statusCode } = thrown;
  const detail = `${method} answered HTTP ${statusCode}`;
  if (statusCode >= 500 || statusCode === 429) return problem(unreachable, detail, thrown);
  if (statusCode === 413 && messageMethods.includes(method)) return problem(tooLarge, detail, thrown);
  return problem({ ...unreachable, retry: undefined }, detail, thrown);
};

/** What Slack adds to a refusal: the scope that is missing, the block that is wrong. */
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
