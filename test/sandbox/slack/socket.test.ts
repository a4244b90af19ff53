import { App, LogLevel } from "@slack/bolt";
import { SLACK_APP_TOKEN, SLACK_BOT_TOKEN } from "../../../sandbox/slack/seed.ts";
import { eventually } from "../../support/eventually.ts";
import { refusal, type SlackWire, startSlackWire, webClient } from "../../support/slack/slack-wire.ts";

let wire: SlackWire;
beforeAll(async () => {
  wire = await startSlackWire({ retryDelays: [0, 20] });
});
afterAll(() => wire.stop());

const boltApp = (): App =>
  new App({
    token: SLACK_BOT_TOKEN,
    appToken: SLACK_APP_TOKEN,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    convoStore: false,
    clientOptions: { slackApiUrl: `${wire.base}/api/` },
  });

describe("Socket Mode", () => {
  it("needs the app-level token", async () => {
    const open = webClient(wire.base).apps.connections.open();
    expect((await refusal(open)).error).toBe("not_allowed_token_type");
    const ticketless = await fetch(`${wire.base}/link/?ticket=made-up`).then((response) => response.status);
    expect(ticketless).toBe(404);
  });

  it("brings events, commands and clicks to an official client, and nothing to the request URL", async () => {
    const app = boltApp();
    const seen: string[] = [];
    app.message(/.*/, async ({ message }) => void seen.push(`message ${message.channel_type}`));
    app.command("/genie", async ({ ack, command }) => {
      seen.push(`command ${command.text}`);
      await ack("understood");
    });
    app.action("cancel", async ({ ack, respond }) => {
      await ack();
      await respond({ text: "stopped", replace_original: true });
      seen.push("click");
    });
    await app.start();
    wire.write("asker", "dm:asker", "hello");
    wire.slack.acts.command(wire.person("asker"), wire.conversation("analytics"), "/genie", "help");
    const elements = [
      { type: "button" as const, text: { type: "plain_text" as const, text: "Cancel" }, action_id: "cancel" },
    ];
    const { ts } = await wire.web.chat.postMessage({
      channel: "D0ASKER",
      text: "working",
      blocks: [{ type: "actions", block_id: "acts", elements }],
    });
    const message = wire.slack.workspace.find("D0ASKER", ts!)!;
    const button = { type: "button", action_id: "cancel", block_id: "acts" };
    wire.slack.acts.click(wire.person("asker"), wire.conversation("dm:asker"), message, button);
    await eventually(() => seen.length === 3);
    expect(seen.sort()).toEqual(["click", "command help", "message im"]);
    await eventually(() => wire.slack.workspace.screen("C0ANALYTICS").some((one) => one.text === "understood"));
    expect(message.text).toBe("stopped");
    expect(wire.received).toEqual([]);
    await app.stop();
  });

  it("falls back to the request URL when no connection is left", async () => {
    const app = boltApp();
    await app.start();
    await app.stop();
    await eventually(() => wire.slack.sockets.connections() === 0);
    wire.write("asker", "dm:asker", "still there?");
    const request = await eventually(() => wire.received.find(({ event }) => event["text"] === "still there?"));
    expect(request.body["type"]).toBe("event_callback");
  });

  it("says in the envelope that an event is a repetition, and asks to connect anew", async () => {
    const { url } = await webClient(wire.base, SLACK_APP_TOKEN).apps.connections.open();
    const socket = new WebSocket(url!);
    const envelopes: Record<string, unknown>[] = [];
    socket.addEventListener("message", ({ data }) => {
      const envelope = JSON.parse(String(data)) as Record<string, unknown>;
      envelopes.push(envelope);
      if (envelope["retry_attempt"] === 1) socket.send(JSON.stringify({ envelope_id: envelope["envelope_id"] }));
    });
    await eventually(() => envelopes[0]?.["type"] === "hello");
    expect(envelopes[0]).toMatchObject({ num_connections: 1, connection_info: { app_id: "A0CONCIERGE" } });
    wire.write("asker", "dm:asker", "once more");
    await eventually(() => envelopes.length === 3);
    expect(envelopes.slice(1)).toMatchObject([
      { type: "events_api", accepts_response_payload: false, retry_attempt: 0, retry_reason: "" },
      { type: "events_api", retry_attempt: 1, retry_reason: "timeout", payload: { event: { text: "once more" } } },
    ]);
    wire.slack.sockets.refresh();
    await eventually(() => envelopes[3]?.["type"] === "disconnect");
    expect(envelopes[3]).toMatchObject({ reason: "refresh_requested" });
    socket.close();
  });
});
