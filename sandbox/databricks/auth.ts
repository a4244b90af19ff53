import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Traffic } from "../traffic.ts";
import type { Route, WireReply, WireRequest } from "../wire.ts";
import { errorReply, GatewayRefusal, Refusal } from "./errors.ts";
import { distorted } from "./odd-replies.ts";
import type { Caller } from "./people.ts";
import { createSignIn, type SignIn } from "./sign-in.ts";

/** Clients learn it from discovery or from the header of the Me call. */
export const WORKSPACE_ID = "7474650000000001";

/** A route behind a bearer token. */
export interface GuardedRoute {
  method: string;
  path: string;
  handle(request: WireRequest, caller: Caller): WireReply | Promise<WireReply>;
}

/** Personal access tokens that the service accepts, and those that it refuses. */
export const TOKENS = {
  /** The service principal of the bot: sees everything. */
  pat: "dapi-sandbox-service-principal",
  /** A person whose row filter leaves only the South. */
  colleague: "dapi-sandbox-colleague",
  /** A person who owns the jobs and sees everything. */
  admin: "dapi-sandbox-admin",
  /** Valid, but lacks the scope `genie`: 403 there. */
  sqlOnly: "dapi-sandbox-sql-only",
  /** Known, but past its end of life: 401. */
  expired: "dapi-sandbox-expired",
  /** Taken back: 403 with the body of the gateway. */
  revoked: "dapi-sandbox-revoked",
  /** About to end: 403 with a page. */
  expiring: "dapi-sandbox-expiring",
} as const;

/** The OAuth client of the bot's service principal. */
export const OAUTH_CLIENT = {
  id: "5a0db0c0-0000-4000-8000-00000000c11e",
  secret: "dose-sandbox-client-secret",
} as const;

const bot: Caller = {
  id: 7_405_610_928_471_005,
  user: OAUTH_CLIENT.id,
  name: "genie-concierge",
  kind: "service_principal",
  scopes: ["all-apis"],
};
const colleague: Caller = {
  id: 7_405_610_928_471_112,
  user: "colleague@example.com",
  name: "colleague",
  kind: "user",
  scopes: ["all-apis"],
  region: "South",
};
const admin: Caller = {
  id: 7_405_610_928_471_113,
  user: "admin@example.com",
  name: "admin",
  kind: "user",
  scopes: ["all-apis"],
};
const callers: Record<string, Caller> = {
  [TOKENS.pat]: bot,
  [TOKENS.colleague]: colleague,
  [TOKENS.admin]: admin,
  [TOKENS.sqlOnly]: { ...bot, scopes: ["sql"] },
};

export interface TokenOptions {
  /** Life of an OAuth access token, seconds. Default 3600, as Databricks gives. */
  lifetimeSeconds?: number;
}

interface Auth {
  /** The caller of a request; throws the 401 that the request deserves. */
  caller(request: WireRequest): Caller;
  /** The routes behind the token check, with refusals turned into error bodies. */
  guard(routes: GuardedRoute[], scope: string): Route[];
  /** Routes that need no token: token endpoint and discovery. */
  routes: Route[];
  /** Ends the life of every OAuth token handed out to the bot so far; `form`: how the refusals look from now on. */
  expireTokens(form?: RefusalForm): void;
  /** The sign-in of people. */
  people: SignIn;
}

/** Routes that every token opens. */
export const anyScope = "";

/** How a dead token is refused: 401 of the API, or 403 of the gateway, as JSON or as a page. */
export type RefusalForm = "401" | "json" | "page";

/** Bearer tokens of the workspace: fixed personal tokens, and OAuth client credentials with an end of life. */
export const createAuth = (now: () => number, traffic: Traffic, options: TokenOptions = {}): Auth => {
  const lifetime = options.lifetimeSeconds ?? 3600;
  const issued = new Map<string, number>();
  const people = createSignIn(now);
  let form: RefusalForm = "401";

  const caller = (request: WireRequest): Caller => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
    if (!token) throw unauthenticated("Credential was not sent or was of an unsupported type for this API.");
    const known = callers[token];
    if (known) return known;
    if (token === TOKENS.expired) throw unauthenticated("Access token is expired.");
    if (token === TOKENS.expiring) throw expiring();
    const personal = people.caller(token);
    if (personal && personal !== "dead") return personal;
    const expires = personal === "dead" ? 0 : issued.get(token);
    if (expires === undefined) throw invalidToken();
    if (expires > now()) return bot;
    throw form === "401" ? unauthenticated("Access token is expired.") : form === "json" ? invalidToken() : expiring();
  };

  const token = (request: WireRequest): WireReply => {
    const form = TokenForm.safeParse(request.body);
    if (!form.success) return oauthError(400, "invalid_request", "grant_type is missing");
    const personal = people.token(request);
    if (personal) return personal;
    if (form.data.grant_type !== "client_credentials")
      return oauthError(400, "unsupported_grant_type", `Grant type ${form.data.grant_type} is not supported here`);
    if (!isClient(request, form.data)) return oauthError(401, "invalid_client", "Client authentication failed");
    const access = accessToken(now(), lifetime);
    issued.set(access, now() + lifetime * 1000);
    const scope = form.data.scope ?? "all-apis";
    return { status: 200, body: { access_token: access, token_type: "Bearer", expires_in: lifetime, scope } };
  };

  return {
    caller,
    guard: (routes, scope) => routes.map((route) => guarded(route, scope, caller, traffic)),
    people,
    routes: [
      ...people.routes,
      { method: "POST", path: "/oidc/v1/token", handle: token },
      { method: "GET", path: "/oidc/.well-known/oauth-authorization-server", handle: discovery },
      { method: "GET", path: "/.well-known/databricks-config", handle: workspaceConfig },
    ],
    expireTokens: (how = "401") => {
      form = how;
      for (const access of issued.keys()) issued.set(access, 0);
    },
  };
};

const TokenForm = z.object({
  grant_type: z.string(),
  scope: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
});

const guarded = (route: GuardedRoute, scope: string, callerOf: Auth["caller"], traffic: Traffic): Route => ({
  method: route.method,
  path: route.path,
  handle: async (request) => {
    const subject = () => `${request.method} ${request.path} ${JSON.stringify(request.body)}`;
    try {
      const fault = traffic.take("databricks", ["revoked", "expiring", "ip_blocked", "wrong_org"], subject);
      if (fault) throw gatewayFault(fault.kind);
      const caller = callerOf(request);
      if (scope !== anyScope && !caller.scopes.includes("all-apis") && !caller.scopes.includes(scope))
        throw new Refusal(403, "PERMISSION_DENIED", `Provided OAuth token does not have required scopes: ${scope}`);
      return distorted(await route.handle(request, caller), traffic, subject);
    } catch (thrown) {
      if (thrown instanceof GatewayRefusal) return thrown.reply;
      if (thrown instanceof Refusal) return errorReply(thrown.status, thrown.code, thrown.message);
      throw thrown;
    }
  },
});

const invalidToken = (): GatewayRefusal => new GatewayRefusal("Invalid access token.");
const expiring = (): GatewayRefusal =>
  new GatewayRefusal("Token is expiring within 30 seconds. (token expired)", "page");

const gatewayFault = (kind: string): GatewayRefusal => {
  if (kind === "revoked") return invalidToken();
  if (kind === "expiring") return expiring();
  if (kind === "wrong_org") return new GatewayRefusal(`Invalid access to Org: ${WORKSPACE_ID}`);
  return new GatewayRefusal(
    `Source IP address: 203.0.113.7 is blocked by Databricks IP ACL for workspace: ${WORKSPACE_ID}`,
  );
};

const unauthenticated = (message: string): Refusal => new Refusal(401, "UNAUTHENTICATED", message);

const oauthError = (status: number, error: string, description: string): WireReply => ({
  status,
  body: { error, error_description: description },
});

/** HTTP Basic, or the same two values in the form. */
const isClient = (request: WireRequest, form: z.infer<typeof TokenForm>): boolean => {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const given = basic ? Buffer.from(basic, "base64").toString() : `${form.client_id}:${form.client_secret}`;
  return given === `${OAUTH_CLIENT.id}:${OAUTH_CLIENT.secret}`;
};

/** Shaped like a JWT, because clients read `exp` from it; the signature is noise. */
const accessToken = (at: number, lifetime: number): string => {
  const issuedAt = Math.floor(at / 1000);
  const claims = { sub: OAUTH_CLIENT.id, scope: "all-apis", iat: issuedAt, exp: issuedAt + lifetime };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "at+jwt" })}.${part(claims)}.${randomBytes(32).toString("base64url")}`;
};

const origin = (request: WireRequest): string => `http://${request.headers.host ?? "127.0.0.1"}`;

const discovery = (request: WireRequest): WireReply => ({
  status: 200,
  body: {
    issuer: `${origin(request)}/oidc`,
    authorization_endpoint: `${origin(request)}/oidc/v1/authorize`,
    token_endpoint: `${origin(request)}/oidc/v1/token`,
    jwks_uri: `${origin(request)}/oidc/jwks.json`,
    revocation_endpoint: `${origin(request)}/oidc/v1/revoke`,
    grant_types_supported: ["client_credentials", "authorization_code", "refresh_token"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    code_challenge_methods_supported: ["S256"],
    scopes_supported: ["all-apis", "sql", "genie"],
  },
});

const workspaceConfig = (request: WireRequest): WireReply => ({
  status: 200,
  body: { oidc_endpoint: `${origin(request)}/oidc`, workspace_id: WORKSPACE_ID, host_type: "WORKSPACE_HOST" },
});
