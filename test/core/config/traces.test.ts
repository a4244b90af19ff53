import { ConfigError } from "../../../src/config/config.ts";
import { loadConfig } from "../../../src/open/load-config.ts";

const good = {
  ...{ DATABRICKS_HOST: "https://adb-1.azuredatabricks.net", DATABRICKS_TOKEN: "t", SALES_SPACE_ID: "1" },
  ...{ SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "s" },
};
const traces = (env: Record<string, string>, yaml?: string) => loadConfig({ ...good, ...env }, () => yaml).traces;
const mistakes = (env: Record<string, string>): string => {
  try {
    traces(env);
    return "";
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.message;
    throw thrown;
  }
};

const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4317" };
const mlflow = { MLFLOW_TRACKING_URI: "https://mlflow.example.com", MLFLOW_EXPERIMENT_ID: "7" };

describe("the settings of traces", () => {
  it("lead nowhere unless a place is named, and show no texts unless that is said", () => {
    expect(traces({})).toEqual({ targets: [], share: 1, experiment: undefined, content: false });
    expect(traces(collector, "traces: {content: true}").content).toBe(true);
  });

  it("take OpenTelemetry's own variables, the one for traces before the general one", () => {
    expect(traces(collector).targets).toEqual([
      { kind: "collector", protocol: "http/protobuf", address: "http://collector:4317" },
    ]);
    const grpc = { ...collector, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" };
    const call = { headers: {}, timeoutMs: 10_000, gzip: false, isInsecure: false, files: {} };
    expect(traces(grpc).targets).toEqual([
      { kind: "collector", protocol: "grpc", address: "http://collector:4317", call },
    ]);
    const own = {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://traces:4318",
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/protobuf",
    };
    expect(traces({ ...grpc, ...own }).targets).toEqual([
      { kind: "collector", protocol: "http/protobuf", address: "http://traces:4318" },
    ]);
    expect(traces({ ...collector, OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.1" }).share).toBe(
      0.1,
    );
  });

  it("say how a collector is called over gRPC: headers, time, compression, certificates", () => {
    const env = {
      ...{ ...collector, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: "2000" },
      ...{ OTEL_EXPORTER_OTLP_HEADERS: "Authorization=Bearer%20a%2Cb, x-team=one", OTEL_EXPORTER_OTLP_TIMEOUT: "9" },
      ...{ OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x-team=two,", OTEL_EXPORTER_OTLP_COMPRESSION: "gzip" },
      ...{ OTEL_EXPORTER_OTLP_INSECURE: "true", OTEL_EXPORTER_OTLP_CERTIFICATE: "/ca.pem" },
      ...{ OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: "/me.pem", OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY: "/me.key" },
    };
    expect(traces(env).targets).toMatchObject([
      {
        call: {
          headers: { authorization: "Bearer a,b", "x-team": "two" },
          ...{ timeoutMs: 2_000, gzip: true, isInsecure: true },
          files: { ca: "/ca.pem", cert: "/me.pem", key: "/me.key" },
        },
      },
    ]);
    for (const wrong of ["secret", "a b=secret", "a=%zzsecret", "a=x%0Asecret"]) {
      const said = mistakes({ ...collector, OTEL_EXPORTER_OTLP_HEADERS: wrong });
      expect(said).toContain("OTEL_EXPORTER_OTLP_HEADERS: must be name=value");
      expect(said).not.toContain("secret");
    }
    expect(mistakes({ OTEL_EXPORTER_OTLP_COMPRESSION: "zstd" })).toContain("must be gzip or none");
    expect(mistakes({ OTEL_EXPORTER_OTLP_TIMEOUT: "soon" })).toContain("must be a number of milliseconds");
  });

  it.each([{ OTEL_SDK_DISABLED: "true" }, { OTEL_TRACES_SAMPLER: "always_off" }, { OTEL_TRACES_EXPORTER: "none" }])(
    "switch a collector off with %o",
    (off) => expect(traces({ ...collector, ...off }).targets).toEqual([]),
  );

  it("know an MLflow server, with a login, and the workspace's own, also beside a collector", () => {
    expect(traces({ ...mlflow, MLFLOW_TRACKING_USERNAME: "me", MLFLOW_TRACKING_PASSWORD: "p" }).targets).toEqual([
      {
        ...{ kind: "mlflow", address: "https://mlflow.example.com", experiment: "7" },
        login: { kind: "basic", user: "me", password: "p" },
      },
    ]);
    const table = "main.traces.bot_otel_spans";
    const workspace = { ...mlflow, MLFLOW_TRACKING_URI: "databricks", MLFLOW_TRACE_TABLE: table };
    expect(traces({ ...collector, ...workspace }).targets).toEqual([
      { kind: "collector", protocol: "http/protobuf", address: "http://collector:4317" },
      { kind: "databricks", experiment: "7", table },
    ]);
  });

  it("are refused in a sentence each when they don't fit", () => {
    expect(mistakes({ MLFLOW_TRACKING_URI: "https://m" })).toContain("MLFLOW_EXPERIMENT_ID: is missing");
    expect(mistakes({ ...mlflow, MLFLOW_TRACKING_URI: "file:///mlruns" })).toContain("MLFLOW_TRACKING_URI: must be");
    expect(mistakes({ ...collector, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" })).toContain(
      "must be grpc or http/protobuf",
    );
    expect(mistakes({ ...collector, OTEL_TRACES_SAMPLER: "jaeger_remote" })).toContain("must be one of always_on");
    expect(mistakes({ ...collector, OTEL_TRACES_SAMPLER_ARG: "10" })).toContain("OTEL_TRACES_SAMPLER_ARG");
  });
});
