import { clicked } from "../../../sandbox/control/click.ts";
import { eventually } from "../../support/eventually.ts";
import { refusal, type SlackWire, signatureOf, startSlackWire } from "../../support/slack/slack-wire.ts";

let wire: SlackWire;
let at = Date.now();
beforeAll(async () => {
  wire = await startSlackWire({ now: () => at });
});
afterAll(() => wire.stop());
beforeEach(() => {
  wire.slack.reset();
  wire.received.length = 0;
  wire.app.reply = () => ({});
});

const channel = "C0ANALYTICS";
const plain = (text: string) => ({ type: "plain_text" as const, text });
const screen = (where = channel) => wire.slack.workspace.screen(where);
const command = (text = "help", where = "analytics") =>
  wire.slack.acts.command(wire.person("asker"), wire.conversation(where), "/genie", text);

const respond = (url: unknown, body: Record<string, unknown>) =>
  fetch(String(url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

const withButton = async (thread_ts?: string) => {
  const button = { type: "button" as const, text: plain("Cancel"), action_id: "cancel", value: "turn-1" };
  const blocks = [{ type: "actions" as const, block_id: "acts", elements: [button] }];
  const sent = { channel, text: "working", blocks, ...(thread_ts ? { thread_ts } : {}) };
  const { ts } = await wire.web.chat.postMessage(sent);
  return wire.slack.workspace.find(channel, ts!)!;
};
const click = (message: Awaited<ReturnType<typeof withButton>>, value?: string) =>
  wire.slack.acts.click(
    wire.person("asker"),
    wire.conversation("analytics"),
    message,
    clicked(message, { action_id: "cancel", value }),
  );
const interaction = (type: string) =>
  eventually(() => wire.received.find((one) => one.payload["type"] === type), 4_000, `a ${type}`);

describe("a slash command", () => {
  it("is a signed form with a response URL and a trigger", async () => {
    command("ask & see");
    const [request] = await wire.arrived(1);
    expect(request!.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(request!.headers["x-slack-signature"]).toBe(signatureOf(request!));
    expect(request!.body).toMatchObject({
      command: "/genie",
      text: "ask & see",
      team_id: "T0CONCIERGE",
      channel_id: channel,
      channel_name: "analytics",
      user_id: "U0ASKER",
      user_name: "asker",
      api_app_id: "A0CONCIERGE",
      is_enterprise_install: "false",
      response_url: expect.stringContaining(`${wire.base}/commands/T0CONCIERGE/`),
      trigger_id: expect.any(String),
    });
  });

  it("shows the answer in the response to the person alone, or to all", async () => {
    wire.app.reply = () => ({ body: "just for you" });
    command();
    await eventually(() => screen().length === 1);
    wire.app.reply = () => ({ body: JSON.stringify({ response_type: "in_channel", text: "for all" }) });
    command();
    await eventually(() => screen().length === 2);
    expect(screen()).toMatchObject([
      { text: "just for you", ephemeralTo: "U0ASKER", bot: true },
      { text: "for all", ephemeralTo: null, bot: true },
    ]);
  });

  it.each([
    ["refuses it", { status: 500 }],
    ["answers with blocks that Slack rejects", { body: JSON.stringify({ text: "x", blocks: [{ type: "nope" }] }) }],
  ])("tells the person that it failed when the bot %s", async (_, reply) => {
    wire.app.reply = () => reply;
    command();
    await eventually(() => screen().length === 1);
    const text = '/genie failed with the error "dispatch_failed"';
    expect(screen()[0]).toMatchObject({ text, ephemeralTo: "U0ASKER", user: "USLACKBOT" });
  });

  it("lets the bot answer five times within half an hour", async () => {
    command();
    const [request] = await wire.arrived(1);
    const url = request!.body["response_url"];
    const statuses: number[] = [];
    for (let index = 0; index < 6; index += 1) statuses.push((await respond(url, { text: `${index}` })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    command();
    await wire.arrived(2);
    at += 31 * 60_000;
    expect((await respond(wire.received[1]!.body["response_url"], { text: "late" })).status).toBe(404);
  });

  it("can be answered where the bot is no member", async () => {
    command("help", "random");
    const [request] = await wire.arrived(1);
    await respond(request!.body["response_url"], { text: "hello", response_type: "in_channel" });
    expect(screen("C0RANDOM")).toMatchObject([{ text: "hello", ephemeralTo: null }]);
  });
});

describe("a click", () => {
  it("carries the button, its message and its thread", async () => {
    const root = wire.write("asker", "analytics", "question");
    const message = await withButton(root);
    click(message);
    const { payload } = await interaction("block_actions");
    expect(payload).toMatchObject({
      user: { id: "U0ASKER", username: "asker", team_id: "T0CONCIERGE" },
      team: { id: "T0CONCIERGE" },
      channel: { id: channel, name: "analytics" },
      container: { type: "message", message_ts: message.ts, thread_ts: root, is_ephemeral: false },
      message: { ts: message.ts, text: "working", bot_id: "B0GENIEBOT", thread_ts: root },
      actions: [{ type: "button", action_id: "cancel", block_id: "acts", value: "turn-1", text: plain("Cancel") }],
      response_url: expect.stringContaining("/actions/"),
      trigger_id: expect.any(String),
    });
  });

  it("may carry a forged value", async () => {
    const message = await withButton();
    click(message, "somebody else's");
    const { payload } = await interaction("block_actions");
    expect(payload).toMatchObject({ actions: [{ action_id: "cancel", value: "somebody else's" }] });
  });

  it("can replace or delete its message by the response URL", async () => {
    const message = await withButton();
    click(message);
    const { payload } = await interaction("block_actions");
    await respond(payload["response_url"], { replace_original: true, text: "stopped" });
    expect(screen()).toMatchObject([{ ts: message.ts, text: "stopped", blocks: [] }]);
    await respond(payload["response_url"], { delete_original: true });
    expect(screen()).toEqual([]);
  });
});

describe("a modal", () => {
  const input = {
    type: "input" as const,
    block_id: "why",
    label: plain("Why?"),
    element: { type: "plain_text_input" as const, action_id: "text" },
  };
  const view = {
    type: "modal" as const,
    callback_id: "reason",
    title: plain("Cancel"),
    submit: plain("OK"),
    blocks: [input],
  };
  const opened = async () => {
    const message = await withButton();
    click(message);
    const { payload } = await interaction("block_actions");
    return wire.web.views.open({ trigger_id: String(payload["trigger_id"]), view });
  };
  const submit = (id: string, text: string) =>
    wire.slack.modals.submit(wire.person("asker"), wire.slack.views.find(id)!, {
      why: { text: { type: "plain_text_input", value: text } },
    });

  it("opens with a fresh trigger, once", async () => {
    const answer = await opened();
    expect(answer.view).toMatchObject({ type: "modal", callback_id: "reason", team_id: "T0CONCIERGE" });
    expect(wire.slack.views.list()).toMatchObject([{ id: answer.view!.id, user: "U0ASKER" }]);
    const trigger_id = String(wire.received.at(-1)!.payload["trigger_id"]);
    expect((await refusal(wire.web.views.open({ trigger_id, view }))).error).toBe("exchanged_trigger_id");
    expect((await refusal(wire.web.views.open({ trigger_id: "no", view }))).error).toBe("invalid_trigger_id");
    command();
    const late = await eventually(() => wire.received.find((one) => one.body["trigger_id"]));
    at += 3_001;
    const trigger = String(late.body["trigger_id"]);
    expect((await refusal(wire.web.views.open({ trigger_id: trigger, view }))).error).toBe("expired_trigger_id");
  });

  it("checks the view as Slack does", async () => {
    const long = { ...view, title: plain("a".repeat(25)) };
    const { error, messages } = await refusal(wire.web.views.open({ trigger_id: "x", view: long }));
    expect([error, messages[0]]).toEqual([
      "invalid_arguments",
      "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]",
    ]);
    const { submit: _, ...silent } = view;
    expect((await refusal(wire.web.views.open({ trigger_id: "x", view: silent }))).error).toBe("invalid_arguments");
  });

  it("is delivered with its values, stays open with complaints, and closes when the bot takes it", async () => {
    const { view: shown } = await opened();
    const id = shown!.id!;
    wire.app.reply = () => ({ body: JSON.stringify({ response_action: "errors", errors: { why: "say more" } }) });
    submit(id, "no");
    const { payload } = await interaction("view_submission");
    expect(payload).toMatchObject({
      user: { id: "U0ASKER" },
      view: { id, callback_id: "reason", state: { values: { why: { text: { value: "no" } } } } },
      response_urls: [],
    });
    await eventually(() => wire.slack.views.find(id)?.errors["why"] === "say more");
    wire.app.reply = () => ({});
    submit(id, "because");
    await eventually(() => wire.slack.views.list().length === 0);
  });

  it("can be changed by the response, by views.update, and stacked by views.push", async () => {
    const { view: shown } = await opened();
    const id = shown!.id!;
    wire.app.reply = () => ({
      body: JSON.stringify({ response_action: "update", view: { ...view, title: plain("Two") } }),
    });
    submit(id, "x");
    await eventually(() => JSON.stringify(wire.slack.views.find(id)?.title).includes("Two"));
    const { hash } = wire.slack.views.find(id)!;
    const three = { ...view, title: plain("Three") };
    await wire.web.views.update({ view_id: id, hash, view: three });
    expect(wire.slack.views.find(id)?.title).toMatchObject({ text: "Three" });
    const stale = wire.web.views.update({ view_id: id, hash, view: three });
    expect((await refusal(stale)).error).toBe("hash_conflict");
    expect((await refusal(wire.web.views.update({ view_id: "V0", view: three }))).error).toBe("not_found");
    wire.app.reply = () => ({});
    click(await withButton());
    const trigger_id = String(await eventually(() => wire.received.at(-1)?.payload["trigger_id"]));
    await wire.web.views.push({ trigger_id, view });
    expect(wire.slack.views.list()).toHaveLength(2);
  });

  it("tells the bot when it is closed, if the bot asked for that", async () => {
    const { view: shown } = await opened();
    const open = wire.slack.views.find(shown!.id!)!;
    await wire.web.views.update({ view_id: open.id, view: { ...view, notify_on_close: true } });
    wire.slack.modals.close(wire.person("asker"), open);
    expect((await interaction("view_closed")).payload).toMatchObject({ is_cleared: false });
    expect(wire.slack.views.list()).toEqual([]);
  });

  it("is no Home tab", async () => {
    expect((await refusal(wire.web.views.publish({ user_id: "U0ASKER", view }))).error).toBe("invalid_arguments");
  });
});
