import { z } from "zod";
import { OAUTH_CLIENT, TOKENS } from "../../../sandbox/databricks/auth.ts";
import { SERVING_ENDPOINT } from "../../../sandbox/databricks/serving.ts";
import { WAREHOUSE_ID } from "../../../sandbox/databricks/sql/warehouses.ts";
import { Fault } from "../../../sandbox/traffic.ts";
import { type DatabricksService, NOON, startDatabricks } from "../../support/databricks/databricks-service.ts";

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

  it("answers 401 to an expired token", async () => {
    const { status, body } = await service.call("GET", ME, undefined, TOKENS.expired);
    expect(status).toBe(401);
    expect(ErrorBody.parse(body).error_code).toBe("UNAUTHENTICATED");
  });

  it.each([
    ["a revoked token", TOKENS.revoked],
    ["an unknown token", "dapi-unknown"],
  ])("answers 403 to %s, with a number for a code", async (_what, token) => {
    const { status, headers, body } = await service.call("GET", ME, undefined, token);
    expect(status).toBe(403);
    expect(body).toEqual({ error_code: 403, message: "Invalid access token." });
    expect(headers.get("x-databricks-reason-phrase")).toBe("Invalid access token.");
  });

  it("answers 403 with a page to a token that is about to end", async () => {
    const { status, headers, text } = await service.text("GET", ME, undefined, TOKENS.expiring);
    expect([status, headers.get("content-type")]).toEqual([403, "text/html;charset=utf-8"]);
    expect(text).toContain("<title>Error 403 Token is expiring within 30 seconds.");
  });

  it("ends every token in the form that is wanted", async () => {
    for (const [form, words] of [
      ["json", "Invalid access token."],
      ["page", "Token is expiring"],
    ] as const) {
      const token = await signIn();
      service.databricks.expireTokens(form);
      const { status, text } = await service.text("GET", ME, undefined, token);
      expect([status, text]).toEqual([403, expect.stringContaining(words)]);
    }
  });

  it.each<[Fault["kind"], string]>([
    ["ip_blocked", "Source IP address: 203.0.113.7 is blocked by Databricks IP ACL for workspace: 7474650000000001"],
    ["wrong_org", "Invalid access to Org: 7474650000000001"],
    ["revoked", "Invalid access token."],
  ])("turns a call away before anything else for the fault %s", async (kind, message) => {
    service.traffic.faults.push(Fault.parse({ service: "databricks", kind }));
    expect(await service.call("GET", ME)).toMatchObject({ status: 403, body: { error_code: 403, message } });
    expect((await service.call("GET", ME)).status).toBe(200);
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

  it("shows one warehouse", async () => {
    const path = "/api/2.0/sql/warehouses";
    expect((await service.call("GET", `${path}/${WAREHOUSE_ID}`)).body).toMatchObject({ id: WAREHOUSE_ID });
    expect(await service.call("GET", `${path}/0000000000000000`)).toMatchObject({
      status: 404,
      body: { error_code: "RESOURCE_DOES_NOT_EXIST" },
    });
    expect(await service.call("GET", `${path}/main`)).toMatchObject({
      status: 400,
      body: { error_code: "INVALID_PARAMETER_VALUE", message: "main is not a valid endpoint id." },
    });
  });

  it("answers as a model", async () => {
    const messages = [{ role: "user", content: "Say OK." }];
    const paths = [`/serving-endpoints/${SERVING_ENDPOINT}/invocations`, "/serving-endpoints/chat/completions"];
    for (const path of paths) {
      const { status, body } = await service.call("POST", path, { model: SERVING_ENDPOINT, messages });
      expect(status).toBe(200);
      expect(body).toMatchObject({ object: "chat.completion", choices: [{ message: { role: "assistant" } }] });
    }
    const unknown = await service.call("POST", "/serving-endpoints/none/invocations", { messages });
    expect(unknown).toMatchObject({ status: 404, body: { error_code: "RESOURCE_DOES_NOT_EXIST" } });
    expect((await service.call("POST", paths[1]!, { model: "none", messages })).status).toBe(404);
  });

  it("has a clock of its own, which every reply tells", async () => {
    const { headers } = await service.call("GET", ME);
    expect(Date.parse(headers.get("date") ?? "")).toBe(NOON + 3_600_000);
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
