import type { WireReply } from "../wire.ts";
import type { Quirk } from "./quirks.ts";

/** An error in OpenAI's shape. */
export const error = (
  status: number,
  message: string,
  type: string | null,
  code: string | null,
  more: object = {},
): WireReply => ({ status, body: { error: { message, type, param: null, code, ...more } } });

/** An error in the shape of Databricks. */
const databricks = (status: number, error_code: string, message: string): WireReply => ({
  status,
  body: { error_code, message },
});

const refusals: Record<string, () => WireReply> = {
  insufficient_quota: () =>
    error(
      429,
      "You exceeded your current quota, please check your plan and billing details.",
      ...twice("insufficient_quota"),
    ),
  billing_not_active: () =>
    error(429, "Your account is not active, please check your billing details.", ...twice("billing_not_active")),
  billing_hard_limit_reached: () =>
    error(400, "Billing hard limit has been reached", ...coded("billing_hard_limit_reached")),
  account_deactivated: () =>
    error(401, "The account associated with this API key has been deactivated.", ...coded("account_deactivated")),
  model_not_found: () =>
    error(404, "The model `m` does not exist or you do not have access to it.", ...coded("model_not_found")),
  DeploymentNotFound: () => ({
    status: 404,
    body: { error: { code: "DeploymentNotFound", message: "The API deployment for this resource does not exist." } },
  }),
  context_length_exceeded: () =>
    error(400, "This model's maximum context length is 8192 tokens.", ...coded("context_length_exceeded"), {
      param: "messages",
    }),
  request_too_large: () =>
    error(
      429,
      "Request too large for m on tokens per min (TPM): Limit 30000, Requested 40000.",
      "tokens",
      "rate_limit_exceeded",
    ),
  content_filter: () =>
    error(
      400,
      "The response was filtered due to the prompt triggering the content management policy.",
      null,
      "content_filter",
      {
        param: "prompt",
        innererror: {
          code: "ResponsibleAIPolicyViolation",
          content_filter_result: { hate: { filtered: true, severity: "high" } },
        },
      },
    ),
  firewall: () => ({
    status: 403,
    body: { error: { code: "AccessDenied", message: "Access denied due to Virtual Network/Firewall rules." } },
  }),
  REQUEST_LIMIT_EXCEEDED: () =>
    databricks(
      429,
      "REQUEST_LIMIT_EXCEEDED",
      "REQUEST_LIMIT_EXCEEDED: Exceeded workspace input tokens per minute rate limit.",
    ),
  RESOURCE_DOES_NOT_EXIST: () => databricks(404, "RESOURCE_DOES_NOT_EXIST", "The given endpoint does not exist."),
  input_too_long: () =>
    databricks(
      400,
      "BAD_REQUEST",
      "Input is too long: the prompt exceeds the model's maximum context length of 8192 tokens.",
    ),
};

const coded = (code: string): ["invalid_request_error", string] => ["invalid_request_error", code];
const twice = (code: string): [string, string] => [code, code];

/** Refuses a call with this code, in the words and the shape of the maker whose code it is. */
export const refused = (code: string): WireReply =>
  refusals[code]?.() ?? error(400, `Refused: ${code}.`, ...coded(code));

/** OpenAI's answer when an organization that is not verified asks for a stream. */
export const unverified = (): WireReply =>
  error(400, "Your organization must be verified to stream this model.", "invalid_request_error", "unsupported_value", {
    param: "stream",
  });

/** What an endpoint says that only streams. */
export const unwhole = (): WireReply =>
  error(400, "This model sends streams only: set the parameter stream to true.", "invalid_request_error", null);

/** What an endpoint without a JSON schema mode says: some refuse, others fail. */
export const schemaless = (quirks: ReadonlySet<Quirk>): WireReply | undefined => {
  if (quirks.has("schema-400")) return databricks(400, "BAD_REQUEST", "response_format is not supported");
  if (quirks.has("schema-500")) return error(500, "Internal Server Error", "server_error", null);
  return quirks.has("schema-501")
    ? databricks(501, "NOT_IMPLEMENTED", "response_format of type json_schema")
    : undefined;
};
