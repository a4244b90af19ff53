import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { federationKeys } from "../../../src/config/federation-key.ts";
import { createIssuer } from "../../../src/identity/issuer.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const settings = { issuer: "https://g.example.com/auth/federation", audience: "genie", domains: ["example.com"] };
const at = 1_790_000_000;
const issuer = createIssuer({ ...settings, keys: [privateKey] }, () => at * 1_000);
const get = async (path: string) => {
  const route = issuer.routes.find(([name]) => name === `GET ${path}`)?.[1];
  const request = { method: "GET", path, headers: {}, body: Buffer.alloc(0) };
  return JSON.parse((await route!.receive(request, async () => undefined)).body ?? "");
};
const claimsOf = (token = "") => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

describe("the issuer of the company's own", () => {
  it("signs who somebody is, for an hour and for Databricks alone, with the key that it publishes", async () => {
    const token = issuer.vouchFor("Asker@Example.com")!;
    expect(claimsOf(token)).toMatchObject({
      ...{ iss: settings.issuer, aud: "genie", sub: "asker@example.com", exp: at + 3_600 },
    });
    const { jwks_uri, issuer: name } = await get("/auth/federation/.well-known/openid-configuration");
    expect([name, jwks_uri]).toEqual([settings.issuer, `${settings.issuer}/keys`]);
    const { keys } = await get("/auth/federation/keys");
    const [head, claims, signature = ""] = token.split(".");
    const key = createPublicKey({ key: keys[0], format: "jwk" });
    expect(verify("sha256", Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, "base64url"))).toBe(true);
    expect(JSON.parse(Buffer.from(head ?? "", "base64url").toString())).toMatchObject({
      alg: "RS256",
      kid: keys[0].kid,
    });
    expect(Object.keys(keys[0]).sort()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
  });

  it("publishes the key that signed before, too, while another one follows it", async () => {
    const { privateKey: next } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const following = createIssuer({ ...settings, keys: [next, privateKey] }, () => at * 1_000);
    const [, route] = following.routes.find(([name]) => name === "GET /auth/federation/keys") ?? [];
    const request = { method: "GET", path: "/auth/federation/keys", headers: {}, body: Buffer.alloc(0) };
    const { keys } = JSON.parse((await route!.receive(request, async () => undefined)).body ?? "");
    const kidOf = (by: typeof issuer): string =>
      JSON.parse(Buffer.from(by.vouchFor("a@example.com")!.split(".")[0] ?? "", "base64url").toString()).kid;
    expect(keys.map(({ kid }: { kid: string }) => kid)).toEqual([kidOf(following), kidOf(issuer)]);
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });

  it.each([
    "a@example.org",
    "a@example.com.evil.org",
    "a@sub.example.com",
    "a@example.com@evil.org",
    "example.com@x",
    "\u212Aim@example.com",
    "asker\u0000@example.com",
    "asker @example.com",
    "",
  ])("vouches for no address of another domain: %s", (email) => expect(issuer.vouchFor(email)).toBeUndefined());
});

describe("the key of the issuer", () => {
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  it.each([
    ["in PEM", pem],
    ["in a line", pem.replaceAll("\n", "\\n")],
    ["in base64", Buffer.from(pem).toString("base64")],
    ["two of them", `${Buffer.from(pem).toString("base64")},${pem.replaceAll("\n", "\\n")}`],
  ])("is read %s", (_, text) => expect(typeof federationKeys(text)).toBe("object"));

  it.each([
    ["nothing", "x"],
    ["a public key", createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString()],
    ["a short key", short()],
    ["a good one and none", `${Buffer.from(pem).toString("base64")},x`],
    [
      "another kind of key",
      generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    ],
  ])("is refused: %s", (_, text) => expect(typeof federationKeys(text)).toBe("string"));
});

function short(): string {
  return generateKeyPairSync("rsa", { modulusLength: 1024 })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();
}
