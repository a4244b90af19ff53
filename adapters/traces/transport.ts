import { Problem } from "../../src/errors.ts";
import { postGrpc } from "./grpc.ts";
import { authorization, refusal, requestMs, withoutSlash } from "./mlflow.ts";
import { type TraceSettings, titleOf } from "./settings.ts";

/** Sends one serialized request. Rejects with a Problem `traces.*`. */
export type Transport = (body: Uint8Array) => Promise<void>;

type OwnTransport = Exclude<TraceSettings, { protocol: "http/protobuf" }>;

export const transportOf = (settings: OwnTransport): Transport => {
  const title = titleOf(settings);
  if (settings.kind === "collector") return (body) => postGrpc(settings.address, body, { title, ...settings.call });
  return async (body) => {
    const { url, headers } = await requestOf(settings);
    const type = { "content-type": "application/x-protobuf" };
    const options = { method: "POST", headers: { ...headers, ...type }, signal: AbortSignal.timeout(requestMs) };
    const response = await fetch(url, { ...options, body: Buffer.from(body) }).catch((cause: unknown) => {
      throw Problem.of("traces.unreachable", { service: title }, { retry: "later", cause });
    });
    if (response.ok) return void (await response.body?.cancel());
    throw refusal(title, response.status, await response.text().catch(() => ""));
  };
};

const requestOf = async (
  settings: Exclude<OwnTransport, { kind: "collector" }>,
): Promise<{ url: string; headers: Record<string, string> }> => {
  const experiment = { "x-mlflow-experiment-id": settings.experiment };
  if (settings.kind === "mlflow") {
    const { address, login } = settings;
    const url = `${withoutSlash(address)}/v1/traces`;
    return { url, headers: { ...experiment, ...(login && { authorization: authorization(login) }) } };
  }
  const { host, table, token } = settings;
  return {
    url: `${withoutSlash(host)}/api/2.0/otel/v1/traces`,
    headers: {
      ...experiment,
      authorization: `Bearer ${await token()}`,
      ...(table !== undefined && { "x-databricks-uc-table-name": table }),
    },
  };
};
