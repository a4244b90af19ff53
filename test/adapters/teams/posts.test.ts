import { BOT, TENANT } from "../../../sandbox/teams/seed.ts";
import { richAnswer, working } from "../../contract/replies.ts";
import { untilPasses } from "../../support/eventually.ts";
import { actor, type Fields, person, type TeamsBench, teamsForFile } from "../../support/teams/teams-bench.ts";
import { done, fresh, outbox, problem } from "../../support/teams/teams-outbox.ts";
import { readable } from "../../support/teams/teams-reading.ts";

let bench: TeamsBench;
teamsForFile((started) => {
  bench = started;
});

const { calls, sent, posts, place } = outbox(() => bench);
const isTyping = ({ body }: { body: Fields }): boolean => body["type"] === "typing";

describe("a post in Teams", () => {
  it("is a card alone, sent into the thread by the conversation, not as a reply", async () => {
    const there = await place("channel");
    const { ref } = await bench.channel.post(there, working, fresh());
    const [{ path, body }] = sent() as [ReturnType<typeof calls>[number]];
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
    const place = bench.channel.placeOf(bench.conversation("Analytics").id)!;
    const posted = await bench.channel.post(place, done, fresh());
    const thread = `${bench.conversation("Analytics").id};messageid=${posts()[0]!.id}`;
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

  it("is marked as made with AI when it is an answer", async () => {
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
        },
      ],
      [],
    ]);
  });

  it("notifies the person whom it mentions", async () => {
    const mention = { user: person("asker").aadObjectId, name: "asker" };
    await bench.channel.post(await place("group"), { ...done, mention }, fresh());
    const [{ body }] = sent() as [ReturnType<typeof calls>[number]];
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
    await untilPasses(() => expect(calls("POST").filter(isTyping)).toHaveLength(1));
    const [{ path }] = calls("POST").filter(isTyping) as [ReturnType<typeof calls>[number]];
    expect(path).toContain((there.to as { conversation: string }).conversation);
  });

  it("neither delays nor fails anything", async () => {
    const there = await place("personal");
    bench.traffic.faults.push({ service: "teams", kind: "held", match: '"typing"', times: 1, ms: 600_000 });
    await bench.channel.post(there, working, fresh());
    bench.traffic.faults.push({ service: "teams", kind: "500", match: '"typing"', times: 1 });
    await bench.channel.post(there, working, fresh());
    await untilPasses(() => expect(bench.traffic.faults).toEqual([]));
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
    bench.conversation("personal:colleague").bot = "blocked";
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
