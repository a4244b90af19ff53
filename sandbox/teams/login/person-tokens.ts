import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Route, WireReply, WireRequest } from "../../wire.ts";
import { APP_ID, APP_PASSWORD, type Person, TENANT } from "../seed.ts";
import type { Key } from "./keys.ts";

/** Azure Databricks, as Entra knows it. */
const DATABRICKS = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";

interface PersonTokenOptions {
  key: Key;
  base(): string;
  seconds(): number;
}

/** What Entra says of people: tokens for the bot, and on-behalf-of those for Azure Databricks. */
export const createPersonTokens = ({ key, base, seconds }: PersonTokenOptions) => {
  const issuer = (): string => `${base()}/${TENANT.id}/v2.0`;
  /** Whether somebody has agreed that the bot may use Azure Databricks for them. */
  let consent = true;

  const forDatabricks = (claims: Record<string, unknown>): string =>
    key.sign({
      ...claims,
      ...{ aud: DATABRICKS, iss: `https://sts.windows.net/${TENANT.id}/`, scp: "user_impersonation" },
      unique_name: claims["preferred_username"],
    });

  return {
    routes: [
      {
        method: "GET",
        path: "/:tenant/v2.0/.well-known/openid-configuration",
        handle: () => ({
          status: 200,
          body: { issuer: issuer(), jwks_uri: `${base()}/${TENANT.id}/discovery/v2.0/keys` },
        }),
      },
      {
        method: "GET",
        path: "/:tenant/discovery/v2.0/keys",
        handle: () => ({ status: 200, body: { keys: [key.jwk()] } }),
      },
    ] satisfies Route[],
    setConsent: (given: boolean): void => {
      consent = given;
    },
    /** A token about somebody for the bot. `more` overrides its claims, `header` its key. */
    issue: (person: Person, more: Record<string, unknown> = {}, header?: Record<string, unknown>): string => {
      const at = seconds();
      const claims = {
        ...{ aud: APP_ID, iss: issuer(), iat: at, nbf: at, exp: at + 4_500, tid: TENANT.id, ver: "2.0" },
        ...{ oid: person.aadObjectId, sub: `pairwise-${person.name}`, scp: "access_as_user", azp: APP_ID },
        ...{ name: person.name, preferred_username: person.upn, uti: randomUUID() },
      };
      return key.sign({ ...claims, ...more }, header);
    },
    /** The claims of a token that Entra has given, for whoever checks it. */
    verify: key.verify,
    /** The answer to a request on behalf of somebody; undefined: it is another request. */
    onBehalfOf: (request: WireRequest): WireReply | undefined => {
      const form = Form.safeParse(request.body).data;
      if (!form) return undefined;
      if (form.client_id !== APP_ID || form.client_secret !== APP_PASSWORD)
        return denied(401, "invalid_client", 7_000_215);
      const claims = key.verify(form.assertion);
      if (!claims || claims["aud"] !== APP_ID || Number(claims["exp"]) <= seconds())
        return denied(400, "invalid_grant", 500_133);
      if (form.scope !== `${DATABRICKS}/.default`) return denied(400, "invalid_scope", 70_011);
      if (!consent) return denied(400, "invalid_grant", 65_001, "consent_required");
      const life = Number(claims["exp"]) - seconds();
      return { status: 200, body: { token_type: "Bearer", expires_in: life, access_token: forDatabricks(claims) } };
    },
    reset: (): void => {
      consent = true;
    },
  };
};

const Form = z.object({
  grant_type: z.literal("urn:ietf:params:oauth:grant-type:jwt-bearer"),
  requested_token_use: z.literal("on_behalf_of"),
  client_id: z.string(),
  client_secret: z.string(),
  assertion: z.string(),
  scope: z.string(),
});

const denied = (status: number, error: string, code: number, suberror?: string): WireReply => ({
  status,
  body: {
    ...{ error, error_description: `AADSTS${code}: refused`, error_codes: [code] },
    ...(suberror && { suberror }),
  },
});
