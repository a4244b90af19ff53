import { setTimeout as sleep } from "node:timers/promises";
import { RETRY_DELAYS } from "../../../sandbox/slack/delivery.ts";
import { eventually, untilPasses } from "../../support/eventually.ts";
import { type SlackWire, signatureOf, startSlackWire } from "../../support/slack/slack-wire.ts";

let wire: SlackWire;
beforeAll(async () => {
  wire = await startSlackWire({ retryDelays: [0, 20, 20] });
});
afterAll(() => wire.stop());
beforeEach(() => {
  wire.slack.reset();
  wire.received.length = 0;
  wire.app.reply = () => ({});
});

describe("an event", () => {
  it("is signed, and wrapped in the envelope of the Events API", async () => {
    wire.write("asker", "dm:asker", "hello");
    const [request] = await wire.arrived(1);
    expect(request!.headers["x-slack-signature"]).toBe(signatureOf(request!));
    expect(Math.abs(Number(request!.headers["x-slack-request-timestamp"]) - Date.now() / 1000)).toBeLessThan(5);
    expect(request!.body).toMatchObject({
      type: "event_callback",
      token: expect.any(String),
      team_id: "T0CONCIERGE",
      context_team_id: "T0CONCIERGE",
      context_enterprise_id: null,
      api_app_id: "A0CONCIERGE",
      event_id: expect.stringMatching(/^Ev[0-9A-Z]+$/),
      event_time: expect.any(Number),
      authorizations: [{ team_id: "T0CONCIERGE", user_id: "U0GENIEBOT", is_bot: true, enterprise_id: null }],
      is_ext_shared_channel: false,
      event_context: expect.stringMatching(/^4-/),
    });
  });

  it("comes twice for a mention: the same ts under two event ids, in either order", async () => {
    for (const [chance, first] of [
      [0, "message"],
      [0.9, "app_mention"],
    ] as const) {
      const ordered = await startSlackWire({ random: () => chance });
      const ts = ordered.write("asker", "analytics", "@genie what is new?");
      const both = await ordered.arrived(2);
      expect(new Set(both.map(({ body }) => body["event_id"])).size).toBe(2);
      expect(both.map(({ event }) => event["ts"])).toEqual([ts, ts]);
      const ids = both.map(({ body }) => String(body["event_id"]));
      const sentFirst = both.find(({ body }) => body["event_id"] === ids.sort()[0]);
      expect(sentFirst!.event["type"]).toBe(first);
      await ordered.stop();
    }
  });

  it("carries the wire text of what was typed: mentions, links, escapes", async () => {
    const ts = wire.write("asker", "analytics", "@Concierge is 2 < 3 & true? see https://example.com/a");
    await wire.arrived(2);
    const text = "<@U0GENIEBOT> is 2 &lt; 3 &amp; true? see <https://example.com/a>";
    const both = { user: "U0ASKER", text, ts, channel: "C0ANALYTICS", event_ts: ts, team: "T0CONCIERGE" };
    expect(wire.events("app_mention")[0]).toMatchObject({ type: "app_mention", ...both });
    expect(wire.events("message")[0]).toMatchObject({ type: "message", channel_type: "channel", ...both });
  });

  it("is a message of the channel without a mention, with its thread", async () => {
    const root = wire.write("asker", "analytics", "first");
    const ts = wire.write("colleague", "analytics", "second, by mail: a@genie.example", root);
    await wire.arrived(2);
    const reply = wire.events("message").find((event) => event["ts"] === ts);
    expect(reply).toMatchObject({ thread_ts: root, parent_user_id: "U0ASKER", user: "U0COLLEAGUE" });
    expect(wire.events("app_mention")).toEqual([]);
  });

  it("is a message of type im in a direct message", async () => {
    wire.write("guest", "dm:guest", "@genie hi");
    const [request] = await wire.arrived(1);
    expect(request!.event).toMatchObject({ type: "message", channel_type: "im", channel: "D0GUEST" });
    expect(wire.received).toHaveLength(1);
  });

  it("is one message of type mpim for a mention in a group direct message", async () => {
    wire.write("asker", "mpdm-asker--colleague--genie-1", "@genie hi");
    wire.write("asker", "dm:asker", "later");
    await wire.arrived(2);
    expect(wire.events("app_mention")).toEqual([]);
    expect(wire.events("message").map((event) => [event["channel_type"], event["channel"]])).toContainEqual([
      "mpim",
      "C0GROUPDM",
    ]);
  });

  it("carries forwarded messages, pasted tables and files beside the text", async () => {
    const ts = wire.write("colleague", "analytics", "revenue is 2 < 3");
    const forward = wire.slack.workspace.find("C0ANALYTICS", ts)!;
    const attached = { forward, table: [["a", "b"]], files: ["plan.pdf"] };
    wire.slack.acts.write(wire.person("asker"), wire.conversation("dm:asker"), "look", null, attached);
    await wire.arrived(2);
    const event = wire.events("message").find(({ channel }) => channel === "D0ASKER")!;
    expect(event).toMatchObject({
      subtype: "file_share",
      files: [{ name: "plan.pdf", user: "U0ASKER" }],
      attachments: [
        { is_share: true, author_id: "U0COLLEAGUE", text: "revenue is 2 &lt; 3", channel_id: "C0ANALYTICS" },
        { fallback: "[no preview available]", blocks: [{ type: "table", rows: [[{ text: "a" }, { text: "b" }]] }] },
      ],
    });
  });

  it("names the enterprise and the other workspace of a colleague in a Grid", async () => {
    wire.slack.workspace.setGrid(true);
    wire.write("sister", "analytics", "@genie hi");
    for (const { body, event } of await wire.arrived(2)) {
      expect(body).toMatchObject({
        team_id: "T0CONCIERGE",
        enterprise_id: "E0CONCIERGE",
        context_enterprise_id: "E0CONCIERGE",
        is_ext_shared_channel: false,
        authorizations: [{ enterprise_id: "E0CONCIERGE", team_id: "T0CONCIERGE" }],
      });
      expect(event).toMatchObject({ user: "W0SISTER", team: "T0GRIDTEAM", user_team: "T0GRIDTEAM" });
    }
  });

  it("marks a channel that is shared with another organisation", async () => {
    wire.write("asker", "partners", "@genie hi");
    for (const request of await wire.arrived(2)) expect(request.body["is_ext_shared_channel"]).toBe(true);
  });

  it("names the other workspace of somebody who writes in a shared channel", async () => {
    wire.slack.acts.write(wire.person("guest"), wire.conversation("partners"), "hello", null, { team: "T0PARTNER" });
    const [request] = await wire.arrived(1);
    expect(request!.event).toMatchObject({ team: "T0PARTNER", user_team: "T0PARTNER", source_team: "T0PARTNER" });
    expect(request!.body).toMatchObject({ team_id: "T0CONCIERGE", is_ext_shared_channel: true });
  });

  it("is not sent for a channel that the bot is not in", async () => {
    wire.write("asker", "random", "@genie are you here?");
    wire.write("asker", "dm:asker", "later");
    const [request] = await wire.arrived(1);
    expect(request!.event["channel"]).toBe("D0ASKER");
    const received = wire.slack.workspace.screen("C0RANDOM").at(-1);
    expect(received).toMatchObject({
      user: "USLACKBOT",
      ephemeralTo: "U0ASKER",
      text: expect.stringContaining("not in this channel"),
    });
  });

  it("is sent for the bot's own posts, edits and deletions", async () => {
    const channel = "C0ANALYTICS";
    const { ts } = await wire.web.chat.postMessage({ channel, text: "one" });
    await wire.web.chat.update({ channel, ts: ts!, text: "two" });
    await wire.web.chat.delete({ channel, ts: ts! });
    await wire.arrived(3);
    const events = wire.events("message");
    expect(events.find((event) => !event["subtype"])).toMatchObject({ bot_id: "B0GENIEBOT", user: "U0GENIEBOT", ts });
    expect(events.find((event) => event["subtype"] === "message_changed")).toMatchObject({
      message: { text: "two", ts },
      previous_message: { text: "one" },
      hidden: true,
    });
    expect(events.find((event) => event["subtype"] === "message_deleted")).toMatchObject({ deleted_ts: ts });
  });

  it("tells that a person edited a message, and that the edit named the bot", async () => {
    const ts = wire.write("asker", "analytics", "what is the revenue?");
    await wire.arrived(1);
    wire.slack.acts.edit(wire.slack.workspace.find("C0ANALYTICS", ts)!, "@genie what is the revenue?");
    await wire.arrived(3);
    const edited = { user: "U0ASKER", ts: expect.any(String) };
    expect(wire.events("app_mention")[0]).toMatchObject({ ts, edited, text: "<@U0GENIEBOT> what is the revenue?" });
    expect(wire.events("message")[1]).toMatchObject({
      subtype: "message_changed",
      message: { ts, edited },
      previous_message: { text: "what is the revenue?" },
    });
  });

  it("tells that somebody opened the chat, and that somebody used Stop", async () => {
    const person = wire.person("asker");
    wire.slack.home.open(person, "messages");
    const root = wire.write("asker", "dm:asker", "go");
    wire.slack.acts.stop(person, wire.conversation("dm:asker"), root);
    await wire.arrived(3);
    expect(wire.events("app_home_opened")[0]).toMatchObject({ tab: "messages", channel: "D0ASKER" });
    expect(wire.events("agent_session_stopped")[0]).toMatchObject({
      thread_ts: root,
      user: "U0ASKER",
      channel: "D0ASKER",
      streaming_message_ts: [],
    });
  });
});

describe("a reaction", () => {
  it("is told once, with whose message it is under", async () => {
    const ts = wire.write("colleague", "analytics", "hello");
    const place = wire.conversation("analytics");
    const message = wire.slack.workspace.find(place.id, ts);
    for (let tries = 0; tries < 2; tries += 1) wire.slack.acts.react(wire.person("asker"), place, message!, "x");
    await wire.arrived(2);
    expect(wire.events("reaction_added")).toEqual([
      expect.objectContaining({
        ...{ user: "U0ASKER", reaction: "x", item_user: "U0COLLEAGUE" },
        item: { type: "message", channel: place.id, ts },
      }),
    ]);
    expect(message!.reactions).toEqual([{ name: "x", users: ["U0ASKER"] }]);
  });
});

describe("delivery", () => {
  it("repeats an event until it is answered with 200, and says why", async () => {
    wire.app.reply = () => ({ status: wire.received.length < 3 ? 500 : 200 });
    wire.write("asker", "dm:asker", "hello");
    const requests = await wire.arrived(3);
    expect(new Set(requests.map(({ body }) => body["event_id"])).size).toBe(1);
    expect(requests.map(({ headers }) => headers["x-slack-retry-num"])).toEqual([undefined, "1", "2"]);
    expect(requests[1]!.headers["x-slack-retry-reason"]).toBe("http_error");
    // What was sent is noted once its answer is there.
    await untilPasses(() => expect(wire.slack.delivery.log().map((one) => one.status)).toEqual([500, 500, 200]));
  });

  it("gives up when the bot says so, and when all attempts are used up", async () => {
    wire.app.reply = ({ event }) =>
      event["text"] === "no more" ? { status: 503, headers: { "x-slack-no-retry": "1" } } : { status: 500 };
    wire.write("asker", "dm:asker", "no more");
    wire.write("asker", "dm:asker", "again");
    await wire.arrived(5);
    wire.app.reply = () => ({});
    wire.write("asker", "dm:asker", "last");
    await eventually(() => wire.received.at(-1)?.event["text"] === "last");
    expect(wire.received).toHaveLength(6);
  });

  it("counts an answer after three seconds as none", async () => {
    wire.app.reply = async ({ headers }) => {
      if (!headers["x-slack-retry-num"]) await sleep(3_300);
      return {};
    };
    wire.write("asker", "dm:asker", "slow");
    const requests = await wire.arrived(2);
    expect(requests[1]!.headers["x-slack-retry-reason"]).toBe("http_timeout");
  });

  it("reaches a bot that starts later", async () => {
    const late = await startSlackWire({ retryDelays: Array<number>(100).fill(20) });
    late.slack.deliverTo("http://127.0.0.1:9");
    late.write("asker", "dm:asker", "is anybody there?");
    await eventually(() => late.slack.delivery.log().length > 2);
    expect(late.slack.delivery.log()[0]).toMatchObject({ reason: "connection_failed", status: 0 });
    late.slack.deliverTo(wire.botUrl);
    await eventually(() => wire.received.length === 1);
    expect(wire.received[0]!.headers["x-slack-retry-reason"]).toBe("connection_failed");
    await late.stop();
  });

  it("goes on for about a minute by default", () => {
    const total = RETRY_DELAYS.reduce((sum, delay) => sum + delay, 0);
    expect(RETRY_DELAYS[0]).toBe(0);
    expect(total).toBeGreaterThan(50_000);
    expect(total).toBeLessThan(70_000);
  });

  it("delivers an event twice when a fault wants it", async () => {
    wire.traffic.faults.push({ service: "slack", kind: "duplicate", times: 1 });
    wire.write("asker", "dm:asker", "twice");
    const requests = await wire.arrived(2);
    expect(new Set(requests.map(({ body }) => body["event_id"])).size).toBe(1);
    expect(requests.filter(({ headers }) => headers["x-slack-retry-num"] === "1")).toHaveLength(1);
  });
});
