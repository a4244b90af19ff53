import type { Place } from "../../../src/ports/place.ts";
import { richAnswer, working } from "../../contract/replies.ts";
import { readable } from "../../support/slack/slack-reading.ts";
import { analytics, done, first, problemOf, type SlackStage, slackForEach } from "../../support/slack/slack-stage.ts";

let bench: SlackStage;
slackForEach((stage) => {
  bench = stage;
});

const command = (channel: string): Place => ({
  platform: "slack",
  thread: `slack:T0CONCIERGE:${channel}:command:1.2.3`,
  channelId: channel,
  direct: channel.startsWith("D"),
  to: { channel, asker: "U0ASKER" },
});

describe("a post in Slack", () => {
  it("goes into the thread, unfurls nothing and carries its key, not more, as metadata", async () => {
    const place = bench.thread();
    await bench.channel.post(place, working, first);
    const [body] = bench.bodies("chat.postMessage");
    expect(body).toMatchObject({ channel: analytics, unfurl_links: "false", unfurl_media: "false" });
    expect(body!["thread_ts"]).toBe(place.thread.split(":")[3]);
    expect(JSON.parse(body!["metadata"]!)).toEqual({ event_type: "genie_concierge", event_payload: { key: "turn-1" } });
  });

  it("arrives though it holds half a character, new and edited", async () => {
    const half = { ...done, markdown: "Half \ud83d of it" };
    const posted = await bench.channel.post(bench.thread(), half, first);
    await bench.channel.edit(posted.ref, { ...half, markdown: "Other \ude00 half" });
    expect(bench.posts()[0]!.text).toContain("Other \ufffd half");
  });

  it("becomes the root where there is no thread yet", async () => {
    const posted = await bench.channel.post(command(analytics), working, first);
    const [message] = bench.posts();
    expect(message!.threadTs).toBeNull();
    expect(posted.place).toEqual({
      platform: "slack",
      thread: `slack:T0CONCIERGE:${analytics}:${message!.ts}`,
      channelId: analytics,
      direct: false,
      to: { channel: analytics, thread_ts: message!.ts },
    });
    await bench.channel.post(posted.place, done, { key: "turn-1:2", mayExist: false });
    expect(bench.posts()[1]!.threadTs).toBe(message!.ts);
  });

  it.each([
    ["where the bot is no member", "C0RANDOM"],
    ["where another organisation reads along", "C0PARTNERS"],
    ["in a direct message", "D0ASKER"],
  ])("of a command given %s goes to the asker directly", async (_, channel) => {
    const posted = await bench.channel.post(command(channel), working, first);
    expect(bench.posts("D0ASKER")).toHaveLength(1);
    expect(bench.posts("C0RANDOM")).toEqual([]);
    expect(bench.posts("C0PARTNERS")).toEqual([]);
    expect(posted.place).toMatchObject({ channelId: "D0ASKER", direct: true });
    await bench.channel.edit(posted.ref, done);
    expect(readable(bench.posts("D0ASKER")[0]!)).toContain("Done.");
    const again = await bench.channel.post(command(channel), working, { key: "turn-1", mayExist: true });
    expect(again).toEqual({ ...posted, ref: { ...posted.ref } });
  });

  it("goes to the asker directly when Slack does not say what kind of channel it is", async () => {
    bench.wire.answer = ({ method }) =>
      method === "conversations.info" ? { ok: false, error: "missing_scope" } : undefined;
    await bench.channel.post(command(analytics), working, first);
    expect(bench.posts("D0ASKER")).toHaveLength(1);
  });

  it("asks Slack about a channel once for many commands", async () => {
    for (const key of ["a", "b", "c"]) await bench.channel.post(command(analytics), working, { key, mayExist: false });
    expect(bench.bodies("conversations.info")).toHaveLength(1);
  });

  it("is found again behind two hundred other replies", async () => {
    const place = bench.thread();
    const threadTs = place.thread.split(":")[3]!;
    for (let index = 0; index < 210; index += 1)
      bench.service.workspace.post({ channel: analytics, user: "U0ASKER", text: `${index}`, threadTs });
    const posted = await bench.channel.post(place, working, first);
    const again = await bench.channel.post(place, working, { key: "turn-1", mayExist: true });
    expect(again.ref).toEqual(posted.ref);
    expect(bench.bodies("conversations.replies").length).toBeGreaterThan(1);
  });

  it("does not take somebody else's message with our key for ours", async () => {
    const place = bench.thread();
    const metadata = { event_type: "genie_concierge", event_payload: { key: "turn-1" } };
    const threadTs = place.thread.split(":")[3]!;
    bench.service.workspace.post({ channel: analytics, user: "U0GUEST", text: "x", threadTs, metadata });
    await bench.channel.post(place, working, { key: "turn-1", mayExist: true });
    expect(bench.posts()).toHaveLength(1);
  });

  it("goes to the person's id when Slack does not open a direct message", async () => {
    bench.wire.answer = ({ method }) =>
      method === "conversations.open" ? { ok: false, error: "missing_scope" } : undefined;
    const posted = await bench.channel.post(command("C0RANDOM"), working, first);
    expect(bench.posts("D0ASKER")).toHaveLength(1);
    expect(posted.place).toMatchObject({ channelId: "D0ASKER", direct: true });
    await bench.channel.edit(posted.ref, done);
    expect(readable(bench.posts("D0ASKER")[0]!)).toContain("Done.");
  });

  it.each(["missing_scope", "not_in_channel", "something_new"])(
    "is made again rather than never where a look at what is there is refused with %s",
    async (error) => {
      bench.wire.answer = ({ method }) => (method.startsWith("conversations.") ? { ok: false, error } : undefined);
      const place = bench.thread();
      await bench.channel.post(place, working, { ...first, mayExist: true });
      await bench.channel.post(place, done, { key: "turn-1:failed", mayExist: true });
      expect(bench.posts()).toHaveLength(2);
    },
  );

  it("waits where a look at what is there fails for now", async () => {
    bench.wire.answer = ({ method }) => (method === "conversations.replies" ? 503 : undefined);
    const problem = await problemOf(bench.channel.post(bench.thread(), working, { ...first, mayExist: true }));
    expect(problem).toMatchObject({ code: "slack.down", retry: "later" });
    expect(bench.posts()).toEqual([]);
  });

  it("for one person is repeated, not edited, since Slack cannot edit it", async () => {
    const place = bench.thread();
    await bench.channel.post(place, working, first);
    const { ref } = await bench.channel.post(place, done, { ...first, only: bench.other });
    await bench.channel.edit(ref, { ...done, markdown: "Changed." });
    expect(bench.posts().map((message) => [message.ephemeralTo, readable(message).includes("Changed.")])).toEqual([
      [null, false],
      [bench.other.user, false],
      [bench.other.user, true],
    ]);
  });
});

describe("a thread whose first message was deleted", () => {
  const root = (place: Place) =>
    bench.service.workspace.find(analytics, (place.to as { thread_ts: string }).thread_ts)!;

  it("gets no post when nobody had replied, and nothing stays in the channel", async () => {
    const place = bench.thread();
    bench.service.acts.remove(root(place));
    const problem = await problemOf(bench.channel.post(place, working, first));
    expect(problem).toMatchObject({ code: "post.root-gone", retry: "never" });
    expect(bench.posts()).toEqual([]);
    expect(bench.bodies("agents.sessions.setStatus")).toEqual([]);
  });

  it("gets no post either when the first attempt's outcome is unknown", async () => {
    const place = bench.thread();
    bench.service.acts.remove(root(place));
    bench.traffic.faults = [{ service: "slack", kind: "lost", match: "chat.postMessage", times: 1 }];
    expect(await problemOf(bench.channel.post(place, working, first))).toMatchObject({ retry: "later" });
    expect(bench.posts()).toHaveLength(1);
    const problem = await problemOf(bench.channel.post(place, working, { ...first, mayExist: true }));
    expect(problem).toMatchObject({ code: "post.root-gone" });
    expect(bench.posts()).toEqual([]);
  });

  it("goes on when somebody had replied", async () => {
    const place = bench.thread();
    const { ref } = await bench.channel.post(place, working, first);
    bench.service.acts.remove(root(place));
    await bench.channel.edit(ref, done);
    await bench.channel.post(place, done, { key: "turn-1:2", mayExist: false });
    expect(bench.posts().map(({ threadTs }) => threadTs)).toEqual([root(place).ts, root(place).ts]);
  });
});

describe("what one person alone sees in Slack", () => {
  it("stands in the channel where nobody has replied in the thread yet, since there Slack would not show it", async () => {
    const place = bench.thread();
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
    const { ref } = await bench.channel.post(bench.thread(), working, first);
    const markdown = "größer ".repeat(1_000);
    await bench.channel.edit(ref, { ...richAnswer, markdown });
    const [message] = bench.posts();
    expect(Buffer.byteLength(message!.text)).toBeLessThanOrEqual(4_000);
    expect(message!.text.endsWith("…")).toBe(true);
    expect(readable(message!)).toContain(markdown.trim());
  });

  it("does not mark the message as edited by hand", async () => {
    const { ref } = await bench.channel.post(bench.thread(), working, first);
    await bench.channel.edit(ref, done);
    expect(bench.posts()[0]!.marked).toBe(false);
  });
});
