import { slack } from "../../../adapters/slack/slack-channel.ts";
import { SLACK_BOT_TOKEN } from "../../../sandbox/slack/seed.ts";
import type { Message } from "../../../sandbox/slack/workspace.ts";
import { asProblem, type Problem } from "../../../src/errors.ts";
import { silent } from "../../../src/log.ts";
import type { Place } from "../../../src/ports/place.ts";
import type { Notice } from "../../../src/ports/reply.ts";
import { richAnswer, working } from "../../contract/replies.ts";
import { type SlackBench, startSlack } from "../../support/slack-bench.ts";
import { readable } from "../../support/slack-reading.ts";

/*
 * What the channel sends to Slack. Slack is the service that the sandbox runs; where it cannot refuse a call as needed,
 * the answer is put in between on the wire.
 */

const analytics = "C0ANALYTICS";
const done: Notice = { kind: "notice", tone: "success", markdown: "Done.", buttons: [] };
const first = { key: "turn-1", mayExist: false };

type Answering = (method: string, args: Record<string, string>) => Record<string, unknown> | number | undefined;

/** Answers in Slack's place where `answering` gives a body or a status. */
const between = (answering: Answering): NonNullable<Parameters<typeof slack>[0]["fetch"]> => {
  return async (url, init) => {
    const method = new URL(url).pathname.split("/").at(-1) ?? "";
    const args = Object.fromEntries(new URLSearchParams(String(init?.body)));
    const answer = answering(method, args);
    if (answer === undefined) return fetch(url, init);
    if (typeof answer === "number") return new Response("", { status: answer, headers: { "retry-after": "7" } });
    return Response.json(answer);
  };
};

let bench: SlackBench;
let wire: { answer: Answering };
beforeEach(async () => {
  const own: typeof wire = { answer: () => undefined };
  wire = own;
  bench = await startSlack({ fetch: between((method, args) => own.answer(method, args)) });
});
afterEach(() => bench.stop());

/** A thread that a person began in the channel. */
const thread = (channel = analytics): Place => {
  const root = bench.service.workspace.post({ channel, user: "U0ASKER", text: "hello" });
  return {
    platform: "slack",
    thread: `slack:T0CONCIERGE:${channel}:${root.ts}`,
    channelId: channel,
    direct: channel.startsWith("D"),
    to: { channel, thread_ts: root.ts },
  };
};

const command = (channel: string): Place => ({
  platform: "slack",
  thread: `slack:T0CONCIERGE:${channel}:command:1.2.3`,
  channelId: channel,
  direct: channel.startsWith("D"),
  to: { channel, asker: "U0ASKER" },
});

const posts = (channel = analytics): Message[] => bench.service.workspace.screen(channel).filter((one) => one.bot);

const bodies = (method: string): Record<string, string>[] =>
  bench.traffic.calls
    .filter((call) => call.path.endsWith(`/${method}`))
    .map((call) => call.body as Record<string, string>);

const problem = async (work: Promise<unknown>): Promise<Problem> => {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeDefined();
  return asProblem(thrown);
};

describe("a post in Slack", () => {
  it("goes into the thread, unfurls nothing and carries its key, not more, as metadata", async () => {
    const place = thread();
    await bench.channel.post(place, working, first);
    const [body] = bodies("chat.postMessage");
    expect(body).toMatchObject({ channel: analytics, unfurl_links: "false", unfurl_media: "false" });
    expect(body!["thread_ts"]).toBe(place.thread.split(":")[3]);
    expect(JSON.parse(body!["metadata"]!)).toEqual({ event_type: "genie_concierge", event_payload: { key: "turn-1" } });
  });

  it("becomes the root where there is no thread yet", async () => {
    const posted = await bench.channel.post(command(analytics), working, first);
    const [message] = posts();
    expect(message!.threadTs).toBeNull();
    expect(posted.place).toEqual({
      platform: "slack",
      thread: `slack:T0CONCIERGE:${analytics}:${message!.ts}`,
      channelId: analytics,
      direct: false,
      to: { channel: analytics, thread_ts: message!.ts },
    });
    await bench.channel.post(posted.place, done, { key: "turn-1:2", mayExist: false });
    expect(posts()[1]!.threadTs).toBe(message!.ts);
  });

  it.each([
    ["where the bot is no member", "C0RANDOM"],
    ["where another organisation reads along", "C0PARTNERS"],
    ["in a direct message", "D0ASKER"],
  ])("of a command given %s goes to the asker directly", async (_, channel) => {
    const posted = await bench.channel.post(command(channel), working, first);
    expect(posts("D0ASKER")).toHaveLength(1);
    expect(posts("C0RANDOM")).toEqual([]);
    expect(posts("C0PARTNERS")).toEqual([]);
    expect(posted.place).toMatchObject({ channelId: "D0ASKER", direct: true });
    await bench.channel.edit(posted.ref, done);
    expect(readable(posts("D0ASKER")[0]!)).toContain("Done.");
    const again = await bench.channel.post(command(channel), working, { key: "turn-1", mayExist: true });
    expect(again).toEqual({ ...posted, ref: { ...posted.ref } });
  });

  it("goes to the asker directly when Slack does not say what kind of channel it is", async () => {
    wire.answer = (method) => (method === "conversations.info" ? { ok: false, error: "missing_scope" } : undefined);
    await bench.channel.post(command(analytics), working, first);
    expect(posts("D0ASKER")).toHaveLength(1);
  });

  it("asks Slack about a channel once for many commands", async () => {
    for (const key of ["a", "b", "c"]) await bench.channel.post(command(analytics), working, { key, mayExist: false });
    expect(bodies("conversations.info")).toHaveLength(1);
  });

  it("is found again behind two hundred other replies", async () => {
    const place = thread();
    const threadTs = place.thread.split(":")[3]!;
    for (let index = 0; index < 210; index += 1)
      bench.service.workspace.post({ channel: analytics, user: "U0ASKER", text: `${index}`, threadTs });
    const posted = await bench.channel.post(place, working, first);
    const again = await bench.channel.post(place, working, { key: "turn-1", mayExist: true });
    expect(again.ref).toEqual(posted.ref);
    expect(bodies("conversations.replies").length).toBeGreaterThan(1);
  });

  it("does not take somebody else's message with our key for ours", async () => {
    const place = thread();
    const metadata = { event_type: "genie_concierge", event_payload: { key: "turn-1" } };
    const threadTs = place.thread.split(":")[3]!;
    bench.service.workspace.post({ channel: analytics, user: "U0GUEST", text: "x", threadTs, metadata });
    await bench.channel.post(place, working, { key: "turn-1", mayExist: true });
    expect(posts()).toHaveLength(1);
  });

  it("for one person is repeated, not edited, since Slack cannot edit it", async () => {
    const place = thread();
    await bench.channel.post(place, working, first);
    const { ref } = await bench.channel.post(place, done, { ...first, only: bench.other });
    await bench.channel.edit(ref, { ...done, markdown: "Changed." });
    expect(posts().map((message) => [message.ephemeralTo, readable(message).includes("Changed.")])).toEqual([
      [null, false],
      [bench.other.user, false],
      [bench.other.user, true],
    ]);
  });
});

describe("what one person alone sees in Slack", () => {
  it("stands in the channel where nobody has replied in the thread yet, since there Slack would not show it", async () => {
    const place = thread();
    const opening = { ...place, to: { ...(place.to as object), opens: true } };
    await bench.channel.post(opening, done, { ...first, only: bench.other });
    const [message] = bench.service.workspace.screen(analytics).filter(({ ephemeralTo }) => ephemeralTo);
    expect(message).toMatchObject({ ephemeralTo: bench.other.user, threadTs: null });
    const { place: kept } = await bench.channel.post(opening, working, first);
    expect(kept).toEqual(place);
  });
});

describe("an edit in Slack", () => {
  it("keeps to the bytes that Slack allows in an edit's text, while the blocks hold everything", async () => {
    const { ref } = await bench.channel.post(thread(), working, first);
    const markdown = "größer ".repeat(1_000);
    await bench.channel.edit(ref, { ...richAnswer, markdown });
    const [message] = posts();
    expect(Buffer.byteLength(message!.text)).toBeLessThanOrEqual(4_000);
    expect(message!.text.endsWith("…")).toBe(true);
    expect(readable(message!)).toContain(markdown.trim());
  });

  it("does not mark the message as edited by hand", async () => {
    const { ref } = await bench.channel.post(thread(), working, first);
    await bench.channel.edit(ref, done);
    expect(posts()[0]!.marked).toBe(false);
  });
});

describe("Slack's session status", () => {
  const status = async (place: Place): Promise<string | undefined> => {
    const { channel, thread_ts } = place.to as { channel: string; thread_ts: string };
    return bench.service.sessions.get(channel, thread_ts)?.session;
  };

  it("is processing while progress is shown, and active from the final edit", async () => {
    const { ref, place } = await bench.channel.post(thread(), working, first);
    await vi.waitFor(async () => expect(await status(place)).toBe("processing"));
    await bench.channel.edit(ref, { ...working, elapsedMs: 20_000 });
    await bench.channel.edit(ref, richAnswer);
    await vi.waitFor(async () => expect(await status(place)).toBe("active"));
    expect(bodies("agents.sessions.setStatus")).toHaveLength(2);
  });

  it("ends active also when the final edit comes at once, is slow to be heard, or finds the message gone", async () => {
    let asked = 0;
    wire.answer = (method) => {
      if (method !== "agents.sessions.setStatus") return undefined;
      asked += 1;
      return asked === 2 ? 503 : undefined;
    };
    const { ref, place } = await bench.channel.post(thread(), working, first);
    await bench.remove(ref);
    await problem(bench.channel.edit(ref, richAnswer));
    await vi.waitFor(async () => expect(await status(place)).toBe("active"), 3_000);
    expect(asked).toBe(3);
  });

  it("is left alone by messages that were never progress", async () => {
    const { ref } = await bench.channel.post(thread(), done, first);
    await bench.channel.edit(ref, done);
    expect(bodies("agents.sessions.setStatus")).toEqual([]);
  });

  it.each(["unknown_method", "missing_scope", "feature_not_enabled"])(
    "is given up after %s, and fails nothing",
    async (error) => {
      let asked = 0;
      wire.answer = (method) => {
        if (method !== "agents.sessions.setStatus") return undefined;
        asked += 1;
        return { ok: false, error };
      };
      const { ref } = await bench.channel.post(thread(), working, first);
      await vi.waitFor(() => expect(asked).toBe(1));
      await bench.channel.edit(ref, richAnswer);
      await bench.channel.post(thread(), working, { key: "turn-2", mayExist: false });
      expect(asked).toBe(1);
    },
  );
});

describe("blocks that Slack refuses", () => {
  const types = (body: Record<string, string>): string[] =>
    (JSON.parse(body["blocks"] ?? "[]") as { type: string }[]).map((block) => block.type);

  const refusing = (kind: string, message: (index: number) => string): string[][] => {
    const attempts: string[][] = [];
    wire.answer = (method, args) => {
      if (method !== "chat.postMessage") return undefined;
      const index = types(args).indexOf(kind);
      attempts.push(types(args));
      if (index < 0) return undefined;
      return { ok: false, error: "invalid_blocks", response_metadata: { messages: [message(index)] } };
    };
    return attempts;
  };

  it("of an unsupported kind are replaced at once, and not tried again", async () => {
    const attempts = refusing("plan", (index) => `[ERROR] unsupported type: plan [json-pointer:/blocks/${index}/type]`);
    await bench.channel.post(thread(), working, first);
    await bench.channel.post(thread(), working, { key: "turn-2", mayExist: false });
    expect(attempts.map((blocks) => blocks.includes("plan"))).toEqual([true, false, false]);
    for (const message of posts()) expect(readable(message)).toContain("writing SQL");
  });

  it("of a kind that only this message spoils are replaced in this message alone", async () => {
    const attempts = refusing(
      "table",
      (index) => `[ERROR] no more than 1 items allowed [json-pointer:/blocks/${index}]`,
    );
    await bench.channel.post(thread(), richAnswer, first);
    await bench.channel.post(thread(), richAnswer, { key: "turn-2", mayExist: false });
    expect(attempts.map((blocks) => blocks.includes("table"))).toEqual([true, false, true, false]);
    expect(readable(posts()[0]!)).toContain("2,525");
  });

  it("without a named culprit are all replaced by plain ones", async () => {
    const attempts: string[][] = [];
    wire.answer = (method, args) => {
      if (method !== "chat.postMessage") return undefined;
      attempts.push(types(args));
      return attempts.length === 1 ? { ok: false, error: "invalid_blocks" } : undefined;
    };
    await bench.channel.post(thread(), richAnswer, first);
    expect(new Set(attempts[1])).toEqual(new Set(["section", "context", "actions"]));
    for (const word of ["North leads", "2,525", "SELECT region", "Powered by Genie"])
      expect(readable(posts()[0]!)).toContain(word);
  });

  it("that stay refused are a problem for the person", async () => {
    wire.answer = (method) => (method === "chat.postMessage" ? { ok: false, error: "invalid_blocks" } : undefined);
    const { code, retry, sentence } = await problem(bench.channel.post(thread(), richAnswer, first));
    expect({ code, retry }).toEqual({ code: "slack.unshowable", retry: "never" });
    expect(sentence).toContain("Slack could not show this answer");
  });
});

describe("what Slack refuses", () => {
  const refusal = async (answer: ReturnType<Answering>): Promise<Problem> => {
    wire.answer = (method) => (method === "chat.update" ? answer : undefined);
    const { ref } = await bench.channel.post(thread(), working, first);
    return problem(bench.channel.edit(ref, richAnswer));
  };

  it.each([
    ["message_not_found", "post.gone", "never"],
    ["cant_update_message", "post.gone", "never"],
    ["not_in_channel", "slack.not-in-channel", "never"],
    ["channel_not_found", "slack.not-in-channel", "never"],
    ["is_archived", "slack.archived", "never"],
    ["missing_scope", "slack.missing-scope", "never"],
    ["token_revoked", "slack.credentials", "never"],
    ["invalid_auth", "slack.credentials", "never"],
    ["ratelimited", "slack.busy", "later"],
    ["internal_error", "slack.down", "later"],
    ["service_unavailable", "slack.down", "later"],
    ["something_new", "slack.refused", "never"],
  ])("with %s is %s, to be tried again %s", async (error, code, retry) => {
    expect(await refusal({ ok: false, error })).toMatchObject({ code, retry });
  });

  it("says in the log which scope is missing", async () => {
    const { message } = await refusal({
      ok: false,
      error: "missing_scope",
      needed: "chat:write",
      provided: "commands",
    });
    expect(message).toContain("chat:write");
  });

  it("waits as long as a 429 says", async () => {
    expect(await refusal(429)).toMatchObject({ code: "slack.busy", retry: "later", afterMs: 7_000 });
  });

  it("may be tried again after a 5xx or without an answer, and is not tried again here", async () => {
    let attempts = 0;
    expect(await refusal(503)).toMatchObject({ code: "slack.down", retry: "later" });
    wire.answer = (method) => {
      if (method === "chat.postMessage") attempts += 1;
      return undefined;
    };
    bench.traffic.faults = [{ service: "slack", kind: "drop", match: "chat.postMessage", times: 5 }];
    expect(await problem(bench.channel.post(thread(), working, first))).toMatchObject({
      code: "slack.down",
      retry: "later",
    });
    expect(attempts).toBe(1);
  });

  it("never shows a token to anybody", async () => {
    const { message, sentence, cause } = await refusal({ ok: false, error: "invalid_auth" });
    expect(`${message} ${sentence} ${JSON.stringify(cause)}`).not.toContain(SLACK_BOT_TOKEN);
  });
});

describe("a file in Slack", () => {
  it("is uploaded into the thread under its name and title", async () => {
    const place = thread();
    const file = { name: "rows.csv", title: "All rows", contentType: "text/csv", content: "region\nNorth\n" };
    await bench.channel.attach(place, file, { key: "file" });
    const message = bench.service.workspace.history(analytics).find((one) => one.files.length > 0)!;
    expect(message.threadTs).toBe(place.thread.split(":")[3]);
    expect(message.files[0]).toMatchObject({ name: "rows.csv", title: "All rows" });
    expect(message.files[0]!.content.toString()).toBe(file.content);
  });
});

describe("connecting to Slack", () => {
  const connecting = (deps: Partial<Parameters<typeof slack>[0]>) => {
    const channel = slack({ botToken: "xoxb-wrong", signingSecret: "s", apiUrl: bench.apiUrl, log: silent, ...deps });
    return channel.connect(() => Promise.resolve());
  };

  it("says what to do when the bot token is not accepted", async () => {
    const { code, sentence } = await problem(connecting({}));
    expect(code).toBe("slack.credentials");
    expect(sentence).toContain("SLACK_BOT_TOKEN");
  });

  it("says what to do when the app-level token is not accepted", async () => {
    const { code, sentence } = await problem(connecting({ botToken: SLACK_BOT_TOKEN, appToken: "xapp-wrong" }));
    expect(code).toBe("slack.socket");
    expect(sentence).toContain("SLACK_APP_TOKEN");
  });

  it("learns who we are, which events then need not say", async () => {
    const [request] = await bench.mention("hello");
    const body = JSON.parse(request!.body.toString()) as { authorizations: unknown[] };
    const bare = { ...request!, body: Buffer.from(JSON.stringify({ ...body, authorizations: [] })) };
    const texts: unknown[] = [];
    await bench.channel.receive(bench.signed(bare, 0), async (act) => void texts.push(act));
    expect(texts).toMatchObject([{ text: "hello", entry: "mention" }]);
  });
});
