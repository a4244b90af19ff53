import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createModel } from "../../sandbox/model/service.ts";
import { Traffic } from "../../sandbox/traffic.ts";
import { serve } from "../../sandbox/wire.ts";

const traffic = new Traffic();
let server: Server;
let base = "";
beforeAll(async () => {
  server = await serve(createModel({ traffic, fast: true }), 0, traffic);
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => traffic.reset());
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const post = async (model: string, more: object = {}, path = "/v1/chat/completions") => {
  const response = await fetch(`${base}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer any" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }], ...more }),
  });
  return { status: response.status, text: await response.text(), type: response.headers.get("content-type") };
};
const message = async (model: string, more?: object) =>
  JSON.parse((await post(model, more)).text).choices[0].message as { content: unknown; reasoning_content?: string };
const deltas = async (model: string): Promise<{ content?: unknown; reasoning_content?: string }[]> =>
  (await post(model, { stream: true })).text
    .split("\n\n")
    .filter((event) => event.startsWith("data: {"))
    .map((event) => JSON.parse(event.slice("data: ".length)).choices[0].delta);

const says = /^I am the sandbox's stand-in/;

describe("a model's name switches on", () => {
  it("content in parts, streamed and whole", async () => {
    for (const [model, type] of [
      ["m+parts", "reasoning"],
      ["m+thinking-parts", "thinking"],
    ]) {
      const { content } = await message(model ?? "");
      expect(content).toMatchObject([{ type }, { type: "text", text: expect.stringMatching(says) }]);
      const parts = (await deltas(model ?? "")).flatMap((delta) => (Array.isArray(delta.content) ? delta.content : []));
      expect([...new Set(parts.map((part) => part.type))]).toEqual([type, "text"]);
      expect(parts.map(({ type, text }) => (type === "text" ? text : "")).join("")).toMatch(says);
    }
  });

  it("reasoning in a field", async () => {
    expect(await message("m+reasoning-field")).toMatchObject({
      reasoning_content: expect.stringContaining("{something}"),
      content: expect.stringMatching(says),
    });
    expect((await deltas("m+reasoning-field")).some((delta) => delta.reasoning_content)).toBe(true);
    expect(await message("m")).not.toHaveProperty("reasoning_content");
  });

  it.each([
    ["think", /^<think>\n[\s\S]*{something}[\s\S]*<\/think>\n\nI am/],
    ["think-unopened", /^They want[\s\S]*<\/think>\n\nI am/],
    ["think-brackets", /^\[THINK\][\s\S]*\[\/THINK\]I am/],
    ["think-only", /^<think>\n(?![\s\S]*<\/think>)/],
    ["channels", /^<\|channel\|>analysis<\|message\|>[\s\S]*final<\|message\|>I am[\s\S]*<\|return\|>$/],
  ])("reasoning in the text: %s", async (quirk, expected) => {
    expect((await message(`m+${quirk}`)).content).toMatch(expected);
    const pieces = (await deltas(`m+${quirk}`)).map(({ content }) => content ?? "");
    expect(pieces.join("")).toMatch(expected);
  });

  it("odd JSON, and nothing odd in other texts", async () => {
    const schema = { properties: { a: { type: "string" }, b: { type: "array" } } };
    const response_format = { type: "json_schema", json_schema: { name: "x", schema } };
    const json = async (quirk: string) => (await message(`m+${quirk}`, { response_format })).content;
    expect(await json("notes")).toMatch(/^A plan in \{braces\}:\n\n\{"a":"","b":\[\]\}\n\nNote: \{kind\}/);
    expect(await json("twice")).toMatch(/^\{"kind":"clarify".*\}\n\n\{"a":"","b":\[\]\}$/);
    expect(await json("commas")).toBe('{"a":"","b":[] ,}');
    for (const quirk of ["notes", "twice", "commas"]) expect((await message(`m+${quirk}`)).content).toMatch(says);
  });

  it("a text of more than 200,000 characters", async () => {
    expect(String((await message("m+endless")).content).length).toBeGreaterThan(200_000);
  });

  it("an endpoint that does not stream", async () => {
    const refused = await post("m+unverified", { stream: true });
    expect(JSON.parse(refused.text)).toMatchObject({ error: { param: "stream", code: "unsupported_value" } });
    expect([refused.status, (await post("m+unverified")).status]).toEqual([400, 200]);
    const ignored = await post("m+unstreamed", { stream: true });
    expect(ignored.type).toContain("application/json");
    const responses = await post("m+unstreamed", { stream: true, input: "Hello" }, "/v1/responses");
    expect(JSON.parse(responses.text)).toMatchObject({ object: "response" });
  });

  it("an endpoint without a JSON schema mode", async () => {
    const response_format = { type: "json_schema", json_schema: { name: "x", schema: {} } };
    for (const status of [400, 500, 501]) {
      expect((await post(`m+schema-${status}`, { response_format })).status).toBe(status);
      expect((await post(`m+schema-${status}`)).status).toBe(200);
    }
  });

  it("quirks by the name of the deployment on Azure", async () => {
    const path = "/openai/deployments/m+think/chat/completions?api-version=2024-10-21";
    expect(JSON.parse((await post("other", {}, path)).text).choices[0].message.content).toContain("<think>");
  });
});

describe("a fault refuses with", () => {
  it.each([
    ["insufficient_quota", 429],
    ["billing_not_active", 429],
    ["account_deactivated", 401],
    ["DeploymentNotFound", 404],
    ["context_length_exceeded", 400],
    ["content_filter", 400],
    ["something_else", 400],
  ])("%s in OpenAI's shape", async (code, status) => {
    traffic.faults.push({ service: "model", kind: "refused", code, times: 1 });
    const refused = await post("m");
    expect(refused.status).toBe(status);
    expect(JSON.parse(refused.text)).toMatchObject({ error: { code, message: expect.any(String) } });
    expect((await post("m")).status).toBe(200);
  });

  it.each([
    ["REQUEST_LIMIT_EXCEEDED", 429],
    ["RESOURCE_DOES_NOT_EXIST", 404],
  ])("%s in the shape of Databricks", async (code, status) => {
    traffic.faults.push({ service: "model", kind: "refused", code, times: 1 });
    const refused = await post("m", {}, "/serving-endpoints/chat/completions");
    expect(refused.status).toBe(status);
    expect(JSON.parse(refused.text)).toMatchObject({ error_code: code, message: expect.any(String) });
  });
});
