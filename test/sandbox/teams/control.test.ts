import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { eventually } from "../../support/eventually.ts";
import { askToken, type Fields } from "../../support/teams/teams-wire.ts";

const cardType = "application/vnd.microsoft.card.adaptive";
const cancel = { type: "Action.Execute", title: "Cancel", verb: "cancel", data: { turn: "17" } };
const card = {
  type: "AdaptiveCard",
  version: "1.5",
  body: [{ type: "TextBlock", text: "On it" }],
  actions: [
    { ...cancel, fallback: { type: "Action.Submit", title: "Cancel", data: { action: "cancel", turn: "17" } } },
  ],
};

let bot: Server;
let heard: Fields[];
let answer: Fields;
let sandbox: Sandbox;
let token: string;
beforeAll(async () => {
  bot = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    heard.push(JSON.parse(Buffer.concat(chunks).toString()) as Fields);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => bot.listen(0, "127.0.0.1", resolve));
  sandbox = await startSandbox({ port: 0, botPort: (bot.address() as AddressInfo).port, rateLimits: false });
  token = String((await askToken(sandbox.services["teams"]!)).body["access_token"]);
});
afterAll(async () => {
  await sandbox.stop();
  bot.close();
});
beforeEach(async () => {
  heard = [];
  answer = {};
  await post("reset", {});
});

const asked = async (response: Response) => ({ status: response.status, body: (await response.json()) as unknown });
const get = async (path: string) => asked(await fetch(`${sandbox.control}/control/${path}`));
const post = async (path: string, body: unknown) => {
  const headers = { "content-type": "application/json" };
  return asked(
    await fetch(`${sandbox.control}/control/${path}`, { method: "POST", headers, body: JSON.stringify(body) }),
  );
};
const say = async (user: string, conversation: string, text: string, more: Fields = {}) =>
  (await post("teams/message", { user, conversation, text, ...more })).body as { id: string; thread: string | null };
const messages = async (conversation: string, more = "") =>
  (await get(`teams/messages?conversation=${conversation}${more}`)).body as Fields[];
const idOf = (name: string) => sandbox.teams.workspace.conversations().find((one) => one.name === name)!.id;
const send = async (conversation: string, activity: Fields, method = "POST", path = "") => {
  const response = await fetch(`${sandbox.teams.serviceUrl()}v3/conversations/${conversation}/activities${path}`, {
    method,
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ type: "message", ...activity }),
  });
  return String(((await response.json()) as Fields)["id"]);
};
const showCard = (conversation: string) =>
  send(idOf(conversation), { attachments: [{ contentType: cardType, content: card }] });

describe("writing and reading in Teams", () => {
  it("shows what was said with its thread, edits and times", async () => {
    const { id: root } = await say("asker", "Analytics", "@Genie hello");
    const reply = await send(`${idOf("Analytics")};messageid=${root}`, { text: "On it" });
    await send(idOf("Analytics"), { attachments: [{ contentType: cardType, content: card }] }, "PUT", `/${reply}`);
    const later = await say("colleague", "Analytics", "thanks", { thread: reply });
    expect(later.thread).toBe(root);
    await say("colleague", "Analytics", "something else");
    expect(await messages("Analytics", `&thread=${root}`)).toMatchObject([
      { id: root, thread: null, bot: false, text: "<at>Genie</at>&nbsp;hello", card: null, edits: [] },
      {
        id: reply,
        thread: root,
        bot: true,
        text: "",
        card,
        at: expect.any(Number),
        first: { text: "On it", card: null },
        edits: [{ at: expect.any(Number), text: "", card }],
        attachments: [{ contentType: cardType, content: card }],
      },
      { id: later.id, thread: root, text: "thanks" },
    ]);
    expect(await messages("Analytics")).toHaveLength(4);
  });

  it("knows the personal chats by several names, and who is typing in them", async () => {
    await say("asker", "personal", "one");
    await say("asker", "personal:asker", "two");
    await say("asker@example.com", idOf("personal:asker"), "three");
    expect(await messages("personal:asker")).toHaveLength(3);
    expect(await messages("personal", "&user=asker")).toHaveLength(3);
    await send(idOf("personal:asker"), { type: "typing" });
    const typing = (await get("teams/typing?conversation=personal:asker")).body;
    expect(typing).toEqual([{ thread: null, until: expect.any(Number) }]);
  });

  it("keeps what is targeted apart", async () => {
    const { id } = await say("asker", "planning", "jobs", { targeted: true });
    const user = sandbox.teams.workspace.person("asker")!.id;
    expect(await messages("planning")).toMatchObject([{ id, targeted_to: user }]);
    const [heardOnce] = await eventually(() => (heard.length > 0 ? heard : undefined));
    expect(heardOnce).toMatchObject({ recipient: { isTargeted: true } });
  });

  it("lets a message answer another one and pass one on", async () => {
    const { id: quote } = await say("asker", "planning", "Sales fell.");
    await say("colleague", "planning", "@Genie why?", { quote });
    await say("colleague", "planning", "@Genie why?", { quote, quote_form: "markup", forward: quote });
    await eventually(() => heard.length === 2);
    expect(heard.map(({ text }) => String(text))).toEqual([
      expect.stringContaining(`<quoted messageId="${quote}"/>`),
      expect.stringContaining("schema.skype.com/Reply"),
    ]);
  });

  it("tells which conversations there are, and installs and removes the bot", async () => {
    const states = async () =>
      Object.fromEntries(
        ((await get("state")).body as { conversations: Fields[] }).conversations.map((one) => [
          one["name"],
          one["bot"],
        ]),
      );
    expect(await states()).toMatchObject({ "personal:asker": "installed", planning: "installed" });
    await post("teams/install", { user: "asker", conversation: "personal", action: "remove" });
    await post("teams/install", { user: "asker", conversation: "planning", action: "block" });
    expect(await states()).toMatchObject({ "personal:asker": "removed", planning: "blocked" });
    await post("teams/install", { user: "asker", conversation: "personal" });
    await eventually(() => heard.filter(({ type }) => type === "installationUpdate").length === 2);
    expect(await states()).toMatchObject({ "personal:asker": "installed" });
    const { body } = await get("teams/deliveries");
    expect(body).toContainEqual(expect.objectContaining({ type: "installationUpdate", status: 200, attempt: 1 }));
  });

  it.each([
    ["teams/message", { conversation: "planning", text: "x" }, 400, "user: Invalid input"],
    ["teams/message", { user: "nobody", conversation: "planning", text: "x" }, 404, 'user: "nobody" is none of asker'],
    ["teams/message", { user: "asker", conversation: "nowhere", text: "x" }, 404, 'conversation: "nowhere" is none of'],
    [
      "teams/message",
      { user: "asker", conversation: "personal:admin", text: "x" },
      400,
      "cannot see the personal chat",
    ],
    [
      "teams/message",
      { user: "colleague", conversation: "Leadership", text: "x" },
      400,
      "is not a member of Leadership",
    ],
    ["teams/message", { user: "asker", conversation: "planning", text: "x", quote: "1" }, 404, "There is no message 1"],
    ["teams/message", { user: "asker", conversation: "planning", text: "x", quote_form: "x" }, 400, "quote_form"],
    [
      "teams/message",
      { user: "asker", conversation: "Analytics", text: "x", thread: "1" },
      404,
      "There is no message 1",
    ],
    ["teams/message", { user: "asker", conversation: "planning", text: "x", thread: "1" }, 400, "only channels have"],
    [
      "teams/action",
      { user: "asker", conversation: "planning", activity: "1", action: "x" },
      404,
      "There is no message",
    ],
  ])("says what is wrong with %s %j", async (path, body, status, words) => {
    const bad = await post(path, body);
    expect(bad.status).toBe(status);
    expect(bad.body).toEqual({ error: expect.stringContaining(words) });
  });
});

describe("pressing a button", () => {
  const press = async (action: string, more: Fields = {}) => {
    const activity = await showCard("planning");
    return post("teams/action", { user: "colleague", conversation: "planning", activity, action, ...more });
  };

  it("sends the data of the action with what was filled in, and gives what the person sees", async () => {
    answer = { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: "Stopping" };
    const { body } = await press("cancel", { data: { reason: "late" } });
    expect(body).toEqual({ status: 200, card: null, words: "Stopping", tone: "info" });
    expect(heard[0]).toMatchObject({
      from: { name: "colleague" },
      value: { action: { verb: "cancel", data: { turn: "17", reason: "late" } } },
    });
    const [shown] = await messages("planning");
    expect(shown).toMatchObject({ responses: [{ words: "Stopping", tone: "info" }] });
  });

  it("uses the fallback of a client that knows no Action.Execute", async () => {
    expect((await press("Cancel", { fallback: true })).body).toEqual({ id: expect.any(String) });
    await eventually(() => heard.length > 0);
    expect(heard[0]).toMatchObject({ type: "message", value: { action: "cancel", turn: "17" } });
  });

  it("can be forged: other data, another verb, a bare submit", async () => {
    await press("cancel", { data: { turn: "18" } });
    expect(heard[0]).toMatchObject({ value: { action: { verb: "cancel", data: { turn: "18" } } } });
    await press("drop", { data: {} });
    expect(heard[1]).toMatchObject({ value: { action: { verb: "drop" } } });
    await press("submit", { data: { action: "drop" } });
    await eventually(() => heard.length === 3);
    expect(heard[2]).toMatchObject({ type: "message", value: { action: "drop" } });
    expect(await press("drop")).toEqual({ status: 404, body: { error: 'The card has no action "drop".' } });
  });

  it("uses the card that the bot gave to this person alone", async () => {
    const own = { ...card, actions: [{ type: "Action.Submit", title: "Undo", data: { undo: 1 } }] };
    answer = { statusCode: 200, type: cardType, value: own };
    const activity = await showCard("planning");
    const act = (user: string, action: string) =>
      post("teams/action", { user, conversation: "planning", activity, action });
    await act("colleague", "cancel");
    expect((await act("colleague", "Undo")).status).toBe(200);
    expect((await act("asker", "Undo")).status).toBe(404);
  });
});
