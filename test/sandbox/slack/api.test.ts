import { webApi } from "@slack/bolt";
import { refusal, type SlackWire, startSlackWire, webClient } from "../../support/slack/slack-wire.ts";

let wire: SlackWire;
beforeAll(async () => {
  wire = await startSlackWire();
});
afterAll(() => wire.stop());
beforeEach(() => wire.slack.reset());

const channel = "C0ANALYTICS";
const section = (text: string) => ({ type: "section" as const, text: { type: "mrkdwn" as const, text } });
const post = async (text: string, more: Record<string, unknown> = {}): Promise<string> =>
  (await wire.web.chat.postMessage({ channel, text, ...more } as webApi.ChatPostMessageArguments)).ts!;
const shown = (ts: string, where = channel) => wire.slack.workspace.find(where, ts)!;

describe("tokens", () => {
  it("tells who the bot is and what it may do", async () => {
    const answer = await wire.web.auth.test();
    expect(answer).toMatchObject({ ok: true, team_id: "T0CONCIERGE", user_id: "U0GENIEBOT", bot_id: "B0GENIEBOT" });
    expect(answer.response_metadata?.scopes).toContain("chat:write");
  });

  it("refuses a missing, a wrong and the other kind of token", async () => {
    const codes = ["", "xoxb-wrong", "xapp-sandbox-app"].map((token) =>
      refusal(webClient(wire.base, token).auth.test()),
    );
    expect((await Promise.all(codes)).map(({ error }) => error)).toEqual([
      "not_authed",
      "invalid_auth",
      "not_allowed_token_type",
    ]);
  });

  it("knows no method that is not in its list", async () => {
    expect(await refusal(wire.web.apiCall("admin.users.list"))).toMatchObject({ error: "unknown_method" });
  });

  it("answers token and scope faults once each", async () => {
    wire.traffic.faults.push({ service: "slack", kind: "permission", match: "auth.test", times: 1 });
    wire.traffic.faults.push({ service: "slack", kind: "expired", times: 1 });
    expect((await refusal(wire.web.auth.test())).error).toBe("missing_scope");
    expect((await refusal(wire.web.auth.test())).error).toBe("token_expired");
    expect((await wire.web.auth.test()).ok).toBe(true);
  });

  it("refuses a call in the words of a fault", async () => {
    wire.traffic.faults.push({ service: "slack", kind: "refused", match: "Hello", times: 1, code: "msg_too_long" });
    expect((await refusal(post("Hello"))).error).toBe("msg_too_long");
    expect(await post("Hello")).toBeTruthy();
  });
});

describe("messages", () => {
  it("posts text and blocks, and gives every block and button an id", async () => {
    const button = { type: "button", text: { type: "plain_text", text: "Go" }, value: "1" };
    const ts = await post("hello", { blocks: [section("*hello*"), { type: "actions", elements: [button] }] });
    expect(shown(ts)).toMatchObject({ text: "hello", bot: true, user: "U0GENIEBOT" });
    for (const block of shown(ts).blocks) expect(block.block_id).toMatch(/^b/);
    expect(shown(ts).blocks[1]).toMatchObject({ elements: [{ value: "1", action_id: expect.stringMatching(/^a/) }] });
  });

  it("takes a JSON body as well as a form", async () => {
    const response = await fetch(`${wire.base}/api/chat.postMessage`, {
      method: "POST",
      headers: { authorization: "Bearer xoxb-sandbox-bot", "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ channel: "#analytics", text: "as JSON", blocks: [section("as JSON")] }),
    });
    expect(await response.json()).toMatchObject({ ok: true, channel, message: { text: "as JSON", type: "message" } });
  });

  it("cuts posted text at 40,000 characters and refuses an edit with more than 4,000 bytes", async () => {
    const ts = await post("a".repeat(40_001));
    expect(shown(ts).text).toHaveLength(40_000);
    await wire.web.chat.update({ channel, ts, text: "b".repeat(4_000) });
    expect((await refusal(wire.web.chat.update({ channel, ts, text: "ü".repeat(2_001) }))).error).toBe("msg_too_long");
  });

  it("needs text or blocks, and takes markdown instead of both", async () => {
    expect((await refusal(post(" "))).error).toBe("no_text");
    expect((await refusal(post("a", { markdown_text: "b" }))).error).toBe("markdown_text_conflict");
    const ts = (await wire.web.chat.postMessage({ channel, markdown_text: "**b**" })).ts!;
    expect(shown(ts).blocks).toMatchObject([{ type: "markdown", text: "**b**" }]);
  });

  it("removes the blocks when an edit has text alone, and marks only such an edit", async () => {
    const ts = await post("one", { blocks: [section("one")] });
    await wire.web.chat.update({ channel, ts, text: "two", blocks: [section("two")] });
    expect(shown(ts)).toMatchObject({ text: "two", marked: false });
    await wire.web.chat.update({ channel, ts, text: "three" });
    expect(shown(ts)).toMatchObject({ text: "three", blocks: [], marked: true });
    expect(shown(ts).first.text).toBe("one");
    expect(shown(ts).edits.map((edit) => edit.text)).toEqual(["two", "three"]);
  });

  it("lets the bot change and delete its own messages only", async () => {
    const theirs = wire.write("asker", "analytics", "mine");
    const codes = [
      wire.web.chat.update({ channel, ts: theirs, text: "x" }),
      wire.web.chat.delete({ channel, ts: theirs }),
      wire.web.chat.update({ channel, ts: "1.000001", text: "x" }),
      wire.web.chat.postMessage({ channel: "C0NOWHERE", text: "x" }),
      wire.web.chat.postMessage({ channel: "C0RANDOM", text: "x" }),
      wire.web.chat.postMessage({ channel, text: "x", thread_ts: "no ts" }),
    ].map(refusal);
    expect((await Promise.all(codes)).map(({ error }) => error)).toEqual([
      "cant_update_message",
      "cant_delete_message",
      "message_not_found",
      "channel_not_found",
      "not_in_channel",
      "invalid_thread_ts",
    ]);
    const ts = await post("ours");
    await wire.web.chat.delete({ channel, ts });
    expect(wire.slack.workspace.find(channel, ts)).toBeUndefined();
  });

  it("posts into the channel itself where the root was deleted, and says so by the thread_ts that is missing", async () => {
    const root = wire.write("asker", "analytics", "question");
    wire.slack.acts.remove(shown(root));
    const { ts, message } = await wire.web.chat.postMessage({ channel, text: "answer", thread_ts: root });
    expect(message).not.toHaveProperty("thread_ts");
    expect(shown(ts!).threadTs).toBeNull();
    expect((await refusal(wire.web.conversations.replies({ channel, ts: root }))).error).toBe("thread_not_found");
  });

  it("keeps a thread whose root was deleted after somebody replied", async () => {
    const root = wire.write("asker", "analytics", "question");
    await post("answer", { thread_ts: root });
    wire.slack.acts.remove(shown(root));
    const { message } = await wire.web.chat.postMessage({ channel, text: "more", thread_ts: root });
    expect(message).toMatchObject({ thread_ts: root });
    const { messages } = await wire.web.conversations.replies({ channel, ts: root });
    expect(messages?.map(({ text }) => text)).toEqual(["This message was deleted.", "answer", "more"]);
    expect(messages?.[0]).toMatchObject({ subtype: "tombstone", user: "USLACKBOT" });
  });

  it("shows an ephemeral message to one person, and to no other method", async () => {
    const { message_ts: ts } = await wire.web.chat.postEphemeral({ channel, user: "U0ASKER", text: "only you" });
    expect(shown(ts!)).toMatchObject({ ephemeralTo: "U0ASKER", text: "only you" });
    expect((await refusal(wire.web.chat.update({ channel, ts: ts!, text: "x" }))).error).toBe("message_not_found");
    const { messages } = await wire.web.conversations.history({ channel });
    expect(messages).toEqual([]);
    const outsider = wire.web.chat.postEphemeral({ channel, user: "U0NOBODY", text: "x" });
    expect((await refusal(outsider)).error).toBe("user_not_in_channel");
  });

  it("shows it in a thread only once somebody has replied there", async () => {
    const root = await post("root");
    const psst = { channel, user: "U0ASKER", text: "only you", thread_ts: root };
    const { message_ts: early } = await wire.web.chat.postEphemeral(psst);
    expect(shown(early!)).toBeUndefined();
    await wire.web.chat.postMessage({ channel, text: "reply", thread_ts: root });
    const { message_ts: late } = await wire.web.chat.postEphemeral(psst);
    expect(shown(late!)).toMatchObject({ ephemeralTo: "U0ASKER", threadTs: root });
  });

  it("links to a message", async () => {
    const ts = await post("here");
    const { permalink } = await wire.web.chat.getPermalink({ channel, message_ts: ts });
    expect(permalink).toBe(`https://sandbox.slack.com/archives/${channel}/p${ts.replace(".", "")}`);
  });

  it("adds and removes a reaction once", async () => {
    const timestamp = wire.write("asker", "analytics", "hi");
    const eyes = { channel, timestamp, name: "eyes" };
    await wire.web.reactions.add(eyes);
    expect(shown(timestamp).reactions).toEqual([{ name: "eyes", users: ["U0GENIEBOT"] }]);
    expect((await refusal(wire.web.reactions.add(eyes))).error).toBe("already_reacted");
    expect((await refusal(wire.web.reactions.add({ ...eyes, name: "no such!" }))).error).toBe("invalid_name");
    await wire.web.reactions.remove(eyes);
    expect((await refusal(wire.web.reactions.remove(eyes))).error).toBe("no_reaction");
  });
});

describe("conversations", () => {
  it("gives a thread with its root, and metadata to who asks for it", async () => {
    const root = wire.write("asker", "analytics", "question");
    const metadata = { event_type: "turn", event_payload: { id: "t1" } };
    const ts = await post("answer", { thread_ts: root, metadata });
    const plain = await wire.web.conversations.replies({ channel, ts: root });
    expect(plain.messages?.map((message) => message.text)).toEqual(["question", "answer"]);
    expect(plain.messages?.[0]).toMatchObject({ thread_ts: root, reply_count: 1, latest_reply: ts });
    expect(plain.messages?.[1]).not.toHaveProperty("metadata");
    const full = await wire.web.conversations.replies({ channel, ts: root, include_all_metadata: true });
    expect(full.messages?.[1]).toMatchObject({ metadata, parent_user_id: "U0ASKER", bot_id: "B0GENIEBOT" });
    expect((await refusal(wire.web.conversations.replies({ channel, ts: "1.000001" }))).error).toBe("thread_not_found");
  });

  it("gives the history newest first, without replies, in pages", async () => {
    const all = ["a", "b", "c"].map((text) => wire.write("asker", "analytics", text));
    await post("reply", { thread_ts: all[0] });
    const first = await wire.web.conversations.history({ channel, limit: 2 });
    expect(first.messages?.map((message) => message.text)).toEqual(["c", "b"]);
    const cursor = first.response_metadata!.next_cursor!;
    const second = await wire.web.conversations.history({ channel, limit: 2, cursor });
    expect(second.messages?.map((message) => message.text)).toEqual(["a"]);
    expect(second.has_more).toBe(false);
    const window = { oldest: all[0]!, latest: all[1]!, inclusive: true };
    const between = await wire.web.conversations.history({ channel, ...window });
    expect(between.messages?.map((message) => message.text)).toEqual(["b", "a"]);
  });

  it("says which channel is shared with another organisation", async () => {
    const shared = await wire.web.conversations.info({ channel: "C0PARTNERS" });
    expect(shared.channel).toMatchObject({ is_ext_shared: true, is_member: true });
    const own = await wire.web.conversations.info({ channel });
    expect(own.channel).toMatchObject({ is_ext_shared: false, name: "analytics" });
  });

  it("opens a direct message, joins a channel, and lists members and channels", async () => {
    const { channel: direct } = await wire.web.conversations.open({ users: "U0ASKER" });
    expect(direct?.id).toBe("D0ASKER");
    expect((await refusal(wire.web.conversations.open({ users: "U0NOBODY" }))).error).toBe("user_not_found");
    await wire.web.conversations.join({ channel: "C0RANDOM" });
    expect((await wire.web.chat.postMessage({ channel: "C0RANDOM", text: "in" })).ok).toBe(true);
    const { members } = await wire.web.conversations.members({ channel: "C0RANDOM" });
    expect(members).toContain("U0GENIEBOT");
    const { channels } = await wire.web.conversations.list({ types: "im" });
    expect(channels?.map((one) => one.id)).toContain("D0ASKER");
  });
});

describe("people", () => {
  it("gives e-mail, admin and guest flags", async () => {
    const { user } = await wire.web.users.info({ user: "U0ASKER" });
    expect(user).toMatchObject({ name: "asker", profile: { email: "asker@example.com" }, is_restricted: false });
    expect((await wire.web.users.info({ user: "U0ADMIN" })).user).toMatchObject({ is_admin: true });
    expect((await wire.web.users.info({ user: "U0GUEST" })).user).toMatchObject({ is_restricted: true });
    expect((await refusal(wire.web.users.info({ user: "U0NOBODY" }))).error).toBe("user_not_found");
    expect((await wire.web.users.list({})).members).toHaveLength(5);
  });

  it("tells strangers of Slack Connect and colleagues of a Grid from members", async () => {
    const profile = async (user: string) => (await wire.web.users.info({ user })).user;
    expect(await profile("U0PARTNER")).toMatchObject({ team_id: "T0PARTNER", is_stranger: true });
    expect(await profile("U0ASKER")).not.toHaveProperty("is_stranger");
    wire.slack.workspace.setGrid(true);
    const enterprise = { enterprise_id: "E0CONCIERGE" };
    expect(await profile("W0SISTER")).toMatchObject({ team_id: "T0GRIDTEAM", enterprise_user: enterprise });
    expect(await profile("U0PARTNER")).not.toHaveProperty("enterprise_user");
    expect(await wire.web.auth.test()).toMatchObject(enterprise);
  });

  it("finds a person by e-mail", async () => {
    const { user } = await wire.web.users.lookupByEmail({ email: "Colleague@example.com" });
    expect(user?.id).toBe("U0COLLEAGUE");
    const nobody = wire.web.users.lookupByEmail({ email: "nobody@example.com" });
    expect((await refusal(nobody)).error).toBe("users_not_found");
  });

  it("describes the team and the bot", async () => {
    expect((await wire.web.team.info()).team?.id).toBe("T0CONCIERGE");
    expect((await wire.web.bots.info({ bot: "B0GENIEBOT" })).bot?.user_id).toBe("U0GENIEBOT");
  });
});

describe("files", () => {
  it("shares an uploaded file in a thread", async () => {
    const root = wire.write("asker", "analytics", "give me a file");
    const file = {
      channel_id: channel,
      thread_ts: root,
      filename: "rows.csv",
      title: "All rows",
      content: "a,b\n1,2\n",
    };
    await wire.web.filesUploadV2({ ...file, initial_comment: "Here it is" });
    const message = wire.slack.workspace.history(channel).at(-1)!;
    expect(message).toMatchObject({ threadTs: root, text: "Here it is", bot: true });
    expect(message.files[0]).toMatchObject({ name: "rows.csv", title: "All rows", mimetype: "text/csv" });
    expect(message.files[0]!.content.toString()).toBe("a,b\n1,2\n");
  });

  it("refuses to share what was not uploaded", async () => {
    const { file_id: id } = await wire.web.files.getUploadURLExternal({ filename: "a.txt", length: 3 });
    const share = wire.web.files.completeUploadExternal({ files: [{ id: id! }], channel_id: channel });
    expect((await refusal(share)).error).toBe("file_not_found");
  });
});

describe("agent sessions", () => {
  it("keeps status, session and title of a thread, and takes the status away with the answer", async () => {
    const root = wire.write("asker", "analytics", "hi");
    const thread = { channel_id: channel, thread_ts: root };
    await wire.web.assistant.threads.setStatus({ ...thread, status: "is thinking", loading_messages: ["…"] });
    await wire.web.agents.sessions.setStatus({ ...thread, status: "processing", title: "Revenue" });
    await wire.web.agents.sessions.setStatus({ ...thread, status: "active", title: "Ignored later" });
    expect(wire.slack.sessions.list(channel)).toMatchObject([
      { thread_ts: root, status: "is thinking", session: "active", title: "Revenue" },
    ]);
    await wire.web.agents.sessions.rename({ ...thread, title: "Renamed" });
    await wire.web.assistant.threads.setTitle({ ...thread, title: "Named again" });
    await post("answer", { thread_ts: root });
    expect(wire.slack.sessions.list(channel)).toMatchObject([{ status: "", title: "Named again" }]);
    const bad = wire.web.agents.sessions.setStatus({ ...thread, status: "busy" });
    expect((await refusal(bad)).error).toBe("invalid_arguments");
  });

  it("ignores suggested prompts for a thread, as Slack does for apps with the agent view", async () => {
    const root = wire.write("asker", "dm:asker", "hi");
    const prompts: [{ title: string; message: string }] = [{ title: "Revenue", message: "What is the revenue?" }];
    await wire.web.assistant.threads.setSuggestedPrompts({ channel_id: "D0ASKER", thread_ts: root, prompts });
    expect(wire.slack.sessions.list("D0ASKER")).toEqual([]);
    await wire.web.apiCall("assistant.threads.setSuggestedPrompts", { channel_id: "D0ASKER", prompts });
    expect(wire.slack.sessions.list("D0ASKER")).toMatchObject([{ prompts }]);
  });
});

describe("rate limits", () => {
  it("allows a burst, then says when to come back", async () => {
    let at = 1_000_000;
    const limited = await startSlackWire({ rateLimits: true, now: () => at });
    const ts = (await limited.web.chat.postMessage({ channel, text: "0" })).ts!;
    const update = (text: string) => limited.web.chat.update({ channel, ts, text });
    for (let index = 0; index < 50; index += 1) await update(`edit ${index}`);
    const error = await update("too many").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(webApi.WebAPIRateLimitedError);
    expect((error as webApi.WebAPIRateLimitedError).retryAfter).toBe(2);
    at += 2_000;
    expect((await update("now")).ok).toBe(true);
    expect((await limited.web.chat.postMessage({ channel, text: "another method" })).ok).toBe(true);
    await limited.stop();
  });

  it("says 429 when a fault wants it, with its own delay", async () => {
    wire.traffic.faults.push({ service: "slack", kind: "429", match: "chat.update", times: 1, retry_after: 7 });
    const ts = await post("x");
    const response = await fetch(`${wire.base}/api/chat.update`, { method: "POST", body: new URLSearchParams({ ts }) });
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("7");
    expect(await response.json()).toEqual({ ok: false, error: "ratelimited" });
  });
});
