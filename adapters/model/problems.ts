import { z } from "zod";
import { Problem, type ProblemOptions } from "../../src/errors.ts";
import type { ModelSettings } from "./client.ts";

/** What LangChain and the OpenAI SDK throw, as far as it tells something. */
const Thrown = z.object({
  name: z.string().catch(""),
  message: z.string().catch(""),
  status: z.number().optional().catch(undefined),
  code: z.string().nullish().catch(undefined),
  headers: z.instanceof(Headers).optional().catch(undefined),
});
type Thrown = z.infer<typeof Thrown>;

/** Any error of a model call as a Problem `model.*`. Neither message nor cause holds a key. */
export const modelProblem = (error: unknown, kind: ModelSettings["kind"], secrets: readonly string[] = []): Problem => {
  if (error instanceof Problem) return error;
  const thrown = Thrown.catch({ name: "", message: String(error) }).parse(error);
  const message = withoutKeys(thrown.message, secrets);
  const options = { detail: message, cause: new Error(`${thrown.name || "error"}: ${message}`) };
  if (thrown.status === undefined) return withoutStatus(thrown, options);
  if (thrown.status === 429) return limited(thrown, options);
  if (thrown.status === 408) return timedOut(options);
  if (thrown.status === 409 || thrown.status >= 500) return unavailable({ ...options, ...wait(thrown) });
  if (thrown.code === "content_filter") return filtered(options);
  if (isTooLong(thrown)) return tooLong(options);
  return refused({ ...options, detail: `HTTP ${thrown.status}: ${message}. ${advice(thrown.status, kind)}` });
};

/** The endpoint does not take the request as it was formed. */
export const isBadRequest = (error: unknown): boolean => {
  const status = Thrown.safeParse(error).data?.status;
  return status === 400 || status === 422;
};

export const timedOut = (options: ProblemOptions = {}): Problem =>
  new Problem("model.timeout", "The language model did not answer in time. Ask again for an answer in its words.", {
    retry: "later",
    ...options,
  });

export const nonsense = (detail: string): Problem =>
  new Problem("model.nonsense", "The language model gave an answer that could not be used.", { detail });

const withoutStatus = (thrown: Thrown, options: ProblemOptions): Problem => {
  if (thrown.name === "TimeoutError") return timedOut(options);
  if (isTooLong(thrown)) return tooLong(options);
  if (thrown.message.includes("length limit was reached")) return nonsense(thrown.message);
  return thrown.message.includes("rejected by the content filter") ? filtered(options) : unavailable(options);
};

const limited = (thrown: Thrown, options: ProblemOptions): Problem =>
  new Problem(
    "model.rate-limited",
    "The language model is at its rate limit. Ask again in a minute for an answer in its words.",
    {
      ...options,
      ...(thrown.code === "insufficient_quota" ? { retry: "never" } : { retry: "later", ...wait(thrown) }),
    },
  );

const unavailable = (options: ProblemOptions): Problem =>
  new Problem(
    "model.unavailable",
    "The language model cannot be reached right now. Ask again in a few minutes for an answer in its words.",
    { retry: "later", ...options },
  );

const refused = (options: ProblemOptions): Problem =>
  new Problem(
    "model.refused",
    "The language model refuses my requests. An administrator finds the reason in my log.",
    options,
  );

const filtered = (options: ProblemOptions): Problem =>
  new Problem(
    "model.filtered",
    "The language model's content filter rejected this text. Say it in other words.",
    options,
  );

const tooLong = (options: ProblemOptions): Problem =>
  new Problem("model.too-long", "This is more text than the language model can read at once.", options);

const isTooLong = ({ name, code }: Thrown): boolean =>
  name === "ContextOverflowError" || code === "context_length_exceeded";

/** The wait that the service asked for. */
const wait = ({ headers }: Thrown): { afterMs?: number } => {
  const header = headers?.get("retry-after");
  if (!header) return {};
  const ms = /^\d+(\.\d+)?$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? { afterMs: Math.max(0, ms) } : {};
};

const withoutKeys = (message: string, secrets: readonly string[]): string =>
  secrets
    .filter(Boolean)
    .reduce((text, secret) => text.replaceAll(secret, "[hidden]"), message)
    .replace(/\b(?:sk|dapi|dose|eyJ)[-\w.*]{8,}/g, "[hidden]");

/** What the operator should look at. */
const advice = (status: number, kind: ModelSettings["kind"]): string => {
  const { key, name, place } = settingsOf[kind];
  if (status === 401) return `Check ${key}: it is wrong, expired, or belongs to another service than ${place}.`;
  if (status === 403) return `Check ${key}: it has no permission to use ${name}.`;
  return status === 404 ? `Check ${name} and ${place}: there is no such model.` : `Check ${name} and ${place}.`;
};

const settingsOf = {
  azure: {
    key: "AZURE_OPENAI_API_KEY",
    name: "AZURE_OPENAI_DEPLOYMENT (the deployment's name, not the model's)",
    place: "AZURE_OPENAI_ENDPOINT with AZURE_API_VERSION",
  },
  openai: { key: "OPENAI_API_KEY", name: "OPENAI_MODEL", place: "OPENAI_BASE_URL" },
  databricks: {
    key: "the Databricks credentials (they need CAN QUERY on the endpoint)",
    name: "DATABRICKS_MODEL_ENDPOINT",
    place: "DATABRICKS_HOST",
  },
};
