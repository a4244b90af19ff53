import { probeTraces } from "../../../adapters/traces/probe.ts";
import { freePort } from "../../support/port.ts";
import { plainCall, startGrpcReceiver, startReceiver } from "../../support/traces/otlp.ts";

/* What npm run doctor says of the services that traces go to. */

type Receiver = Awaited<ReturnType<typeof startReceiver>>;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
beforeEach(() => {
  receiver.answer = 200;
  receiver.requests.splice(0);
});
afterAll(() => receiver?.stop());

const mlflow = (experiment = "7") =>
  ({ kind: "mlflow", address: `${receiver.url}/`, experiment, login: { kind: "token", token: "t0ken" } }) as const;
const databricks = (experiment = "7", table?: string) =>
  ({ kind: "databricks", host: receiver.url, experiment, table, token: async () => "t0ken" }) as const;

it.each([
  ["MLflow", () => mlflow()],
  ["Databricks", () => databricks()],
])("finds the experiment at %s with the bot's credentials, and sends no span", async (service, settings) => {
  expect(await probeTraces(settings())).toEqual([
    { state: "ok", what: `traces go to the experiment “concierge” of ${service}` },
  ]);
  expect(receiver.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer t0ken"]);
  expect(receiver.spans).toEqual([]);
});

it("says that rights on a table show later", async () => {
  const [found] = await probeTraces(databricks("7", "main.traces.bot_otel_spans"));
  expect(found).toMatchObject({
    state: "ok",
    what: expect.stringMatching(/main\.traces\.bot_otel_spans.*first trace/),
  });
});

it.each([
  [200, "9", /MLFLOW_EXPERIMENT_ID: there is no experiment 9/],
  [401, "7", /MLFLOW_TRACKING_TOKEN/],
  [403, "7", /MLFLOW_TRACKING_TOKEN/],
])("says what to correct after status %i", async (status, experiment, advice) => {
  receiver.answer = status;
  const [found] = await probeTraces(mlflow(experiment));
  expect(found).toMatchObject({
    state: "failed",
    what: expect.stringContaining(`MLflow at ${receiver.url}/ (MLFLOW_TRACKING_URI): status`),
    advice: expect.stringMatching(advice),
  });
});

it("asks for the right on the experiment where Databricks refuses the bot", async () => {
  receiver.answer = 403;
  expect(await probeTraces(databricks())).toMatchObject([
    { state: "failed", advice: expect.stringContaining("CAN EDIT") },
  ]);
});

it("sends a collector a request without spans, over gRPC too", async () => {
  const grpc = await startGrpcReceiver();
  try {
    const collector = { kind: "collector", protocol: "grpc", address: grpc.url, call: plainCall } as const;
    expect(await probeTraces(collector)).toEqual([{ state: "ok", what: `traces go to the collector at ${grpc.url}` }]);
    grpc.refuse = 16;
    expect(await probeTraces(collector)).toMatchObject([
      { state: "failed", what: expect.stringContaining("gRPC status 16") },
    ]);
  } finally {
    await grpc.stop();
  }
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
  const overHttp = { kind: "collector", protocol: "http/protobuf", address: receiver.url } as const;
  expect(await probeTraces(overHttp)).toMatchObject([{ state: "ok" }]);
  expect(receiver.requests.map(({ path }) => path)).toEqual(["/v1/traces"]);
  vi.unstubAllEnvs();
});

it("names a collector that is not there, and why", async () => {
  const address = `http://127.0.0.1:${await freePort()}`;
  expect(await probeTraces({ kind: "collector", protocol: "grpc", address, call: plainCall })).toEqual([
    {
      state: "failed",
      what: expect.stringContaining(`The trace collector at ${address} (OTEL_EXPORTER_OTLP_ENDPOINT)`),
      advice: expect.stringContaining("Nothing listens there"),
    },
  ]);
});
