import type OpenAI from "openai";
import { APIError } from "openai";
import type { Inbound } from "../../../src/ports/inbound.ts";
import type { Notice, Reply } from "../../../src/ports/reply.ts";
import { richAnswer, working } from "../../contract/replies.ts";
import { type ApiBench, apiKey, asking, openApi, otherKey } from "../../support/api-bench.ts";
import { eventually } from "../../support/eventually.ts";

const question = "What is the total revenue?";

let bench: ApiBench;
beforeEach(async () => {
  bench = await openApi();
});
afterEach(() => bench.stop());

const act = (index = 0): Promise<Extract<Inbound, { kind: "message" }>> =>
  eventually(() => bench.acts[index]) as Promise<Extract<Inbound, { kind: "message" }>>;

const refused = async (work: Promise<unknown>): Promise<APIError> => {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(APIError);
  return thrown as APIError;
};

const notice = (more: Partial<Notice>): Notice => ({
  kind: "notice",
  tone: "info",
  markdown: "Hello.",
  buttons: [],
  ...more,
});

/** Asks, and replies as the core would. */
const answered = async (...replies: [Reply, ...Reply[]]): Promise<OpenAI.ChatCompletion> => {
  const completion = bench.client().chat.completions.create(asking(question));
  const index = bench.acts.length;
  const ref = await bench.post(await act(index), replies[0]);
  for (const reply of replies.slice(1)) await bench.channel.edit(ref, reply);
  return completion;
};

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
    expect(await act()).toMatchObject({ actor: { platform: "api", user: "ci" }, external: false });
    expect((await act()).actor.email).toBeUndefined();
  });

  it("lists the one model", async () => {
    const models = await Array.fromAsync(bench.client().models.list());
    expect(models.map(({ id }) => id)).toEqual(["genie-concierge"]);
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

  it("refuses the name of a thread that is none", async () => {
    expect((await bench.raw(asking(question), { "x-thread-id": "a b" })).status).toBe(400);
  });

  it("asks the last message, in text or in parts, as a question even where it is a command's word", async () => {
    bench.send(asking("and in the South?", [{ role: "user", content: question }]));
    bench.send({ model: "genie-concierge", messages: [part("text", { text: "cancel" })] });
    await act(1);
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
    return act(index);
  };

  it("stays in the thread of its first message, or in the one that it names", async () => {
    const threads = [
      await inbound({}, question),
      await inbound({}, question, "and in the South?"),
      await inbound({}, "Which product sells best?"),
      await inbound({ authorization: `Bearer ${otherKey}` }, question),
      await inbound({ "x-thread-id": "report.7" }, question),
    ].map(({ place }) => place.thread);
    expect(threads[1]).toBe(threads[0]);
    expect(new Set(threads).size).toBe(4);
    expect(threads[4]).toBe("api:grafana:report.7");
  });

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

describe("an answer of the API", () => {
  it("comes in one piece: text, rows, sources, confidence, and the same as data", async () => {
    const { choices, object, model, ...rest } = await answered(working, richAnswer);
    expect({ object, model }).toEqual({ object: "chat.completion", model: "genie-concierge" });
    expect(choices).toMatchObject([{ index: 0, finish_reason: "stop", message: { role: "assistant" } }]);
    const text = choices[0]?.message.content ?? "";
    for (const words of [
      "North leads with **2,525**",
      "- [report](https://dbx.example.com/report)",
      "**Revenue by region**\n\n| region | revenue |\n| --- | ---: |\n| North | 2,525 |\n| South | 750 |\n| West | – |",
      "1. Sales · 3 rows · 2 s · trusted answer · [Powered by Genie](https://dbx.example.com/genie/rooms/1)",
      "2. Inventory could not answer. It needs the permission Can View on its space.",
      "*Inventory is missing from this answer.*",
      "Confidence: high · 3 s",
    ])
      expect(text).toContain(words);
    expect(rest).toMatchObject({
      concierge: {
        confidence: "high",
        sources: [{ agent: "sales", sql: expect.stringContaining("SELECT region"), rows: 3 }, { failed: /./ }],
        tables: [
          {
            table: {
              total: 3,
              rows: [
                ["North", "2525.0"],
                ["South", "750.0"],
                ["West", null],
              ],
            },
          },
        ],
        follow_ups: ["And in the South?", "Why?"],
        elapsed_ms: 3_000,
      },
    });
  });

  it("comes as a stream: what is going on as reasoning, then the text, then the data", async () => {
    const stream = await bench.client().chat.completions.create({ ...asking(question), stream: true });
    const ref = await bench.post(await act(), { ...working, rows: [] });
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of stream) {
      chunks.push(chunk);
      const reasoning = JSON.stringify(chunks);
      if (!reasoning.includes("Sales: writing SQL")) await bench.channel.edit(ref, working);
      else await bench.channel.edit(ref, richAnswer);
    }
    const deltas = chunks.map(({ choices }) => choices[0]?.delta as { content?: string; reasoning_content?: string });
    expect(deltas.map(({ reasoning_content }) => reasoning_content).filter(Boolean)).toEqual([
      "Asking Sales and Inventory\n",
      "Sales: writing SQL\n",
      "Inventory: 38 rows\n",
    ]);
    expect(deltas.map(({ content }) => content ?? "").join("")).toContain("North leads with **2,525**");
    expect(chunks.at(-1)).toMatchObject({ choices: [{ finish_reason: "stop" }], concierge: { confidence: "high" } });
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
  });

  it("ends its stream as OpenAI does", async () => {
    const response = await bench.raw({ ...asking(question), stream: true });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    await bench.post(await act(), richAnswer);
    const events = (await response.text()).split("\n\n").filter(Boolean);
    for (const event of events) expect(event).toMatch(/^data: (\{.*\}|\[DONE\])$/);
    expect(events.at(-1)).toBe("data: [DONE]");
  });

  it("may be a question back, with its choices", async () => {
    const { choices } = await answered(
      notice({ markdown: "Which region?", buttons: [{ action: "ask", value: "South", label: "South" }] }),
    );
    expect(choices[0]?.message.content).toBe("Which region?\n\n- South");
  });

  it("names what only a click could do", async () => {
    const button = { action: "job-start", value: "p", label: "Start" } as const;
    const { choices } = await answered(notice({ title: "Start Nightly?", markdown: "", buttons: [button] }));
    expect(choices[0]?.message.content).toBe(
      "**Start Nightly?**\n\n*Not here, but in Slack, Teams and the terminal: Start*",
    );
  });

  it.each([
    [
      "a failure",
      notice({ tone: "error", markdown: "Genie is away.", code: "genie.unavailable" }),
      500,
      "server_error",
    ],
    ["a refusal", notice({ tone: "warning", markdown: "Not for you.", code: "access.user" }), 403, "permission_error"],
    [
      "a cancelled turn",
      notice({ tone: "warning", markdown: "Stopped.", code: "cancelled" }),
      400,
      "invalid_request_error",
    ],
  ])("is an error for %s, which nobody repeats by itself", async (_, reply, status, type) => {
    const error = await refused(answered(working, reply));
    expect(error).toMatchObject({ status, type, code: reply.code });
    expect(error.message).toContain(reply.markdown);
    expect(error.headers?.get("x-should-retry")).toBe("false");
    const stream = await bench.client().chat.completions.create({ ...asking(question), stream: true });
    await bench.post(await act(1), reply);
    const late = await refused(Array.fromAsync(stream));
    expect(late).toMatchObject({ code: reply.code, type, message: expect.stringContaining(reply.markdown) });
  });

  it("is there for whoever asks again with the same request id, also from another replica", async () => {
    const named = bench.client(apiKey, { "x-request-id": "r1" });
    const first = named.chat.completions.create(asking(question));
    await bench.post(await act(), richAnswer, bench.replica());
    const again = await named.chat.completions.create(asking(question));
    const { created: _, ...content } = again;
    expect(await first).toMatchObject(content);
    expect(again._request_id).toBe("r1");
  });

  it("is waited for by everybody who asks with the same request id", async () => {
    const named = bench.client(apiKey, { "x-request-id": "r1" });
    const both = [1, 2].map(() => named.chat.completions.create(asking(question)));
    await act(1);
    const ref = await bench.post(await act(), working);
    await bench.channel.edit(ref, richAnswer);
    const [one, other] = await Promise.all(both);
    expect(one?.choices).toEqual(other?.choices);
  });
});

describe("a caller of the API that hangs up", () => {
  const clicks = (): Inbound[] => bench.acts.filter(({ kind }) => kind === "click");

  it.each([[false], [true]])("cancels the turn (stream: %s)", async (stream) => {
    const leave = new AbortController();
    const work = bench
      .client()
      .chat.completions.create({ ...asking(question), stream }, { signal: leave.signal })
      .then(async (response) => {
        if (Symbol.asyncIterator in response) await Array.fromAsync(response);
      })
      .catch(() => undefined);
    const asked = await act();
    const ref = await bench.post(asked, working);
    leave.abort();
    await work;
    const click = await eventually(() => clicks()[0]);
    expect(click).toMatchObject({ kind: "click", action: "cancel", value: asked.id, actor: asked.actor, on: ref });
  });

  it("cancels again while the turn goes on", async () => {
    const leave = new AbortController();
    const work = bench.client().chat.completions.create(asking(question), { signal: leave.signal });
    const asked = await act();
    leave.abort();
    await refused(work);
    await bench.post(asked, working);
    await eventually(() => clicks()[1]);
    expect(new Set(clicks().map(({ id }) => id)).size).toBe(clicks().length);
    await bench.post(asked, notice({ code: "cancelled" }));
  });

  it("cancels nothing when it has its answer", async () => {
    await answered(working, richAnswer);
    const stream = await bench.client().chat.completions.create({ ...asking(question), stream: true });
    await bench.post(await act(1), richAnswer);
    await Array.fromAsync(stream);
    expect(clicks()).toEqual([]);
  });
});

describe("an endpoint that closes", () => {
  it.each([
    ["may be asked again by itself where the caller named the request", { "x-request-id": "r1" }, "true"],
    ["is not asked again by itself where that would ask Genie twice", {}, "false"],
  ])("%s", async (_, headers, repeat) => {
    const response = bench.raw(asking(question), headers as Record<string, string>);
    await bench.post(await act(), working);
    await bench.channel.close();
    expect((await response).status).toBe(503);
    expect((await response).headers.get("x-should-retry")).toBe(repeat);
    expect(await (await response).json()).toMatchObject({ error: { code: "interrupted" } });
    expect(bench.acts).toHaveLength(1);
  });
});
