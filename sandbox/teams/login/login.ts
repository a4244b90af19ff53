import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Route, WireReply, WireRequest } from "../../wire.ts";
import { APP_ID, APP_PASSWORD, TENANT } from "../seed.ts";
import { createKey } from "./keys.ts";
import { createPersonTokens } from "./person-tokens.ts";

/** Issuer of the Bot Connector's tokens. */
const CHANNEL_ISSUER = "https://api.botframework.com";
/** Audience of a bot's own token. */
const CONNECTOR_AUDIENCE = "https://api.botframework.com";

interface LoginOptions {
  base(): string;
  now(): number;
  /** Life of an access token, seconds. */
  lifetimeSeconds: number;
}

export type Login = ReturnType<typeof createLogin>;

/** Microsoft Entra, which gives tokens to the bot, and the keys of the Bot Connector. */
export const createLogin = ({ base, now, lifetimeSeconds }: LoginOptions) => {
  const connector = createKey();
  const entra = createKey();
  const seconds = (): number => Math.floor(now() / 1000);

  const people = createPersonTokens({ key: entra, base, seconds });
  const token = (request: WireRequest): WireReply => {
    const personal = people.onBehalfOf(request);
    if (personal) return personal;
    const refusal = refusalOf(request);
    if (refusal) return refused(refusal, now());
    const at = seconds();
    const claims = {
      aud: CONNECTOR_AUDIENCE,
      iss: `https://sts.windows.net/${TENANT.id}/`,
      iat: at,
      nbf: at,
      exp: at + lifetimeSeconds,
      appid: APP_ID,
      appidacr: "1",
      tid: TENANT.id,
      uti: randomUUID(),
      ver: "1.0",
    };
    const life = { expires_in: lifetimeSeconds, ext_expires_in: lifetimeSeconds };
    return { status: 200, body: { token_type: "Bearer", ...life, access_token: entra.sign(claims) } };
  };

  return {
    connector,
    people,
    routes: [
      ...people.routes,
      { method: "POST", path: "/:tenant/oauth2/v2.0/token", handle: token },
      {
        method: "GET",
        path: "/v1/.well-known/openidconfiguration",
        handle: () => ({ status: 200, body: metadata(CHANNEL_ISSUER, `${base()}/v1/.well-known/keys`) }),
      },
      {
        method: "GET",
        path: "/v1/.well-known/keys",
        handle: () => ({ status: 200, body: { keys: [connector.jwk({ endorsements: ["msteams"] })] } }),
      },
    ] satisfies Route[],
    /** The token that comes with an activity. `more` overrides its claims. */
    channelToken: (serviceUrl: string, more: Record<string, unknown> = {}): string => {
      const at = seconds();
      const claims = { iss: CHANNEL_ISSUER, aud: APP_ID, nbf: at, exp: at + 3_600, serviceurl: serviceUrl };
      return connector.sign({ ...claims, ...more });
    },
    /** True for a request with a token that this login has given to the bot and that has not expired. */
    admits: (request: WireRequest): boolean => {
      const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
      const claims = given ? entra.verify(given) : undefined;
      return claims?.["aud"] === CONNECTOR_AUDIENCE && claims["appid"] === APP_ID && Number(claims["exp"]) > seconds();
    },
  };
};

const metadata = (issuer: string, keys: string) => ({
  issuer,
  authorization_endpoint: "https://invalid.botframework.com",
  jwks_uri: keys,
  id_token_signing_alg_values_supported: ["RS256"],
  token_endpoint_auth_methods_supported: ["private_key_jwt"],
});

const Form = z.object({
  grant_type: z.string(),
  client_id: z.string(),
  client_secret: z.string().default(""),
  scope: z.string().default(""),
});

interface Denial {
  status: 400 | 401;
  error: string;
  code: number;
  description: string;
}

const denial = (status: 400 | 401, error: string, code: number, description: string): Denial => ({
  status,
  error,
  code,
  description,
});

const refusalOf = (request: WireRequest): Denial | undefined => {
  const form = Form.safeParse(request.body);
  if (!form.success)
    return denial(400, "invalid_request", 900_144, "The request body must contain grant_type and client_id.");
  const { grant_type: grant, client_id: id, client_secret: secret, scope } = form.data;
  if (![TENANT.id, "botframework.com"].includes(request.params["tenant"] ?? ""))
    return denial(400, "invalid_request", 90_002, `Tenant '${request.params["tenant"]}' not found.`);
  if (grant !== "client_credentials")
    return denial(400, "unsupported_grant_type", 70_003, `The grant type '${grant}' is not supported.`);
  if (id !== APP_ID)
    return denial(400, "unauthorized_client", 700_016, `Application with identifier '${id}' was not found.`);
  if (secret !== APP_PASSWORD) return denial(401, "invalid_client", 7_000_215, "Invalid client secret provided.");
  if (scope !== `${CONNECTOR_AUDIENCE}/.default`)
    return denial(400, "invalid_scope", 70_011, `The provided value for scope ${scope} is not valid.`);
  return undefined;
};

const refused = ({ status, error, code, description }: Denial, at: number): WireReply => ({
  status,
  body: {
    error,
    error_description: `AADSTS${code}: ${description}`,
    error_codes: [code],
    timestamp: new Date(at).toISOString(),
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
  },
});
