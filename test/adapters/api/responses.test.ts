import type OpenAI from "openai";
import { richAnswer, working } from "../../contract/replies.ts";
import { type ApiBench, apiKey, modelId, notice, openApi, question, refused } from "../../support/api-bench.ts";

let bench: ApiBench;
beforeEach(async () => {
  bench = await openApi();
});
afterEach(() => bench.stop());

type Responses = OpenAI.Responses.Response & { custom_outputs: Record<string, unknown> };
const asking = (more: object = {}) => ({ model: modelId, input: question, ...more });

describe("a response of the API", () => {
  it("comes in one piece, with the data under custom_outputs", async () => {
    const work = bench.client().responses.create(asking({ custom_inputs: { thread_id: "t" } }));
    expect((await bench.act()).place.thread).toBe("api:grafana:t");
    await bench.post(await bench.act(), richAnswer);
    const response = (await work) as Responses;
    expect(response).toMatchObject({
      id: expect.stringMatching(/^resp_/),
      object: "response",
      status: "completed",
      model: modelId,
      error: null,
      output: [{ type: "message", role: "assistant", status: "completed" }],
      usage: { input_tokens: Math.ceil(question.length / 4), output_tokens: expect.any(Number) },
      custom_outputs: { thread_id: "t", confidence: "high", sources: [{ agent: "sales" }, {}] },
    });
    expect(response.output_text).toContain("North leads with **2,525**");
  });

  it("opens a thread where none is named, and tells its id, with which the conversation goes on", async () => {
    const first = bench.client().responses.create({ input: question } as ReturnType<typeof asking>);
    const opened = await bench.act();
    await bench.post(opened, richAnswer);
    const { custom_outputs } = (await first) as Responses;
    expect(opened.place.thread).toBe(`api:grafana:${custom_outputs["thread_id"]}`);
    expect(opened.once).toBeUndefined();
    const custom_inputs = { thread_id: custom_outputs["thread_id"] };
    void bench.raw(asking({ input: "and in the South?", custom_inputs }), {}, "responses");
    expect((await bench.act(1)).place.thread).toBe(opened.place.thread);
    void bench.raw(asking(), {}, "responses");
    expect((await bench.act(2)).place.thread).not.toBe(opened.place.thread);
  });

  it("is there under /api, too, with the key in a header of its own: Databricks Apps use Authorization", async () => {
    const headers = { "x-api-key": apiKey, authorization: "Bearer a-token-of-databricks" };
    const baseURL = bench.url.replace(/v1$/, "api/v1");
    const client = bench.client("none", headers, baseURL);
    expect((await client.models.list()).data.map(({ id }) => id)).toEqual([modelId]);
    const work = client.responses.create(asking({ stream: true }) as typeof streaming);
    await bench.post(await bench.act(), richAnswer);
    const events = await Array.fromAsync(await work);
    expect(events.at(-1)).toMatchObject({
      type: "response.completed",
      response: { custom_outputs: { thread_id: expect.stringMatching(/^t-/) } },
    });
    expect((await fetch(`${baseURL}/models`, { headers: { ...headers, "x-api-key": "wrong" } })).status).toBe(401);
  });

  it("takes its conversation from the input", async () => {
    const input = [
      { role: "user", content: [{ type: "input_text", text: question }] },
      { type: "reasoning", summary: [] },
      { type: "function_call", name: "f", arguments: "{}", call_id: "1" },
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "3,275" }] },
      { role: "user", content: "and in the South?" },
    ];
    void bench.raw(asking({ input, instructions: "Be short." }), {}, "responses");
    expect(await bench.act()).toMatchObject({
      text: "ask and in the South?",
      history: [{ question, answer: "3,275" }],
    });
  });

  it("streams progress as reasoning and the text as it is written, in events that the SDK understands", async () => {
    const stream = await bench.client().responses.create(asking({ stream: true }) as typeof streaming);
    const ref = await bench.post(await bench.act(), { ...working, rows: [] });
    const events: OpenAI.Responses.ResponseStreamEvent[] = [];
    for await (const event of stream) {
      events.push(event);
      if (event.type === "response.reasoning_summary_text.delta" && events.length < 6) {
        await bench.channel.edit(ref, { ...working, draft: `${richAnswer.markdown}\n\nMore` });
      }
      if (event.type === "response.output_text.delta") await bench.channel.edit(ref, richAnswer);
    }
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, at) => at));
    expect(events.map(({ type }) => type).filter((type, at, all) => type !== all[at - 1])).toEqual([
      "response.created",
      "response.output_item.added",
      "response.reasoning_summary_part.added",
      "response.reasoning_summary_text.delta",
      "response.reasoning_summary_text.done",
      "response.reasoning_summary_part.done",
      "response.output_item.done",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
    const deltas = events.flatMap((event) => (event.type === "response.output_text.delta" ? [event.delta] : []));
    expect(deltas.length).toBeGreaterThan(1);
    const last = events.at(-1);
    const final = last?.type === "response.completed" ? last.response : undefined;
    expect(final?.output.map(({ type }) => type)).toEqual(["reasoning", "message"]);
    expect(final?.output[1]).toMatchObject({ content: [{ text: deltas.join("") }] });
    expect(final).toMatchObject({ custom_outputs: { confidence: "high" } });
  });

  it("is an error or a failed response where the question failed", async () => {
    const failed = notice({ tone: "error", markdown: "Genie is away.", code: "genie.unavailable" });
    const whole = bench.client().responses.create(asking());
    await bench.post(await bench.act(), failed);
    expect(await refused(whole)).toMatchObject({ status: 500, code: "genie.unavailable" });
    const stream = await bench.client().responses.create(asking({ stream: true }) as typeof streaming);
    await bench.post(await bench.act(1), failed);
    const events = await Array.fromAsync(stream);
    expect(events.at(-1)).toMatchObject({
      type: "response.failed",
      response: { status: "failed", error: { code: "genie.unavailable", message: "Genie is away." } },
    });
  });

  it.each([
    ["no input", { input: undefined }, 400, "input"],
    ["input that is none", { input: 7 }, 400, "input"],
    ["an answer as the last item", { input: [{ role: "assistant", content: "Hi" }] }, 400, "last message"],
    ["an earlier response", { previous_response_id: "resp_1" }, 400, "previous_response_id"],
    ["work in the background", { background: true }, 400, "background"],
    ["a JSON schema", { text: { format: { type: "json_schema", name: "x", schema: {} } } }, 400, "text.format"],
    ["tools", { tools: [{ type: "web_search" }] }, 400, "tools"],
    ["another model", { model: "gpt-4o" }, 404, "gpt-4o"],
  ])("is refused with %s", async (_, more, status, words) => {
    const response = await bench.raw(asking(more), {}, "responses");
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: { type: "invalid_request_error", message: expect.stringContaining(words) },
    });
    expect(bench.acts).toEqual([]);
  });
});

const streaming = { model: modelId, input: question, stream: true as const };
