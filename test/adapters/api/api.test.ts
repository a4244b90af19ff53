import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import { type ApiBench, apiKey, asking, openApi, otherKey, question, refused } from "../../support/api-bench.ts";

let bench: ApiBench;
beforeEach(async () => {
  bench = await openApi();
});
afterEach(() => bench.stop());

describe("who may ask the API", () => {
  it.each([
    ["no key", {}],
    ["an unknown key", { authorization: "Bearer a-key-that-nobody-knows" }],
    ["an empty key", { authorization: "Bearer " }],
    ["a key in another scheme", { authorization: `Basic ${apiKey}` }],
    ["the beginning of a key", { authorization: `Bearer ${apiKey.slice(0, -1)}` }],
  ])("refuses %s in OpenAI's shape", async (_, headers) => {
    const response = await fetch(`${bench.url}/models`, { headers });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      error: { type: "authentication_error", code: "invalid_api_key", message: expect.stringContaining("API_KEYS") },
    });
    expect((await refused(bench.client("wrong-key-0123456789").chat.completions.create(asking(question)))).status).toBe(
      401,
    );
    expect(bench.acts).toEqual([]);
  });

  it("is the name of the key, whatever the body says", async () => {
    bench.send({ ...asking(question), user: "admin@example.com" }, { authorization: `Bearer ${otherKey}` });
    expect(await bench.act()).toMatchObject({ actor: { platform: "api", user: "ci" }, external: false });
  });

  it("lists the one model", async () => {
    const models = await Array.fromAsync(bench.client().models.list());
    expect(models.map(({ id }) => id)).toEqual(["genie-concierge"]);
    expect(await bench.client().models.retrieve("genie-concierge")).toEqual(models[0]);
    expect(await refused(bench.client().models.retrieve("gpt-4o"))).toMatchObject({ status: 404, code: "api.model" });
  });

  it.each([
    ["GET", "embeddings"],
    ["GET", "chat/completions"],
    ["POST", "embeddings"],
    ["POST", "models"],
  ])("answers %s of an unknown path (%s) in OpenAI's shape", async (method, path) => {
    const response = await fetch(`${bench.url}/${path}`, { method, headers: { authorization: `Bearer ${apiKey}` } });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: "unknown_url", type: "invalid_request_error" } });
    const unknown = await fetch(`${bench.url}/${path}`, { method });
    expect(unknown.status).toBe(401);
  });

  it("lets pages of any origin ask, but nobody without a key", async () => {
    const preflight = await fetch(`${bench.url}/chat/completions`, {
      method: "OPTIONS",
      headers: { origin: "https://chat.example.com", "access-control-request-method": "POST" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
    expect(preflight.headers.get("access-control-allow-credentials")).toBeNull();
    const response = await fetch(`${bench.url}/models`, { headers: { origin: "https://chat.example.com" } });
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([401, "*"]);
  });
});

describe("a request to the API", () => {
  const part = (type: string, more: object) => ({ role: "user", content: [{ type, ...more }] });

  it.each([
    ["no JSON", "{", 400, "not JSON"],
    ["nothing", {}, 400, "model"],
    ["another model", { ...asking(question), model: "gpt-4o" }, 404, "genie-concierge"],
    ["no messages", { model: "genie-concierge" }, 400, "messages"],
    ["an empty list", { model: "genie-concierge", messages: [] }, 400, "last message"],
    [
      "no question",
      { model: "genie-concierge", messages: [{ role: "assistant", content: "Hi" }] },
      400,
      "last message",
    ],
    ["an empty question", asking("  "), 400, "empty"],
    [
      "an image alone",
      { model: "genie-concierge", messages: [part("image_url", { image_url: {} })] },
      400,
      "text only",
    ],
  ])("with %s is refused with what is wrong", async (_, body, status, words) => {
    const response = await bench.raw(body);
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as { error: { message: string; type: string } };
    expect(error).toMatchObject({ type: "invalid_request_error", message: expect.stringContaining(words) });
    expect(bench.acts).toEqual([]);
  });

  it.each([
    ["n", { n: 2 }],
    ["tools", { tools: [{ type: "function", function: { name: "f" } }] }],
    ["functions", { functions: [{ name: "f" }] }],
    ["response_format", { response_format: { type: "json_object" } }],
    ["logprobs", { logprobs: true }],
    ["audio", { modalities: ["text", "audio"], audio: { voice: "alloy", format: "wav" } }],
  ])("that wants %s is refused, and told which parameter it was", async (param, more) => {
    const response = await bench.raw({ ...asking(question), ...more });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { type: "invalid_request_error", code: "api.unsupported", param, message: expect.stringContaining(param) },
    });
    expect(bench.acts).toEqual([]);
  });

  it("may have what only tunes a model", async () => {
    const tuning = { temperature: 0, max_tokens: 9, top_p: 1, seed: 1, stop: ["x"], n: 1, tools: [], logprobs: false };
    bench.send({ ...asking(question), ...tuning, response_format: { type: "text" }, tool_choice: "none" });
    expect((await bench.act()).text).toBe(`ask ${question}`);
  });

  it("larger than a megabyte is not read", async () => {
    const response = await bench.raw(asking("x".repeat(1_000_000)));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      error: { type: "invalid_request_error", code: "api.too-large", message: expect.stringContaining("1000 kB") },
    });
    expect((await bench.raw(asking("x".repeat(8_001)))).status).toBe(400);
    expect(bench.acts).toEqual([]);
  });

  it("asks the last message, in text or in parts, as a question even where it is a command's word", async () => {
    bench.send(asking("and in the South?", [{ role: "user", content: question }]));
    bench.send({ model: "genie-concierge", messages: [part("text", { text: "cancel" })] });
    await bench.act(1);
    const texts = bench.acts.map((one) => one.kind === "message" && one.text);
    expect(texts.toSorted()).toEqual(["ask and in the South?", "ask cancel"]);
  });

  const inbound = async (headers: Record<string, string>, ...words: string[]): Promise<Inbound> => {
    const index = bench.acts.length;
    const [last = "", ...before] = words.toReversed();
    bench.send(
      asking(
        last,
        before.reverse().map((content) => ({ role: "user", content })),
      ),
      headers,
    );
    return bench.act(index);
  };

  it("has one id for one question that is asked again with its request id, and no other", async () => {
    const ids = [
      await inbound({ "x-request-id": "r1" }, question),
      await inbound({ "x-request-id": "r1" }, question),
      await inbound({ "idempotency-key": "r1", "x-request-id": "of-a-proxy" }, question),
      await inbound({ "x-request-id": "r2" }, question),
      await inbound({ "x-request-id": "r1" }, "Which product sells best?"),
      await inbound({ "x-request-id": "r1", "x-thread-id": "t" }, question),
      await inbound({ "x-request-id": "r1", authorization: `Bearer ${otherKey}` }, question),
      await inbound({}, question),
      await inbound({}, question),
    ].map(({ id }) => id);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(7);
  });

  it("that could not be stored says so, and may be repeated", async () => {
    bench.refuses = true;
    const response = await bench.raw(asking(question));
    expect(response.status).toBe(503);
    expect(response.headers.get("x-should-retry")).toBe("true");
    expect(await response.json()).toMatchObject({ error: { code: "not_stored", type: "server_error" } });
  });
});
