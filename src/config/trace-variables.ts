import { validateHeaderName, validateHeaderValue } from "node:http";
import { z } from "zod";
import { text } from "../ports/setup.ts";

/* OpenTelemetry's own variables, as its specification of exporters names them; the one for traces goes before the general one. */

const samplers = [
  ...["always_on", "always_off", "traceidratio"],
  ...["parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio"],
];

const protocol = z.enum(["grpc", "http/protobuf"], { error: "must be grpc or http/protobuf" }).optional();
const compression = z.enum(["gzip", "none"], { error: "must be gzip or none" }).optional();
const yesOrNo = z.enum(["true", "false"], { error: "must be true or false" }).optional();
const timeout = z.coerce
  .number({ error: "must be a number of milliseconds such as 10000" })
  .int()
  .min(1)
  .max(600_000)
  .optional();

/** `name=value` pairs with commas between; a value may be percent-encoded. Undefined: that is not what it is. */
const headersIn = (given: string): Record<string, string> | undefined => {
  const headers: Record<string, string> = {};
  for (const pair of given.split(",")) {
    if (pair.trim() === "") continue;
    const split = pair.indexOf("=");
    if (split < 1) return undefined;
    try {
      const name = pair.slice(0, split).trim().toLowerCase();
      const value = decodeURIComponent(pair.slice(split + 1).trim());
      validateHeaderName(name);
      validateHeaderValue(name, value);
      headers[name] = value;
    } catch {
      return undefined;
    }
  }
  return headers;
};

const headers = z
  .string()
  .transform((given, context) => {
    const found = headersIn(given);
    if (!found) context.addIssue({ code: "custom", message: "must be name=value, with commas between such pairs" });
    return found ?? z.NEVER;
  })
  .optional();

export const traceVariables = {
  OTEL_SDK_DISABLED: text,
  OTEL_TRACES_EXPORTER: z.enum(["otlp", "none"], { error: "must be otlp or none" }).optional(),
  OTEL_TRACES_SAMPLER: z.enum(samplers, { error: `must be one of ${samplers.join(", ")}` }).optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number({ error: "must be a number from 0 to 1" }).min(0).max(1).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: text,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: text,
  OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocol,
  OTEL_EXPORTER_OTLP_HEADERS: headers,
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: headers,
  OTEL_EXPORTER_OTLP_TIMEOUT: timeout,
  OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: timeout,
  OTEL_EXPORTER_OTLP_COMPRESSION: compression,
  OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: compression,
  OTEL_EXPORTER_OTLP_INSECURE: yesOrNo,
  OTEL_EXPORTER_OTLP_TRACES_INSECURE: yesOrNo,
  OTEL_EXPORTER_OTLP_CERTIFICATE: text,
  OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE: text,
  OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: text,
  OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE: text,
  OTEL_EXPORTER_OTLP_CLIENT_KEY: text,
  OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY: text,
};
