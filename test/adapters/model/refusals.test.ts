import { networkAdvice } from "../../../adapters/model/advice.ts";
import { createModel, type ModelSettings } from "../../../adapters/model/model.ts";
import {
  answering,
  chunk,
  type ModelBench,
  modelForFile,
  modelKey,
  Plan,
  planning,
  problemOf,
  withoutWaiting,
} from "../../support/models/model-bench.ts";

let bench: ModelBench;
modelForFile((service) => {
  bench = service;
});

const rejected = (status: number, code: string): Promise<ModelSettings> =>
  bench.server((_, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message: `no: ${code}, your key ${modelKey}`, type: "x", code } }));
  });

describe("a refusal", () => {
  it.each([
    ["a wrong key", () => rejected(401, "invalid_api_key"), "model.refused", "Check OPENAI_API_KEY"],
    ["a key without permission", () => rejected(403, "forbidden"), "model.refused", "Check OPENAI_API_KEY"],
    [
      "a model that does not exist",
      () => rejected(404, "x"),
      "model.unknown",
      "Check OPENAI_MODEL and OPENAI_BASE_URL",
    ],
    [
      "a wrong path",
      async () => ({ ...bench.openai(), baseUrl: `${bench.base}/v9` }) as ModelSettings,
      "model.unknown",
      "404",
    ],
  ])("tells the operator what to check: %s", async (_, of, code, advice) => {
    const { model, waits } = withoutWaiting(await of());
    const problem = await problemOf(model.object(Plan, "plan", planning));
    expect(problem).toMatchObject({ code, retry: "never" });
    expect(problem.message).toContain(advice);
    expect(problem.sentence).not.toContain("OPENAI");
    expect(waits).toEqual([]);
  });

  it("names the settings of Azure and of Databricks", async () => {
    bench.traffic.faults.push({ service: "model", kind: "permission", times: 2 });
    const denied = (of: ModelSettings) => problemOf(createModel(of).object(Plan, "plan", planning));
    expect((await denied(bench.azure())).message).toContain("AZURE_OPENAI_DEPLOYMENT");
    expect((await denied(bench.databricks())).message).toContain("CAN QUERY");
  });

  it("never repeats the key", async () => {
    for (const status of [400, 401, 403, 404, 429, 500]) {
      const { model } = withoutWaiting(await rejected(status, "x".repeat(3_978 - modelKey.length)));
      const problem = await problemOf(model.text(answering, () => {}));
      expect([problem.message, problem.sentence, String(problem.cause), problem.stack].join()).not.toContain("sk-test");
    }
  });

  it.each([
    ["insufficient_quota", "model.quota", "budget"],
    ["billing_hard_limit_reached", "model.quota", "budget"],
    ["billing_not_active", "model.account", "not active"],
    ["account_deactivated", "model.account", "not active"],
    ["model_not_found", "model.unknown", "doesn't exist"],
    ["DeploymentNotFound", "model.unknown", "doesn't exist"],
    ["RESOURCE_DOES_NOT_EXIST", "model.unknown", "doesn't exist"],
    ["context_length_exceeded", "model.too-long", "more text"],
    ["request_too_large", "model.too-long", "more text"],
    ["input_too_long", "model.too-long", "more text"],
    ["content_filter", "model.filtered", "content filter"],
    ["firewall", "model.refused", "rejects"],
  ])("with the code %s is told as what it is, and not tried again", async (code, expected, words) => {
    for (const settings of [bench.openai(), bench.azure(), bench.databricks()]) {
      bench.traffic.faults.push({ service: "model", kind: "refused", code, times: 9 });
      const { model, waits } = withoutWaiting(settings);
      const problem = await problemOf(model.text(answering, () => {}));
      expect(problem).toMatchObject({ code: expected, retry: "never", sentence: expect.stringContaining(words) });
      expect(problem.sentence).not.toContain("in a minute");
      expect(waits).toEqual([]);
      expect(bench.traffic.calls).toHaveLength(1);
      bench.traffic.reset();
    }
  });

  it("for now is tried again, in the words of Databricks too", async () => {
    bench.traffic.faults.push({ service: "model", kind: "refused", code: "REQUEST_LIMIT_EXCEEDED", times: 1 });
    const { model, waits } = withoutWaiting(bench.databricks());
    expect((await model.object(Plan, "plan", planning)).kind).toBe("ask");
    expect(waits).toEqual([400]);
  });

  it("by a firewall names the resource's network", async () => {
    bench.traffic.faults.push({ service: "model", kind: "refused", code: "firewall", times: 1 });
    const problem = await problemOf(createModel(bench.azure()).text(answering, () => {}));
    expect(problem.message).toMatch(/AZURE_OPENAI_ENDPOINT does not let this network in/);
  });

  it("in the middle of the text is told as what it is", async () => {
    const error = (code: string) => `data: ${JSON.stringify({ error: { message: "no", code } })}\n\n`;
    for (const [events, code] of [
      [chunk("Half", "content_filter"), "model.filtered"],
      [`${chunk("Half")}${error("insufficient_quota")}`, "model.quota"],
      [`${chunk("Half")}${error("context_length_exceeded")}`, "model.too-long"],
    ]) {
      const of = await bench.server((_, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.end(`${events}data: [DONE]\n\n`);
      });
      expect(await problemOf(withoutWaiting(of).model.text(answering, () => {}))).toMatchObject({ code });
    }
  });
});

describe("a model that cannot be reached", () => {
  const lost = (of: ModelSettings) => problemOf(createModel(of, { retries: 0 }).text(answering, () => {}));

  it("names host, setting and reason", async () => {
    const closed = await bench.server(() => {});
    const { port } = new URL((closed as { baseUrl: string }).baseUrl);
    bench.close(port);
    const problem = await lost(closed);
    expect(problem).toMatchObject({ code: "model.unavailable", retry: "later" });
    expect(problem.message).toContain(
      `cannot reach 127.0.0.1:${port} (OPENAI_BASE_URL): ECONNREFUSED. Nothing listens there`,
    );
  });

  it.each([
    ["ENOTFOUND", () => bench.azure(), "DNS zone privatelink.openai.azure.com"],
    ["ENOTFOUND", () => bench.databricks(), "Check its spelling"],
    ["UND_ERR_CONNECT_TIMEOUT", () => bench.azure(), "the network rules of the private endpoint"],
    ["ETIMEDOUT", () => bench.openai(), "A firewall drops the connection"],
    ["SELF_SIGNED_CERT_IN_CHAIN", () => bench.openai(), "NODE_EXTRA_CA_CERTS"],
    ["ECONNRESET", () => bench.openai(), "proxy or firewall"],
  ])("gets advice that fits %s", (code, of, advice) => {
    expect(networkAdvice(code, of())).toContain(advice);
  });

  it("names host and setting where DNS fails", async () => {
    const problem = await lost({ ...bench.azure(), endpoint: "https://no-such-resource.invalid" } as ModelSettings);
    expect(problem.message).toMatch(/cannot reach no-such-resource\.invalid \(AZURE_OPENAI_ENDPOINT\): .*DNS/);
  });

  it("names host and setting where TLS fails", async () => {
    const { port } = new URL(bench.base);
    const problem = await lost({ ...bench.azure(), endpoint: `https://127.0.0.1:${port}` } as ModelSettings);
    expect(problem.message).toMatch(/cannot reach 127\.0\.0\.1:\d+ \(AZURE_OPENAI_ENDPOINT\): /);
  });

  it("tells why it got no token", async () => {
    const token = () => Promise.reject(new Error("the token service is away"));
    const problem = await lost({ kind: "databricks", host: bench.base, endpoint: "m", token });
    expect(problem).toMatchObject({ code: "model.unavailable" });
    expect(problem.message).toContain("the token service is away");
  });
});
