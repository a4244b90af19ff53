import { createHmac } from "node:crypto";
import { teams } from "../../../adapters/teams/teams-channel.ts";
import { APP_ID } from "../../../sandbox/teams/seed.ts";
import { silent } from "../../../src/logging/log.ts";
import { bodyOf } from "../../support/teams/teams-bench.ts";
import { type Receiver, seconds, startReceiver } from "../../support/teams/teams-receive.ts";

/* Whether an activity comes from the Bot Connector. */

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.bench.stop());

const claimsOf = (jwt: string) => jwt.split(".")[1]!;
const headed = (header: object, rest: string): string =>
  `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${rest}`;

describe("a genuine token", () => {
  it.each([
    ["that was just made", {}],
    ["that ended four minutes ago, by a clock that differs", { exp: seconds() - 240 }],
    ["that begins in four minutes, by a clock that differs", { nbf: seconds() + 240 }],
  ])("%s lets an activity in", async (_, claims) => {
    const { acts, response } = await receiver.receive(`Bearer ${receiver.token(claims)}`);
    expect(response.status).toBe(200);
    expect(acts).toHaveLength(1);
  });
});

describe("401 is the answer to", () => {
  const refused: [string, () => string | undefined][] = [
    ["no token", () => undefined],
    ["an empty header", () => ""],
    ["another scheme", () => `Basic ${receiver.token()}`],
    ["a bare token", () => receiver.token()],
    ["garbage", () => "Bearer garbage"],
    ["three parts of garbage", () => "Bearer a.b.c"],
    ["a token that ended an hour ago", () => `Bearer ${receiver.token({ exp: seconds() - 3_600 })}`],
    ["a token that begins in an hour", () => `Bearer ${receiver.token({ nbf: seconds() + 3_600 })}`],
    ["a token that never ends", () => `Bearer ${receiver.token({ exp: undefined })}`],
    ["a token for another bot", () => `Bearer ${receiver.token({ aud: "11111111-0000-0000-0000-000000000000" })}`],
    ["a token for nobody", () => `Bearer ${receiver.token({ aud: undefined })}`],
    ["a token for the empty name", () => `Bearer ${receiver.token({ aud: "" })}`],
    ["another issuer", () => `Bearer ${receiver.token({ iss: "https://sts.windows.net/x/" })}`],
    [
      "the issuer of the SDK's emulator",
      () => `Bearer ${receiver.token({ iss: emulator, appid: APP_ID, ver: "1.0" })}`,
    ],
    ["another service URL", () => `Bearer ${receiver.token({ serviceurl: "https://smba.trafficmanager.net/emea/" })}`],
    ["no service URL in the token", () => `Bearer ${receiver.token({ serviceurl: undefined })}`],
    ["an unknown key", () => `Bearer ${receiver.stranger.sign(genuine())}`],
    [
      "a known key's name over another key",
      () => `Bearer ${receiver.stranger.sign(genuine(), { kid: receiver.kid() })}`,
    ],
    ["claims changed after signing", () => `Bearer ${changed(receiver.token())}`],
    ["a signature cut short", () => `Bearer ${receiver.token().slice(0, -8)}`],
    ["no signature", () => `Bearer ${headed({ alg: "none", kid: receiver.kid() }, claimsOf(receiver.token()))}.`],
    ["HS256 with the public key as the secret", () => `Bearer ${hmac()}`],
    ["a key that is none of RSA", () => `Bearer ${receiver.token().replace(/^[^.]+/, (head) => renamed(head))}`],
  ];

  it.each(refused)("%s", async (_, authorization) => {
    const { acts, response } = await receiver.receive(authorization());
    expect(response).toEqual({ status: 401, body: "the token is not one of the Bot Connector for this bot" });
    expect(acts).toEqual([]);
  });

  const emulator = "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0";
  const genuine = () => ({
    iss: "https://api.botframework.com",
    aud: APP_ID,
    nbf: seconds(),
    exp: seconds() + 3_600,
    serviceurl: receiver.serviceUrl,
  });
  const changed = (jwt: string): string => {
    const [head, claims = "", signature] = jwt.split(".");
    const all = JSON.parse(Buffer.from(claims, "base64url").toString()) as object;
    return `${head}.${Buffer.from(JSON.stringify({ ...all, more: 1 })).toString("base64url")}.${signature}`;
  };
  const hmac = (): string => {
    const signed = headed({ alg: "HS256", kid: receiver.kid(), typ: "JWT" }, claimsOf(receiver.token()));
    const secret = JSON.stringify(receiver.bench.service.login.connector.jwk());
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
    ["beside an allowed path", () => receiver.serviceUrl.replace(/teams\/$/, "teams-evil/")],
    ["of no web", "file:///etc/passwd"],
  ])("a service URL %s, though the token says the same", async (_, address) => {
    const url = typeof address === "function" ? address() : address;
    const { acts, response } = await receiver.receive(`Bearer ${receiver.token({ serviceurl: url })}`, {
      ...bodyOf(receiver.request),
      serviceUrl: url,
    });
    expect(response.status).toBe(401);
    expect(acts).toEqual([]);
  });
});

describe("what is read before the token", () => {
  it("is nothing of the body, however large it is", async () => {
    const body = Buffer.from(`{${Array.from({ length: 350_000 }, (_, at) => `"key${at}":0`).join()}}`);
    const headers = {
      ...receiver.request.headers,
      authorization: `Bearer ${receiver.stranger.sign({ iss: "nobody" })}`,
    };
    const before = process.threadCpuUsage();
    const response = await receiver.bench.channel.receive({ ...receiver.request, headers, body }, () =>
      Promise.reject(new Error("stored")),
    );
    expect(response.status).toBe(401);
    expect(process.threadCpuUsage(before).user / 1_000).toBeLessThan(150);
  });

  it("is no body at all where the header is not one of the connector", () => {
    const { channel } = receiver.bench;
    const refused = { status: 401, body: "the token is not one of the Bot Connector for this bot" };
    for (const authorization of [undefined, "Bearer a.b.c", `Bearer ${receiver.token({ aud: "somebody else" })}`])
      expect(channel.refuse?.({ authorization })).toEqual(refused);
    expect(channel.refuse?.({ authorization: `Bearer ${receiver.token()}` })).toBeUndefined();
    const open = teams({ ...receiver.bench.deps, appId: "", anonymous: true });
    expect(open.refuse?.({})).toBeUndefined();
  });

  it("is no token longer than one can be", async () => {
    const long = receiver.token({ padding: "x".repeat(20_000) });
    expect((await receiver.receive(`Bearer ${long}`)).response.status).toBe(401);
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
    const channel = teams({ ...receiver.bench.deps, log });
    await receiver.receive(
      `Bearer ${receiver.stranger.sign({ iss: "https://api.botframework.com", aud: APP_ID })}`,
      {},
      channel,
    );
    await receiver.receive(`Bearer ${receiver.token({ exp: seconds() - 3_600 })}`, {}, channel);
    await receiver.receive(`Bearer ${receiver.token().slice(0, -8)}`, bodyOf(receiver.request), channel);
    expect(lines).toEqual([]);
    expect(printed).not.toHaveBeenCalled();
    await receiver.receive(`Bearer ${receiver.token()}`, { ...bodyOf(receiver.request), from: null }, channel);
    expect(lines).toEqual([["warn", "teams.activity-not-read"]]);
  });

  it("is one line while the keys cannot be fetched", async () => {
    lines.length = 0;
    const channel = teams({ ...receiver.bench.deps, metadataUrl: "http://127.0.0.1:9/metadata", log });
    for (let count = 0; count < 5; count += 1)
      await receiver.receive(`Bearer ${receiver.token()}`, bodyOf(receiver.request), channel);
    expect(lines).toEqual([["error", "teams.keys-not-fetched"]]);
  });
});
