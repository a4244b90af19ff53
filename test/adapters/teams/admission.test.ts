import { teams } from "../../../adapters/teams/teams-channel.ts";
import { TENANT } from "../../../sandbox/teams/seed.ts";
import { bodyOf } from "../../support/teams/teams-bench.ts";
import { type Receiver, startReceiver } from "../../support/teams/teams-receive.ts";

/* Which activities with a genuine token get in. */

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.bench.stop());

describe("400 is the answer to", () => {
  it.each([
    ["no type", { type: undefined }],
    ["a type that is no text", { type: 7 }],
    ["no service URL", { serviceUrl: undefined }],
    ["a service URL that is none", { serviceUrl: "here" }],
    ["another channel than Teams", { channelId: "webchat" }],
    ["no conversation", { conversation: undefined }],
    ["no sender", { from: undefined }],
    ["no recipient", { recipient: null }],
  ])("an activity with %s, though the token is genuine", async (_, more) => {
    const { acts, response } = await receiver.receive(`Bearer ${receiver.token()}`, {
      ...bodyOf(receiver.request),
      ...more,
    });
    expect(response).toEqual({ status: 400, body: "not an activity of Teams" });
    expect(acts).toEqual([]);
  });

  it.each(["", "{", "[]", "null", '"text"', "[{}]"])("the body %j", async (body) => {
    const sent = { ...receiver.request, body: Buffer.from(body) };
    expect((await receiver.bench.channel.receive(sent, () => Promise.reject(new Error("stored")))).status).toBe(400);
  });
});

describe("Microsoft's own service URLs", () => {
  it.each([
    "https://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net/teams",
    "https://smba.infra.gcc.teams.microsoft.com/gcc",
    "https://europe.directline.botframework.com/",
    "https://smba.infra.gov.teams.microsoft.us/gcch/",
    "https://frontend.botapi.msg.infra.teams.microsoftonline.cn/teams/",
    "https://directline.botframework.azure.cn/",
  ])("%s is known", async (url) => {
    const { response } = await receiver.receive(`Bearer ${receiver.token({ serviceurl: url })}`, {
      ...bodyOf(receiver.request),
      serviceUrl: url,
    });
    expect(response.status).toBe(200);
  });
});

describe("tenants", () => {
  const other = "22222222-0000-4000-8000-000000000000";
  const foreign = (tenant: string) => {
    const body = bodyOf(receiver.request) as { conversation: object };
    return { ...body, conversation: { ...body.conversation, tenantId: tenant } };
  };

  it("are the bot's own for a single-tenant bot", async () => {
    const { response, acts } = await receiver.receive(`Bearer ${receiver.token()}`, foreign(other));
    expect(response.status).toBe(403);
    expect(acts).toEqual([]);
  });

  it("are those that are named", async () => {
    const channel = teams({ ...receiver.bench.deps, tenants: [other] });
    expect((await receiver.receive(`Bearer ${receiver.token()}`, foreign(other), channel)).response.status).toBe(200);
    expect((await receiver.receive(`Bearer ${receiver.token()}`, foreign(TENANT.id), channel)).response.status).toBe(
      403,
    );
  });

  it("are all for a multi-tenant bot that names none", async () => {
    const channel = teams({ ...receiver.bench.deps, appType: "MultiTenant" });
    expect((await receiver.receive(`Bearer ${receiver.token()}`, foreign(other), channel)).response.status).toBe(200);
  });

  it("are the same in capitals", async () => {
    const [upper, tenants] = [TENANT.id.toUpperCase(), [other.toUpperCase(), TENANT.id.toUpperCase()]];
    const ours = teams({ ...receiver.bench.deps, tenantId: upper });
    expect((await receiver.receive(`Bearer ${receiver.token()}`, bodyOf(receiver.request), ours)).response.status).toBe(
      200,
    );
    const named = teams({ ...receiver.bench.deps, tenants });
    expect(
      (await receiver.receive(`Bearer ${receiver.token()}`, foreign(TENANT.id.toLowerCase()), named)).response.status,
    ).toBe(200);
    expect((await receiver.receive(`Bearer ${receiver.token()}`, foreign(upper))).acts).toMatchObject([
      { external: false, place: { thread: expect.stringContaining(`teams:${TENANT.id}:`) } },
    ]);
  });

  it("are not asked about before the token is", async () => {
    expect((await receiver.receive("Bearer a.b.c", foreign(other))).response.status).toBe(401);
  });
});
