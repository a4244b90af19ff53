import { RETRY_DELAYS } from "../../../sandbox/teams/delivery.ts";
import type { QuoteForm } from "../../../sandbox/teams/quotes.ts";
import { BOT, PARTNER_TENANT, TEAM, TENANT } from "../../../sandbox/teams/seed.ts";
import { eventually } from "../../support/eventually.ts";
import { type Fields, startTeamsWire, type TeamsWire } from "../../support/teams/teams-wire.ts";

let wire: TeamsWire;
beforeAll(async () => {
  wire = await startTeamsWire({ retryDelays: [10, 10, 10], ackMs: 300 });
});
afterAll(() => wire.stop());
beforeEach(() => {
  wire.teams.reset();
  wire.traffic.reset();
  wire.received.length = 0;
  wire.answers.reply = () => ({});
});

const bodies = () => wire.received.map(({ body }) => body);
const idsOf = (all: Fields[]) => all.map(({ id }) => id);
const mention = { type: "mention", mentioned: { ...BOT }, text: "<at>Genie</at>" };

describe("a message", () => {
  it("in a personal chat says who wrote what, where and when", async () => {
    const id = wire.write("asker", "personal:asker", "What is the revenue?");
    const [request] = await wire.arrived(1);
    const { aadObjectId, id: from } = wire.person("asker");
    expect(request!.body).toEqual({
      type: "message",
      id,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      localTimestamp: expect.stringMatching(/\+00:00$/),
      localTimezone: "Etc/UTC",
      channelId: "msteams",
      serviceUrl: wire.teams.serviceUrl(),
      from: { id: from, name: "asker", aadObjectId },
      conversation: { conversationType: "personal", tenantId: TENANT.id, id: wire.conversation("personal:asker").id },
      recipient: { ...BOT },
      text: "What is the revenue?",
      textFormat: "plain",
      attachments: [{ contentType: "text/html", content: "<p>What is the revenue?</p>" }],
      entities: [{ type: "clientInfo", locale: "en-US", country: "US", platform: "Web", timezone: "Etc/UTC" }],
      channelData: { tenant: { id: TENANT.id } },
      locale: "en-US",
    });
  });

  it("in a group chat carries the mention in the text, as an entity and as markup", async () => {
    wire.write("colleague", "planning", "@genie, is a < b? Ask @asker.");
    const [request] = await wire.arrived(1);
    const { id, name } = wire.person("asker");
    expect(request!.body).toMatchObject({
      text: "<at>Genie</at>, is a < b? Ask <at>asker</at>.",
      conversation: {
        isGroup: true,
        conversationType: "groupChat",
        name: "planning",
        id: wire.conversation("planning").id,
      },
      entities: [mention, { mentioned: { id, name }, text: "<at>asker</at>" }, { type: "clientInfo" }],
    });
    const [html] = request!.body["attachments"] as { content: string }[];
    expect(html!.content).toContain("is a &lt; b?");
    expect(html!.content).toContain('itemid="0">Genie</span>, is');
  });

  it("in a channel names team and channel, and its conversation ends with the root of the thread", async () => {
    const root = wire.write("asker", "Analytics", "@Genie hello");
    const reply = wire.write("colleague", "Analytics", "@Genie and this?", root);
    const [first, second] = (await wire.arrived(2))
      .map(({ body }) => body)
      .sort((a, b) => (a["id"]! < b["id"]! ? -1 : 1));
    const channel = wire.conversation("Analytics").id;
    const conversation = {
      isGroup: true,
      conversationType: "channel",
      tenantId: TENANT.id,
      id: `${channel};messageid=${root}`,
    };
    const channelData = {
      teamsChannelId: channel,
      teamsTeamId: TEAM.id,
      channel: { id: channel },
      team: { id: TEAM.id },
      tenant: { id: TENANT.id },
    };
    expect(first).toMatchObject({ id: root, text: "<at>Genie</at>&nbsp;hello", conversation, channelData });
    expect(second).toMatchObject({ id: reply, conversation, channelData });
    expect(second).not.toHaveProperty("replyToId");
  });

  it("reaches the bot only where it is mentioned, installed, or alone with the person", async () => {
    wire.write("asker", "Analytics", "not for you, mail genie@example.com");
    wire.write("asker", "planning", "nor this");
    wire.conversation("personal:guest").bot = "removed";
    wire.write("guest", "personal:guest", "nor this");
    wire.write("asker", "personal:asker", "this one");
    await wire.arrived(1);
    expect(bodies().map(({ text }) => text)).toEqual(["this one"]);
  });

  it("that is targeted reaches the bot without a mention, marked as such", async () => {
    const words = { text: "jobs", root: null, targeted: true };
    const { id } = wire.teams.acts.write(wire.person("asker"), wire.conversation("planning"), words);
    const [request] = await wire.arrived(1);
    expect(request!.body).toMatchObject({
      text: "jobs",
      recipient: { ...BOT, isTargeted: true },
      entities: [{ type: "targetedMessageInfo", messageId: id }, { type: "clientInfo" }],
    });
  });

  it("of another organisation says so", async () => {
    const words = { text: "@Genie hi", root: null, tenant: "elsewhere" };
    wire.teams.acts.write(wire.person("guest"), wire.conversation("Analytics"), words);
    const [request] = await wire.arrived(1);
    expect(request!.body).toMatchObject({
      conversation: { tenantId: "elsewhere" },
      channelData: { tenant: { id: "elsewhere" } },
    });
  });

  it("in a private or shared channel says which, and in a shared one where its sender comes from", async () => {
    wire.write("partner", "Partners", "@Genie hi");
    wire.write("admin", "Leadership", "@Genie hi");
    await wire.arrived(2);
    const of = (name: string) => bodies().find(({ from }) => (from as Fields)["name"] === name)!;
    expect(of("partner")).toMatchObject({
      from: { tenantId: PARTNER_TENANT.id },
      conversation: { tenantId: TENANT.id, conversationType: "channel" },
      channelData: { channel: { id: wire.conversation("Partners").id, type: "shared" }, tenant: { id: TENANT.id } },
    });
    expect(of("admin")).toMatchObject({ channelData: { channel: { type: "private" } } });
    expect(of("admin")["from"]).not.toHaveProperty("tenantId");
  });

  const answering = async (form: QuoteForm): Promise<Fields> => {
    const quoted = wire.teams.workspace.find(
      wire.conversation("planning").id,
      wire.write("asker", "planning", "5 < 6"),
    )!;
    const words = { text: "@Genie why?", root: null, quote: { message: quoted, form } };
    wire.teams.acts.write(wire.person("colleague"), wire.conversation("planning"), words);
    const [request] = await wire.arrived(1);
    return { quoted: quoted.id, ...request!.body };
  };
  const htmlOf = (body: Fields): string => (body["attachments"] as { content: string }[])[0]!.content;

  it("that answers another one names it in an entity, and marks its place", async () => {
    const body = await answering("entity");
    expect(body).toMatchObject({
      text: `<quoted messageId="${body["quoted"]}"/> <at>Genie</at>&nbsp;why?`,
      entities: [
        mention,
        {
          type: "quotedReply",
          quotedReply: { messageId: body["quoted"], senderName: "asker", preview: "5 < 6", isReplyDeleted: false },
        },
        { type: "clientInfo" },
      ],
    });
  });

  it("that answers another one carries it as markup in older clients, in the text or beside it", async () => {
    const markup = await answering("markup");
    const block =
      /^<blockquote itemscope="" itemtype="http:\/\/schema\.skype\.com\/Reply" itemid="\d+"><strong itemprop="mri"[^>]*>asker<.*<p itemprop="preview">5 &lt; 6<\/p><\/blockquote>\n<p>/;
    expect(markup["text"]).toMatch(block);
    expect(markup["text"]).toContain("<at>Genie</at>&nbsp;why?");
    wire.received.length = 0;
    const attached = await answering("attachment");
    expect(attached["text"]).toBe("<at>Genie</at>&nbsp;why?");
    expect(htmlOf(attached)).toMatch(block);
  });

  it("that passes another one on holds both, told apart in the markup alone", async () => {
    const forward = wire.teams.workspace.find(
      wire.conversation("planning").id,
      wire.write("asker", "planning", "Sales fell."),
    )!;
    wire.teams.acts.write(wire.person("asker"), wire.conversation("personal:asker"), {
      text: "why?",
      root: null,
      forward,
    });
    const [request] = await wire.arrived(1);
    expect(request!.body["text"]).toBe("why?\r\n\r\nSales fell.");
    expect(htmlOf(request!.body)).toContain(
      '<blockquote itemtype="http://schema.skype.com/Forward">\n<p>Sales fell.</p>',
    );
  });
});

describe("delivery", () => {
  it("is tried again until the bot answers with success, later with new ids and times", async () => {
    const answers = [500, 502, 500, 200];
    wire.answers.reply = () => ({ status: answers[wire.received.length - 1]! });
    wire.write("asker", "personal:asker", "hello");
    const all = (await wire.arrived(4)).map(({ body }) => body);
    expect(idsOf(all)[1]).toBe(idsOf(all)[0]);
    expect(new Set(idsOf(all)).size).toBe(3);
    expect(all[3]!["timestamp"]).not.toBe(all[0]!["timestamp"]);
    expect(all.map(({ text }) => text)).toEqual(Array(4).fill("hello"));
    await eventually(() => wire.teams.delivery.log().length === 4);
    expect(wire.teams.delivery.log().map(({ attempt, status, reason }) => [attempt, status, reason])).toEqual([
      [1, 500, "http_error"],
      [2, 502, "http_error"],
      [3, 500, "http_error"],
      [4, 200, null],
    ]);
  });

  it("is tried again when the bot is late", async () => {
    wire.answers.reply = () => (wire.received.length === 1 ? new Promise(() => undefined) : {});
    wire.write("asker", "personal:asker", "hello");
    const all = await wire.arrived(2);
    expect(new Set(idsOf(all.map(({ body }) => body))).size).toBe(1);
    expect(wire.teams.delivery.log()[0]).toMatchObject({ status: 0, reason: "timeout" });
  });

  it("goes on while nobody listens, and ends after the last attempt", async () => {
    wire.teams.deliverTo();
    wire.write("asker", "personal:asker", "hello");
    await eventually(() => wire.teams.delivery.log().length === 4);
    expect(wire.teams.delivery.log().every(({ reason }) => reason === "connection_failed")).toBe(true);
    wire.teams.deliverTo(wire.botUrl);
  });

  it("goes on for about a minute by default", () => {
    expect(RETRY_DELAYS.reduce((sum, delay) => sum + delay)).toBeGreaterThan(55_000);
  });

  it("brings the same activity twice when a fault says so", async () => {
    wire.traffic.faults.push({ service: "teams", kind: "duplicate", times: 1 });
    const id = wire.write("asker", "personal:asker", "hello");
    wire.write("asker", "personal:asker", "once");
    await wire.arrived(3);
    expect(idsOf(bodies()).filter((one) => one === id)).toHaveLength(2);
  });

  it("brings a copy with a new id and a new time when the fault says so", async () => {
    wire.traffic.faults.push({ service: "teams", kind: "duplicate", match: "new-id", times: 1 });
    const root = wire.write("asker", "Analytics", "@Genie hello");
    await wire.arrived(2);
    const [first, second] = bodies();
    expect(first!["id"]).toBe(root);
    expect(second!["id"]).not.toBe(root);
    expect(second!["timestamp"]! > first!["timestamp"]!).toBe(true);
    const { text, conversation, from, localTimestamp } = first!;
    expect(second).toMatchObject({ text, conversation, from, localTimestamp });
  });
});

describe("a copy whose sender's clock has gone on", () => {
  it("differs from the first in all that could tell it", async () => {
    wire.traffic.faults.push({ service: "teams", kind: "duplicate", match: "new-clock", times: 1 });
    wire.write("asker", "personal:asker", "hello");
    await wire.arrived(2);
    const [first, second] = bodies();
    for (const key of ["id", "timestamp", "localTimestamp"]) expect(second![key]).not.toBe(first![key]);
    expect(second).toMatchObject({ text: "hello", from: first!["from"], conversation: first!["conversation"] });
  });
});

describe("installing", () => {
  it("tells the bot of the new member and of the installation", async () => {
    wire.teams.acts.install(wire.person("admin"), wire.conversation("Analytics"), "add");
    await wire.arrived(2);
    const of = (type: string) => bodies().find((body) => body["type"] === type);
    const team = { id: TEAM.id, name: TEAM.name, aadGroupId: TEAM.aadGroupId };
    expect(of("conversationUpdate")).toMatchObject({
      membersAdded: [{ id: BOT.id }],
      conversation: { id: wire.conversation("Analytics").id, conversationType: "channel" },
      channelData: { eventType: "teamMemberAdded", team },
    });
    expect(of("installationUpdate")).toMatchObject({
      action: "add",
      from: { name: "admin" },
      channelData: { settings: { selectedChannel: { id: wire.conversation("Analytics").id } }, team },
    });
  });

  it("tells of a private or shared channel as of a new member alone", async () => {
    wire.teams.acts.install(wire.person("admin"), wire.conversation("Partners"), "add");
    await wire.arrived(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(bodies()).toMatchObject([
      {
        type: "conversationUpdate",
        membersAdded: [{ id: BOT.id }],
        channelData: { eventType: "channelMemberAdded", channel: { type: "shared" } },
      },
    ]);
  });

  it("tells the bot that it was removed, and keeps it out until it is added again", async () => {
    const [person, chat] = [wire.person("asker"), wire.conversation("personal:asker")];
    wire.teams.acts.install(person, chat, "remove");
    await wire.arrived(2);
    expect(bodies()).toContainEqual(expect.objectContaining({ type: "installationUpdate", action: "remove" }));
    const send = () =>
      wire.call("POST", `v3/conversations/${chat.id}/activities`, { type: "message", text: "still here?" });
    expect((await send()).status).toBe(403);
    wire.teams.acts.install(person, chat, "add");
    expect((await send()).status).toBe(201);
  });
});
