import { teams } from "../../../adapters/teams/teams-channel.ts";
import { asProblem, type Problem } from "../../../src/errors.ts";
import type { ChannelAdapter } from "../../../src/ports/chat/channel.ts";
import { richAnswer, working } from "../../contract/replies.ts";
import { type Answer, type ScriptedConnector, startScriptedConnector } from "../../support/teams/scripted-connector.ts";
import { actor, startTeams, type TeamsBench } from "../../support/teams/teams-bench.ts";
import { done, fresh, problem } from "../../support/teams/teams-outbox.ts";

/*
 * What the Bot Connector may answer, known or not.
 */

let bench: TeamsBench;
let connector: ScriptedConnector;
beforeAll(async () => {
  [bench, connector] = await Promise.all([startTeams(), startScriptedConnector()]);
});
beforeEach(() => {
  connector.state.asked.length = 0;
});
afterAll(async () => {
  connector.stop();
  await bench.stop();
});

const then = Date.parse("2026-03-04T05:06:07Z");
const trusting = (): ChannelAdapter => teams({ ...bench.deps, serviceUrls: [connector.base], now: () => then });
const refusal = (given: Answer): Promise<Problem> => {
  connector.state.answer = () => given;
  return problem(trusting().post(connector.place(), done, fresh()));
};

describe("a connector that answers as it is told", () => {
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
    [400, "BadSyntax", "post.unshowable"],
    [400, "BadArgument", "post.unshowable"],
    [415, "UnsupportedMediaType", "post.unshowable"],
    [422, "SomethingOfTomorrow", "post.unshowable"],
    [400, "", "post.unshowable"],
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

  it.each([408, 409, 425, 429, 412])("with %i may be asked again", async (status) => {
    expect(await refusal({ status })).toMatchObject({ code: "teams.busy", retry: "later" });
  });

  it("that refuses to tell of a member says nothing of a message", async () => {
    connector.state.answer = () => ({ status: 400, body: { error: { code: "BadSyntax", message: "no" } } });
    const membership = trusting().membership(actor("asker"), connector.place());
    expect(await problem(membership)).toMatchObject({ code: "teams.refused", retry: "never" });
  });

  it("that has made a message without saying which is not told.state.asked again", async () => {
    expect(await refusal({ status: 201, body: {} })).toMatchObject({ code: "teams.refused", retry: "never" });
  });

  it("is not followed to another address", async () => {
    const headers = { location: `${bench.base}/elsewhere` };
    expect(await refusal({ status: 307, headers })).toMatchObject({ code: "teams.down" });
    expect(connector.state.asked).toHaveLength(1);
  });

  it("is given our token only when it is trusted", async () => {
    connector.state.answer = () => ({ status: 201, body: { id: "1" } });
    expect(await problem(bench.channel.post(connector.place(), done, fresh()))).toMatchObject({
      code: "teams.not-allowed",
    });
    expect(connector.state.asked).toEqual([]);
    await trusting().post(connector.place(), done, fresh());
    expect(connector.state.asked[0]!.authorization).toMatch(/^Bearer ey/);
  });

  it("is told.state.asked without a token by a bot that has no identity", async () => {
    connector.state.answer = () => ({ status: 201, body: { id: "1" } });
    const open = teams({ ...bench.deps, appId: "", anonymous: true, serviceUrls: [connector.base] });
    await open.connect(() => Promise.resolve());
    await open.post(connector.place(), done, fresh());
    expect(connector.state.asked).toMatchObject([
      { url: "/v3/conversations/19%3Ax%40thread.v2/activities", authorization: undefined },
    ]);
  });

  it("never shows a token or a secret to anybody", async () => {
    const { message, sentence, cause } = await refusal({ status: 401, body: { message: "no" } });
    const all = `${message} ${sentence} ${JSON.stringify(cause)}`;
    expect(all).not.toMatch(/ey[A-Za-z0-9_-]{20}/);
    expect(all).not.toContain(bench.deps.appPassword);
    expect(all).toContain("MICROSOFT_APP_ID");
  });

  it("hears of progress only as often as a conversation bears, and of answers always", async () => {
    connector.state.answer = () => ({ status: 200, body: { id: "1" } });
    let at = 0;
    const channel = teams({ ...bench.deps, serviceUrls: [connector.base], now: () => at });
    const refs = Array.from({ length: 10 }, (_, index) => ({
      platform: "teams" as const,
      thread: connector.place().thread,
      id: { serviceUrl: connector.base, conversation: `19:x@thread.tacv2;messageid=${index}`, activity: String(index) },
    }));
    const shown = await Promise.allSettled(refs.map((ref) => channel.edit(ref, working)));
    const refused = shown.filter((one) => one.status === "rejected").map(({ reason }) => asProblem(reason));
    expect(connector.state.asked).toHaveLength(5);
    expect(
      refused.every(({ code, retry, afterMs }) => code === "teams.busy" && retry === "later" && afterMs! > 0),
    ).toBe(true);
    for (const ref of refs) await channel.edit(ref, richAnswer);
    expect(connector.state.asked).toHaveLength(15);
    at += 30_001;
    await channel.edit(refs[0]!, working);
    expect(connector.state.asked).toHaveLength(16);
  });

  it("bears in an hour what it is told, and answers beyond", async () => {
    connector.state.answer = () => ({ status: 200, body: { id: "1" } });
    let at = 0;
    const channel = teams({ ...bench.deps, serviceUrls: [connector.base], now: () => at });
    const id = { serviceUrl: connector.base, conversation: "19:x@thread.v2", activity: "1" };
    const ref = { platform: "teams" as const, thread: connector.place().thread, id };
    for (; at < 3_600_000; at += 2_000) await channel.edit(ref, working).catch(() => undefined);
    expect(connector.state.asked).toHaveLength(1_350);
    await channel.edit(ref, richAnswer);
    expect(connector.state.asked).toHaveLength(1_351);
  });
});
