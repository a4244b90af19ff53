import { teams } from "../../adapters/teams/teams-channel.ts";
import { silent } from "../../src/log.ts";
import type { HttpRequest, HttpResponse } from "../../src/ports/http.ts";
import type { Inbound } from "../../src/ports/inbound.ts";
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
  notSaid,
  PERSONAL,
  personalMessage,
  ROOT,
  SERVICE,
  submit,
  TENANT,
} from "./teams-payloads.ts";

/*
 * What activities mean. Whether they are genuine is another matter (test/adapters/teams/tokens.test.ts), so this bot
 * believes all of them.
 */

type Fields = Record<string, unknown>;

const request = (body: Fields): HttpRequest => ({
  method: "POST",
  path: "/api/messages",
  headers: { "content-type": "application/json; charset=utf-8" },
  body: Buffer.from(JSON.stringify(body)),
});

const channel = teams({
  appId: "",
  appType: "SingleTenant",
  tenantId: TENANT,
  serviceUrls: [],
  anonymous: true,
  log: silent,
});

const receive = async (body: Fields): Promise<{ acts: Inbound[]; response: HttpResponse }> => {
  const acts: Inbound[] = [];
  const response = await channel.receive(request(body), async (act) => void acts.push(act));
  return { acts, response };
};

const replay = async (...bodies: Fields[]): Promise<Inbound[]> => {
  const received = await Promise.all(bodies.map(receive));
  expect(received.map(({ response }) => response.status)).toEqual(bodies.map(() => 200));
  return received.flatMap(({ acts }) => acts);
};

const one = async (body: Fields): Promise<Inbound> => {
  const acts = await replay(body);
  expect(acts).toHaveLength(1);
  return acts[0]!;
};

const reference = (more: Fields) => ({
  serviceUrl: SERVICE,
  tenant: TENANT,
  bot: { id: BOT, name: "Genie Concierge" },
  user: { id: ASKER_HERE, aadObjectId: ASKER },
  ...more,
});

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
      actor: { platform: "teams", tenant: TENANT, user: ASKER, name: "Asker of Reports" },
      external: false,
      text: "What is the total revenue?",
      entry: "mention",
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

  it.each(Object.entries(notSaid))("yields nothing for %s", async (_, body) => {
    expect(await replay(body)).toEqual([]);
  });

  it("knows a person without a directory entry by the id for this bot", async () => {
    const act = await one(personalMessage("hi", { from: { id: "29:1anonymous" } }));
    expect(act.actor).toEqual({ platform: "teams", tenant: TENANT, user: "29:1anonymous" });
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

describe("Teams clicks", () => {
  it("names the button, its message and its thread", async () => {
    const conversation = `${CHANNEL};messageid=${ROOT}`;
    expect(await one(execute())).toEqual({
      kind: "click",
      id: expect.stringMatching(`^teams:${TENANT}:${CHANNEL}:click:[0-9a-f]{24}$`),
      place: expect.objectContaining({ thread: `teams:${TENANT}:${conversation}`, channelId: CHANNEL, direct: false }),
      actor: { platform: "teams", tenant: TENANT, user: ASKER, name: "Asker of Reports" },
      external: false,
      action: "cancel",
      value: "turn-1",
      on: {
        platform: "teams",
        thread: `teams:${TENANT}:${conversation}`,
        id: { serviceUrl: SERVICE, conversation, activity: "1769000000002" },
      },
    });
  });

  it("are answered in the response, and leave the card as it is", async () => {
    const { response } = await receive(execute());
    expect(response.headers).toEqual({ "content-type": "application/json; charset=utf-8" });
    expect(JSON.parse(response.body!)).toEqual({
      statusCode: 200,
      type: "application/vnd.microsoft.activity.message",
      value: "One moment",
    });
  });

  it("say so when the button is none of ours", async () => {
    const { acts, response } = await receive(execute({ choice: "red" }));
    expect(acts).toEqual([]);
    expect(response.status).toBe(200);
    expect(JSON.parse(response.body!)).toMatchObject({ statusCode: 400, type: "application/vnd.microsoft.error" });
  });

  it.each([
    ["a message", submit()],
    ["an invoke", submit(undefined, { type: "invoke", name: "composeExtension/submitAction" })],
    ["a message from before it said which card", submit(undefined, { replyToId: undefined })],
  ])("come from Action.Submit as %s", async (_, body) => {
    expect(await one(body)).toMatchObject({ kind: "click", action: "ask", value: "Why?", place: { direct: true } });
  });

  it("bring what was filled into a form, and not what was left empty", async () => {
    const data = {
      action: "job-fill",
      value: "p-1",
      isForm: true,
      "field.table": "orders",
      "field.limit": 5,
      "field.note": "",
    };
    expect(await one(execute(data))).toMatchObject({
      kind: "form",
      action: "job-fill",
      value: "p-1",
      fields: { table: "orders", limit: "5" },
    });
  });

  it.each(["message/submitAction", "suggestedActions/submit", "task/fetch"])(
    "answer %s with an empty body",
    async (name) => {
      const { acts, response } = await receive(submit({ actionName: "feedback" }, { type: "invoke", name }));
      expect(acts).toEqual([]);
      expect(response).toMatchObject({ status: 200, body: "{}" });
    },
  );
});

describe("installing the app", () => {
  it("is one act, though Teams says it twice", async () => {
    const acts = await replay(...installed());
    expect(acts).toHaveLength(2);
    expect(acts[1]).toEqual(acts[0]);
    expect(acts[0]).toMatchObject({
      kind: "install",
      id: `teams:${TENANT}:${CHANNEL}:install`,
      place: { thread: `teams:${TENANT}:${CHANNEL}`, channelId: CHANNEL, to: reference({ conversation: CHANNEL }) },
    });
  });
});

describe("what people typed in Teams", () => {
  const bot = "<at>Genie Concierge</at>";
  it.each([
    [bot, ""],
    [`${bot}: what is up`, "what is up"],
    [`${bot}&nbsp;what is up&nbsp;`, "what is up"],
    [`${bot}\u00a0what\u00a0is up`, "what is up"],
    [`hey ${bot} what is up`, "hey what is up"],
    [`${bot} ${bot} twice ${bot}`, "twice"],
    [`${bot} what is up, ${bot}`, "what is up"],
    ['<at id="0">Genie Concierge</at> what is up', "what is up"],
    [`${bot} ask <at>Colleague</at> about it`, "ask @Colleague about it"],
    [`<p>${bot}</p><p>one</p><p>two</p>`, "one\ntwo"],
    [`${bot} one<br>two<br/>three`, "one\ntwo\nthree"],
    [`${bot} <b>bold</b> <a href="https://a.example">link</a>`, "bold link"],
    [`${bot} a &lt; b &amp;&amp; c &gt; d`, "a < b && c > d"],
    [`${bot} &amp;lt;b&amp;gt; &#60; &#x3c; &quot;`, '&lt;b&gt; < < "'],
    [`${bot} a < b and <goodbye> x<y`, "a < b and <goodbye> x<y"],
    [`${bot} &#0; &#99999999;`, "&#0; &#99999999;"],
    [`${bot} one\n  two\n\nthree  `, "one\n  two\n\nthree"],
  ])("reads %j", async (typed, text) => {
    expect(await one(groupMessage(typed))).toMatchObject({ text });
  });

  it("does not take somebody for us who has our name", async () => {
    const mentioned = { id: "29:1genie", name: "Genie Concierge" };
    const entities = [{ type: "mention", mentioned, text: bot }];
    expect(await one(personalMessage(`ask ${bot}`, { entities }))).toMatchObject({ text: "ask @Genie Concierge" });
  });

  it.each([
    ["tags", "<at>".repeat(20_000)],
    ["angle brackets", "<".repeat(20_000)],
    ["mentions", bot.repeat(2_000)],
    ["entities", "&#".repeat(20_000)],
    ["blanks", ` ${bot}`.repeat(1_000) + " ".repeat(20_000)],
  ])("takes no time for %s", async (_, text) => {
    const before = performance.now();
    await replay(groupMessage(text));
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
