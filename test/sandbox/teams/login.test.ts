import { createPublicKey, createVerify, type JsonWebKey } from "node:crypto";
import { ConfigurationBotFrameworkAuthentication } from "botbuilder";
import { APP_ID, APP_PASSWORD, TENANT } from "../../../sandbox/teams/seed.ts";
import { askToken, type Fields, startTeamsWire, type TeamsWire } from "../../support/teams/teams-wire.ts";

let clock: number;
let wire: TeamsWire;
beforeAll(async () => {
  clock = Date.now();
  wire = await startTeamsWire({ now: () => clock });
});
afterAll(() => wire.stop());
beforeEach(() => {
  wire.teams.reset();
  wire.received.length = 0;
});

const partOf = (token: string, index: 0 | 1): Fields =>
  JSON.parse(Buffer.from(token.split(".")[index] ?? "", "base64url").toString()) as Fields;
const get = async (url: string) => (await (await fetch(url)).json()) as Fields;
const inbound = async () => {
  wire.write("asker", "personal:asker", "hello");
  const [request] = await wire.arrived(1);
  return { token: request!.headers.authorization!.replace("Bearer ", ""), activity: request!.body };
};

describe("the token of an activity", () => {
  it("is signed by a key that the OpenID metadata leads to, endorsed for Teams", async () => {
    const { token } = await inbound();
    const metadata = await get(`${wire.base}/v1/.well-known/openidconfiguration`);
    expect(metadata).toMatchObject({
      issuer: "https://api.botframework.com",
      id_token_signing_alg_values_supported: ["RS256"],
    });
    const { keys } = (await get(String(metadata["jwks_uri"]))) as { keys: (JsonWebKey & { kid: string })[] };
    const { kid, alg } = partOf(token, 0);
    const key = keys.find((one) => one.kid === kid);
    expect(alg).toBe("RS256");
    expect(key).toMatchObject({ kty: "RSA", endorsements: ["msteams"] });
    const [head, claims, signature] = token.split(".");
    const verify = createVerify("RSA-SHA256").update(`${head}.${claims}`);
    expect(verify.verify(createPublicKey({ key: key!, format: "jwk" }), signature!, "base64url")).toBe(true);
  });

  it("says who sends it to whom, until when, and where answers go", async () => {
    const { token, activity } = await inbound();
    const now = Math.floor(clock / 1000);
    expect(partOf(token, 1)).toEqual({
      iss: "https://api.botframework.com",
      aud: APP_ID,
      nbf: now,
      exp: now + 3_600,
      serviceurl: wire.teams.serviceUrl(),
    });
    expect(activity["serviceUrl"]).toBe(wire.teams.serviceUrl());
  });

  it("passes the official check, and a changed one does not", async () => {
    const { token, activity } = await inbound();
    const authentication = officialCheck();
    const result = await authentication.authenticateRequest(activity as never, `Bearer ${token}`);
    expect(result.claimsIdentity.isAuthenticated).toBe(true);
    const other = wire.teams.login.channelToken("https://elsewhere.example/");
    await expect(authentication.authenticateRequest(activity as never, `Bearer ${other}`)).rejects.toThrow();
  });
});

describe("the token endpoint", () => {
  it("gives the bot a token that the Bot Connector takes until it has expired", async () => {
    const { status, body } = await askToken(wire.base);
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3_599, ext_expires_in: 3_599 });
    const token = String(body["access_token"]);
    expect(partOf(token, 1)).toMatchObject({ aud: "https://api.botframework.com", appid: APP_ID, tid: TENANT.id });
    const path = `v3/conversations/${wire.conversation("planning").id}/members`;
    expect((await wire.call("GET", path, undefined, token)).status).toBe(200);
    clock += 3_600_000;
    expect((await wire.call("GET", path, undefined, token)).status).toBe(401);
    clock -= 3_600_000;
  });

  it.each([
    [{ client_secret: "wrong" }, TENANT.id, 401, "invalid_client", 7_000_215],
    [{ client_id: "somebody" }, TENANT.id, 400, "unauthorized_client", 700_016],
    [{ scope: "https://graph.microsoft.com/.default" }, TENANT.id, 400, "invalid_scope", 70_011],
    [{ grant_type: "password" }, TENANT.id, 400, "unsupported_grant_type", 70_003],
    [{}, "nowhere", 400, "invalid_request", 90_002],
  ])("refuses %j for %s", async (form: Record<string, string>, tenant, status, error, code) => {
    const answer = await askToken(wire.base, form, tenant);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error, error_codes: [code] });
    expect(answer.body["error_description"]).toMatch(`AADSTS${code}: `);
  });

  it.each(["", "garbage", "a.b.c"])("leaves a caller with the token %j outside", async (token) => {
    const path = `v3/conversations/${wire.conversation("planning").id}/members`;
    const { status, body } = await wire.call("GET", path, undefined, token);
    expect(status).toBe(401);
    expect(body).toEqual({ message: "Authorization has been denied for this request." });
  });

  it("does not take the tokens that the Bot Connector itself signs", async () => {
    const path = `v3/conversations/${wire.conversation("planning").id}/members`;
    const forged = wire.teams.login.channelToken(wire.teams.serviceUrl(), {
      aud: "https://api.botframework.com",
      appid: APP_ID,
    });
    expect((await wire.call("GET", path, undefined, forged)).status).toBe(401);
  });
});

const officialCheck = () =>
  new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: APP_ID,
    MicrosoftAppPassword: APP_PASSWORD,
    MicrosoftAppType: "SingleTenant",
    MicrosoftAppTenantId: TENANT.id,
    ToChannelFromBotLoginUrl: `${wire.base}/${TENANT.id}`,
    ToChannelFromBotOAuthScope: "https://api.botframework.com",
    ToBotFromChannelTokenIssuer: "https://api.botframework.com",
    OAuthUrl: `${wire.base}/token`,
    ToBotFromChannelOpenIdMetadataUrl: `${wire.base}/v1/.well-known/openidconfiguration`,
    ToBotFromEmulatorOpenIdMetadataUrl: `${wire.base}/v1/.well-known/openidconfiguration`,
  });
