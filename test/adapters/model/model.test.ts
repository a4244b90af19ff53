import { createModel, type ModelSettings } from "../../../adapters/model/model.ts";
import { isAbort } from "../../../src/errors.ts";
import {
  answer,
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

const settings: Record<string, () => ModelSettings> = {
  "OpenAI, chat completions": () => bench.openai(),
  "OpenAI, responses": () => bench.openai("gpt-5.6"),
  "Azure OpenAI": () => bench.azure(),
  "Databricks model serving": () => bench.databricks(),
};

describe.each(Object.entries(settings))("a model behind %s", (_, of) => {
  it("gives an answer of the wanted shape", async () => {
    const plan = await createModel(of()).object(Plan, "plan", planning);
    expect(plan).toMatchObject({ kind: "ask", asks: [{ agent: "cost" }] });
  });

  it("streams a text as it grows", async () => {
    const texts: string[] = [];
    const text = await createModel(of()).text(answering, (so_far) => texts.push(so_far));
    expect(text).toBe(answer);
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.at(-1)).toBe(text);
    for (const [index, shown] of texts.entries()) expect(text.startsWith(shown) && index <= shown.length).toBe(true);
  });

  it("says which model it is, without a secret", () => {
    expect(createModel(of()).name).toMatch(/^(openai|azure|databricks):[\w.-]+$/);
  });

  it("tries again when it is busy, and not when it may not be used", async () => {
    bench.traffic.faults.push({ service: "model", kind: "503", times: 1 });
    const { model, waits } = withoutWaiting(of());
    expect((await model.object(Plan, "plan", planning)).kind).toBe("ask");
    expect(waits).toEqual([400]);
    bench.traffic.faults.push({ service: "model", kind: "permission", times: 1 });
    expect(await problemOf(model.object(Plan, "plan", planning))).toMatchObject({ code: "model.refused" });
  });
});

describe("on the wire", () => {
  it("asks Azure for the deployment with the version, and sends the key as it wants it", async () => {
    await createModel(bench.azure("front")).object(Plan, "plan", planning);
    expect(bench.traffic.calls.map(({ path }) => path)).toEqual([
      "/openai/deployments/front/chat/completions?api-version=2024-10-21",
    ]);
  });

  it("asks for a Databricks token before every request", async () => {
    let tokens = 0;
    const token = async () => `token-${++tokens}`;
    const model = createModel({ kind: "databricks", host: `${bench.base}/`, endpoint: "m", token });
    await model.object(Plan, "plan", planning);
    await model.text(answering, () => {});
    expect(tokens).toBe(2);
    expect(bench.traffic.calls.map(({ path }) => path)).toEqual(Array(2).fill("/serving-endpoints/chat/completions"));
  });

  it("wants a strict JSON schema and names the model", async () => {
    await createModel(bench.openai()).object(Plan, "plan", planning);
    expect(bench.traffic.calls[0]?.body).toMatchObject({
      model: "some-model",
      stream: false,
      response_format: {
        type: "json_schema",
        json_schema: { name: "plan", strict: true, schema: { additionalProperties: false } },
      },
    });
  });
});

describe("a fault", () => {
  it("waits as long as the service asks, then succeeds", async () => {
    bench.traffic.faults.push({ service: "model", kind: "429", times: 2, retry_after: 3 });
    const { model, waits } = withoutWaiting(bench.openai());
    await model.object(Plan, "plan", planning);
    expect(waits).toEqual([3_000, 3_000]);
  });

  it("ends after two more tries", async () => {
    bench.traffic.faults.push({ service: "model", kind: "500", times: 9 });
    const { model, waits } = withoutWaiting(bench.openai());
    expect(await problemOf(model.text(answering, () => {}))).toMatchObject({
      code: "model.unavailable",
      retry: "later",
    });
    expect(waits).toEqual([400, 800]);
    expect(bench.traffic.calls).toHaveLength(3);
  });

  it("does not wait longer than it may take in all", async () => {
    bench.traffic.faults.push({ service: "model", kind: "429", times: 1, retry_after: 60 });
    const { model, waits } = withoutWaiting(bench.openai(), { objectMs: 5_000 });
    const problem = await problemOf(model.object(Plan, "plan", planning));
    expect(problem).toMatchObject({ code: "model.rate-limited", retry: "later", afterMs: 60_000 });
    expect(waits).toEqual([]);
  });

  it("is told as what it is when the time ends while it is waited for", async () => {
    bench.traffic.faults.push({ service: "model", kind: "429", times: 1, retry_after: 1 });
    const forever = (_: number, signal: AbortSignal) =>
      new Promise<void>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const model = createModel(bench.openai(), { objectMs: 2_000, pause: forever });
    expect(await problemOf(model.object(Plan, "plan", planning))).toMatchObject({ code: "model.rate-limited" });
  });

  it("survives a dropped connection", async () => {
    bench.traffic.faults.push({ service: "model", kind: "drop", times: 1 });
    const { model, waits } = withoutWaiting(bench.openai());
    expect((await model.object(Plan, "plan", planning)).kind).toBe("ask");
    expect(waits).toEqual([400]);
  });

  it("gives up in time", async () => {
    bench.traffic.faults.push({ service: "model", kind: "held", times: 2 });
    const { model } = withoutWaiting(bench.openai(), { objectMs: 60, textMs: 60 });
    expect(await problemOf(model.object(Plan, "plan", planning))).toMatchObject({
      code: "model.timeout",
      retry: "later",
    });
    expect(await problemOf(model.text(answering, () => {}))).toMatchObject({ code: "model.timeout" });
  });

  it("leaves the caller's abort an abort", async () => {
    bench.traffic.faults.push({ service: "model", kind: "held", times: 2 });
    const { model } = withoutWaiting(bench.openai());
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
    bench.traffic.faults.push({ service: "model", kind: "429", times: 1, retry_after: 20 });
    const stop = new AbortController();
    const model = createModel(bench.openai());
    bench.traffic.once("call", () => setTimeout(() => stop.abort(), 20));
    expect(isAbort(await problemOf(model.object(Plan, "plan", planning, stop.signal)))).toBe(true);
  });

  it("in the middle of a stream begins the text anew, and what was shown never shrinks", async () => {
    let calls = 0;
    const of = await bench.server((_, response) => {
      calls += 1;
      response.writeHead(200, { "content-type": "text/event-stream" });
      if (calls > 1)
        response.end(`${chunk("One ")}${chunk("two ")}${chunk("three")}${chunk("", "stop")}data: [DONE]\n\n`);
      else response.write(chunk("One two "), () => response.destroy());
    });
    const shown: string[] = [];
    const { model } = withoutWaiting(of);
    expect(await model.text(answering, (text) => shown.push(text))).toBe("One two three");
    expect(shown).toEqual(["One two ", "One two three"]);
    expect(calls).toBe(2);
  });
});

it("needs a key for Azure", () => {
  expect(() => createModel({ ...bench.azure(), apiKey: "" } as ModelSettings)).toThrow();
  expect(modelKey).not.toBe("");
});
