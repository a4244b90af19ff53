import { setTimeout as sleep } from "node:timers/promises";
import type OpenAI from "openai";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import { richAnswer, working } from "../../contract/replies.ts";
import {
  type ApiBench,
  apiKey,
  asking,
  notice,
  openApi,
  otherKey,
  question,
  refused,
} from "../../support/api-bench.ts";
import { eventually } from "../../support/eventually.ts";

let bench: ApiBench;
beforeEach(async () => {
  bench = await openApi();
});
afterEach(() => bench.stop());

const clicks = (): Inbound[] => bench.acts.filter(({ kind }) => kind === "click");
const questions = (): Inbound[] => bench.acts.filter(({ kind }) => kind === "message");
/** Longer than the time in which a client that hung up may come back. */
const graceMs = 2_500;

describe("a client of the API that hangs up", () => {
  it.each([[false], [true]])("cancels the turn (stream: %s)", async (stream) => {
    const leave = new AbortController();
    const work = bench
      .client()
      .chat.completions.create({ ...asking(question), stream }, { signal: leave.signal })
      .then(async (response) => {
        if (Symbol.asyncIterator in response) await Array.fromAsync(response);
      })
      .catch(() => undefined);
    const asked = await bench.act();
    const ref = await bench.post(asked, working);
    leave.abort();
    await work;
    const click = await eventually(() => clicks()[0]);
    expect(click).toMatchObject({ kind: "click", action: "cancel", value: asked.id, actor: asked.actor, on: ref });
  });

  it("cancels again while the turn goes on", async () => {
    const leave = new AbortController();
    const work = bench.client().chat.completions.create(asking(question), { signal: leave.signal });
    const asked = await bench.act();
    leave.abort();
    await refused(work);
    await bench.post(asked, working);
    await eventually(() => clicks()[1]);
    expect(new Set(clicks().map(({ id }) => id)).size).toBe(clicks().length);
    await bench.post(asked, notice({ code: "cancelled" }));
  });

  it("cancels nothing when it has its answer", async () => {
    await bench.answered(working, richAnswer);
    const stream = await bench.client().chat.completions.create({ ...asking(question), stream: true });
    await bench.post(await bench.act(1), richAnswer);
    await Array.fromAsync(stream);
    expect(clicks()).toEqual([]);
  });
});

describe("a client of the API that names its request", () => {
  const named = (id: string, url = bench.url) => bench.client(apiKey, { "x-request-id": id }, url);
  /** Asks, and hangs up when the function is called. */
  const ask = (id: string, url?: string) => {
    const leave = new AbortController();
    const work = named(id, url).chat.completions.create(asking(question), { signal: leave.signal });
    const over = work.catch((thrown: unknown) => thrown);
    const hangUp = (): Promise<unknown> => {
      leave.abort();
      return over;
    };
    return { work, hangUp };
  };
  const contentOf = async (work: Promise<OpenAI.ChatCompletion>) => (await work).choices[0]?.message.content;

  it("may hang up and come back: the question goes on, and is asked once", async () => {
    const { hangUp } = ask("r1");
    const ref = await bench.post(await bench.act(), working);
    await hangUp();
    const { work } = ask("r1");
    await sleep(graceMs);
    await bench.channel.edit(ref, richAnswer);
    expect(await contentOf(work)).toContain("North leads");
    expect(clicks()).toEqual([]);
    expect(new Set(questions().map(({ id }) => id)).size).toBe(1);
  });

  it("finds the answer that came while nobody waited", async () => {
    const { hangUp } = ask("r1");
    const ref = await bench.post(await bench.act(), working);
    await hangUp();
    await bench.channel.edit(ref, richAnswer);
    await sleep(graceMs);
    expect(await contentOf(ask("r1").work)).toContain("North leads");
    expect(bench.acts).toHaveLength(1);
  });

  it("cancels nothing for others that wait for the same answer, here or at another replica", async () => {
    for (const url of [bench.url, await bench.serve(bench.replica())]) {
      const id = `r-${url}`;
      const index = bench.acts.length;
      const first = ask(id);
      const asked = await bench.act(index);
      const second = ask(id, url);
      await eventually(() => bench.acts[index + 1]);
      const ref = await bench.post(asked, working);
      await first.hangUp();
      await sleep(graceMs);
      expect(clicks()).toEqual([]);
      await bench.channel.edit(ref, richAnswer);
      expect(await contentOf(second.work)).toContain("North leads");
    }
  });

  it("cancels when it is the last one to hang up and does not come back", async () => {
    const both = [ask("r1"), ask("r1")];
    await bench.act(1);
    const asked = await bench.act();
    await bench.post(asked, working);
    for (const { hangUp } of both) await hangUp();
    await eventually(() => clicks()[0]);
    expect(clicks()).toMatchObject([{ action: "cancel", value: asked.id }]);
    await bench.post(asked, notice({ code: "cancelled" }));
  });

  it.each([
    ["was cancelled", notice({ tone: "warning", code: "cancelled" })],
    ["has failed", notice({ tone: "error", code: "genie.unavailable" })],
  ])("asks anew what %s, not for the old end of it", async (_, end) => {
    const { hangUp } = ask("r1");
    const first = await bench.act();
    await bench.post(first, end);
    await hangUp();
    for (const work of [ask("r1").work, ask("r1").work]) {
      const again = await eventually(() => questions().find(({ id }) => id !== first.id));
      await bench.post(again, richAnswer);
      expect(await contentOf(work)).toContain("North leads");
    }
    expect(new Set(questions().map(({ id }) => id)).size).toBe(2);
  });

  it("goes on with a further attempt when the one it waits for is cancelled for others", async () => {
    const { work } = ask("r1");
    const first = await bench.act();
    await bench.post(first, working);
    await bench.post(first, notice({ tone: "warning", code: "cancelled" }));
    await bench.post(await bench.act(1), richAnswer);
    expect(await contentOf(work)).toContain("North leads");
  });

  it("never gets the answer to a request of another key or person", async () => {
    ask("r1");
    await bench.post(await bench.act(), richAnswer);
    const foreign = [
      bench.raw(asking(question), { "x-request-id": "r1", authorization: `Bearer ${otherKey}` }),
      bench.raw({ ...asking(question), user: "ann" }, { "x-request-id": "r1" }),
      bench.raw({ ...asking(question), user: "bob" }, { "x-request-id": "r1" }),
    ];
    await bench.act(3);
    expect(new Set(bench.acts.map(({ id }) => id)).size).toBe(4);
    expect(new Set(bench.acts.map(({ place }) => place.thread)).size).toBe(4);
    for (const act of bench.acts.slice(1)) await bench.post(act, notice({ markdown: "Hi" }));
    await Promise.all(foreign);
  });
});

describe("an endpoint that closes", () => {
  it.each([
    ["may be asked again by itself where the client named the request", { "x-request-id": "r1" }, "true"],
    ["is not asked again by itself where that would ask Genie twice", {}, "false"],
  ])("%s", async (_, headers, repeat) => {
    const response = bench.raw(asking(question), headers as Record<string, string>);
    await bench.post(await bench.act(), working);
    await bench.channel.close();
    expect((await response).status).toBe(503);
    expect((await response).headers.get("x-should-retry")).toBe(repeat);
    expect(await (await response).json()).toMatchObject({ error: { code: "interrupted" } });
    expect(bench.acts).toHaveLength(1);
  });
});
