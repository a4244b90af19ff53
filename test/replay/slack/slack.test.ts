import { placeOf } from "../../../adapters/slack/address.ts";
import { slack } from "../../../adapters/slack/slack-channel.ts";
import { silent } from "../../../src/logging/log.ts";
import type { HttpRequest } from "../../../src/ports/chat/http.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import { into } from "../../support/acts.ts";
import { sign } from "../../support/slack/slack-bench.ts";
import {
  ASKER,
  appMention,
  BOT,
  blockActions,
  CHANNEL,
  channelMessage,
  DIRECT,
  directMessage,
  envelope,
  reactionAdded,
  slashCommand,
  stopped,
  TEAM,
  thread,
  viewSubmission,
} from "./slack-payloads.ts";

const secret = "8f742231b10e8888abcd99yyyzzz85a5";

const json = (body: unknown): HttpRequest => raw("application/json", JSON.stringify(body));
const form = (body: Record<string, string>): HttpRequest =>
  raw("application/x-www-form-urlencoded", new URLSearchParams(body).toString());
const interactive = (body: unknown): HttpRequest => form({ payload: JSON.stringify(body) });
const raw = (type: string, body: string): HttpRequest => ({
  method: "POST",
  path: "/slack/events",
  headers: { "content-type": type },
  body: Buffer.from(body),
});

/** A channel that has not connected yet and may not call Slack. */
const unconnected = () =>
  slack({
    botToken: "xoxb-1",
    signingSecret: secret,
    log: silent,
    fetch: () => Promise.reject(new Error("a call to Slack")),
  });

const replay = async (...requests: HttpRequest[]): Promise<Inbound[]> => {
  const channel = unconnected();
  const acts: Inbound[] = [];
  for (const request of requests) {
    const response = await channel.receive(sign(request, Date.now(), secret), into(acts));
    expect(response).toEqual({ status: 200 });
  }
  return acts;
};

const one = async (request: HttpRequest): Promise<Inbound> => {
  const acts = await replay(request);
  expect(acts).toHaveLength(1);
  return acts[0]!;
};

describe("Slack events as they arrive", () => {
  it("turns a mention and the message of the same post into one message", async () => {
    const acts = await replay(json(appMention()), json(channelMessage(`<@${BOT}> What is the total revenue?`)));
    const message = {
      kind: "message",
      id: `slack:${TEAM}:${CHANNEL}:1355517523.000005`,
      place: {
        platform: "slack",
        thread: `slack:${TEAM}:${CHANNEL}:1355517523.000005`,
        channelId: CHANNEL,
        direct: false,
        to: { channel: CHANNEL, thread_ts: "1355517523.000005", opens: true },
      },
      actor: { platform: "slack", tenant: TEAM, user: ASKER },
      external: false,
      text: "What is the total revenue?",
      entry: "mention",
    };
    expect(acts).toEqual([message, message]);
  });

  it("keeps a mention within a thread in that thread", async () => {
    const act = await one(json(appMention(`And now, <@${BOT}>?`, thread)));
    expect(act).toMatchObject({
      id: `slack:${TEAM}:${CHANNEL}:1355517523.000005`,
      entry: "mention",
      text: "And now?",
      place: { thread: `slack:${TEAM}:${CHANNEL}:1355517500.000001`, to: { thread_ts: "1355517500.000001" } },
    });
  });

  it("takes a reply in a thread that does not name us as a follow-up", async () => {
    const act = await one(json(channelMessage("and in the South?", thread)));
    expect(act).toMatchObject({
      entry: "followup",
      text: "and in the South?",
      place: { thread: `slack:${TEAM}:${CHANNEL}:1355517500.000001` },
    });
  });

  it("makes every direct message a root, and a reply there part of its thread", async () => {
    const root = await one(json(directMessage("help")));
    expect(root).toMatchObject({
      entry: "direct",
      text: "help",
      place: { thread: `slack:${TEAM}:${DIRECT}:1355517523.000005`, channelId: DIRECT, direct: true },
    });
    const reply = await one(json(directMessage(`<@${BOT}> more`, thread)));
    expect(reply).toMatchObject({
      entry: "direct",
      text: "more",
      place: { thread: `slack:${TEAM}:${DIRECT}:1355517500.000001` },
    });
  });

  it("takes a message with a file as a message", async () => {
    const act = await one(json(directMessage("what is this?", { subtype: "file_share", files: [{ id: "F1" }] })));
    expect(act).toMatchObject({ text: "what is this?" });
  });

  it("knows Slack's own Stop control", async () => {
    expect(await one(json(stopped))).toEqual({
      kind: "stop",
      id: `slack:${TEAM}:Ev0STOPPED1`,
      place: {
        platform: "slack",
        thread: `slack:${TEAM}:${CHANNEL}:1355517523.000005`,
        channelId: CHANNEL,
        direct: false,
        to: { channel: CHANNEL, thread_ts: "1355517523.000005" },
      },
      actor: { platform: "slack", tenant: TEAM, user: ASKER },
      external: false,
    });
  });

  it("keeps the name of the person when Slack tells it", async () => {
    const act = await one(json(appMention(undefined, { user_profile: { display_name: "", real_name: "The Asker" } })));
    expect(act.actor).toEqual({ platform: "slack", tenant: TEAM, user: ASKER, name: "The Asker" });
  });
});

describe("Slack acts from outside", () => {
  it("marks what is said in a channel that is shared with another organisation", async () => {
    const { event } = appMention() as { event: Record<string, unknown> };
    expect(await one(json(envelope(event, { is_ext_shared_channel: true })))).toMatchObject({ external: true });
  });

  it("marks a person of another workspace, and keeps the thread with ours", async () => {
    const act = await one(json(appMention(undefined, { team: "T0PARTNER1", user_team: "T0PARTNER1" })));
    expect(act).toMatchObject({
      external: true,
      actor: { tenant: "T0PARTNER1" },
      place: { thread: `slack:${TEAM}:${CHANNEL}:1355517523.000005` },
    });
  });

  it("believes the authorization, not the team that the envelope names", async () => {
    const { event } = appMention() as { event: Record<string, unknown> };
    const act = await one(json(envelope(event, { team_id: "T0PARTNER1", context_team_id: "T0PARTNER1" })));
    expect(act).toMatchObject({ external: false, place: { thread: `slack:${TEAM}:${CHANNEL}:1355517523.000005` } });
  });

  it("marks a click of a person of another workspace", async () => {
    const user = { id: "U0PARTNER1", username: "partner", name: "partner", team_id: "T0PARTNER1" };
    expect(await one(interactive(blockActions({ user })))).toMatchObject({
      external: true,
      actor: { tenant: "T0PARTNER1", user: "U0PARTNER1" },
    });
  });
});

describe("Slack commands", () => {
  it("takes what follows the command as the message, in a place that has no thread yet", async () => {
    expect(await one(form(slashCommand("ask What is <@U0COLLEA01|colleague> &amp; co?")))).toEqual({
      kind: "message",
      id: `slack:${TEAM}:command:13345224609.738474920.8088930838d88f008e0`,
      place: {
        platform: "slack",
        thread: `slack:${TEAM}:${CHANNEL}:command:13345224609.738474920.8088930838d88f008e0`,
        channelId: CHANNEL,
        direct: false,
        to: { channel: CHANNEL, asker: ASKER },
      },
      actor: { platform: "slack", tenant: TEAM, user: ASKER, name: "asker" },
      external: false,
      trigger: "13345224609.738474920.8088930838d88f008e0",
      text: "ask What is @colleague & co?",
      entry: "command",
    });
  });

  it("takes an empty command", async () => {
    expect(await one(form(slashCommand("")))).toMatchObject({ text: "", entry: "command" });
  });
});

describe("Slack clicks", () => {
  it("names the button, its message and its thread", async () => {
    expect(await one(interactive(blockActions()))).toEqual({
      kind: "click",
      id: `slack:${TEAM}:${CHANNEL}:1355517524.000100:click:1355517530.123456:cancel:${ASKER}`,
      place: {
        platform: "slack",
        thread: `slack:${TEAM}:${CHANNEL}:1355517523.000005`,
        channelId: CHANNEL,
        direct: false,
        to: { channel: CHANNEL, thread_ts: "1355517523.000005" },
      },
      actor: { platform: "slack", tenant: TEAM, user: ASKER, name: "asker" },
      external: false,
      trigger: "13345224610.738474920.8088930838d88f008e1",
      action: "cancel",
      value: "turn-1",
      on: {
        platform: "slack",
        thread: `slack:${TEAM}:${CHANNEL}:1355517523.000005`,
        id: { channel: CHANNEL, ts: "1355517524.000100", thread_ts: "1355517523.000005" },
      },
    });
  });

  it("gives two clicks two ids and a repeated delivery one", async () => {
    const at = (action_ts: string) =>
      interactive(blockActions({ actions: [{ action_id: "ask#2", type: "button", value: "Why?", action_ts }] }));
    const acts = await replay(at("1.1"), at("1.1"), at("2.2"));
    expect(acts.map((act) => act.id)).toEqual([acts[0]!.id, acts[0]!.id, expect.not.stringMatching(acts[0]!.id)]);
    expect(acts[0]).toMatchObject({ action: "ask", value: "Why?" });
  });

  it("finds the thread also where the container does not name it", async () => {
    const container = { type: "message", message_ts: "1355517524.000100", channel_id: CHANNEL, is_ephemeral: false };
    expect(await one(interactive(blockActions({ container })))).toMatchObject({
      place: { thread: `slack:${TEAM}:${CHANNEL}:1355517523.000005` },
      on: { id: { thread_ts: "1355517523.000005" } },
    });
  });

  it("knows that a message for one person alone cannot be edited, nor answered in a thread", async () => {
    const { message: _, ...rest } = blockActions() as Record<string, unknown>;
    const container = { type: "message", message_ts: "9.9", channel_id: CHANNEL, is_ephemeral: true };
    expect(await one(interactive({ ...rest, container }))).toMatchObject({
      place: { to: { channel: CHANNEL, asker: ASKER } },
      on: { id: { channel: CHANNEL, ts: "9.9", only: ASKER } },
    });
  });
});

describe("Slack modals", () => {
  const place = placeOf(TEAM, CHANNEL, "1355517523.000005");

  it("gives what was filled in by name, and leaves out what stayed empty", async () => {
    expect(await one(interactive(viewSubmission(place)))).toEqual({
      kind: "form",
      id: `slack:${TEAM}:view:VNHU13V36`,
      place,
      actor: { platform: "slack", tenant: TEAM, user: ASKER, name: "asker" },
      external: false,
      trigger: "13345224611.738474920.8088930838d88f008e2",
      action: "job-fill",
      value: "proposal-1",
      fields: { table: "orders", from: "2026-01-31", mode: "append" },
    });
  });

  it("knows a person of another workspace", async () => {
    const user = { id: "U9OTHER", username: "other", team_id: "T9OTHER" };
    expect(await one(interactive(viewSubmission(place, { user })))).toMatchObject({
      external: true,
      actor: { tenant: "T9OTHER", user: "U9OTHER", name: "other" },
    });
  });

  it.each([
    ["is no JSON", "{"],
    ["is not ours", '{"value":1}'],
    ["names a place of another workspace", JSON.stringify({ value: "v", place: placeOf("T9OTHER", CHANNEL, "1.2") })],
  ])("yields nothing for a modal whose metadata %s", async (_, private_metadata) => {
    expect(await replay(interactive(viewSubmission(place, {}, { private_metadata })))).toEqual([]);
  });
});

describe("Slack's own questions", () => {
  const answer = (request: HttpRequest) =>
    unconnected().receive(request, () => Promise.reject(new Error("nothing to store")));

  it("answers the challenge of a new request URL, when it is signed", async () => {
    const request = json({ token: "x", challenge: "3eZbrw1aB10FEMAGAZd4FyFQ", type: "url_verification" });
    expect(await answer(sign(request, Date.now(), secret))).toEqual({ status: 200, body: "3eZbrw1aB10FEMAGAZd4FyFQ" });
    expect(await answer(request)).toMatchObject({ status: 401 });
  });

  it("answers the certificate check, which is not signed", async () => {
    expect(await answer(form({ ssl_check: "1", token: "x" }))).toEqual({ status: 200 });
  });

  it("refuses what is neither JSON nor a form of Slack's", async () => {
    expect(await answer(sign(raw("application/json", "{"), Date.now(), secret))).toMatchObject({ status: 400 });
  });

  it("acknowledges a modal that nobody opened", async () => {
    const view = { id: "V1", type: "modal", callback_id: "x", state: { values: {} } };
    const body = { type: "view_submission", team: { id: TEAM, domain: "x" }, user: { id: ASKER }, view };
    expect(await replay(interactive(body))).toEqual([]);
  });
});

describe("what people typed", () => {
  it.each([
    [`<@${BOT}>`, ""],
    [`<@${BOT}|genie>: what is up`, "what is up"],
    [`hey <@${BOT}> what is up`, "hey what is up"],
    [`<@${BOT}> <@${BOT}> twice`, "twice"],
    [`<@${BOT}> ask <@U0COLLEA01> and <@U0COLLEA01|colleague>`, "ask @U0COLLEA01 and @colleague"],
    [`<@${BOT}> in <#C024BE91L|analytics> or <#C024BE91L>`, "in #analytics or #C024BE91L"],
    [`<@${BOT}> <!here> <!subteam^S1|@data> <!date^1^{date}|yesterday>`, "@here @data yesterday"],
    [`<@${BOT}> a &lt; b &amp;&amp; c &gt; d &amp;lt;`, "a < b && c > d &lt;"],
    [`<@${BOT}> <https://example.com/a?b=1&amp;c=2>`, "https://example.com/a?b=1&c=2"],
    [`<@${BOT}> <http://example.com|example.com>`, "example.com"],
    [`<@${BOT}> <https://example.com|the report>`, "the report (https://example.com)"],
    [`<@${BOT}> <mailto:a@example.com|a@example.com>`, "a@example.com"],
    [`<@${BOT}> one\n  two\n\nthree`, "one\n  two\n\nthree"],
  ])("reads %j", async (typed, text) => {
    expect(await one(json(appMention(typed)))).toMatchObject({ text });
  });
});

describe("reactions in Slack", () => {
  it.each(["x", "wastebasket"])("under a message of ours ask for it to be taken away: %s", async (name) => {
    expect(await one(json(reactionAdded(name)))).toMatchObject({
      kind: "remove",
      id: `slack:${TEAM}:Ev0REACTED1`,
      actor: { platform: "slack", tenant: TEAM, user: ASKER },
      on: { platform: "slack", id: { channel: CHANNEL, ts: "1355517524.000006" } },
    });
  });

  it.each([
    ["of another kind", reactionAdded("+1")],
    ["under somebody else's message", reactionAdded("x", { item_user: ASKER })],
    ["under a file", reactionAdded("x", { item: { type: "file", file: "F1" } })],
  ])("mean nothing %s", async (_, body) => {
    expect(await replay(json(body))).toEqual([]);
  });
});
