import { createModel, type ModelSettings } from "../../../adapters/model/model.ts";
import type { ModelMessage } from "../../../src/ports/model.ts";
import {
  answer,
  answering,
  chunk,
  type ModelBench,
  modelForFile,
  Plan,
  planning,
  problemOf,
  stream,
  withoutWaiting,
} from "../../support/models/model-bench.ts";

let bench: ModelBench;
modelForFile((service) => {
  bench = service;
});

/** What was sent to the console meanwhile. */
const consoleOf = async (work: () => Promise<unknown>): Promise<unknown[]> => {
  const spies = (["log", "info", "warn", "error", "debug"] as const).map((name) => vi.spyOn(console, name));
  await work();
  return spies.flatMap((spy) => {
    const { calls } = spy.mock;
    spy.mockRestore();
    return calls;
  });
};

const bodies = () => bench.traffic.calls.map(({ body }) => body as { stream?: boolean; response_format?: unknown });

describe.each([
  ["a text in parts (Databricks gpt-oss)", "parts"],
  ["a text in parts with nested ones (Mistral)", "thinking-parts"],
  ["reasoning in a field", "reasoning-field"],
  ["reasoning between tags", "think"],
  ["reasoning before a closing tag", "think-unopened"],
  ["reasoning between brackets", "think-brackets"],
  ["reasoning in a channel", "channels"],
])("a model that sends %s", (_, quirk) => {
  const makers: [string, (model: string) => ModelSettings][] = [
    ["OpenAI", (model) => bench.openai(model)],
    ["Azure", (model) => bench.azure(model)],
    ["Databricks", (model) => bench.databricks(model)],
  ];

  it.each(makers)("is understood through %s, streamed and whole, in plans and in answers", async (_, of) => {
    for (const name of [`sandbox+${quirk}`, `sandbox+${quirk}+unstreamed`, `sandbox+${quirk}+unverified`]) {
      const { model, waits } = withoutWaiting(of(name));
      const drafts: string[] = [];
      const said = await consoleOf(async () => {
        expect(await model.object(Plan, "plan", planning)).toMatchObject({ kind: "ask", asks: [{ agent: "cost" }] });
        expect(await model.text(answering, (text) => drafts.push(text))).toBe(answer);
      });
      expect(said).toEqual([]);
      expect(drafts.at(-1)).toBe(answer);
      for (const draft of drafts) expect(answer.startsWith(draft.trimEnd())).toBe(true);
      expect(waits).toEqual([]);
    }
  });
});

it("reads reasoning that the responses API is silent about", async () => {
  const model = createModel(bench.openai("gpt-5.6+think+unstreamed"));
  expect((await model.object(Plan, "plan", planning)).kind).toBe("ask");
  expect(await model.text(answering, () => {})).toBe(answer);
});

it("takes a reply that is all reasoning for none", async () => {
  const problem = await problemOf(createModel(bench.openai("sandbox+think-only")).text(answering, () => {}));
  expect(problem).toMatchObject({ code: "model.nonsense", message: expect.stringContaining("empty") });
});

describe("an endpoint that does not stream", () => {
  it.each([
    ["refuses it", "unverified", [false, true, false, false]],
    ["ignores it", "unstreamed", [false, true, false]],
  ])("because it %s is asked without, and that is remembered", async (_, quirk, asked) => {
    for (const name of [`some-model+${quirk}`, `gpt-5.6+${quirk}`]) {
      const model = createModel(bench.openai(name));
      expect((await model.object(Plan, "plan", planning)).kind).toBe("ask");
      for (let call = 0; call < 2; call += 1) expect(await model.text(answering, () => {})).toBe(answer);
      expect(bodies().map(({ stream }) => stream)).toEqual(asked);
      bench.traffic.reset();
    }
  });

  it("keeps its JSON schema mode", async () => {
    const model = createModel(bench.openai("some-model+unverified"));
    await model.text(answering, () => {});
    await model.object(Plan, "plan", planning);
    expect(bodies().map((body) => "response_format" in body)).toEqual([false, false, true]);
  });

  it("is not what an endpoint is that fails for another reason", async () => {
    const model = createModel(bench.openai(), { retries: 0 });
    bench.traffic.faults.push({ service: "model", kind: "refused", code: "content_filter", times: 1 });
    await problemOf(model.text(answering, () => {}));
    bench.traffic.faults.push({ service: "model", kind: "500", times: 1 });
    await problemOf(model.text(answering, () => {}));
    await model.text(answering, () => {});
    expect(bodies().map(({ stream }) => stream)).toEqual([true, true, true]);
  });
});

describe("an endpoint that only streams", () => {
  it.each([
    ["refuses to send a whole answer", "streams-only", [false, true, true]],
    ["streams what was wanted as a whole", "streams-always", [false, false]],
  ])("and %s is read all the same", async (_, quirk, asked) => {
    for (const name of [`some-model+${quirk}`, `gpt-5.6+${quirk}`, `sandbox+parts+${quirk}`]) {
      const model = createModel(bench.openai(name));
      for (let call = 0; call < 2; call += 1) expect((await model.object(Plan, "plan", planning)).kind).toBe("ask");
      expect(bodies().map(({ stream }) => stream)).toEqual(asked);
      bench.traffic.reset();
    }
  });

  it("and has no JSON schema mode is asked with the schema in the prompt", async () => {
    const model = createModel(bench.openai("some-model+streams-only+schema-400"));
    for (let call = 0; call < 2; call += 1) expect((await model.object(Plan, "plan", planning)).kind).toBe("ask");
    expect(bodies().map((body) => "response_format" in body)).toEqual([true, true, false, false]);
  });
});

it("takes JSON of millions of characters for nonsense", async () => {
  const huge = JSON.stringify({ choices: [{ message: { content: "x".repeat(2_100_000) } }] });
  const settings = await bench.server((_, response) => response.end(huge));
  const problem = await problemOf(createModel(settings, { retries: 0 }).object(Plan, "plan", planning));
  expect(problem.code).toBe("model.nonsense");
});

describe("an endpoint without a JSON schema mode", () => {
  it.each([
    ["says 400", "schema-400", [true, false, false, false]],
    ["says 501", "schema-501", [true, false, false, false]],
    ["fails with 500, twice", "schema-500", [true, false, true, false, false]],
  ])("that %s gets the schema in the prompt, and is not offered the mode again", async (_, quirk, offered) => {
    const { model, waits } = withoutWaiting(bench.databricks(`some-model+${quirk}`));
    for (let call = 0; call < 3; call += 1) expect((await model.object(Plan, "plan", planning)).kind).toBe("ask");
    expect(bodies().map((body) => "response_format" in body)).toEqual(offered);
    expect(waits).toEqual([]);
  });

  it("is none that fails now and then", async () => {
    const model = createModel(bench.openai());
    for (let call = 0; call < 3; call += 1) {
      bench.traffic.faults.push({ service: "model", kind: "500", times: 1 });
      await model.object(Plan, "plan", planning);
      await model.object(Plan, "plan", planning);
    }
    await model.object(Plan, "plan", planning);
    expect(bodies().at(-1)).toHaveProperty("response_format");
  });

  it("and without streams is asked as it can", async () => {
    const model = createModel(bench.openai("some-model+unverified+schema-500+commas"));
    for (let call = 0; call < 3; call += 1) expect((await model.object(Plan, "plan", planning)).kind).toBe("ask");
  });
});

describe("a structured answer", () => {
  it.each(["notes", "twice", "commas", "think+notes+commas", "parts+twice"])("is found: %s", async (quirks) => {
    const model = createModel(bench.openai(`some-model+${quirks}`));
    expect(await model.object(Plan, "plan", planning)).toMatchObject({ kind: "ask", asks: [{ agent: "cost" }] });
    expect(bench.traffic.calls).toHaveLength(1);
  });

  it("that does not fit is asked for once more with the schema in the prompt", async () => {
    bench.traffic.faults.push({ service: "model", kind: "expired", times: 1 });
    expect((await createModel(bench.openai()).object(Plan, "plan", planning)).kind).toBe("ask");
    const [first, second] = bench.traffic.calls.map(({ body }) => body as { messages: ModelMessage[] });
    expect(first).toHaveProperty("response_format");
    expect(second).not.toHaveProperty("response_format");
    expect(second?.messages[0]?.content).toContain('"additionalProperties":false');
  });

  it("is nonsense the second time", async () => {
    bench.traffic.faults.push({ service: "model", kind: "expired", times: 2 });
    expect(await problemOf(createModel(bench.openai()).object(Plan, "plan", planning))).toMatchObject({
      code: "model.nonsense",
      retry: "never",
    });
  });
});

describe("a text", () => {
  const streaming = (events: string): Promise<ModelSettings> =>
    bench.server((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(events);
    });

  it("is nonsense when it is empty or was cut off", async () => {
    for (const chunks of [[chunk("", "stop")], [chunk("The answer is"), chunk("", "length")]]) {
      const of = await streaming(`${chunks.join("")}data: [DONE]\n\n`);
      expect(await problemOf(createModel(of).text(answering, () => {}))).toMatchObject({ code: "model.nonsense" });
    }
  });

  it("of 200,000 characters ends early, with a note, and the model is told to stop", async () => {
    for (const name of ["some-model+endless", "some-model+endless+unstreamed"]) {
      const drafts: string[] = [];
      const text = await createModel(bench.openai(name)).text(answering, (so_far) => drafts.push(so_far));
      expect(text.length).toBeLessThan(10_200);
      expect(text).toMatch(/…\n\n\*The language model wrote more than this\. Only the beginning is shown\.\*$/);
      expect(Math.max(0, ...drafts.map(({ length }) => length))).toBeLessThanOrEqual(10_000);
    }
    const hungUp = Promise.withResolvers<void>();
    const of = await bench.server((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const more = setInterval(() => response.write(chunk("and so on ".repeat(200))), 1);
      response.once("close", () => {
        clearInterval(more);
        hungUp.resolve();
      });
    });
    expect(await createModel(of).text(answering, () => {})).toContain("Only the beginning is shown");
    await hungUp.promise;
  });

  it("comes whole through pieces that cut events and characters in two", async () => {
    const bytes = Buffer.from(`: hello\r\n\r\n${stream("Größe “ein” 🎉 [1]")}`);
    const of = await bench.server(async (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const byte of bytes) await new Promise((resolve) => response.write(Buffer.of(byte), resolve));
      response.end();
    });
    expect(await createModel(of).text(answering, () => {})).toBe("Größe “ein” 🎉 [1]");
  });

  it("keeps every piece where content is now a string, now a list, now one part", async () => {
    const contents = ["One ", [{ type: "text", text: "two " }], { type: "text", text: "three " }, ["four"], null, []];
    const of = await streaming(`${contents.map((content) => chunk(content)).join("")}${chunk("", "stop")}`);
    expect(await createModel(of).text(answering, () => {})).toBe("One two three four");
  });
});
