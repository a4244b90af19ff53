import { z } from "zod";
import { Problem, type ProblemOptions } from "../../src/errors.ts";
import { shortened } from "../../src/text/shorten.ts";
import { foreignAdvice, networkAdvice, refusalAdvice } from "./advice.ts";
import type { ModelSettings } from "./settings.ts";

/** What LangChain and the OpenAI SDK throw, as far as we use it. */
const Thrown = z.object({
  name: z.string().catch(""),
  message: z.string().catch(""),
  status: z.number().optional().catch(undefined),
  code: z.union([z.string(), z.number()]).nullish().catch(undefined),
  headers: z.instanceof(Headers).optional().catch(undefined),
  /** The body. Databricks calls the code `error_code`. */
  error: z.object({ error_code: z.string() }).optional().catch(undefined),
  cause: z.unknown().optional(),
});
type Thrown = z.infer<typeof Thrown>;

/** What came is no answer of a model: the address leads elsewhere, or something in between answered. */
export class ForeignAnswer extends Error {}

/** Any error of a model call as a Problem `model.*`. Neither its message nor its cause contains a key. */
export const modelProblem = (error: unknown, settings: ModelSettings, secrets: readonly string[] = []): Problem => {
  const inner = causes(error).find((cause) => cause instanceof Problem);
  if (inner?.code.startsWith("model.")) return inner;
  const thrown = Thrown.catch({ name: "", message: String(error), cause: undefined }).parse(error);
  const message = withoutKeys(thrown.message, secrets);
  const options = { detail: message, cause: new Error(`${thrown.name || "error"}: ${message}`) };
  if (inner) return noToken(inner, options);
  const foreign = causes(error).find((cause) => cause instanceof ForeignAnswer);
  if (foreign)
    return Problem.of(
      "model.unknown",
      {},
      { detail: `${withoutKeys(foreign.message, secrets)}. ${foreignAdvice(settings)}` },
    );
  const known = byCode(thrown, options);
  if (known) return known;
  const status = thrown.status ?? statusIn(thrown);
  if (status === undefined) return withoutStatus(thrown, settings, options);
  return byStatus(status, { ...thrown, status }, settings, options);
};

/** Once an answer has begun, proxies can only tell the status within it, as the code of an error. */
const statusIn = ({ code }: Thrown): number | undefined => (/^[45]\d\d$/.test(String(code)) ? Number(code) : undefined);

/** Whether the endpoint refused the form of the request. `unsure`: it may have failed for another reason. */
export const formRefusal = (error: unknown): "sure" | "unsure" | undefined => {
  const status = Thrown.safeParse(error).data?.status ?? 0;
  if ([400, 422, 501].includes(status)) return "sure";
  return status === 500 ? "unsure" : undefined;
};

/** Error and causes, outermost first. */
const causes = (error: unknown, depth = 0): unknown[] =>
  error === undefined || depth > 5 ? [] : [error, ...(error instanceof Error ? causes(error.cause, depth + 1) : [])];

const byCode = (thrown: Thrown, options: ProblemOptions): Problem | undefined => {
  switch (thrown.code ?? thrown.error?.error_code) {
    case "insufficient_quota":
    case "billing_hard_limit_reached":
      return Problem.of("model.quota", {}, options);
    case "billing_not_active":
    case "account_deactivated":
    case "access_terminated":
      return Problem.of("model.account", {}, options);
    case "content_filter":
    case "content_policy_violation":
      return filtered(options);
    case "context_length_exceeded":
    case "string_above_max_length":
      return tooLong(options);
    default:
      if (isFiltered(thrown)) return filtered(options);
      return isTooLong(thrown) ? tooLong(options) : undefined;
  }
};

/** Gateways give every refusal one code, and name the reason in words. */
const isFiltered = ({ status, message }: Thrown): boolean =>
  status === 400 && /content ?(?:management )?policy|content[ _]filter/i.test(message.slice(0, mostWords));

/** Some makers have no code for it, only words. */
const isTooLong = ({ name, status, message }: Thrown): boolean => {
  if (name === "ContextOverflowError" || status === 413) return true;
  const words = message.slice(0, mostWords);
  if (status === 429) return words.includes("Request too large");
  return status === 400 && /maximum context length|context window|(?:prompt|input) is too long/i.test(words);
};

const byStatus = (status: number, thrown: Thrown, settings: ModelSettings, options: ProblemOptions): Problem => {
  if (status === 429) return limited({ ...options, ...wait(thrown) });
  if (status === 408) return timedOut(options);
  if (status === 402) return Problem.of("model.quota", {}, options);
  if (status === 409 || (status >= 500 && status !== 501)) return unavailable({ ...options, ...wait(thrown) });
  const advice = refusalAdvice(status, thrown.message, settings);
  const detailed = { ...options, detail: `HTTP ${status}: ${options.detail}. ${advice}` };
  return status === 404 ? Problem.of("model.unknown", {}, detailed) : refused(detailed);
};

const withoutStatus = (thrown: Thrown, settings: ModelSettings, options: ProblemOptions): Problem => {
  if (thrown.name === "TimeoutError") return timedOut(options);
  const inner = causes(thrown.cause).map((cause) => Cause.catch({ code: "", message: "" }).parse(cause));
  const code = inner.find((cause) => cause.code)?.code;
  if (code) return unavailable({ ...options, detail: networkAdvice(code, settings) });
  const reasons = new Set([options.detail, ...inner.map(({ message }) => message)]);
  return unavailable({ ...options, detail: [...reasons].filter(Boolean).join(": ") });
};

const Cause = z.object({ code: z.string().catch(""), message: z.string().catch("") });

const noToken = ({ message, retry }: Problem, options: ProblemOptions): Problem =>
  retry === "later" ? unavailable({ ...options, detail: message }) : refused({ ...options, detail: message });

const limited = (options: ProblemOptions): Problem =>
  Problem.of("model.rate-limited", {}, { retry: "later", ...options });

const unavailable = (options: ProblemOptions): Problem =>
  Problem.of("model.unavailable", {}, { retry: "later", ...options });

const refused = (options: ProblemOptions): Problem => Problem.of("model.refused", {}, options);

const tooLong = (options: ProblemOptions): Problem => Problem.of("model.too-long", {}, options);

export const filtered = (options: ProblemOptions = {}): Problem => Problem.of("model.filtered", {}, options);

/** The answer stopped before its end. */
export const cutOff = (): Problem => unavailable({ detail: "the answer was cut off before its end" });

export const timedOut = (options: ProblemOptions = {}): Problem =>
  Problem.of("model.timeout", {}, { retry: "later", ...options });

export const nonsense = (detail: string): Problem => Problem.of("model.nonsense", {}, { detail });

/** Characters of an error message that are read. */
const mostWords = 2_000;

/** The wait that the service asked for. */
const wait = ({ headers }: Thrown): { afterMs?: number } => {
  const header = headers?.get("retry-after");
  if (!header) return {};
  const ms = /^\d+(\.\d+)?$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? { afterMs: Math.max(0, ms) } : {};
};

/** Cut after it was cleaned, so that the end cannot be one half of a key. */
const withoutKeys = (message: string, secrets: readonly string[]): string => {
  const clean = secrets
    .filter(Boolean)
    .reduce((text, secret) => text.replaceAll(secret, "[hidden]"), ownWords(message.slice(0, 2 * mostWords)))
    .replace(/\b(?:sk|dapi|dose|eyJ)[-\w.*]{8,}/g, "[hidden]");
  return shortened(clean, mostWords);
};

/** LangChain adds a link to a page of its own. */
const ownWords = (message: string): string => {
  const end = message.indexOf("\n\nTroubleshooting URL:");
  return end < 0 ? message : message.slice(0, end);
};
