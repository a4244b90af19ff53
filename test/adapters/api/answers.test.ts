import type OpenAI from "openai";
import type { Answer, Reply } from "../../../src/ports/chat/reply.ts";
import { richAnswer, working } from "../../contract/replies.ts";
import { type ApiBench, apiKey, asking, notice, openApi, question, refused } from "../../support/api-bench.ts";

let bench: ApiBench;
beforeEach(async () => {
  bench = await openApi();
});
afterEach(() => bench.stop());

const answeredContent = async (reply: Answer): Promise<string> =>
  (await bench.answered(reply)).choices[0]?.message.content ?? "";

describe("an answer of the API", () => {
  it("comes in one piece: text, rows, sources, confidence, and the same as data", async () => {
    const { choices, object, model, ...rest } = await bench.answered(working, richAnswer);
    expect({ object, model }).toEqual({ object: "chat.completion", model: "genie-concierge" });
    expect(choices).toMatchObject([{ index: 0, finish_reason: "stop", message: { role: "assistant" } }]);
    const text = choices[0]?.message.content ?? "";
    for (const words of [
      "North leads with **2,525**",
      "- [report](https://dbx.example.com/report)",
      "**Revenue by region**\n\n| Region | Revenue |\n| --- | ---: |\n| North | 2,525 |\n| South | 750 |\n| West | – |",
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
    const ref = await bench.post(await bench.act(), { ...working, rows: [] });
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

  const writing = (draft: string) => ({ ...working, draft });

  /** Texts of a stream, in the pieces in which they came, while the message shows one thing after the other. */
  const pieces = async (...replies: Reply[]): Promise<string[]> => {
    const stream = await bench.client().chat.completions.create({ ...asking(question), stream: true });
    const ref = await bench.post(await bench.act(), working);
    const texts: string[] = [];
    const next = (): Promise<void> | undefined => {
      const reply = replies.shift();
      return reply && bench.channel.edit(ref, reply);
    };
    await next();
    for await (const { choices } of stream) {
      const content = choices[0]?.delta.content;
      if (!content) continue;
      texts.push(content);
      await next();
    }
    return texts;
  };

  it("streams its text as it is written, in whole sentences", async () => {
    const full = `${richAnswer.markdown}\n\nThe South follows. It grows.`;
    const texts = await pieces(
      writing(`${richAnswer.markdown}\n\nThe Sou`),
      writing(`${richAnswer.markdown}\n\nThe South follows. It`),
      { ...richAnswer, markdown: full },
    );
    expect(texts).toHaveLength(3);
    expect(texts[0]).not.toContain("The Sou");
    expect(texts[1]).toBe("\n\nThe South follows.");
    const whole = await answeredContent({ ...richAnswer, markdown: full });
    expect(texts.join("")).toBe(whole);
  });

  it("sends the whole text again where it became another one", async () => {
    const texts = await pieces(writing("It is 7. And"), richAnswer);
    expect(texts[0]).toBe("It is 7.");
    expect(texts[1]).toMatch(/^\n\n---\n\n[\s\S]*North leads/);
  });

  it("escapes in a draft what it escapes in the answer", async () => {
    const [text] = await pieces(writing("<img src=x> and ![a](https://evil.example/p.png). More"), richAnswer);
    expect(text).not.toMatch(/<img|(?<!\\)!\[/);
  });

  it("counts tokens, in a stream where the client wants it", async () => {
    const { usage, choices } = await bench.answered(richAnswer);
    const length = choices[0]?.message.content?.length ?? 0;
    expect(usage).toEqual({
      prompt_tokens: Math.ceil(question.length / 4),
      completion_tokens: Math.ceil(length / 4),
      total_tokens: Math.ceil(question.length / 4) + Math.ceil(length / 4),
    });
    for (const include_usage of [true, false]) {
      const index = bench.acts.length;
      const body = { ...asking(question), stream: true as const, stream_options: { include_usage } };
      const stream = await bench.client().chat.completions.create(body);
      await bench.post(await bench.act(index), richAnswer);
      const chunks = await Array.fromAsync(stream);
      expect(chunks.filter((chunk) => chunk.usage)).toHaveLength(include_usage ? 1 : 0);
      expect(chunks.at(-1)?.choices).toHaveLength(include_usage ? 0 : 1);
    }
  });

  it("ends its stream as OpenAI does", async () => {
    const response = await bench.raw({ ...asking(question), stream: true });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    await bench.post(await bench.act(), richAnswer);
    const events = (await response.text()).split("\n\n").filter(Boolean);
    for (const event of events) expect(event).toMatch(/^data: (\{.*\}|\[DONE\])$/);
    expect(events.at(-1)).toBe("data: [DONE]");
  });

  it("may be a question back, with its choices", async () => {
    const { choices } = await bench.answered(
      notice({ markdown: "Which region?", buttons: [{ action: "ask", value: "South", label: "South" }] }),
    );
    expect(choices[0]?.message.content).toBe("Which region?\n\n- South");
  });

  it("names what only a click could do", async () => {
    const button = { action: "job-start", value: "p", label: "Start" } as const;
    const { choices } = await bench.answered(notice({ title: "Start Nightly?", markdown: "", buttons: [button] }));
    expect(choices[0]?.message.content).toBe("**Start Nightly?**\n\n*Only in Slack, Teams and the terminal: Start*");
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
    const error = await refused(bench.answered(working, reply));
    expect(error).toMatchObject({ status, type, code: reply.code });
    expect(error.message).toContain(reply.markdown);
    expect(error.headers?.get("x-should-retry")).toBe("false");
    const stream = await bench.client().chat.completions.create({ ...asking(question), stream: true });
    await bench.post(await bench.act(1), reply);
    const late = await refused(Array.fromAsync(stream));
    expect(late).toMatchObject({ code: reply.code, type, message: expect.stringContaining(reply.markdown) });
  });

  it("is there for whoever asks again with the same request id, also from another replica", async () => {
    const named = bench.client(apiKey, { "x-request-id": "r1" });
    const first = named.chat.completions.create(asking(question));
    await bench.post(await bench.act(), richAnswer, bench.replica());
    const again = await named.chat.completions.create(asking(question));
    const { created: _, ...content } = again;
    expect(await first).toMatchObject(content);
    expect(again._request_id).toBe("r1");
  });

  it("is waited for by everybody who asks with the same request id", async () => {
    const named = bench.client(apiKey, { "x-request-id": "r1" });
    const both = [1, 2].map(() => named.chat.completions.create(asking(question)));
    await bench.act(1);
    const ref = await bench.post(await bench.act(), working);
    await bench.channel.edit(ref, richAnswer);
    const [one, other] = await Promise.all(both);
    expect(one?.choices).toEqual(other?.choices);
  });
});
