import { type ApiBench, asking, notice, openApi, otherKey, question } from "../../support/api-bench.ts";

let bench: ApiBench;
beforeEach(async () => {
  bench = await openApi();
});
afterEach(() => bench.stop());

type Said = { role: string; content: unknown };

/** What the core gets of a request. */
const accepted = async (body: object, headers: Record<string, string> = {}) => {
  const index = bench.acts.length;
  bench.send({ model: "genie-concierge", messages: asking(question).messages, ...body }, headers);
  return bench.act(index);
};
const threadOf = async (body: object, headers?: Record<string, string>) => (await accepted(body, headers)).place.thread;
const said = (...messages: Said[]) => ({ messages: [...messages, { role: "user", content: "and in the South?" }] });

describe("a conversation that the client keeps", () => {
  it("comes along as questions and answers", async () => {
    const { text, history } = await accepted(
      said(
        { role: "system", content: "You are a pirate." },
        { role: "user", content: question },
        { role: "assistant", content: null },
        { role: "tool", content: "42" },
        { role: "assistant", content: [{ type: "text", text: "3,275" }] },
        { role: "user", content: "Thanks" },
      ),
    );
    expect(text).toBe("ask and in the South?");
    expect(history).toEqual([
      { question, answer: "3,275" },
      { question: "Thanks", answer: "" },
    ]);
  });

  it("is bounded", async () => {
    const long = Array.from({ length: 50 }, (_, at) => [
      { role: "user", content: `Question ${at}` },
      { role: "assistant", content: "x".repeat(5_000) },
    ]).flat();
    const { history = [] } = await accepted(said(...long));
    expect(history).toHaveLength(20);
    expect(history.at(-1)?.question).toBe("Question 49");
    expect(history[0]?.answer.length).toBeLessThanOrEqual(2_000);
  });

  it("shares nothing with another one of the same words", async () => {
    const threads = [
      await threadOf({}),
      await threadOf({}),
      await threadOf(said({ role: "user", content: question })),
      await threadOf(said({ role: "user", content: question })),
    ];
    expect(new Set(threads).size).toBe(4);
  });

  it("tells no thread that could be gone on with", async () => {
    const response = bench.raw(asking(question));
    await bench.post(await bench.act(), notice({ markdown: "Hi" }));
    expect((await response).headers.get("x-thread-id")).toBeNull();
    expect((await response).headers.get("x-request-id")).toBeTruthy();
  });
});

describe("a thread that the client names", () => {
  it("is named by a header, by custom_inputs, or as a conversation", async () => {
    for (const [body, headers] of [
      [{}, { "x-thread-id": "report.7" }],
      [{ custom_inputs: { thread_id: "report.7" } }],
      [{ conversation: "report.7" }],
      [{ conversation: { id: "report.7" } }],
      [{ conversation: "other", custom_inputs: { thread_id: "other" } }, { "x-thread-id": "report.7" }],
    ] as [object, Record<string, string>?][])
      expect(await threadOf(body, headers)).toBe("api:grafana:report.7");
  });

  it("comes back with the answer", async () => {
    const response = bench.raw({ ...asking(question), conversation: "report.7" });
    await bench.post(await bench.act(), notice({ markdown: "Hi" }));
    expect((await response).headers.get("x-thread-id")).toBe("report.7");
  });

  it("belongs to the key, and to the person for whom the client asks", async () => {
    const named = { "x-thread-id": "t" };
    const threads = [
      await threadOf({}, named),
      await threadOf({}, { ...named, authorization: `Bearer ${otherKey}` }),
      await threadOf({ user: "ann" }, named),
      await threadOf({ user: "bob" }, named),
      await threadOf({ user: "t" }, { "x-thread-id": "ann" }),
    ];
    expect(new Set(threads).size).toBe(5);
    expect(await threadOf({ user: "ann" }, named)).toBe(threads[2]);
    expect(await threadOf({ safety_identifier: "ann" }, named)).toBe(threads[2]);
    expect(threads.join()).not.toContain("ann:");
  });

  it.each(["a b", "a:b", "../x", "x".repeat(101), "é"])("is refused when it is no name: %s", async (name) => {
    for (const body of [{ conversation: name }, { custom_inputs: { thread_id: name } }]) {
      expect((await bench.raw({ ...asking(question), ...body })).status).toBe(400);
    }
    expect(bench.acts).toEqual([]);
  });
});
