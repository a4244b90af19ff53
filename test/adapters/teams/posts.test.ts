import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { teams } from "../../../adapters/teams/teams-channel.ts";
import { APP_ID, BOT, TENANT } from "../../../sandbox/teams/seed.ts";
import type { Message } from "../../../sandbox/teams/workspace.ts";
import { asProblem, type Problem } from "../../../src/errors.ts";
import type { ChannelAdapter } from "../../../src/ports/channel.ts";
import type { Inbound } from "../../../src/ports/inbound.ts";
import type { Place } from "../../../src/ports/place.ts";
import type { Attachment, Notice } from "../../../src/ports/reply.ts";
import { richAnswer, working } from "../../contract/replies.ts";
import { actor, bodyOf, type Fields, person, startTeams, type TeamsBench } from "../../support/teams-bench.ts";
import { readable } from "../../support/teams-reading.ts";

/*
 * What the channel sends to Teams. Teams is the service that the sandbox runs; for refusals that it does not give, a
 * connector that answers as it is told.
 */

const done: Notice = { kind: "notice", tone: "success", markdown: "Done.", buttons: [] };
let turns = 0;
/** A key that was never used; the channel remembers those that were. */
const fresh = () => {
  turns += 1;
  return { key: `turn-${turns}`, mayExist: false };
};

let bench: TeamsBench;
beforeAll(async () => {
  bench = await startTeams({ now: () => now });
});
/** What was sent in one test does not count in the next. */
let now = Date.now();
beforeEach(() => {
  bench.service.reset();
  bench.traffic.reset();
  now += 10_000;
});
afterAll(() => bench.stop());

/** The place of what somebody has just written. */
const place = async (
  where: "channel" | "group" | "personal",
  channel: ChannelAdapter = bench.channel,
): Promise<Place> => {
  const { id } = person("asker");
  const name = { channel: "Analytics", group: "planning", personal: "personal:asker" }[where];
  const act = () =>
    bench.service.acts.write(bench.service.workspace.person(id)!, bench.room(name), { text: "@Genie hi", root: null });
  const [request] = await bench.sent(1, act);
  const acts: Inbound[] = [];
  await channel.receive(request!, async (inbound) => void acts.push(inbound));
  return acts[0]!.place;
};

const posts = (name = "Analytics"): Message[] =>
  bench.service.workspace.messages(bench.room(name).id).filter((message) => message.bot);

const calls = (part: string) =>
  bench.traffic.calls
    .filter(({ method, path }) => `${method} ${path}`.includes(part))
    .map(({ path, body }) => ({ path: decodeURIComponent(path), body: body as Fields }));

const isTyping = ({ body }: { body: Fields }) => body["type"] === "typing";
const messagesSent = () => calls("POST /teams/v3/conversations/").filter((call) => !isTyping(call));

const problem = async (work: Promise<unknown>): Promise<Problem> => {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeDefined();
  return asProblem(thrown);
};

describe("a post in Teams", () => {
  it("is a card alone, sent into the thread by the conversation, not as a reply", async () => {
    const there = await place("channel");
    const { ref } = await bench.channel.post(there, working, fresh());
    const [{ path, body }] = messagesSent() as [ReturnType<typeof calls>[number]];
    const { conversation } = there.to as { conversation: string };
    expect(conversation).toMatch(/@thread\.tacv2;messageid=\d+$/);
    expect(path).toBe(`/teams/v3/conversations/${conversation}/activities`);
    expect(Object.keys(body).sort()).toEqual(["attachments", "from", "summary", "type"]);
    expect(body).toMatchObject({
      type: "message",
      from: { id: BOT.id },
      attachments: [{ content: { version: "1.5" } }],
    });
    expect(ref).toEqual({
      platform: "teams",
      thread: there.thread,
      id: { serviceUrl: bench.service.serviceUrl(), conversation, activity: posts()[0]!.id },
    });
  });

  it("becomes the root where there is no thread yet", async () => {
    const room = bench.channel.placeOf(bench.room("Analytics").id)!;
    const posted = await bench.channel.post(room, done, fresh());
    const thread = `${bench.room("Analytics").id};messageid=${posts()[0]!.id}`;
    expect(posted.place).toMatchObject({ thread: `teams:${TENANT.id}:${thread}`, to: { conversation: thread } });
    await bench.channel.post(posted.place, done, fresh());
    expect(posts().map(({ root }) => root)).toEqual([null, posts()[0]!.id]);
    await bench.channel.edit(posted.ref, richAnswer);
    expect(readable(posts()[0]!.card)).toContain("North leads");
  });

  it.each(["group", "personal"] as const)("stays in the flat thread of a %s chat", async (where) => {
    const there = await place(where);
    const posted = await bench.channel.post(there, done, fresh());
    expect(posted.place).toEqual(there);
  });

  it("is not marked as made with AI when it holds facts alone", async () => {
    const there = await place("personal");
    await bench.channel.post(there, { ...richAnswer, sources: [], factual: true }, fresh());
    expect(posts("personal:asker").map(({ entities }) => entities)).toEqual([[]]);
  });

  it("is marked as made with AI and cites its sources when it is an answer", async () => {
    const there = await place("personal");
    await bench.channel.post(there, richAnswer, fresh());
    await bench.channel.post(there, done, fresh());
    expect(posts("personal:asker").map(({ entities }) => entities)).toEqual([
      [
        {
          type: "https://schema.org/Message",
          "@type": "Message",
          "@context": "https://schema.org",
          additionalType: ["AIGeneratedContent"],
          citation: [
            {
              "@type": "Claim",
              position: 1,
              appearance: {
                "@type": "DigitalDocument",
                name: "Sales",
                abstract: "What is the total revenue?",
                url: "https://dbx.example.com/genie/rooms/1",
                keywords: ["Genie"],
              },
            },
          ],
        },
      ],
      [],
    ]);
  });

  it("notifies the person whom it mentions", async () => {
    const mention = { user: person("asker").aadObjectId, name: "asker" };
    await bench.channel.post(await place("group"), { ...done, mention }, fresh());
    const [{ body }] = messagesSent() as [ReturnType<typeof calls>[number]];
    expect(body["channelData"]).toEqual({ notification: { alert: true } });
    expect(posts("planning")[0]!.card).toMatchObject({
      msteams: {
        entities: [{ type: "mention", text: "<at>asker</at>", mentioned: { id: mention.user, name: "asker" } }],
      },
    });
  });

  it("is made once by a process, however often it is tried at the same time", async () => {
    const there = await place("group");
    bench.traffic.faults.push({ service: "teams", kind: "slow", times: 1, ms: 200 });
    const first = fresh();
    const all = [first, { ...first, mayExist: true }, { ...first, mayExist: true }];
    const [one, ...others] = await Promise.all(all.map((how) => bench.channel.post(there, done, how)));
    for (const other of others) expect(other).toEqual(one);
    expect(posts("planning")).toHaveLength(1);
  });

  it("is made again when it failed", async () => {
    const there = await place("group");
    bench.traffic.faults.push({ service: "teams", kind: "503", times: 1 });
    const first = fresh();
    await problem(bench.channel.post(there, done, first));
    await bench.channel.post(there, done, { ...first, mayExist: true });
    expect(posts("planning")).toHaveLength(1);
  });
});

describe("the typing indicator", () => {
  it("follows the first progress, and nothing else", async () => {
    const there = await place("channel");
    const { ref } = await bench.channel.post(there, working, fresh());
    await bench.channel.edit(ref, { ...working, elapsedMs: 20_000 });
    await bench.channel.edit(ref, richAnswer);
    await bench.channel.post(there, done, fresh());
    await vi.waitFor(() => expect(calls("POST").filter(isTyping)).toHaveLength(1));
    const [{ path }] = calls("POST").filter(isTyping) as [ReturnType<typeof calls>[number]];
    expect(path).toContain((there.to as { conversation: string }).conversation);
  });

  it("neither delays nor fails anything", async () => {
    const there = await place("personal");
    bench.traffic.faults.push({ service: "teams", kind: "slow", match: '"typing"', times: 1, ms: 400 });
    const before = performance.now();
    await bench.channel.post(there, working, fresh());
    expect(performance.now() - before).toBeLessThan(350);
    bench.traffic.faults.push({ service: "teams", kind: "500", match: '"typing"', times: 1 });
    await bench.channel.post(there, working, fresh());
    await vi.waitFor(() => expect(bench.traffic.faults).toEqual([]));
  });
});

describe("what one person alone may see", () => {
  const only = actor("colleague");

  it.each(["channel", "group"] as const)("is a targeted message in a %s", async (where) => {
    const there = await place(where);
    const { ref, place: back } = await bench.channel.post(there, done, { ...fresh(), only });
    expect(back).toEqual(there);
    const [message] = posts(where === "group" ? "planning" : "Analytics");
    expect(message!.targetedTo).toBe(person("colleague").id);
    await bench.channel.edit(ref, { ...done, markdown: "Changed." });
    expect(readable(posts(where === "group" ? "planning" : "Analytics")[0]!.card)).toContain("Changed.");
    expect(calls("PUT")[0]!.body).not.toHaveProperty("recipient");
  });

  it("needs no look at the members when it is for who wrote", async () => {
    await bench.channel.post(await place("group"), done, { ...fresh(), only: actor("asker") });
    expect(calls("GET")).toEqual([]);
    expect(posts("planning")[0]!.targetedTo).toBe(person("asker").id);
  });

  it("is just said in a personal chat", async () => {
    await bench.channel.post(await place("personal"), done, { ...fresh(), only: actor("asker") });
    expect(posts("personal:asker").map(({ targetedTo }) => targetedTo)).toEqual([null]);
  });

  it("goes to their own chat where Teams does not show it in the place", async () => {
    const there = await place("channel");
    bench.traffic.faults.push({ service: "teams", kind: "permission", match: '"recipient"', times: 2 });
    const { ref } = await bench.channel.post(there, done, { ...fresh(), only });
    await bench.channel.post(there, done, { ...fresh(), only });
    expect(posts()).toEqual([]);
    expect(posts("personal:colleague")).toHaveLength(2);
    expect(calls("POST /teams/v3/conversations").filter(({ path }) => path.endsWith("/conversations"))).toHaveLength(1);
    await bench.channel.edit(ref, { ...done, markdown: "Changed." });
    expect(readable(posts("personal:colleague")[0]!.card)).toContain("Changed.");
  });

  it("is a problem when that person has blocked us", async () => {
    const there = await place("channel");
    bench.room("personal:colleague").bot = "blocked";
    bench.traffic.faults.push({ service: "teams", kind: "permission", match: '"recipient"', times: 1 });
    expect(await problem(bench.channel.post(there, done, { ...fresh(), only }))).toMatchObject({ code: "teams.gone" });
  });

  it("waits where Teams is only busy", async () => {
    const there = await place("channel");
    bench.traffic.faults.push({ service: "teams", kind: "503", match: "isTargetedActivity", times: 1 });
    expect(await problem(bench.channel.post(there, done, { ...fresh(), only }))).toMatchObject({ retry: "later" });
    expect(posts("personal:colleague")).toEqual([]);
  });
});

describe("what Teams refuses", () => {
  it.each([
    ["412", "teams.busy"],
    ["429", "teams.busy"],
    ["500", "teams.down"],
    ["502", "teams.down"],
    ["503", "teams.down"],
    ["504", "teams.down"],
    ["drop", "teams.down"],
  ] as const)("with %s may be tried again, and is not tried again here", async (kind, code) => {
    const there = await place("group");
    bench.traffic.faults.push({ service: "teams", kind, times: 9 });
    expect(await problem(bench.channel.post(there, done, fresh()))).toMatchObject({ code, retry: "later" });
    expect(messagesSent()).toHaveLength(1);
  });

  it.each([
    ["group", "removed"],
    ["channel", "blocked"],
    ["personal", "disabled"],
  ] as const)("in a %s that has %s us is gone", async (where, state) => {
    const there = await place(where);
    const { ref } = await bench.channel.post(there, done, fresh());
    bench.room({ channel: "Analytics", group: "planning", personal: "personal:asker" }[where]).bot = state;
    expect(await problem(bench.channel.edit(ref, done))).toMatchObject({ code: "post.gone", retry: "never" });
    const again = await problem(bench.channel.post(there, done, fresh()));
    expect(again).toMatchObject({ code: "teams.gone", retry: "never" });
    expect(again.sentence).toContain("Add the app to it again");
  });

  it("for a token that has become too old is asked again with a new one, once", async () => {
    const there = await place("group");
    bench.traffic.faults.push({ service: "teams", kind: "expired", times: 1 });
    await bench.channel.post(there, done, fresh());
    expect(posts("planning")).toHaveLength(1);
    bench.traffic.faults.push({ service: "teams", kind: "expired", times: 9 });
    expect(await problem(bench.channel.post(there, done, fresh()))).toMatchObject({ code: "teams.credentials" });
    expect(bench.traffic.faults[0]!.times).toBe(7);
  });

  it("because it is too large is known before, and said when it is sent all the same", async () => {
    const there = await place("group");
    const markdown = "word ".repeat(12_000);
    expect(bench.channel.split({ ...done, markdown }).length).toBeGreaterThan(2);
    expect(await problem(bench.channel.post(there, { ...done, markdown }, fresh()))).toMatchObject({
      code: "post.too-large",
      retry: "never",
    });
  });
});

describe("a connector that answers as it is told", () => {
  type Answer = { status: number; headers?: Record<string, string>; body?: unknown };
  let server: Server;
  let answer: Answer;
  let asked: { url: string; authorization: string | undefined }[];
  beforeAll(async () => {
    server = createServer((incoming, outgoing) => {
      asked.push({ url: incoming.url ?? "", authorization: incoming.headers.authorization });
      outgoing
        .writeHead(answer.status, answer.headers)
        .end(answer.body === undefined ? "" : JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(() => void server.close());

  const base = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const there = (serviceUrl = base()): Place => ({
    platform: "teams",
    thread: `teams:${TENANT.id}:19:x@thread.v2`,
    channelId: "19:x@thread.v2",
    direct: false,
    to: { serviceUrl, conversation: "19:x@thread.v2", tenant: TENANT.id, scope: "groupChat", bot: { id: BOT.id } },
  });
  const trusting = (): ChannelAdapter => teams({ ...bench.deps, serviceUrls: [base()], now: () => then });
  const then = Date.parse("2026-03-04T05:06:07Z");
  const refusal = (given: Answer): Promise<Problem> => {
    answer = given;
    return problem(trusting().post(there(), done, fresh()));
  };

  it.each([
    [{ status: 429, headers: { "retry-after": "7" } }, 7_000],
    [{ status: 429, headers: { "retry-after": "Wed, 04 Mar 2026 05:06:17 GMT" } }, 10_000],
    [{ status: 429, headers: { "retry-after": "soon" } }, undefined],
    [{ status: 503, headers: { "retry-after": "2" } }, 2_000],
    [{ status: 412 }, undefined],
  ])("is heard when it asks to wait: %j", async (given, afterMs) => {
    expect(await refusal(given)).toMatchObject({ retry: "later", afterMs });
  });

  it.each([
    [400, "BadSyntax", "teams.refused"],
    [403, "NotEnoughPermissions", "teams.not-allowed"],
    [403, "BotNotInConversationRoster", "teams.gone"],
    [403, "ConversationBlockedByUser", "teams.gone"],
    [403, "BotDisabledByAdmin", "teams.gone"],
    [404, "ConversationNotFound", "teams.gone"],
    [404, "", "teams.gone"],
    [405, "MethodNotAllowed", "teams.refused"],
    [413, "MessageSizeTooBig", "post.too-large"],
  ])("with %i %s is %s, for good", async (status, code, expected) => {
    const found = await refusal({ status, body: { error: { code, message: "in words" } } });
    expect(found).toMatchObject({ code: expected, retry: "never" });
    expect(found.message).toContain(`HTTP ${status}`);
  });

  it("that has made a message without saying which is not asked again", async () => {
    expect(await refusal({ status: 201, body: {} })).toMatchObject({ code: "teams.refused", retry: "never" });
  });

  it("is not followed to another address", async () => {
    const headers = { location: `${bench.base}/elsewhere` };
    expect(await refusal({ status: 307, headers })).toMatchObject({ code: "teams.down" });
    expect(asked).toHaveLength(1);
  });

  it("is given our token only when it is trusted", async () => {
    answer = { status: 201, body: { id: "1" } };
    expect(await problem(bench.channel.post(there(), done, fresh()))).toMatchObject({
      code: "teams.not-allowed",
    });
    expect(asked).toEqual([]);
    await trusting().post(there(), done, fresh());
    expect(asked[0]!.authorization).toMatch(/^Bearer ey/);
  });

  it("is asked without a token by a bot that has no identity", async () => {
    answer = { status: 201, body: { id: "1" } };
    const open = teams({ ...bench.deps, appId: "", anonymous: true, serviceUrls: [base()] });
    await open.connect(() => Promise.resolve());
    await open.post(there(), done, fresh());
    expect(asked).toEqual([{ url: "/v3/conversations/19%3Ax%40thread.v2/activities", authorization: undefined }]);
  });

  it("never shows a token or a secret to anybody", async () => {
    const { message, sentence, cause } = await refusal({ status: 401, body: { message: "no" } });
    const all = `${message} ${sentence} ${JSON.stringify(cause)}`;
    expect(all).not.toMatch(/ey[A-Za-z0-9_-]{20}/);
    expect(all).not.toContain(bench.deps.appPassword);
    expect(all).toContain("MICROSOFT_APP_ID");
  });

  it("hears of progress only as often as a conversation bears, and of answers always", async () => {
    answer = { status: 200, body: { id: "1" } };
    let at = 0;
    const channel = teams({ ...bench.deps, serviceUrls: [base()], now: () => at });
    const refs = Array.from({ length: 10 }, (_, index) => ({
      platform: "teams" as const,
      thread: there().thread,
      id: { serviceUrl: base(), conversation: `19:x@thread.tacv2;messageid=${index}`, activity: String(index) },
    }));
    const shown = await Promise.allSettled(refs.map((ref) => channel.edit(ref, working)));
    const refused = shown.filter((one) => one.status === "rejected").map(({ reason }) => asProblem(reason));
    expect(asked).toHaveLength(5);
    expect(
      refused.every(({ code, retry, afterMs }) => code === "teams.busy" && retry === "later" && afterMs! > 0),
    ).toBe(true);
    for (const ref of refs) await channel.edit(ref, richAnswer);
    expect(asked).toHaveLength(15);
    at += 30_001;
    await channel.edit(refs[0]!, working);
    expect(asked).toHaveLength(16);
  });

  it("bears in an hour what it is told, and answers beyond", async () => {
    answer = { status: 200, body: { id: "1" } };
    let at = 0;
    const channel = teams({ ...bench.deps, serviceUrls: [base()], now: () => at });
    const id = { serviceUrl: base(), conversation: "19:x@thread.v2", activity: "1" };
    const ref = { platform: "teams" as const, thread: there().thread, id };
    for (; at < 3_600_000; at += 2_000) await channel.edit(ref, working).catch(() => undefined);
    expect(asked).toHaveLength(1_350);
    await channel.edit(ref, richAnswer);
    expect(asked).toHaveLength(1_351);
  });
});

describe("a file in Teams", () => {
  const csv = (rows: number): Attachment => ({
    name: "sales.csv",
    title: `Sales: ${rows} rows`,
    contentType: "text/csv",
    content: `region,revenue\r\n${Array.from({ length: rows }, (_, row) => `region ${row + 1},${row}\r\n`).join("")}`,
  });
  const cards = async (file: Attachment): Promise<string[]> => {
    await bench.channel.attach(await place("personal"), file, fresh());
    return posts("personal:asker").map(({ card }) => readable(card));
  };

  it("is its rows, folded away in a card", async () => {
    const [text, ...others] = await cards(csv(45));
    expect(others).toEqual([]);
    expect(text).toContain("sales.csv · Sales: 45 rows · rows 1–45 of 45");
    expect(text).toContain("region,revenue\nregion 1,0\nregion 2,1");
    expect(text).toContain("region 45,44");
  });

  it("goes on in further cards, each with its header", async () => {
    const texts = await cards(csv(1_500));
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.every((text) => text.includes("region,revenue"))).toBe(true);
    const rows = texts.flatMap((text) => text.match(/^region \d+,\d+$/gm) ?? []);
    expect(rows).toEqual(csv(1_500).content.trim().split("\r\n").slice(1));
  });

  it("says what no card shows, and where it is", async () => {
    const texts = await cards(csv(5_000));
    const rows = texts.flatMap((text) => text.match(/^region \d+,\d+$/gm) ?? []).length;
    expect(texts).toHaveLength(4);
    const left = (5_000 - rows).toLocaleString("en-US");
    expect(texts.at(-1)).toContain(`${left} more rows do not fit in a chat. The whole result is behind the Genie link`);
    expect(texts.slice(0, -1).join()).not.toContain("do not fit");
  });

  it("that failed half way goes on where it failed", async () => {
    const there = await place("personal");
    const key = fresh();
    bench.traffic.faults.push({ service: "teams", kind: "503", match: "region 1000,", times: 1 });
    expect(await problem(bench.channel.attach(there, csv(1_500), key))).toMatchObject({ retry: "later" });
    await bench.channel.attach(there, csv(1_500), key);
    const rows = posts("personal:asker").flatMap(({ card }) => readable(card).match(/^region \d+,\d+$/gm) ?? []);
    expect(rows).toHaveLength(1_500);
  });
});

describe("a place in which nobody has asked", () => {
  it.each([
    ["a chat of a person", "a:1abc"],
    ["a room of Slack", "C0123456"],
    ["a thread", "19:x@thread.tacv2;messageid=1"],
    ["nothing", ""],
  ])("is none for %s", (_, id) => {
    expect(bench.channel.placeOf(id)).toBeUndefined();
  });

  it("is reached at Microsoft's common address where no other is named", () => {
    const channel = teams({ ...bench.deps, serviceUrls: [] });
    expect(channel.placeOf("19:x@thread.tacv2")?.to).toEqual({
      serviceUrl: "https://smba.trafficmanager.net/teams/",
      conversation: "19:x@thread.tacv2",
      tenant: TENANT.id,
      scope: "channel",
      bot: { id: `28:${APP_ID}` },
    });
  });
});

it("Teams' own words for a body are those that we read", async () => {
  const [request] = await bench.direct("hello");
  expect(bodyOf(request!)).toMatchObject({ channelId: "msteams", recipient: { id: `28:${APP_ID}` } });
});
