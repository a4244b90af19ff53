import { type Fields, one, receive, reference, replay } from "../../support/teams/teams-replay.ts";
import {
  ASKER,
  ASKER_HERE,
  BOT,
  CHANNEL,
  channelMessage,
  execute,
  GROUP,
  groupMessage,
  installed,
  PERSONAL,
  personalMessage,
  ROOT,
  TENANT,
} from "./teams-payloads.ts";

describe("Teams activities as they arrive", () => {
  it("makes a post in a channel the root of a thread", async () => {
    const thread = `${CHANNEL};messageid=${ROOT}`;
    expect(await one(channelMessage())).toEqual({
      kind: "message",
      id: expect.stringMatching(`^teams:${TENANT}:${CHANNEL}:[0-9a-f]{24}$`),
      place: {
        platform: "teams",
        thread: `teams:${TENANT}:${thread}`,
        channelId: CHANNEL,
        direct: false,
        to: reference({ conversation: thread, scope: "channel" }),
      },
      actor: {
        platform: "teams",
        tenant: TENANT,
        user: ASKER,
        name: "Asker of Reports",
        zone: "Europe/London",
        locale: "en-GB",
      },
      external: false,
      text: "What is the total revenue?",
      entry: "mention",
      mayBeCopy: true,
    });
  });

  it("keeps a reply in its thread", async () => {
    const act = await one(channelMessage("and now, <at>Genie Concierge</at>?", { id: "1769000000555" }));
    expect(act).toMatchObject({
      text: "and now?",
      entry: "mention",
      place: { thread: `teams:${TENANT}:${CHANNEL};messageid=${ROOT}`, channelId: CHANNEL },
    });
  });

  it("takes a reply that does not name us as a follow-up, where we hear of it", async () => {
    const act = await one(channelMessage("and in the South?", { id: "1769000000555", entities: [] }));
    expect(act).toMatchObject({ text: "and in the South?", entry: "followup" });
  });

  it("takes a group chat as one thread", async () => {
    expect(await one(groupMessage())).toMatchObject({
      entry: "mention",
      place: {
        thread: `teams:${TENANT}:${GROUP}`,
        channelId: GROUP,
        direct: false,
        to: reference({ conversation: GROUP, scope: "groupChat" }),
      },
    });
  });

  it("takes a personal chat as one thread, in which everything is for us", async () => {
    expect(await one(personalMessage())).toMatchObject({
      entry: "direct",
      text: "help",
      place: {
        thread: `teams:${TENANT}:${PERSONAL}`,
        channelId: PERSONAL,
        direct: true,
        to: reference({ conversation: PERSONAL, scope: "personal" }),
      },
    });
  });

  it("takes what was written for us alone in a group as a command", async () => {
    const recipient = { id: BOT, name: "Genie Concierge", isTargeted: true };
    expect(await one(groupMessage("agents", { recipient, entities: [] }))).toMatchObject({
      entry: "command",
      text: "agents",
    });
  });

  it("knows a person without a directory entry by the id for this bot", async () => {
    const act = await one(personalMessage("hi", { from: { id: "29:1anonymous" } }));
    expect(act.actor).toEqual({
      platform: "teams",
      tenant: TENANT,
      user: "29:1anonymous",
      zone: "Europe/London",
      locale: "en-GB",
    });
  });

  it("marks a person of another tenant", async () => {
    const tenant = { id: "11111111-0000-41af-91ab-2d7cd0110001" };
    expect(await one(groupMessage(undefined, { channelData: { tenant } }))).toMatchObject({
      external: true,
      actor: { tenant: tenant.id },
      place: { thread: `teams:${TENANT}:${GROUP}` },
    });
  });

  it("answers a conversation of another tenant with 403", async () => {
    const conversation = {
      conversationType: "personal",
      tenantId: "11111111-0000-41af-91ab-2d7cd0110001",
      id: PERSONAL,
    };
    expect(await receive(personalMessage("hi", { conversation }))).toMatchObject({
      acts: [],
      response: { status: 403 },
    });
  });
});

describe("one act, however often it is delivered", () => {
  it("has one id when it comes again as it was, and as a copy with a new id", async () => {
    const copy = { id: "1769000009999", timestamp: "2026-01-21T13:34:01.1234567Z" };
    const acts = await replay(groupMessage(), groupMessage(), groupMessage(undefined, copy));
    expect(new Set(acts.map(({ id }) => id)).size).toBe(1);
  });

  it("has one id for a click and its copies", async () => {
    const acts = await replay(execute(), execute(), execute(undefined, { id: "f:another" }));
    expect(new Set(acts.map(({ id }) => id)).size).toBe(1);
  });

  it.each([
    ["the same words a moment later", groupMessage(undefined, { localTimestamp: "2026-01-21T13:33:22.0000000+00:00" })],
    ["other words at the same moment", groupMessage("<at>Genie Concierge</at> Why?")],
    ["the same words of somebody else", groupMessage(undefined, { from: { id: "29:1colleague", aadObjectId: "c" } })],
    ["the same words in another place", channelMessage("<at>Genie Concierge</at> What is the total revenue?")],
  ])("differs from %s", async (_, other) => {
    const [first, second] = await replay(groupMessage(), other);
    expect(second!.id).not.toBe(first!.id);
  });

  it("goes by the service's time where a client tells none, and by the activity's id where there is no time", async () => {
    const at = (more: Fields) => groupMessage(undefined, { localTimestamp: undefined, ...more });
    const timeless = { timestamp: undefined };
    const [a, b, c, d, e] = await replay(
      at({}),
      at({ id: "2" }),
      at({ ...timeless, id: "1" }),
      at({ ...timeless, id: "1" }),
      at({ ...timeless, id: "2" }),
    );
    expect(b!.id).toBe(a!.id);
    expect(d!.id).toBe(c!.id);
    expect(new Set([a!.id, c!.id, e!.id]).size).toBe(3);
  });
});

describe("installing the app", () => {
  const conversation = { conversationType: "personal", tenantId: TENANT, id: PERSONAL };

  it("is one act, though Teams says it twice", async () => {
    expect(await one(installed()[1])).toMatchObject({
      kind: "install",
      id: expect.stringMatching(`^teams:${TENANT}:${CHANNEL}:install:[0-9a-f]{24}$`),
      place: { thread: `teams:${TENANT}:${CHANNEL}`, channelId: CHANNEL, to: reference({ conversation: CHANNEL }) },
    });
    expect(await replay(installed()[0])).toEqual([]);
  });

  it("is another act when the app was removed and is added again", async () => {
    const [, added] = installed();
    const later = { timestamp: "2026-01-22T08:00:00.0000000Z", localTimestamp: "2026-01-22T08:00:00.0000000+00:00" };
    const removed = { ...added, action: "remove", timestamp: "2026-01-21T18:00:00.0000000Z" };
    const acts = await replay(added, removed, { ...added, ...later }, { ...added, ...later, id: "f:copy" });
    expect(acts).toHaveLength(3);
    expect(acts[1]!.id).not.toBe(acts[0]!.id);
    expect(acts[2]!.id).toBe(acts[1]!.id);
  });

  it.each([
    ["a shared channel", { channel: { id: CHANNEL, type: "shared" }, eventType: "teamMemberAdded" }],
    ["a private channel", { channel: { id: CHANNEL, type: "private" }, eventType: "channelMemberAdded" }],
    ["a channel whose type is not said", { channel: { id: CHANNEL }, eventType: "channelMemberAdded" }],
  ])("is being let into %s, of which the members alone are told", async (_, channelData) => {
    const body = { ...installed()[0], channelData: { ...channelData, tenant: { id: TENANT } } };
    expect(await one(body)).toMatchObject({ kind: "install", place: { channelId: CHANNEL } });
    expect(await replay({ ...body, membersAdded: [{ id: ASKER_HERE }] })).toEqual([]);
  });

  it("is no act when an installed app gets a new version", async () => {
    expect(await replay({ ...installed()[1], action: "add-upgrade", conversation })).toEqual([]);
  });
});

describe("a conversation whose type Teams does not say", () => {
  const typeless = (conversation: Fields, more: Fields = {}) => ({
    ...groupMessage("good morning", { entities: [] }),
    conversation: { tenantId: TENANT, ...conversation },
    ...more,
  });
  const meeting = { isGroup: true, id: "19:meeting_MjdhNjM4YzUtYzExZi00OTFk@thread.v2" };

  it.each([
    ["a meeting", meeting],
    ["a group without a sign of it", { id: "19:253b1f341670408fb6fe51050b6e5ceb@thread.v2" }],
    ["a chat of two people", { id: "19:1a2b3c_4d5e6f@unq.gbl.spaces" }],
    ["an id of an unknown form", { id: "48:somewhere" }],
    ["a type of an unknown name", { ...meeting, conversationType: "meeting" }],
    ["a personal id in what is said to be a group", { isGroup: true, id: PERSONAL }],
  ])("counts %s as a group, in which only mentions are for us", async (_, conversation) => {
    expect(await replay(typeless(conversation))).toEqual([]);
    const act = await one({ ...groupMessage(), conversation: { tenantId: TENANT, ...conversation } });
    expect(act.place).toMatchObject({ direct: false, to: { scope: "groupChat" } });
  });

  it("knows a channel by its id", async () => {
    const conversation = { isGroup: true, id: `${CHANNEL};messageid=${ROOT}` };
    expect(await replay(typeless(conversation, { id: ROOT }))).toEqual([]);
    expect(await one(typeless(conversation, { id: "1769000000555" }))).toMatchObject({
      entry: "followup",
      place: { channelId: CHANNEL, to: { scope: "channel" } },
    });
  });

  it("knows a personal chat by its id", async () => {
    expect(await one(typeless({ id: PERSONAL }))).toMatchObject({ entry: "direct", place: { direct: true } });
  });
});

describe("where a message comes from", () => {
  const partner = "11111111-0000-41af-91ab-2d7cd0110001";

  it("is another organisation when the sender's account is there, though the channel is ours", async () => {
    const from = { id: "29:1partner", name: "Partner", aadObjectId: "p", tenantId: partner };
    expect(await one(channelMessage(undefined, { from }))).toMatchObject({
      external: true,
      actor: { tenant: partner, user: "p" },
      place: { thread: `teams:${TENANT}:${CHANNEL};messageid=${ROOT}` },
    });
  });

  it("is our own tenant in whatever case its id is written", async () => {
    const upper = TENANT.toUpperCase();
    const act = await one(
      personalMessage("hi", {
        conversation: { conversationType: "personal", tenantId: upper, id: PERSONAL },
        channelData: { tenant: { id: TENANT } },
      }),
    );
    expect(act).toMatchObject({ external: false, actor: { tenant: TENANT }, place: { to: { tenant: TENANT } } });
  });

  it("is kept with the type of the channel, as far as Teams says it", async () => {
    const channelData = { channel: { id: CHANNEL, type: "shared" }, tenant: { id: TENANT } };
    expect(await one(channelMessage(undefined, { channelData }))).toMatchObject({
      place: { to: { channelType: "shared" } },
    });
  });
});
