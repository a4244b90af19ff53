import type { Notice } from "../../../src/ports/chat/reply.ts";
import { richAnswer, working } from "../../contract/replies.ts";
import { actor, type TeamsBench, teamsForFile } from "../../support/teams/teams-bench.ts";
import { done, fresh, outbox, problem } from "../../support/teams/teams-outbox.ts";

let bench: TeamsBench;
teamsForFile((started) => {
  bench = started;
});

const { sent, posts, place, conversation } = outbox(() => bench);

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
    expect(sent()).toHaveLength(1);
  });

  it.each([
    ["group", "removed"],
    ["channel", "blocked"],
    ["personal", "disabled"],
  ] as const)("in a %s that has %s us is gone", async (where, state) => {
    const there = await place(where);
    const { ref } = await bench.channel.post(there, done, fresh());
    conversation(where).bot = state;
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

  it.each([
    ["400", "post.unshowable"],
    ["413", "post.too-large"],
  ] as const)("in its content, with %s, is not tried again as it is", async (kind, code) => {
    const there = await place("group");
    const { ref } = await bench.channel.post(there, working, fresh());
    bench.traffic.faults.push({ service: "teams", kind, match: "AdaptiveCard", times: 2 });
    expect(await problem(bench.channel.post(there, richAnswer, fresh()))).toMatchObject({ code, retry: "never" });
    expect(await problem(bench.channel.edit(ref, richAnswer))).toMatchObject({ code, retry: "never" });
  });

  it.each(["400", "413"] as const)("as a card, with %s, is a text alone when it is words alone", async (kind) => {
    const there = await place("channel");
    const words: Notice = { ...done, tone: "info", markdown: "North <at>leads</at> with **2,525**." };
    bench.traffic.faults.push({ service: "teams", kind, match: "AdaptiveCard", times: 9 });
    const { ref } = await bench.channel.post(there, words, fresh());
    expect(posts()).toMatchObject([{ card: null, textFormat: "plain" }]);
    expect(posts()[0]!.text.replaceAll("\u2060", "")).toBe("North <at>leads</at> with 2,525.");
    await bench.channel.edit(ref, { ...words, markdown: "South leads." });
    expect(posts()).toMatchObject([{ card: null, text: "South leads." }]);
    const buttons = [{ action: "ask" as const, value: "Why?", label: "Why?" }];
    expect(await problem(bench.channel.edit(ref, { ...words, buttons }))).toMatchObject({ retry: "never" });
  });

  it("for one person alone in its content is not said in their own chat instead", async () => {
    const there = await place("channel");
    bench.traffic.faults.push({ service: "teams", kind: "400", match: "AdaptiveCard", times: 1 });
    const sending = bench.channel.post(there, richAnswer, { ...fresh(), only: actor("colleague") });
    expect(await problem(sending)).toMatchObject({ code: "post.unshowable" });
    expect(posts("personal:colleague")).toEqual([]);
  });
});
