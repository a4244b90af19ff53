import { createHmac } from "node:crypto";
import { createPersonTokenCheck } from "../../../adapters/teams/sso/person-token.ts";
import { createKey } from "../../../sandbox/teams/login/keys.ts";

/*
 * Tokens of Entra that come with an invoke. Somebody of the same tenant may send any token that they can get hold of: one
 * of another app, of another person, an old one, one that they signed themselves.
 */

const app = "9d2f7c1a-3b4e-4f5a-8c6d-7e8f9a0b1c2d";
const tenant = "5f0c1d3e-7a2b-4c8d-9e6f-0a1b2c3d4e5f";
const oid = "a5c3e100-0000-4000-8000-00000000a5c3";
const login = "https://login.microsoftonline.com";
const now = 1_790_000_000;

const key = createKey("entra-1");
const stranger = createKey("entra-2");
const check = createPersonTokenCheck({
  keys: {
    find: async (kid) => {
      const { createPublicKey } = await import("node:crypto");
      const pem = createPublicKey({ key: key.jwk(), format: "jwk" }).export({ type: "spki", format: "pem" }).toString();
      return kid === "entra-1" ? { pem, endorsements: [] } : undefined;
    },
  },
  ...{ appId: app, tenant, loginUrl: login, now: () => now * 1_000 },
});

const genuine = {
  ...{ aud: app, iss: `${login}/${tenant}/v2.0`, iat: now - 60, nbf: now - 60, exp: now + 3_600 },
  ...{ tid: tenant, oid, scp: "access_as_user", ver: "2.0", preferred_username: "asker@example.com" },
};
const withClaims = (claims: object): string => key.sign({ ...genuine, ...claims });

describe("a token about a person is taken", () => {
  it.each([
    ["of the second version", {}],
    ["of the first version", { iss: `https://sts.windows.net/${tenant}/`, aud: `api://botid-${app}`, ver: "1.0" }],
    ["with several scopes", { scp: "User.Read access_as_user" }],
    ["with ids in capitals", { oid: oid.toUpperCase(), tid: tenant.toUpperCase() }],
    ["that begins in four minutes, by a clock that differs", { nbf: now + 240 }],
  ])("%s", async (_, claims) => {
    expect(await check(withClaims(claims), { oid })).toBeUndefined();
  });
});

describe("a token about a person is refused", () => {
  it.each([
    ["of another tenant", { tid: "b2c4d6e8-1a3c-4e5f-8a9b-0c1d2e3f4a5b" }, "tenant"],
    ["of another issuer", { iss: "https://login.example.com/x/v2.0" }, "issuer"],
    ["of our issuer's name at another host", { iss: `https://login.example.com/${tenant}/v2.0` }, "issuer"],
    ["of another tenant's issuer", { iss: `${login}/b2c4d6e8-1a3c-4e5f-8a9b-0c1d2e3f4a5b/v2.0` }, "issuer"],
    ["for another app", { aud: "11111111-0000-0000-0000-000000000000" }, "audience"],
    ["for Azure Databricks", { aud: "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d" }, "audience"],
    ["for several apps", { aud: [app] }, "no token of Entra"],
    ["that has ended", { exp: now }, "time"],
    ["that has ended a minute ago", { exp: now - 60 }, "time"],
    ["that begins in an hour", { nbf: now + 3_600 }, "time"],
    ["that never ends", { exp: undefined }, "no token of Entra"],
    ["that says who somebody is, and lets nobody act", { scp: undefined }, "scope"],
    ["with another scope", { scp: "User.Read" }, "scope"],
    ["of a program", { scp: "access_as_user", idtyp: "app" }, "scope"],
    ["of another person", { oid: "c0113a60-0000-4000-8000-0000000c0113" }, "person"],
    ["of nobody", { oid: undefined }, "no token of Entra"],
  ])("%s", async (_, claims, wrong) => {
    expect(await check(withClaims(claims), { oid })).toBe(wrong);
  });

  it("when the connector does not say who sent it", async () => {
    expect(await check(withClaims({}), { oid: undefined })).toBe("person");
  });

  const parts = withClaims({}).split(".");
  const headed = (header: object, signature = ""): string =>
    [Buffer.from(JSON.stringify(header)).toString("base64url"), parts[1], signature].join(".");
  const pem = "-----BEGIN PUBLIC KEY-----";
  it.each([
    ["signed by nobody", headed({ alg: "none", kid: "entra-1" })],
    ["signed with the public key as a secret", hmac(headed({ alg: "HS256", kid: "entra-1" }), pem)],
    ["signed by an unknown key", stranger.sign(genuine)],
    ["signed by an unknown key under the name of a known one", stranger.sign(genuine, { kid: "entra-1" })],
    ["without the name of a key", key.sign(genuine, { kid: "" })],
    ["changed after it was signed", [parts[0], changed(parts[1] ?? ""), parts[2]].join(".")],
    ["cut short", withClaims({}).slice(0, -8)],
    ["with a fourth part", `${withClaims({})}.x`],
    ["that is none", "x"],
    ["that is empty", ""],
    ["that is longer than any", `${withClaims({})}${"A".repeat(20_000)}`],
  ])("%s", async (_, token) => {
    expect(await check(token, { oid })).toMatch(/^(?:no token of Entra|signature)$/);
  });
});

function hmac(token: string, secret: string): string {
  const [head, body] = token.split(".");
  return `${head}.${body}.${createHmac("sha256", secret).update(`${head}.${body}`).digest("base64url")}`;
}

function changed(part: string): string {
  const claims = JSON.parse(Buffer.from(part, "base64url").toString());
  return Buffer.from(JSON.stringify({ ...claims, preferred_username: "boss@example.com" })).toString("base64url");
}
