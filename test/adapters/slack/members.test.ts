import { slack } from "../../../adapters/slack/slack-channel.ts";
import { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET } from "../../../sandbox/slack/seed.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Actor } from "../../../src/ports/actor.ts";
import { analytics, problemOf, type SlackStage, startSlackStage } from "../../support/slack/slack-stage.ts";

let bench: SlackStage;
let now = Date.now();
beforeEach(async () => {
  bench = await startSlackStage({ now: () => now });
});
afterEach(() => bench.stop());

const membership = (name: string) => {
  const { id: user, team: tenant } = bench.service.workspace.person(name)!;
  const actor: Actor = { platform: "slack", tenant, user };
  return bench.channel.membership(actor, bench.thread());
};

describe("who somebody is in Slack", () => {
  it.each([
    ["asker", "member"],
    ["admin", "member"],
    ["guest", "guest"],
    ["partner", "external"],
    ["sister", "external"],
  ])("is told by the profile: %s is %s", async (name, expected) => {
    expect(await membership(name)).toBe(expected);
  });

  it.each([
    [{ is_ultra_restricted: true }, "guest"],
    [{ is_restricted: null, is_ultra_restricted: null, is_stranger: null, enterprise_user: null }, "member"],
    [{ is_stranger: true, is_restricted: true }, "external"],
    [{ team_id: "T0OTHER" }, "external"],
    [{ team_id: null }, "member"],
    [{ team_id: "T0OTHER", enterprise_user: { enterprise_id: "E0OTHER" } }, "external"],
  ])("is told by the profile: %j is %s", async (profile, expected) => {
    const user = { id: "U0ASKER", team_id: "T0CONCIERGE", ...profile };
    bench.wire.answer = ({ method }) => (method === "users.info" ? { ok: true, user } : undefined);
    expect(await membership("asker")).toBe(expected);
  });

  it.each([
    [{ is_email_confirmed: true }, "ann@example.com"],
    [{ is_email_confirmed: false }, undefined],
    [{}, undefined],
    [{ is_email_confirmed: true, deleted: true }, undefined],
    [{ is_email_confirmed: true, team_id: null }, undefined],
    [{ is_email_confirmed: true, team_id: "T0OTHER" }, undefined],
    [{ is_email_confirmed: true, team_id: "T0OTHER", enterprise_user: { enterprise_id: "E0OTHER" } }, undefined],
    [{ is_email_confirmed: true, is_stranger: true }, undefined],
    [{ is_email_confirmed: true, is_restricted: true }, undefined],
  ])("comes with an address only where Slack says that it is confirmed: %j", async (profile, expected) => {
    const user = { id: "U0ASKER", team_id: "T0CONCIERGE", profile: { email: "ann@example.com" }, ...profile };
    bench.wire.answer = ({ method }) => (method === "users.info" ? { ok: true, user } : undefined);
    const actor: Actor = { platform: "slack", tenant: "T0CONCIERGE", user: "U0ASKER" };
    expect((await bench.channel.contact(actor, bench.thread())).email).toBe(expected);
  });

  it("has no address from the moment on when the account is switched off, whatever was known before", async () => {
    const of = (more: object) => ({
      ok: true,
      user: { ...{ id: "U0ASKER", team_id: "T0CONCIERGE", is_email_confirmed: true }, ...more },
    });
    const profile = { email: "ann@example.com" };
    const actor: Actor = { platform: "slack", tenant: "T0CONCIERGE", user: "U0ASKER" };
    bench.wire.answer = ({ method }) => (method === "users.info" ? of({ profile }) : undefined);
    expect((await bench.channel.contact(actor, bench.thread())).email).toBe("ann@example.com");
    bench.wire.answer = ({ method }) => (method === "users.info" ? of({ profile, deleted: true }) : undefined);
    expect((await bench.channel.contact(actor, bench.thread())).email).toBeUndefined();
  });

  it("is known to a channel that was never connected", async () => {
    const settings = { botToken: SLACK_BOT_TOKEN, signingSecret: SLACK_SIGNING_SECRET, apiUrl: bench.apiUrl };
    const unconnected = slack({ ...settings, log: silent });
    const of = (user: string) =>
      unconnected.membership({ platform: "slack", tenant: "T0CONCIERGE", user }, bench.thread());
    expect([await of("U0ASKER"), await of("U0PARTNER")]).toEqual(["member", "external"]);
    await unconnected.close();
  });

  it("is asked once for many messages, and again after a while", async () => {
    for (let count = 0; count < 3; count += 1) await membership("guest");
    expect(bench.bodies("users.info")).toHaveLength(1);
    now += 11 * 60_000;
    await membership("guest");
    expect(bench.bodies("users.info")).toHaveLength(2);
  });

  it("is a problem of the call when Slack does not tell, and asked again", async () => {
    bench.wire.answer = ({ method }) => (method === "users.info" ? { ok: false, error: "missing_scope" } : undefined);
    expect(await problemOf(membership("asker"))).toMatchObject({ code: "slack.missing-scope", retry: "never" });
    bench.wire.answer = ({ method }) => (method === "users.info" ? { ok: false, error: "user_not_found" } : undefined);
    expect(await problemOf(membership("asker"))).toMatchObject({ code: "slack.unknown-person", retry: "never" });
    bench.wire.answer = () => undefined;
    expect(await membership("asker")).toBe("member");
  });
});

describe("whether another organisation reads along in Slack", () => {
  const isShared = (channel: string) => bench.channel.isShared(bench.thread(channel));
  const share = (shared: boolean) => {
    bench.service.workspace.conversation(analytics)!.shared = shared;
  };
  const lookUps = () => bench.bodies("conversations.info").length;

  it("is looked up, whatever the act in the channel says, and noticed within a minute", async () => {
    expect(await isShared(analytics)).toBe(false);
    share(true);
    expect([await isShared(analytics), lookUps()]).toEqual([false, 1]);
    now += 61_000;
    expect(await isShared(analytics)).toBe(true);
    share(false);
    expect(await isShared(analytics)).toBe(false);
  });

  it("is not asked of direct messages, nor of commands, whose answers conversations.ts directs", async () => {
    share(true);
    const thread = bench.thread();
    const command = { ...thread, to: { channel: analytics, asker: "U0ASKER" } };
    expect([await bench.channel.isShared(command), await isShared("D0ASKER"), lookUps()]).toEqual([false, false, 0]);
  });

  it("is a problem of the call when Slack does not tell", async () => {
    bench.wire.answer = ({ method }) =>
      method === "conversations.info" ? { ok: false, error: "missing_scope" } : undefined;
    expect(await problemOf(isShared(analytics))).toMatchObject({ code: "slack.missing-scope", retry: "never" });
  });
});

describe("who somebody is in an Enterprise Grid", () => {
  it("is a member also in another workspace of it", async () => {
    bench.service.workspace.setGrid(true);
    await bench.channel.connect(() => Promise.resolve());
    expect(await membership("sister")).toBe("member");
    expect(await membership("asker")).toBe("member");
    expect(await membership("partner")).toBe("external");
  });
});

describe("where somebody is", () => {
  const zone = () => bench.channel.zone({ platform: "slack", tenant: "T0CONCIERGE", user: "U0COLLEAGUE" });

  it("is asked once", async () => {
    expect([await zone(), await zone()]).toEqual(["Asia/Tokyo", "Asia/Tokyo"]);
    expect(bench.bodies("users.info")).toHaveLength(1);
  });

  it("comes with the language, by the same call", async () => {
    const actor = { platform: "slack", tenant: "T0CONCIERGE", user: "U0COLLEAGUE" };
    expect(await Promise.all([zone(), bench.channel.locale(actor)])).toEqual(["Asia/Tokyo", "en-US"]);
    expect(bench.bodies("users.info")).toHaveLength(1);
  });

  it("is not asked again for a while where Slack does not tell", async () => {
    let asked = 0;
    bench.wire.answer = ({ method }) => {
      if (method !== "users.info") return undefined;
      asked += 1;
      return { ok: false, error: "missing_scope" };
    };
    expect([await zone(), await zone(), await zone()]).toEqual([undefined, undefined, undefined]);
    expect(asked).toBe(1);
    now += 6 * 60_000;
    await zone();
    expect(asked).toBe(2);
  });
});
