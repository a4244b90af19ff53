import { teams } from "../../../adapters/teams/teams-channel.ts";
import { PARTNER_TENANT } from "../../../sandbox/teams/seed.ts";
import type { ChannelAdapter, Membership } from "../../../src/ports/chat/channel.ts";
import type { Place } from "../../../src/ports/place.ts";
import { startScriptedConnector } from "../../support/teams/scripted-connector.ts";
import { actor, startTeams, type TeamsBench } from "../../support/teams/teams-bench.ts";
import { outbox, problem } from "../../support/teams/teams-outbox.ts";

/*
 * Who somebody is in the organisation, by the roster of the conversation.
 */

let bench: TeamsBench;
let channel: ChannelAdapter;
let now: number;
beforeAll(async () => {
  bench = await startTeams();
});
beforeEach(() => {
  bench.service.reset();
  bench.traffic.reset();
  now = Date.now();
  channel = teams({ ...bench.deps, now: () => now });
});
afterAll(() => bench.stop());

const { calls, place } = outbox(() => bench);
const membership = (name: string, there: Place): Promise<Membership> => channel.membership(actor(name), there);

describe("the membership of somebody", () => {
  it.each([
    ["asker", "member"],
    ["admin", "member"],
    ["guest", "guest"],
  ] as const)("in a channel and in a group chat: %s is a %s", async (name, expected) => {
    for (const where of ["channel", "group"] as const)
      expect(await membership(name, await place(where))).toBe(expected);
  });

  it.each([
    ["asker", "member"],
    ["guest", "guest"],
  ] as const)("in their own chat with us: %s is a %s", async (user, expected) => {
    expect(await membership(user, await place({ name: `personal:${user}`, user }))).toBe(expected);
    expect(calls("pagedmembers")).toEqual([]);
  });

  it("is that of a guest by the name of the account alone, since the role may say user", async () => {
    const there = await place("group");
    bench.service.workspace.person("guest")!.role = "member";
    expect(await membership("guest", there)).toBe("guest");
    bench.service.workspace.person("guest")!.role = "guest";
  });

  it("is external for people of another organisation, and for those whom nobody knows", async () => {
    const there = await place({ name: "Partners" });
    expect(await membership("partner", there)).toBe("external");
    const stranger = { ...actor("asker"), user: "00000000-0000-4000-8000-000000000000" };
    expect(await channel.membership(stranger, await place("personal"))).toBe("external");
  });

  it("is shared with another organisation where its people are listed", async () => {
    expect(await channel.isShared(await place({ name: "Partners" }))).toBe(true);
    const planning = await place("group");
    expect(await channel.isShared(planning)).toBe(false);
    now += 3_600_000;
    bench.conversation("planning").members.push(bench.service.workspace.person("partner")!.id);
    expect(await channel.isShared(planning)).toBe(true);
    expect(await membership("guest", planning)).toBe("guest");
  });

  it("has guests where they are listed, also in a channel of one team, which cannot be shared", async () => {
    const [own, planning, personal] = [await place("channel"), await place("group"), await place("personal")];
    expect(await channel.isShared(await place({ name: "Leadership" }))).toBe(false);
    expect(await channel.isShared(personal)).toBe(false);
    expect(await channel.hasGuests(personal)).toBe(false);
    expect(calls("pagedmembers")).toEqual([]);
    expect([await channel.hasGuests(own), await channel.hasGuests(planning)]).toEqual([true, true]);
    expect(await channel.isShared(own)).toBe(false);
  });

  it("is looked up once in a while", async () => {
    const there = await place("channel");
    await Promise.all(Array.from({ length: 5 }, () => membership("asker", there)));
    await Promise.all(Array.from({ length: 5 }, () => channel.hasGuests(there)));
    expect(calls("GET").map(({ path }) => path.split("?")[0]!.split("/").at(-1))).toEqual([
      actor("asker").user,
      "pagedmembers",
    ]);
    now += 9 * 60_000;
    await membership("asker", there);
    await membership("colleague", there);
    expect(calls("GET")).toHaveLength(3);
    now += 2 * 60_000;
    await membership("asker", there);
    await channel.hasGuests(there);
    expect(calls("GET")).toHaveLength(5);
  });

  it("reads a large roster page by page, until it knows", async () => {
    const connector = await startScriptedConnector();
    const account = (id: string, tenantId = "t") => ({ id, tenantId, userRole: "user", userPrincipalName: null });
    const pages = [[account("29:1")], [account("29:2"), account("29:3", "other")], [account("29:4")]];
    connector.state.answer = ({ url }) => {
      const page = Number(new URL(url, connector.base).searchParams.get("continuationToken"));
      const body = url.includes("pagedmembers")
        ? { members: pages[page], ...(page < 2 ? { continuationToken: String(page + 1) } : {}) }
        : account("29:1");
      return { status: 200, body };
    };
    const there = connector.place();
    const to = { ...(there.to as object), tenant: "t" };
    expect(await connector.channel().isShared({ ...there, to })).toBe(true);
    expect(connector.state.asked.filter(({ url }) => url.includes("pagedmembers"))).toHaveLength(2);
    connector.stop();
  });

  it("is the Problem of the call that failed, which is not remembered", async () => {
    const there = await place("channel");
    bench.traffic.faults.push({ service: "teams", kind: "503", match: "/members/", times: 1 });
    expect(await problem(membership("asker", there))).toMatchObject({ code: "teams.down", retry: "later" });
    expect(await membership("asker", there)).toBe("member");
  });
});

it("the sandbox has somebody of another organisation", () => {
  expect(bench.service.workspace.person("partner")!.tenant).toBe(PARTNER_TENANT.id);
});
