import { BOT, PARTNER_TENANT, TEAM, TENANT } from "../../../sandbox/teams/seed.ts";
import type { Message } from "../../../sandbox/teams/workspace.ts";
import { type Fields, startTeamsWire, type TeamsWire } from "../../support/teams/teams-wire.ts";

let clock: number;
let wire: TeamsWire;
let planning: string;
let analytics: string;
let personal: string;
beforeAll(async () => {
  clock = Date.now();
  wire = await startTeamsWire({ now: () => clock });
  [planning, analytics, personal] = ["planning", "Analytics", "personal:asker"].map(
    (name) => wire.conversation(name).id,
  ) as [string, string, string];
});
afterAll(() => wire.stop());
beforeEach(() => {
  wire.teams.reset();
  wire.traffic.reset();
});

const shown = (conversation: string): Message[] => wire.teams.workspace.messages(conversation);
const path = (conversation: string, activity?: string) =>
  `v3/conversations/${encodeURIComponent(conversation)}/activities${activity ? `/${activity}` : ""}`;
const send = (conversation: string, activity: Fields) =>
  wire.call("POST", path(conversation), { type: "message", ...activity });
const card = (content: Fields = {}) => ({
  contentType: "application/vnd.microsoft.card.adaptive",
  content: { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: "On it" }], ...content },
});
const refusal = (status: number, code: string) => ({ status, body: { error: { code, message: expect.any(String) } } });

describe("a message of the bot", () => {
  it("is sent, edited and deleted by the official client", async () => {
    const sent = await wire.client.conversations.sendToConversation(planning, {
      type: "message",
      text: "one",
    } as never);
    expect(sent.id).toMatch(/^\d{13}$/);
    const edited = { type: "message", text: "two" } as never;
    expect((await wire.client.conversations.updateActivity(planning, sent.id!, edited)).id).toBe(sent.id);
    expect(shown(planning)).toMatchObject([
      {
        id: sent.id,
        bot: true,
        user: BOT.id,
        text: "two",
        first: { text: "one" },
        edits: [{ text: "two", card: null }],
      },
    ]);
    await wire.client.conversations.deleteActivity(planning, sent.id!);
    expect(shown(planning)).toEqual([]);
  });

  it("answers in the thread that the conversation id names, encoded or not, whatever activity it replies to", async () => {
    const root = wire.write("asker", "Analytics", "@Genie hello");
    const thread = `${analytics};messageid=${root}`;
    expect((await wire.call("POST", path(thread), { type: "message", text: "encoded" })).status).toBe(201);
    const raw = `v3/conversations/${thread}/activities/${crypto.randomUUID()}`;
    expect((await wire.call("POST", raw, { type: "message", text: "raw" })).status).toBe(201);
    await send(analytics, { text: "a new post" });
    expect(shown(analytics).map(({ text, root: parent }) => [text, parent])).toEqual([
      ["<at>Genie</at>&nbsp;hello", null],
      ["encoded", root],
      ["raw", root],
      ["a new post", null],
    ]);
  });

  it("has its card parsed, and keeps its entities and suggestions", async () => {
    const entity = {
      type: "https://schema.org/Message",
      "@type": "Message",
      "@context": "https://schema.org",
      additionalType: ["AIGeneratedContent"],
    };
    await send(planning, {
      attachments: [card()],
      entities: [entity],
      suggestedActions: { to: [], actions: [{ type: "imBack", title: "Help", value: "help" }] },
    });
    expect(shown(planning)).toMatchObject([
      { card: card().content, entities: [entity], suggested: [{ title: "Help", value: "help" }] },
    ]);
  });

  it("is two messages when it has text and a card, and then has no id", async () => {
    const { status, body } = await send(planning, { text: "Look:", attachments: [card()] });
    expect([status, body]).toEqual([201, {}]);
    expect(shown(planning).map(({ text, card: one }) => [text, one !== null])).toEqual([
      ["Look:", false],
      ["", true],
    ]);
  });

  it("shows that the bot is typing until it has written", async () => {
    expect((await send(planning, { type: "typing" })).status).toBe(202);
    expect(wire.teams.workspace.typing(planning)).toMatchObject([{ thread: null }]);
    await send(planning, { text: "done" });
    expect(wire.teams.workspace.typing(planning)).toEqual([]);
  });

  it.each<[string, Fields, number, string]>([
    ["nothing to show", { text: "  " }, 400, "BadSyntax"],
    ["an unknown type", { type: "event" }, 400, "BadSyntax"],
    ["more than 100 KB of UTF-16", { text: "x".repeat(52_000) }, 413, "MessageSizeTooBig"],
    ["an unknown attachment", { attachments: [{ contentType: "text/csv" }] }, 400, "BadSyntax"],
    ["a card of version 1.6", { attachments: [card({ version: "1.6" })] }, 400, "BadArgument"],
    ["a card without a version", { attachments: [card({ version: undefined })] }, 400, "BadArgument"],
    ["something that is no card", { attachments: [card({ type: "Card" })] }, 400, "BadArgument"],
    ["an unknown action", { attachments: [card({ actions: [{ type: "Action.Http" }] })] }, 400, "BadArgument"],
    ["a text run without a text", { attachments: [card({ body: [rich({ type: "TextRun" })] })] }, 400, "BadArgument"],
    [
      "a row of buttons without any",
      { attachments: [card({ body: [{ type: "ActionSet", actions: [] }] })] },
      400,
      "BadArgument",
    ],
    ["an input without an id", { attachments: [card({ body: [{ type: "Input.Text" }] })] }, 400, "BadArgument"],
    ["a link to a script", { attachments: [card({ actions: [openUrl("javascript:1")] })] }, 400, "BadArgument"],
    ["a card over 28 KB", { attachments: [card({ fallbackText: "x".repeat(28_700) })] }, 413, "MessageSizeTooBig"],
    ["two AI labels", { text: "x", entities: [root(), root()] }, 400, "BadArgument"],
    ["21 citations", { text: "x", entities: [root(Array.from({ length: 21 }, claim))] }, 400, "BadArgument"],
    ["a citation with a long abstract", { text: "x", entities: [root([claim("x".repeat(161))])] }, 400, "BadArgument"],
    ["a mention of nobody", { text: "x", entities: [{ type: "mention", text: "<at>x</at>" }] }, 400, "BadArgument"],
  ])("is refused with %s", async (_, activity, status, code) => {
    expect(await send(planning, activity)).toMatchObject(refusal(status, code));
    expect(shown(planning)).toEqual([]);
  });

  it("cannot be sent where there is no conversation, thread or bot", async () => {
    expect(await send("19:nowhere@thread.v2", { text: "x" })).toMatchObject(refusal(404, "ConversationNotFound"));
    expect(await send(`${analytics};messageid=17`, { text: "x" })).toMatchObject(refusal(404, "ConversationNotFound"));
    expect(await send(`${planning};messageid=17`, { text: "x" })).toMatchObject(refusal(400, "BadSyntax"));
    for (const [state, code] of [
      ["removed", "BotNotInConversationRoster"],
      ["blocked", "ConversationBlockedByUser"],
      ["disabled", "BotDisabledByAdmin"],
    ] as const) {
      wire.conversation("personal:asker").bot = state;
      expect(await send(personal, { text: "x" })).toMatchObject(refusal(403, code));
    }
  });

  it("cannot be edited or deleted once it is gone, and the words of people never", async () => {
    const gone = refusal(404, "ActivityNotFoundInConversation");
    expect(await wire.call("PUT", path(planning, "17"), { type: "message", text: "x" })).toMatchObject(gone);
    expect(await wire.call("DELETE", path(planning, "17"))).toMatchObject(gone);
    const id = wire.write("asker", "planning", "mine");
    expect(await wire.call("DELETE", path(planning, id))).toMatchObject(refusal(400, "BadArgument"));
  });
});

describe("a targeted message", () => {
  const query = "?isTargetedActivity=true";
  const target = (body: Fields) => wire.call("POST", `${path(planning)}${query}`, { type: "message", ...body });

  it("is for one person, and is edited and deleted without naming them", async () => {
    const { body } = await target({ text: "psst", recipient: { id: wire.person("asker").id } });
    const id = String(body["id"]);
    expect(shown(planning)).toMatchObject([{ id, targetedTo: wire.person("asker").id }]);
    const edit = (activity: Fields, more = query) =>
      wire.call("PUT", `${path(planning, id)}${more}`, { type: "message", ...activity });
    expect(await edit({ text: "x", recipient: { id: "29:1" } })).toMatchObject(refusal(400, "BadSyntax"));
    expect(await edit({ text: "x" }, "")).toMatchObject(refusal(404, "ActivityNotFoundInConversation"));
    expect((await edit({ text: "psst again" })).status).toBe(200);
    expect((await wire.call("DELETE", `${path(planning, id)}${query}`)).status).toBe(200);
    expect(shown(planning)).toEqual([]);
  });

  it("needs a recipient of the conversation, and no personal chat", async () => {
    expect(await target({ text: "x" })).toMatchObject(refusal(400, "BadSyntax"));
    expect(await target({ text: "x", recipient: { id: "29:nobody" } })).toMatchObject(refusal(400, "BadSyntax"));
    const body = { type: "message", text: "x", recipient: { id: wire.person("asker").id } };
    expect(await wire.call("POST", `${path(personal)}${query}`, body)).toMatchObject(refusal(400, "BadSyntax"));
  });

  it("is gone after a day", async () => {
    const { body } = await target({ text: "psst", recipient: { id: wire.person("asker").id } });
    clock += 24 * 3_600_000;
    expect(wire.teams.workspace.find(planning, String(body["id"]))).toBeUndefined();
    clock -= 24 * 3_600_000;
  });
});

describe("a conversation", () => {
  it("is begun with one person, by any of their ids, with a first message or without", async () => {
    const { id, aadObjectId } = wire.person("colleague");
    const begin = (member: string, more: Fields = {}) =>
      wire.call("POST", "v3/conversations", {
        members: [{ id: member }],
        tenantId: TENANT.id,
        isGroup: false,
        ...more,
      });
    const home = wire.conversation("personal:colleague").id;
    expect(await begin(id)).toMatchObject({ status: 201, body: { id: home } });
    const { body } = await begin(aadObjectId, { activity: { type: "message", text: "hello" } });
    expect(body).toMatchObject({ id: home, activityId: shown(home)[0]!.id });
    expect(await begin("29:nobody")).toMatchObject(refusal(400, "BadSyntax"));
    expect(await begin(id, { tenantId: "elsewhere" })).toMatchObject(refusal(400, "BadSyntax"));
    wire.conversation("personal:colleague").bot = "removed";
    expect(await begin(id)).toMatchObject(refusal(403, "ForbiddenOperationException"));
  });

  it("is begun as a new post in a channel", async () => {
    const activity = { type: "message", text: "news" };
    const create = { isGroup: true, channelData: { channel: { id: analytics } }, activity };
    const { status, body } = await wire.call("POST", "v3/conversations", create);
    const [post] = shown(analytics);
    expect(status).toBe(201);
    expect(post).toMatchObject({ text: "news", root: null });
    expect(body).toMatchObject({ id: `${analytics};messageid=${post!.id}`, activityId: post!.id });
  });

  it("knows its members, all, in pages, and one by one", async () => {
    const account = {
      id: wire.person("guest").id,
      aadObjectId: wire.person("guest").aadObjectId,
      name: "guest",
      email: "guest@example.com",
      userPrincipalName: "guest_example.com#EXT#@sandbox.onmicrosoft.com",
      tenantId: TENANT.id,
      userRole: "guest",
    };
    const all = await wire.client.conversations.getConversationMembers(analytics);
    expect(all).toHaveLength(4);
    expect(all[3]).toMatchObject(account);
    const page = (more = "") => wire.call("GET", `v3/conversations/${analytics}/pagedmembers?pageSize=3${more}`);
    const { members, continuationToken } = (await page()).body as { members: unknown[]; continuationToken: string };
    expect(members).toEqual(all.slice(0, 3).map((one) => expect.objectContaining({ id: one.id })));
    expect((await page(`&continuationToken=${continuationToken}`)).body).toEqual({
      members: [expect.objectContaining(account)],
    });
    const { aadObjectId } = account;
    expect(await wire.client.conversations.getConversationMember(personal, wire.person("asker").id)).toBeDefined();
    expect(await wire.client.conversations.getConversationMember(planning, aadObjectId)).toMatchObject(account);
    await expect(wire.client.conversations.getConversationMember(personal, aadObjectId)).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it("that is private or shared has members of its own, of the shared one some of another organisation", async () => {
    const members = async (name: string) => {
      const all = await wire.client.conversations.getConversationMembers(wire.conversation(name).id);
      return all.map((one) => [one.name, (one as unknown as Fields)["tenantId"]]);
    };
    expect(await members("Leadership")).toEqual([
      ["asker", TENANT.id],
      ["admin", TENANT.id],
    ]);
    expect((await members("Partners")).at(-1)).toEqual(["partner", PARTNER_TENANT.id]);
  });

  it("belongs to a team that has a name and channels", async () => {
    expect((await wire.call("GET", `v3/teams/${TEAM.id}`)).body).toEqual({ ...TEAM });
    expect((await wire.call("GET", `v3/teams/${TEAM.id}/conversations`)).body).toEqual({
      conversations: [
        { id: TEAM.id, type: "standard" },
        { id: analytics, name: "Analytics", type: "standard" },
        { id: wire.conversation("Leadership").id, name: "Leadership", type: "private" },
        { id: wire.conversation("Partners").id, name: "Partners", type: "shared" },
      ],
    });
    expect(await wire.call("GET", "v3/teams/other")).toMatchObject(refusal(404, "ConversationNotFound"));
  });
});

describe("limits and faults", () => {
  it("allow seven calls in a second and eight in two, counting edits and typing with sends", async () => {
    let at = Date.now();
    const strict = await startTeamsWire({ rateLimits: true, now: () => at });
    const chat = strict.conversation("planning").id;
    const one = (activity: Fields = { text: "x" }) => strict.call("POST", path(chat), { type: "message", ...activity });
    const id = String((await one()).body["id"]);
    for (let count = 0; count < 3; count += 1) await strict.call("PUT", path(chat, id), { type: "message", text: "y" });
    for (let count = 0; count < 3; count += 1) await one({ type: "typing" });
    const eighth = await one();
    expect(eighth).toMatchObject(refusal(429, "TooManyRequests"));
    expect(eighth.headers.get("retry-after")).toBeNull();
    expect(
      (await strict.call("POST", path(strict.conversation("Analytics").id), { type: "message", text: "x" })).status,
    ).toBe(201);
    at += 1_001;
    expect((await one()).status).toBe(201);
    expect((await one()).status).toBe(429);
    at += 1_001;
    expect((await one()).status).toBe(201);
    await strict.stop();
  });

  it("can be made to happen", async () => {
    const fail = (kind: string, more: Fields = {}) =>
      wire.traffic.faults.push({ service: "teams", kind, times: 1, match: "activities", ...more } as never);
    fail("429", { retry_after: 2 });
    const limited = await send(planning, { text: "x" });
    expect(limited).toMatchObject(refusal(429, "TooManyRequests"));
    expect(limited.headers.get("retry-after")).toBe("2");
    for (const [kind, status, code] of [
      ["429", 429, "TooManyRequests"],
      ["412", 412, "PreconditionFailed"],
      ["500", 500, "ServiceError"],
      ["400", 400, "BadArgument"],
      ["413", 413, "MessageSizeTooBig"],
      ["502", 502, "BadGateway"],
      ["503", 503, "ServiceUnavailable"],
      ["504", 504, "GatewayTimeout"],
      ["permission", 403, "BotNotInConversationRoster"],
    ] as const) {
      fail(kind);
      expect(await send(planning, { text: "x" })).toMatchObject(refusal(status, code));
    }
    fail("expired");
    expect((await send(planning, { text: "x" })).status).toBe(401);
    expect(shown(planning)).toEqual([]);
  });

  it("can lose a call before it takes effect, or only its answer", async () => {
    const fail = (kind: "drop" | "lost") => wire.traffic.faults.push({ service: "teams", kind, times: 1 });
    fail("drop");
    await expect(send(planning, { text: "never" })).rejects.toThrow();
    fail("lost");
    await expect(send(planning, { text: "once" })).rejects.toThrow();
    expect(shown(planning).map(({ text }) => text)).toEqual(["once"]);
  });
});

const rich = (inline: Fields) => ({ type: "RichTextBlock", inlines: [inline] });
const openUrl = (url: string) => ({ type: "Action.OpenUrl", title: "Open", url });
const claim = (abstract: unknown = "what it says") => ({
  "@type": "Claim",
  position: 1,
  appearance: { "@type": "DigitalDocument", name: "Sales", abstract: typeof abstract === "string" ? abstract : "some" },
});
const root = (citation: unknown[] = []) => ({
  type: "https://schema.org/Message",
  "@type": "Message",
  "@context": "https://schema.org",
  citation,
});
