import type { AddMistake } from "../ports/setup.ts";
import type { Environment } from "./environment.ts";

/* Where traces go, out of the environment: OpenTelemetry's own variables, and MLflow's. */

export type TraceTarget =
  /** A collector; its address, headers and certificates are read by OpenTelemetry from the same variables. */
  | { kind: "collector"; protocol: "http/protobuf"; address: string }
  | { kind: "collector"; protocol: "grpc"; address: string; call: GrpcCall }
  | { kind: "mlflow"; address: string; experiment: string; login: MlflowLogin | undefined }
  /** MLflow of the workspace. `table`: of Unity Catalog, which keeps the spans. */
  | { kind: "databricks"; experiment: string; table: string | undefined };

/** How a collector is called over gRPC. */
interface GrpcCall {
  headers: Readonly<Record<string, string>>;
  timeoutMs: number;
  gzip: boolean;
  /** Whether an address without a scheme is spoken to in the clear. */
  isInsecure: boolean;
  /** Paths of PEM files: whom to trust, and who we are. */
  files: { ca?: string | undefined; cert?: string | undefined; key?: string | undefined };
}

/** What MLflow's server wants to see. */
type MlflowLogin = { kind: "token"; token: string } | { kind: "basic"; user: string; password: string };

/** Every place that traces go to; none: there are no traces. `share`: of all traces, 0 to 1. */
export const traceSettings = (env: Environment, addMistake: AddMistake) => {
  const isOff = env.OTEL_SDK_DISABLED === "true" || env.OTEL_TRACES_SAMPLER?.endsWith("always_off");
  const targets = isOff ? [] : [collector(env), mlflow(env, addMistake)].filter((target) => target !== undefined);
  return { targets, share: shareOf(env), experiment: env.MLFLOW_EXPERIMENT_ID };
};

const shareOf = ({ OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: share }: Environment): number =>
  sampler === "traceidratio" || sampler === "parentbased_traceidratio" ? (share ?? 1) : 1;

const collector = (env: Environment): TraceTarget | undefined => {
  const address = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!address || env.OTEL_TRACES_EXPORTER === "none") return undefined;
  const protocol = env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? env.OTEL_EXPORTER_OTLP_PROTOCOL;
  return protocol === "grpc"
    ? { kind: "collector", protocol, address, call: grpcCall(env) }
    : { kind: "collector", protocol: "http/protobuf", address };
};

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
const grpcCall = (env: Environment): GrpcCall => ({
  headers: { ...env.OTEL_EXPORTER_OTLP_HEADERS, ...env.OTEL_EXPORTER_OTLP_TRACES_HEADERS },
  timeoutMs: env.OTEL_EXPORTER_OTLP_TRACES_TIMEOUT ?? env.OTEL_EXPORTER_OTLP_TIMEOUT ?? 10_000,
  gzip: (env.OTEL_EXPORTER_OTLP_TRACES_COMPRESSION ?? env.OTEL_EXPORTER_OTLP_COMPRESSION) === "gzip",
  isInsecure: (env.OTEL_EXPORTER_OTLP_TRACES_INSECURE ?? env.OTEL_EXPORTER_OTLP_INSECURE) === "true",
  files: {
    ca: env.OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE ?? env.OTEL_EXPORTER_OTLP_CERTIFICATE,
    cert: env.OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE ?? env.OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE,
    key: env.OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY ?? env.OTEL_EXPORTER_OTLP_CLIENT_KEY,
  },
});

const mlflow = (env: Environment, addMistake: AddMistake): TraceTarget | undefined => {
  const { MLFLOW_TRACKING_URI: address, MLFLOW_EXPERIMENT_ID: experiment } = env;
  if (!address) return undefined;
  if (!experiment) {
    addMistake("MLFLOW_EXPERIMENT_ID", "is missing: the id of the experiment that gets the traces");
    return undefined;
  }
  if (address === "databricks") return { kind: "databricks", experiment, table: env.MLFLOW_TRACE_TABLE };
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol))
    return { kind: "mlflow", address, experiment, login: loginOf(env) };
  addMistake("MLFLOW_TRACKING_URI", "must be databricks, or the URL of an MLflow server");
  return undefined;
};

const loginOf = (env: Environment): MlflowLogin | undefined => {
  const { MLFLOW_TRACKING_TOKEN: token, MLFLOW_TRACKING_USERNAME: user, MLFLOW_TRACKING_PASSWORD: password = "" } = env;
  if (token) return { kind: "token", token };
  return user ? { kind: "basic", user, password } : undefined;
};
