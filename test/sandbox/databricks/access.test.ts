import { z } from "zod";
import { OAUTH_CLIENT, TOKENS } from "../../../sandbox/databricks/auth.ts";
import { SERVING_ENDPOINT, WAREHOUSE_ID } from "../../../sandbox/databricks/workspace.ts";
import { type DatabricksService, startDatabricks } from "../../support/databricks-service.ts";

const ME = "/api/2.0/preview/scim/v2/Me";
const ErrorBody = z.strictObject({
  error_code: z.string(),
  message: z.string(),
  details: z.tuple([
    z.strictObject({
      "@type": z.literal("type.googleapis.com/google.rpc.RequestInfo"),
      request_id: z.uuid(),
      serving_data: z.literal(""),
    }),
  ]),
});

let service: DatabricksService;
beforeAll(async () => {
  service = await startDatabricks({ fast: true });
});
afterAll(() => service.stop());

const requestToken = (form: Record<string, string>, client = `${OAUTH_CLIENT.id}:${OAUTH_CLIENT.secret}`) =>
  fetch(`${service.host}/oidc/v1/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(client).toString("base64")}` },
    body: new URLSearchParams(form),
  });
const clientCredentials = { grant_type: "client_credentials", scope: "all-apis" };
const signIn = async (): Promise<string> => {
  const { access_token } = (await (await requestToken(clientCredentials)).json()) as { access_token: string };
  return access_token;
};

describe("tokens", () => {
  it("gives a client an access token that ends", async () => {
    const response = await requestToken(clientCredentials);
    const token = z
      .strictObject({
        access_token: z.string(),
        token_type: z.literal("Bearer"),
        expires_in: z.literal(3600),
        scope: z.literal("all-apis"),
      })
      .parse(await response.json());
    expect((await service.call("GET", ME, undefined, token.access_token)).status).toBe(200);
    service.pass(3_600_000);
    const late = await service.call("GET", ME, undefined, token.access_token);
    expect(late.status).toBe(401);
    expect(ErrorBody.parse(late.body)).toMatchObject({
      error_code: "UNAUTHENTICATED",
      message: "Access token is expired.",
    });
  });

  it("ends every token on demand", async () => {
    const token = await signIn();
    service.databricks.expireTokens();
    expect((await service.call("GET", ME, undefined, token)).status).toBe(401);
    expect((await service.call("GET", ME, undefined, await signIn())).status).toBe(200);
  });

  it("takes the client's id and secret from the form, too", async () => {
    const form = { ...clientCredentials, client_id: OAUTH_CLIENT.id, client_secret: OAUTH_CLIENT.secret };
    const response = await fetch(`${service.host}/oidc/v1/token`, { method: "POST", body: new URLSearchParams(form) });
    expect(response.status).toBe(200);
  });

  it.each([
    ["a wrong secret", clientCredentials, `${OAUTH_CLIENT.id}:wrong`, 401, "invalid_client"],
    ["another grant", { grant_type: "password" }, undefined, 400, "unsupported_grant_type"],
    ["no grant", { scope: "all-apis" }, undefined, 400, "invalid_request"],
  ])("refuses %s as OAuth does", async (_what, form, client, status, error) => {
    const response = await requestToken(form, client);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error, error_description: expect.any(String) });
  });

  it.each([
    ["an expired token", TOKENS.expired],
    ["an unknown token", "dapi-unknown"],
  ])("answers 401 to %s", async (_what, token) => {
    const { status, body } = await service.call("GET", ME, undefined, token);
    expect(status).toBe(401);
    expect(ErrorBody.parse(body).error_code).toBe("UNAUTHENTICATED");
  });

  it("answers 401 without a token", async () => {
    const response = await fetch(service.host + ME);
    expect(response.status).toBe(401);
    expect(ErrorBody.parse(await response.json()).message).toContain("Credential was not sent");
  });

  it("answers 403 to a token without the scope", async () => {
    const refused = await service.call("GET", "/api/2.0/genie/spaces", undefined, TOKENS.sqlOnly);
    expect(refused.status).toBe(403);
    expect(ErrorBody.parse(refused.body)).toMatchObject({
      error_code: "PERMISSION_DENIED",
      message: expect.stringContaining("does not have required scopes: genie"),
    });
  });
});

describe("discovery", () => {
  it("says where tokens are given out", async () => {
    const { body } = await service.call("GET", "/oidc/.well-known/oauth-authorization-server");
    expect(body).toMatchObject({
      token_endpoint: `${service.host}/oidc/v1/token`,
      authorization_endpoint: `${service.host}/oidc/v1/authorize`,
    });
    const config = await service.call("GET", "/.well-known/databricks-config");
    expect(config.body).toMatchObject({ oidc_endpoint: `${service.host}/oidc`, workspace_id: expect.any(String) });
  });

  it("says who the token belongs to", async () => {
    const bot = await service.call("GET", ME);
    expect(bot.body).toMatchObject({
      id: expect.any(String),
      userName: OAUTH_CLIENT.id,
      displayName: "genie-concierge",
      emails: [],
      groups: [expect.objectContaining({ display: "users" })],
    });
    const person = await service.call("GET", ME, undefined, TOKENS.colleague);
    expect(person.body).toMatchObject({ userName: "colleague@example.com", emails: [{ primary: true }] });
  });

  it("lists the warehouse", async () => {
    const { body } = await service.call("GET", "/api/2.0/sql/warehouses");
    expect(body).toMatchObject({ warehouses: [{ id: WAREHOUSE_ID, state: "RUNNING" }] });
  });

  it("lists the model", async () => {
    const { body } = await service.call("GET", "/api/2.0/serving-endpoints");
    expect(body).toMatchObject({ endpoints: [{ name: SERVING_ENDPOINT, task: "llm/v1/chat" }] });
    const one = await service.call("GET", `/api/2.0/serving-endpoints/${SERVING_ENDPOINT}`);
    expect(one.body).toMatchObject({ capabilities: { function_calling: true }, state: { ready: "READY" } });
    const unknown = await service.call("GET", "/api/2.0/serving-endpoints/none");
    expect(unknown.status).toBe(404);
    expect(ErrorBody.parse(unknown.body).error_code).toBe("RESOURCE_DOES_NOT_EXIST");
  });

  it("names the call that it does not know", async () => {
    const { status, body } = await service.call("POST", "/api/2.0/clusters/create", {});
    expect(status).toBe(404);
    expect(ErrorBody.parse(body)).toMatchObject({
      error_code: "ENDPOINT_NOT_FOUND",
      message: "No API found for 'POST /api/2.0/clusters/create'",
    });
  });
});
