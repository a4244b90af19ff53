import { clicked } from "../../../sandbox/control/click.ts";
import { eventually } from "../../support/eventually.ts";
import { refusal, type SlackWire, startSlackWire } from "../../support/slack/slack-wire.ts";

let wire: SlackWire;
beforeAll(async () => {
  wire = await startSlackWire();
});
afterAll(() => wire.stop());
beforeEach(() => {
  wire.slack.reset();
  wire.received.length = 0;
});

const plain = (text: string) => ({ type: "plain_text" as const, text });
const button = { type: "button" as const, text: plain("Ask"), action_id: "ask", value: "Why?" };
const home = {
  type: "home" as const,
  blocks: [{ type: "actions" as const, block_id: "acts", elements: [button] }],
};
const publish = (view: unknown) => wire.web.views.publish({ user_id: "U0ASKER", view: view as never });
const payload = (type: string) =>
  eventually(() => wire.received.find((one) => one.payload["type"] === type)?.payload, 4_000, `a ${type}`);

describe("a Home tab", () => {
  it("is a page of the bot's for one person, whose buttons bring a click without a message", async () => {
    await publish(home);
    const view = wire.slack.views.home("U0ASKER")!;
    expect(wire.slack.views.home("U0COLLEAGUE")).toBeUndefined();
    wire.slack.home.click(wire.person("asker"), view, clicked(view, { action_id: "ask" }));
    const click = await payload("block_actions");
    expect(click).toMatchObject({
      user: { id: "U0ASKER" },
      container: { type: "view", view_id: view.id },
      view: { id: view.id, type: "home" },
      actions: [{ action_id: "ask", value: "Why?", block_id: "acts", action_ts: expect.any(String) }],
      trigger_id: expect.any(String),
    });
    for (const field of ["channel", "message", "response_url"]) expect(click).not.toHaveProperty(field);
  });

  it("tells each time that it is opened, and what it showed", async () => {
    wire.slack.home.open(wire.person("asker"), "home");
    await wire.arrived(1);
    await publish(home);
    wire.slack.home.open(wire.person("asker"), "home");
    await wire.arrived(2);
    const [first, second] = wire.events("app_home_opened");
    expect(first).toMatchObject({ user: "U0ASKER", channel: "D0ASKER", tab: "home" });
    expect(first).not.toHaveProperty("view");
    expect(second).toMatchObject({ view: { type: "home", id: expect.any(String) } });
  });

  it.each([
    ["a hundred and one blocks", { ...home, blocks: Array.from({ length: 101 }, () => ({ type: "divider" })) }],
    ["a block that is for messages", { ...home, blocks: [{ type: "markdown", text: "**Hello**" }] }],
    ["more than 250 kB", { ...home, private_metadata: "", blocks: [section("x".repeat(250_000))] }],
  ])("refuses %s", async (_, view) => {
    expect((await refusal(publish(view))).error).toMatch(/invalid_blocks|view_too_large/);
  });
});

const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });

describe("coming into a channel", () => {
  it("is told once, with who added the bot", async () => {
    for (let tries = 0; tries < 2; tries += 1)
      wire.slack.acts.invite(wire.person("admin"), wire.conversation("random"));
    await wire.arrived(1);
    expect(wire.events("member_joined_channel")).toMatchObject([
      { user: "U0GENIEBOT", channel: "C0RANDOM", channel_type: "C", inviter: "U0ADMIN" },
    ]);
  });

  it("is told without anybody when the bot joins by itself", async () => {
    await wire.web.conversations.join({ channel: "C0RANDOM" });
    await wire.arrived(1);
    expect(wire.events("member_joined_channel")[0]).not.toHaveProperty("inviter");
  });
});

describe("a shortcut in the menu of a message", () => {
  it("brings the message, with a trigger and a response URL", async () => {
    const ts = wire.write("colleague", "random", "We lost two customers.");
    const place = wire.conversation("random");
    wire.slack.acts.shortcut(wire.person("asker"), place, wire.slack.workspace.find(place.id, ts)!, "ask-about");
    expect(await payload("message_action")).toMatchObject({
      callback_id: "ask-about",
      user: { id: "U0ASKER" },
      channel: { id: "C0RANDOM", name: "random" },
      message_ts: ts,
      message: { user: "U0COLLEAGUE", text: "We lost two customers." },
      trigger_id: expect.any(String),
      response_url: expect.stringContaining("/actions/"),
    });
  });
});
