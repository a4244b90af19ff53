import { createPublicKey, verify } from "node:crypto";
import { z } from "zod";
import { APP_ID, APP_PASSWORD, PEOPLE, TENANT } from "../../../sandbox/teams/seed.ts";
import { CONNECTION } from "../../../sandbox/teams/sign-in.ts";
import { startTeams, type TeamsBench } from "../../support/teams/teams-bench.ts";

/* Entra and the token service of the Bot Framework, as far as people sign in by them. */

let bench: TeamsBench;
beforeAll(async () => {
  bench = await startTeams();
});
beforeEach(() => bench.service.reset());
afterAll(() => bench.stop());

const asker = PEOPLE.find(({ name }) => name === "asker")!;
const post = (form: Record<string, string>) =>
  fetch(`${bench.base}/${TENANT.id}/oauth2/v2.0/token`, { method: "POST", body: new URLSearchParams(form) });
const Answer = z.looseObject({
  access_token: z.string().default(""),
  jwks_uri: z.string().default(""),
  keys: z.array(z.record(z.string(), z.unknown())).default([]),
  token: z.string().default(""),
  tokenExchangeResource: z.object({ uri: z.string() }).default({ uri: "" }),
});
const json = async (response: Response) => Answer.parse(await response.json());
const bot = { client_id: APP_ID, client_secret: APP_PASSWORD };
const bearer = async (): Promise<Record<string, string>> => {
  const scope = "https://api.botframework.com/.default";
  const given = await json(await post({ ...bot, grant_type: "client_credentials", scope }));
  return { authorization: `Bearer ${given.access_token}` };
};
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
const onBehalfOf = (assertion: string, more: Record<string, string> = {}) =>
  post({
    ...{ ...bot, grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", requested_token_use: "on_behalf_of" },
    ...{ scope: "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default", assertion, ...more },
  });

describe("Entra for people", () => {
  it("publishes the key that its tokens are signed by", async () => {
    const metadata = await json(await fetch(`${bench.base}/${TENANT.id}/v2.0/.well-known/openid-configuration`));
    const { keys } = await json(await fetch(metadata.jwks_uri));
    const [head, claims, signature = ""] = bench.service.login.people.issue(asker).split(".");
    const key = createPublicKey({ key: keys[0] ?? {}, format: "jwk" });
    expect(verify("sha256", Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, "base64url"))).toBe(true);
    expect(claimsOf(`.${claims}`)).toMatchObject({ iss: metadata["issuer"], aud: APP_ID, oid: asker.aadObjectId });
  });

  it("gives a token for Azure Databricks on behalf of somebody, who has to have agreed", async () => {
    const token = bench.service.login.people.issue(asker);
    const given = await json(await onBehalfOf(token));
    expect(claimsOf(given.access_token)).toMatchObject({ oid: asker.aadObjectId, unique_name: asker.upn });
    expect((await onBehalfOf(`${token}x`)).status).toBe(400);
    expect((await onBehalfOf(token, { client_secret: "wrong" })).status).toBe(401);
    bench.service.signIn.setRules({ consent: false });
    expect(await json(await onBehalfOf(token))).toMatchObject({
      ...{ error: "invalid_grant", error_codes: [65_001], suberror: "consent_required" },
    });
  });
});

describe("the token service", () => {
  const state = (more: object = {}): string =>
    Buffer.from(JSON.stringify({ connectionName: CONNECTION, msAppId: APP_ID, ...more })).toString("base64");
  const get = async (path: string, query: Record<string, string>, headers?: Record<string, string>) =>
    fetch(`${bench.base}/api/${path}?${new URLSearchParams(query)}`, { headers: headers ?? (await bearer()) });

  it("tells the bot how somebody signs in, and gives it their token for a code, once", async () => {
    const resource = await json(await get("botsignin/GetSignInResource", { state: state() }));
    expect(resource.tokenExchangeResource.uri).toBe(`api://botid-${APP_ID}`);
    expect((await get("botsignin/GetSignInResource", { state: state({ connectionName: "x" }) })).status).toBe(400);
    expect((await get("botsignin/GetSignInResource", { state: state() }, {})).status).toBe(401);
    const conversation = bench.service.workspace.conversations().find(({ user }) => user === asker.id)!;
    const message = bench.service.workspace.post({ conversation: conversation.id, user: asker.id });
    message.needsButton = true;
    const pressed = async () => {
      const [request] = await bench.sent(1, () => bench.service.signIn.press(asker, message, { as: asker }));
      const { name, value } = JSON.parse(request!.body.toString());
      expect(name).toBe("signin/verifyState");
      return { userId: asker.id, connectionName: CONNECTION, channelId: "msteams", code: value.state };
    };
    const query = await pressed();
    const held = await json(await get("usertoken/GetToken", query));
    expect(claimsOf(held.token)).toMatchObject({ oid: asker.aadObjectId });
    expect((await get("usertoken/GetToken", query)).status).toBe(404);
    expect((await get("usertoken/GetToken", { ...(await pressed()), userId: "29:other" })).status).toBe(404);
  });
});
