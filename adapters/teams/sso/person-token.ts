import { z } from "zod";
import type { ConnectorKeys } from "../connector/sdk.ts";
import { readJwt } from "../inbound/jwt.ts";

/*
 * Tokens of Microsoft Entra about a person, for this bot. Whoever can send us an activity could send any token with it, so
 * it has to be genuine, for us, fresh, and about the very person whom the Bot Connector names as the sender.
 * https://learn.microsoft.com/entra/identity-platform/access-tokens
 */

export interface PersonTokenRules {
  keys: ConnectorKeys;
  /** Application id of the bot. */
  appId: string;
  tenant: string;
  /** Where Entra signs people in. */
  loginUrl: string;
  /** Epoch ms. */
  now: () => number;
}

/** Why a token is not taken; undefined: it is this person's. Rejects when the keys cannot be fetched. */
export type PersonTokenCheck = (token: string, person: { oid: string | undefined }) => Promise<string | undefined>;

const Claims = z.object({
  iss: z.string(),
  aud: z.string(),
  /** Epoch seconds. */
  exp: z.number(),
  nbf: z.number().default(0),
  tid: z.string().toLowerCase(),
  /** The person in the tenant. */
  oid: z.string().toLowerCase(),
  /** What the client may do for the person. An id token, and a token of a program, have none. */
  scp: z.string().default(""),
  idtyp: z.string().optional(),
});

/** How far the clocks may differ before a token begins, s. One that has ended is not taken. */
const tolerance = 5 * 60;

export const createPersonTokenCheck =
  (rules: PersonTokenRules): PersonTokenCheck =>
  async (token, { oid }) => {
    const jwt = readJwt(token);
    const claims = Claims.safeParse(jwt?.claims).data;
    if (!jwt || !claims) return "no token of Entra";
    const wrong = mistakeIn(claims, oid, rules);
    if (wrong !== undefined) return wrong;
    const key = await rules.keys.find(jwt.kid);
    return key && jwt.isSignedBy(key) ? undefined : "signature";
  };

const mistakeIn = (
  { iss, aud, exp, nbf, tid, oid, scp, idtyp }: z.infer<typeof Claims>,
  person: string | undefined,
  { appId, tenant, loginUrl, now }: PersonTokenRules,
): string | undefined => {
  const at = Math.floor(now() / 1_000);
  const home = tenant.toLowerCase();
  if (tid !== home) return "tenant";
  if (!issuers(loginUrl, home).includes(iss.toLowerCase())) return "issuer";
  if (![appId.toLowerCase(), `api://botid-${appId.toLowerCase()}`].includes(aud.toLowerCase())) return "audience";
  if (at >= exp || nbf > at + tolerance) return "time";
  if (!scp.split(" ").includes("access_as_user") || (idtyp ?? "user") !== "user") return "scope";
  // Whoever clicks in another account's window brings a good token of somebody else.
  return person !== undefined && person.toLowerCase() === oid ? undefined : "person";
};

/** Of both versions of tokens; which one an app gets is set at its registration. */
const issuers = (loginUrl: string, tenant: string): string[] => {
  const host = new URL(loginUrl);
  const v1 = host.hostname.endsWith(".cn") ? "https://sts.chinacloudapi.cn" : "https://sts.windows.net";
  return [`${host.origin}/${tenant}/v2.0`, `${v1}/${tenant}/`];
};
