import { createHmac, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { teams } from "../../../adapters/teams/teams-channel.ts";
import { createKey } from "../../../sandbox/teams/login/keys.ts";
import { APP_ID, APP_PASSWORD, TENANT } from "../../../sandbox/teams/seed.ts";
import { asProblem, type Problem } from "../../../src/errors.ts";
import { silent } from "../../../src/log.ts";
import type { HttpRequest, HttpResponse } from "../../../src/ports/http.ts";
import type { Inbound } from "../../../src/ports/inbound.ts";
import { bodyOf, startTeams, type TeamsBench } from "../../support/teams-bench.ts";

/*
 * Who may write to us. Tokens are signed by the service that plays the Bot Connector, or by somebody who is not.
 */

let bench: TeamsBench;
let request: HttpRequest;
let serviceUrl: string;
beforeAll(async () => {
  bench = await startTeams();
  [request] = (await bench.direct("hello")) as [HttpRequest];
  serviceUrl = bench.service.serviceUrl();
});
afterAll(() => bench.stop());

const seconds = (): number => Math.floor(Date.now() / 1000);

const receive = async (authorization: string | undefined, body: unknown = bodyOf(request), channel = bench.channel) => {
  const acts: Inbound[] = [];
  const sent = { ...request, headers: { ...request.headers, authorization }, body: Buffer.from(JSON.stringify(body)) };
  const response: HttpResponse = await channel.receive(sent, async (act) => void acts.push(act));
  return { acts, response };
};

const token = (claims: Record<string, unknown> = {}): string => bench.service.login.channelToken(serviceUrl, claims);
const stranger = createKey();
const claimsOf = (jwt: string) => jwt.split(".")[1]!;
const headed = (header: object, rest: string): string =>
  `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${rest}`;
const kid = (): unknown => bench.service.login.connector.jwk()["kid"];

describe("a genuine token", () => {
  it.each([
    ["that was just made", {}],
    ["that ended four minutes ago, by a clock that differs", { exp: seconds() - 240 }],
    ["that begins in four minutes, by a clock that differs", { nbf: seconds() + 240 }],
  ])("%s lets an activity in", async (_, claims) => {
    const { acts, response } = await receive(`Bearer ${token(claims)}`);
    expect(response.status).toBe(200);
    expect(acts).toHaveLength(1);
  });
});

describe("401 is the answer to", () => {
  const refused: [string, () => string | undefined][] = [
    ["no token", () => undefined],
    ["an empty header", () => ""],
    ["another scheme", () => `Basic ${token()}`],
    ["a bare token", () => token()],
    ["garbage", () => "Bearer garbage"],
    ["three parts of garbage", () => "Bearer a.b.c"],
    ["a token that ended an hour ago", () => `Bearer ${token({ exp: seconds() - 3_600 })}`],
    ["a token that begins in an hour", () => `Bearer ${token({ nbf: seconds() + 3_600 })}`],
    ["a token that never ends", () => `Bearer ${token({ exp: undefined })}`],
    ["a token for another bot", () => `Bearer ${token({ aud: "11111111-0000-0000-0000-000000000000" })}`],
    ["a token for nobody", () => `Bearer ${token({ aud: undefined })}`],
    ["a token for the empty name", () => `Bearer ${token({ aud: "" })}`],
    ["another issuer", () => `Bearer ${token({ iss: "https://sts.windows.net/x/" })}`],
    ["the issuer of the SDK's emulator", () => `Bearer ${token({ iss: emulator, appid: APP_ID, ver: "1.0" })}`],
    ["another service URL", () => `Bearer ${token({ serviceurl: "https://smba.trafficmanager.net/emea/" })}`],
    ["no service URL in the token", () => `Bearer ${token({ serviceurl: undefined })}`],
    ["an unknown key", () => `Bearer ${stranger.sign(genuine())}`],
    ["a known key's name over another key", () => `Bearer ${stranger.sign(genuine(), { kid: kid() })}`],
    ["claims changed after signing", () => `Bearer ${changed(token())}`],
    ["a signature cut short", () => `Bearer ${token().slice(0, -8)}`],
    ["no signature", () => `Bearer ${headed({ alg: "none", kid: kid() }, claimsOf(token()))}.`],
    ["HS256 with the public key as the secret", () => `Bearer ${hmac()}`],
    ["a key that is none of RSA", () => `Bearer ${token().replace(/^[^.]+/, (head) => renamed(head))}`],
  ];

  it.each(refused)("%s", async (_, authorization) => {
    const { acts, response } = await receive(authorization());
    expect(response).toEqual({ status: 401, body: "the token is not one of the Bot Connector for this bot" });
    expect(acts).toEqual([]);
  });

  const emulator = "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0";
  const genuine = () => ({
    iss: "https://api.botframework.com",
    aud: APP_ID,
    nbf: seconds(),
    exp: seconds() + 3_600,
    serviceurl: serviceUrl,
  });
  const changed = (jwt: string): string => {
    const [head, claims = "", signature] = jwt.split(".");
    const all = JSON.parse(Buffer.from(claims, "base64url").toString()) as object;
    return `${head}.${Buffer.from(JSON.stringify({ ...all, more: 1 })).toString("base64url")}.${signature}`;
  };
  const hmac = (): string => {
    const signed = headed({ alg: "HS256", kid: kid(), typ: "JWT" }, claimsOf(token()));
    const secret = JSON.stringify(bench.service.login.connector.jwk());
    return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
  };
  const renamed = (head: string): string => {
    const all = JSON.parse(Buffer.from(head, "base64url").toString()) as object;
    return Buffer.from(JSON.stringify({ ...all, alg: "ES256" })).toString("base64url");
  };

  it.each([
    ["on another host", "https://smba.evil.example/emea/"],
    ["that only begins like Microsoft's", "https://smba.trafficmanager.net.evil.example/"],
    ["that only ends like Microsoft's", "https://evilbotframework.com/"],
    ["without https", "http://smba.trafficmanager.net/emea/"],
    ["on another port", "https://smba.trafficmanager.net:8443/emea/"],
    ["with a user in it", "https://smba.trafficmanager.net@evil.example/"],
    ["of a user at Microsoft's", "https://user:x@smba.trafficmanager.net/"],
    ["beside an allowed path", () => serviceUrl.replace(/teams\/$/, "teams-evil/")],
    ["of no web", "file:///etc/passwd"],
  ])("a service URL %s, though the token says the same", async (_, address) => {
    const url = typeof address === "function" ? address() : address;
    const { acts, response } = await receive(`Bearer ${token({ serviceurl: url })}`, {
      ...bodyOf(request),
      serviceUrl: url,
    });
    expect(response.status).toBe(401);
    expect(acts).toEqual([]);
  });
});

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
    const { acts, response } = await receive(`Bearer ${token()}`, { ...bodyOf(request), ...more });
    expect(response).toEqual({ status: 400, body: "not an activity of Teams" });
    expect(acts).toEqual([]);
  });

  it.each(["", "{", "[]", "null", '"text"', "[{}]"])("the body %j", async (body) => {
    const sent = { ...request, body: Buffer.from(body) };
    expect((await bench.channel.receive(sent, () => Promise.reject(new Error("stored")))).status).toBe(400);
  });
});

describe("what is read before the token", () => {
  it("is nothing of the body, however large it is", async () => {
    const body = Buffer.from(`{${Array.from({ length: 350_000 }, (_, at) => `"key${at}":0`).join()}}`);
    const headers = { ...request.headers, authorization: `Bearer ${stranger.sign({ iss: "nobody" })}` };
    const before = performance.now();
    const response = await bench.channel.receive({ ...request, headers, body }, () =>
      Promise.reject(new Error("stored")),
    );
    expect(response.status).toBe(401);
    expect(performance.now() - before).toBeLessThan(100);
  });

  it("is no token longer than one can be", async () => {
    const long = token({ padding: "x".repeat(20_000) });
    expect((await receive(`Bearer ${long}`)).response.status).toBe(401);
  });
});

describe("what a stranger can write into the log", () => {
  const lines: [level: string, event: unknown][] = [];
  const log = new Proxy(silent, {
    get: (_, level: string) => (fields: { event?: unknown }) => void lines.push([level, fields.event]),
  });

  it("is nothing without a token, and one warning with an activity that cannot be read", async () => {
    const printed = vi.spyOn(console, "error");
    printed.mockClear();
    const channel = teams({ ...bench.deps, log });
    await receive(`Bearer ${stranger.sign({ iss: "https://api.botframework.com", aud: APP_ID })}`, {}, channel);
    await receive(`Bearer ${token({ exp: seconds() - 3_600 })}`, {}, channel);
    await receive(`Bearer ${token().slice(0, -8)}`, bodyOf(request), channel);
    expect(lines).toEqual([]);
    expect(printed).not.toHaveBeenCalled();
    await receive(`Bearer ${token()}`, { ...bodyOf(request), from: null }, channel);
    expect(lines).toEqual([["warn", "teams.activity-not-read"]]);
  });

  it("is one line while the keys cannot be fetched", async () => {
    lines.length = 0;
    const channel = teams({ ...bench.deps, metadataUrl: "http://127.0.0.1:9/metadata", log });
    for (let count = 0; count < 5; count += 1) await receive(`Bearer ${token()}`, bodyOf(request), channel);
    expect(lines).toEqual([["error", "teams.keys-not-fetched"]]);
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
    const { response } = await receive(`Bearer ${token({ serviceurl: url })}`, { ...bodyOf(request), serviceUrl: url });
    expect(response.status).toBe(200);
  });
});

describe("tenants", () => {
  const other = "22222222-0000-4000-8000-000000000000";
  const foreign = (tenant: string) => {
    const body = bodyOf(request) as { conversation: object };
    return { ...body, conversation: { ...body.conversation, tenantId: tenant } };
  };

  it("are the bot's own for a single-tenant bot", async () => {
    const { response, acts } = await receive(`Bearer ${token()}`, foreign(other));
    expect(response.status).toBe(403);
    expect(acts).toEqual([]);
  });

  it("are those that are named", async () => {
    const channel = teams({ ...bench.deps, tenants: [other] });
    expect((await receive(`Bearer ${token()}`, foreign(other), channel)).response.status).toBe(200);
    expect((await receive(`Bearer ${token()}`, foreign(TENANT.id), channel)).response.status).toBe(403);
  });

  it("are all for a multi-tenant bot that names none", async () => {
    const channel = teams({ ...bench.deps, appType: "MultiTenant" });
    expect((await receive(`Bearer ${token()}`, foreign(other), channel)).response.status).toBe(200);
  });

  it("are the same in capitals", async () => {
    const [upper, tenants] = [TENANT.id.toUpperCase(), [other.toUpperCase(), TENANT.id.toUpperCase()]];
    const ours = teams({ ...bench.deps, tenantId: upper });
    expect((await receive(`Bearer ${token()}`, bodyOf(request), ours)).response.status).toBe(200);
    const named = teams({ ...bench.deps, tenants });
    expect((await receive(`Bearer ${token()}`, foreign(TENANT.id.toLowerCase()), named)).response.status).toBe(200);
    expect((await receive(`Bearer ${token()}`, foreign(upper))).acts).toMatchObject([
      { external: false, place: { thread: expect.stringContaining(`teams:${TENANT.id}:`) } },
    ]);
  });

  it("are not asked about before the token is", async () => {
    expect((await receive("Bearer a.b.c", foreign(other))).response.status).toBe(401);
  });
});

describe("the connector's keys", () => {
  /** Serves a metadata document, and whatever `keys` says. */
  const serving = async (keys: () => { status: number; body: unknown }) => {
    const server = createServer((incoming, outgoing) => {
      const { port } = server.address() as AddressInfo;
      const isKeys = incoming.url === "/keys";
      const { status, body } = isKeys ? keys() : { status: 200, body: { jwks_uri: `http://127.0.0.1:${port}/keys` } };
      outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const metadataUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`;
    return { channel: teams({ ...bench.deps, metadataUrl }), stop: () => server.close() };
  };

  it("that are away leave an activity unread, to be delivered again", async () => {
    const { channel, stop } = await serving(() => ({ status: 503, body: {} }));
    const { acts, response } = await receive(`Bearer ${token()}`, bodyOf(request), channel);
    expect(response.status).toBe(503);
    expect(response.body).not.toMatch(/Error|keys/);
    expect(acts).toEqual([]);
    await stop();
    const lost = teams({ ...bench.deps, metadataUrl: "http://127.0.0.1:9/metadata" });
    expect((await receive(`Bearer ${token()}`, bodyOf(request), lost)).response.status).toBe(503);
  });

  it("must be endorsed for Teams", async () => {
    const jwk = bench.service.login.connector.jwk({ endorsements: ["webchat"] });
    const { channel, stop } = await serving(() => ({ status: 200, body: { keys: [jwk] } }));
    expect((await receive(`Bearer ${token()}`, bodyOf(request), channel)).response.status).toBe(401);
    await stop();
  });

  it("of other kinds are passed over", async () => {
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const jwk = { ...publicKey.export({ format: "jwk" }), kid: kid() };
    const { channel, stop } = await serving(() => ({ status: 200, body: { keys: [jwk] } }));
    expect((await receive(`Bearer ${token()}`, bodyOf(request), channel)).response.status).toBe(401);
    await stop();
  });

  it("are fetched once", async () => {
    let fetched = 0;
    const { channel, stop } = await serving(() => {
      fetched += 1;
      return { status: 200, body: { keys: [bench.service.login.connector.jwk()] } };
    });
    for (let index = 0; index < 5; index += 1) await receive(`Bearer ${token()}`, bodyOf(request), channel);
    for (let index = 0; index < 5; index += 1)
      await receive(`Bearer ${stranger.sign({ iss: "https://api.botframework.com" })}`, bodyOf(request), channel);
    expect(fetched).toBe(1);
    await stop();
  });
});

describe("our own credentials", () => {
  const connecting = async (more: Partial<TeamsBench["deps"]>): Promise<Problem> => {
    const thrown: unknown = await teams({ ...bench.deps, ...more })
      .connect(() => Promise.resolve())
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    expect(thrown).toBeDefined();
    return asProblem(thrown);
  };

  it.each([
    ["a wrong secret", { appPassword: "wrong" }],
    ["an unknown app id", { appId: "33333333-0000-4000-8000-000000000000" }],
    ["an unknown tenant", { tenantId: "44444444-0000-4000-8000-000000000000" }],
  ])("that are refused for %s say what to check, and not the secret", async (_, more) => {
    const { code, retry, sentence, message } = await connecting(more);
    expect({ code, retry }).toEqual({ code: "teams.credentials", retry: "never" });
    expect(sentence).toContain("MICROSOFT_APP_PASSWORD");
    expect(`${sentence} ${message}`).not.toMatch(new RegExp(`${APP_PASSWORD}|wrong`));
  });

  it.each([
    ["the login service", { loginUrl: "http://127.0.0.1:9" }, "teams.down"],
    ["the keys", { metadataUrl: "http://127.0.0.1:9/metadata" }, "teams.keys"],
  ])("may be tried again when %s is away", async (_, more, code) => {
    expect(await connecting(more)).toMatchObject({ code, retry: "later" });
  });

  it("are needed, but for development without any", async () => {
    expect(() => teams({ ...bench.deps, appId: "" })).toThrow("MICROSOFT_APP_ID");
    const open = teams({ ...bench.deps, appId: "", anonymous: true, log: silent });
    expect((await receive(undefined, bodyOf(request), open)).response.status).toBe(200);
  });

  it("are wanted from everybody, also when development without any is allowed", async () => {
    const channel = teams({ ...bench.deps, anonymous: true });
    expect((await receive(undefined, bodyOf(request), channel)).response.status).toBe(401);
  });
});
