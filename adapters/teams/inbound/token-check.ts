import { z } from "zod";
import type { ConnectorKeys, Key } from "../connector/sdk.ts";
import { type Jwt, readJwt } from "./jwt.ts";

/*
 * Tells by the token alone whether a request comes from the Bot Connector, before the body is parsed.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */

interface TokenRules {
  keys: ConnectorKeys;
  issuer: string;
  /** Application id of the bot. */
  audience: string;
  /** Epoch ms. */
  now: () => number;
}

export interface Claims {
  /** The address that the activity has to name. */
  serviceurl: string;
}

export interface TokenCheck {
  /** False: not from the connector. Looks at the header alone, and not at the signature. */
  isPlausible(authorization: string | undefined): boolean;
  /** Undefined: the token is not genuine. Rejects when the keys cannot be fetched. */
  claims(authorization: string | undefined): Promise<Claims | undefined>;
  /** Fetches the keys, so that the first message need not wait for them. */
  prepare(): Promise<void>;
}

export const createTokenCheck = (rules: TokenRules): TokenCheck => ({
  isPlausible: (authorization) => readToken(authorization, rules) !== undefined,
  claims: async (authorization) => {
    const token = readToken(authorization, rules);
    const key = token && (await rules.keys.find(token.jwt.kid));
    return token && key && isSigned(token, key) ? token.claims : undefined;
  },
  prepare: async () => void (await rules.keys.find("")),
});

interface Token {
  jwt: Jwt;
  claims: z.infer<typeof ClaimSet>;
}

const ClaimSet = z.object({
  iss: z.string(),
  aud: z.string().min(1),
  /** Epoch seconds. */
  exp: z.number(),
  nbf: z.number().default(0),
  serviceurl: z.string(),
});

/** A token in which everything but the signature is checked. */
const readToken = (authorization: string | undefined, rules: TokenRules): Token | undefined => {
  const [scheme, token = "", more] = (authorization ?? "").slice(0, longest).split(" ");
  const jwt = scheme === "Bearer" && more === undefined ? readJwt(token) : undefined;
  const claims = ClaimSet.safeParse(jwt?.claims).data;
  return jwt && claims && fits(claims, rules) ? { jwt, claims } : undefined;
};

/** Longer than any token of the connector. */
const longest = 8_192;

/** How far the clocks may differ, s. */
const tolerance = 5 * 60;

const fits = ({ iss, aud, exp, nbf }: Token["claims"], { issuer, audience, now }: TokenRules): boolean => {
  const at = Math.floor(now() / 1_000);
  return iss === issuer && aud === audience && at < exp + tolerance && nbf <= at + tolerance;
};

const isSigned = ({ jwt }: Token, key: Key): boolean =>
  (key.endorsements.length === 0 || key.endorsements.includes("msteams")) && jwt.isSignedBy(key);
