import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { createModel, type ModelSettings } from "../../../adapters/model/model.ts";
import { createModel as createService } from "../../../sandbox/model/service.ts";
import { Traffic } from "../../../sandbox/traffic.ts";
import { serve } from "../../../sandbox/wire.ts";
import { isAbort, type Problem } from "../../../src/errors.ts";
import type { ModelMessage } from "../../../src/ports/model.ts";
import { answerPrompt, planPrompt } from "../../../src/supervisor/prompts.ts";
import { exampleProfiles } from "../../support/bench.ts";

const key = "sk-test-0123456789abcdef";
const traffic = new Traffic();
const servers: Server[] = [];
let base = "";
beforeAll(async () => {
  const server = await serve(createService({ traffic, fast: true }), 0, traffic);
  servers.push(server);
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => traffic.reset());
afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

const openai = (): ModelSettings => ({ kind: "openai", apiKey: key, baseUrl: `${base}/v1/`, model: "some-model" });
const settings = {
  "OpenAI, chat completions": openai,
  "OpenAI, responses": (): ModelSettings => ({ ...openai(), model: "gpt-5.6" }) as ModelSettings,
  "Azure OpenAI": (): ModelSettings => ({
    kind: "azure",
    apiKey: key,
    endpoint: `${base}/`,
    deployment: "front-desk",
    apiVersion: "2024-10-21",
  }),
  "Databricks model serving": (): ModelSettings => ({
    kind: "databricks",
    host: base,
    endpoint: "databricks-some-model",
    token: async () => "oauth-token",
  }),
};

const Plan = z.object({
  kind: z.enum(["ask", "clarify", "reply"]),
  asks: z.array(z.object({ agent: z.string(), question: z.string() })),
  confidence: z.number(),
  text: z.string(),
  choices: z.array(z.string()),
});
const plain = { jobs: [], today: "2026-01-31", summary: "", exchanges: [] };
const planning = planPrompt({ ...plain, agents: exampleProfiles(), question: "Why did costs spike?" });
const failed = { code: "genie.timeout", sentence: "It took too long." } as const;
const answering = answerPrompt(
  "Why did costs spike?",
  [{ state: "failed", key: "1", agent: "cost", question: "Why?", failure: failed, elapsedMs: 1 }],
  [],
  () => "Cost",
  false,
);

/** A model that notes how long it would have waited between tries. */
const impatient = (of: ModelSettings = openai(), options = {}) => {
  const waits: number[] = [];
  const model = createModel(of, { ...options, pause: async (ms) => void waits.push(ms) });
  return { waits, model };
};

const problemOf = (call: Promise<unknown>): Promise<Problem> =>
  call.then(
    () => Promise.reject(new Error("it succeeded")),
    (error: Problem) => error,
  );

/** A server that behaves as the given lines say. */
const server = async (listener: RequestListener): Promise<ModelSettings> => {
  const made = createServer(listener);
  servers.push(made);
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  const address = made.address() as AddressInfo;
  return { kind: "openai", apiKey: key, baseUrl: `http://127.0.0.1:${address.port}/v1`, model: "some-model" };
};
const chunk = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({
    id: "1",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta: { content }, finish_reason: finish }],
  })}\n\n`;
const said = (content: string) => `${chunk(content)}${chunk("", "stop")}data: [DONE]\n\n`;
const rejected = (status: number, code: string) =>
  server((_, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message: `no: ${code}, your key ${key}`, type: "x", code } }));
  });

describe.each(Object.entries(settings))("a model behind %s", (_, of) => {
  it("gives an answer of the wanted shape", async () => {
    const plan = await createModel(of()).object(Plan, "plan", planning);
    expect(plan).toMatchObject({ kind: "ask", asks: [{ agent: "cost" }] });
  });

  it("streams a text as it grows", async () => {
    const texts: string[] = [];
    const text = await createModel(of()).text(answering, (so_far) => texts.push(so_far));
    expect(text).toBe("The agent Cost could not answer, so its part is missing: It took too long.");
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.at(-1)).toBe(text);
    for (const [index, shown] of texts.entries()) expect(text.startsWith(shown) && index <= shown.length).toBe(true);
  });

  it("says which model it is, without a secret", () => {
    expect(createModel(of()).name).toMatch(/^(openai|azure|databricks):[\w.-]+$/);
  });

  it("tries again when it is busy, and not when it may not be used", async () => {
    traffic.faults.push({ service: "model", kind: "503", times: 1 });
    const { model, waits } = impatient(of());
    expect((await model.object(Plan, "plan", planning)).kind).toBe("ask");
    expect(waits).toEqual([400]);
    traffic.faults.push({ service: "model", kind: "permission", times: 1 });
    expect(await problemOf(model.object(Plan, "plan", planning))).toMatchObject({ code: "model.refused" });
  });
});

describe("on the wire", () => {
  it("asks Azure for the deployment with the version, and sends the key as it wants it", async () => {
    await createModel(settings["Azure OpenAI"]()).object(Plan, "plan", planning);
    expect(traffic.calls.map(({ path }) => path)).toEqual([
      "/openai/deployments/front-desk/chat/completions?api-version=2024-10-21",
    ]);
  });

  it("asks for a Databricks token before every request", async () => {
    let tokens = 0;
    const token = async () => `token-${++tokens}`;
    const model = createModel({ kind: "databricks", host: `${base}/`, endpoint: "m", token });
    await model.object(Plan, "plan", planning);
    await model.text(answering, () => {});
    expect(tokens).toBe(2);
    expect(traffic.calls.map(({ path }) => path)).toEqual(Array(2).fill("/serving-endpoints/chat/completions"));
  });

  it("wants a strict JSON schema and names the model", async () => {
    await createModel(openai()).object(Plan, "plan", planning);
    expect(traffic.calls[0]?.body).toMatchObject({
      model: "some-model",
      response_format: {
        type: "json_schema",
        json_schema: { name: "plan", strict: true, schema: { additionalProperties: false } },
      },
    });
  });
});

describe("a fault", () => {
  it("waits as long as the service asks, then succeeds", async () => {
    traffic.faults.push({ service: "model", kind: "429", times: 2, retry_after: 3 });
    const { model, waits } = impatient();
    await model.object(Plan, "plan", planning);
    expect(waits).toEqual([3_000, 3_000]);
  });

  it("ends after two more tries", async () => {
    traffic.faults.push({ service: "model", kind: "500", times: 9 });
    const { model, waits } = impatient();
    expect(await problemOf(model.text(answering, () => {}))).toMatchObject({
      code: "model.unavailable",
      retry: "later",
    });
    expect(waits).toEqual([400, 800]);
    expect(traffic.calls).toHaveLength(3);
  });

  it("does not wait longer than it may take in all", async () => {
    traffic.faults.push({ service: "model", kind: "429", times: 1, retry_after: 60 });
    const { model, waits } = impatient(openai(), { objectMs: 5_000 });
    const problem = await problemOf(model.object(Plan, "plan", planning));
    expect(problem).toMatchObject({ code: "model.rate-limited", retry: "later", afterMs: 60_000 });
    expect(waits).toEqual([]);
  });

  it("survives a dropped connection", async () => {
    traffic.faults.push({ service: "model", kind: "drop", times: 1 });
    const { model, waits } = impatient();
    expect((await model.object(Plan, "plan", planning)).kind).toBe("ask");
    expect(waits).toEqual([400]);
  });

  it("says so when nobody listens", async () => {
    const { model } = impatient({ kind: "openai", apiKey: key, baseUrl: "http://127.0.0.1:9/v1", model: "m" });
    expect(await problemOf(model.object(Plan, "plan", planning))).toMatchObject({ code: "model.unavailable" });
  });

  it("gives up in time", async () => {
    traffic.faults.push({ service: "model", kind: "slow", times: 2, ms: 2_000 });
    const began = performance.now();
    const { model } = impatient(openai(), { objectMs: 60, textMs: 60 });
    expect(await problemOf(model.object(Plan, "plan", planning))).toMatchObject({
      code: "model.timeout",
      retry: "later",
    });
    expect(await problemOf(model.text(answering, () => {}))).toMatchObject({ code: "model.timeout" });
    expect(performance.now() - began).toBeLessThan(1_500);
  });

  it("leaves the caller's abort an abort", async () => {
    traffic.faults.push({ service: "model", kind: "slow", times: 2, ms: 2_000 });
    const { model } = impatient();
    for (const call of [
      (signal: AbortSignal) => model.object(Plan, "plan", planning, signal),
      (signal: AbortSignal) => model.text(answering, () => {}, signal),
    ]) {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 20);
      expect(isAbort(await problemOf(call(stop.signal)))).toBe(true);
    }
  });

  it("stops waiting for the next try when the caller aborts", async () => {
    traffic.faults.push({ service: "model", kind: "429", times: 1, retry_after: 20 });
    const stop = new AbortController();
    const model = createModel(openai());
    traffic.once("call", () => setTimeout(() => stop.abort(), 20));
    expect(isAbort(await problemOf(model.object(Plan, "plan", planning, stop.signal)))).toBe(true);
  });
});

describe("a refusal", () => {
  it.each([
    ["a wrong key", () => rejected(401, "invalid_api_key"), "Check OPENAI_API_KEY"],
    ["a key without permission", () => rejected(403, "forbidden"), "Check OPENAI_API_KEY"],
    ["a model that does not exist", () => rejected(404, "model_not_found"), "Check OPENAI_MODEL and OPENAI_BASE_URL"],
    [
      "a wrong path",
      async (): Promise<ModelSettings> => ({ ...openai(), baseUrl: `${base}/v9` }) as ModelSettings,
      "404",
    ],
  ])("tells the operator what to check: %s", async (_, of, advice) => {
    const { model, waits } = impatient(await of());
    const problem = await problemOf(model.object(Plan, "plan", planning));
    expect(problem).toMatchObject({ code: "model.refused", retry: "never" });
    expect(problem.message).toContain(advice);
    expect(problem.sentence).not.toContain("OPENAI");
    expect(waits).toEqual([]);
  });

  it("names the settings of Azure and of Databricks", async () => {
    const azure = { ...settings["Azure OpenAI"](), apiKey: "" } as ModelSettings;
    expect(() => createModel(azure)).toThrow();
    traffic.faults.push({ service: "model", kind: "permission", times: 2 });
    const denied = (of: ModelSettings) => problemOf(createModel(of).object(Plan, "plan", planning));
    expect((await denied(settings["Azure OpenAI"]())).message).toContain("AZURE_OPENAI_DEPLOYMENT");
    expect((await denied(settings["Databricks model serving"]())).message).toContain("CAN QUERY");
  });

  it("never repeats the key", async () => {
    for (const status of [400, 401, 403, 404, 429, 500]) {
      const { model } = impatient(await rejected(status, "anything"));
      const problem = await problemOf(model.text(answering, () => {}));
      expect([problem.message, problem.sentence, String(problem.cause), problem.stack].join()).not.toContain(key);
    }
  });

  it.each([
    [429, "insufficient_quota", "model.rate-limited"],
    [400, "context_length_exceeded", "model.too-long"],
    [400, "content_filter", "model.filtered"],
  ])("is not tried again for %i %s", async (status, code, expected) => {
    const { model, waits } = impatient(await rejected(status, code));
    expect(await problemOf(model.text(answering, () => {}))).toMatchObject({ code: expected, retry: "never" });
    expect(waits).toEqual([]);
  });
});

describe("an answer that does not fit", () => {
  it("is asked for once more with the schema in the prompt", async () => {
    traffic.faults.push({ service: "model", kind: "expired", times: 1 });
    expect((await createModel(openai()).object(Plan, "plan", planning)).kind).toBe("ask");
    const [first, second] = traffic.calls.map(({ body }) => body as { messages: ModelMessage[] });
    expect(first).toHaveProperty("response_format");
    expect(second).not.toHaveProperty("response_format");
    expect(second?.messages[0]?.content).toContain('"additionalProperties":false');
  });

  it("is nonsense the second time", async () => {
    traffic.faults.push({ service: "model", kind: "expired", times: 2 });
    expect(await problemOf(createModel(openai()).object(Plan, "plan", planning))).toMatchObject({
      code: "model.nonsense",
      retry: "never",
    });
  });

  it("is found between words and fences", async () => {
    const plan = { kind: "reply", asks: [], confidence: 1, text: "Hi {you}", choices: [] };
    const of = await server((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(said(`Sure, here it is:\n\`\`\`json\n${JSON.stringify(plan)}\n\`\`\``));
    });
    expect(await createModel(of).object(Plan, "plan", planning)).toEqual(plan);
  });

  it("is got without the schema mode where the endpoint rejects that, and the mode is not offered again", async () => {
    const bodies: string[] = [];
    const of = await server(async (request, response) => {
      let body = "";
      for await (const part of request) body += part;
      bodies.push(body);
      const offered = body.includes('"response_format"');
      response.writeHead(offered ? 400 : 200, { "content-type": offered ? "application/json" : "text/event-stream" });
      response.end(
        offered
          ? JSON.stringify({ error_code: "BAD_REQUEST", message: "response_format is not supported" })
          : said('{"kind":"reply","asks":[],"confidence":1,"text":"Hi","choices":[]}'),
      );
    });
    const model = createModel(of);
    for (let call = 0; call < 2; call += 1) expect((await model.object(Plan, "plan", planning)).text).toBe("Hi");
    expect(bodies.map((body) => body.includes('"response_format"'))).toEqual([true, false, false]);
  });

  it("is nonsense when the text is empty or was cut off", async () => {
    for (const chunks of [[chunk("", "stop")], [chunk("The answer is"), chunk("", "length")]]) {
      const of = await server((_, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.end(`${chunks.join("")}data: [DONE]\n\n`);
      });
      expect(await problemOf(createModel(of).text(answering, () => {}))).toMatchObject({ code: "model.nonsense" });
    }
  });

  it("is written again when the stream breaks, and what was shown never shrinks", async () => {
    let calls = 0;
    const of = await server((_, response) => {
      calls += 1;
      response.writeHead(200, { "content-type": "text/event-stream" });
      if (calls > 1)
        response.end(`${chunk("One ")}${chunk("two ")}${chunk("three")}${chunk("", "stop")}data: [DONE]\n\n`);
      else response.write(chunk("One two "), () => response.destroy());
    });
    const shown: string[] = [];
    const { model } = impatient(of);
    expect(await model.text(answering, (text) => shown.push(text))).toBe("One two three");
    expect(shown).toEqual(["One two ", "One two three"]);
    expect(calls).toBe(2);
  });
});
