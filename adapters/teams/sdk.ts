import { JwtTokenExtractor } from "botframework-connector/lib/auth/jwtTokenExtractor.js";
import { z } from "zod";

/*
 * All that we use of the Bot Framework SDK (botbuilder 4.23.3), which is no longer maintained: it checks the tokens of the
 * Bot Connector, and gets tokens for a managed identity. Single files of it, since the package as a whole takes five
 * times as long to load. What we send is plain HTTP, see connector.ts.
 */

export interface TokenRules {
  /** Where the connector's keys are announced. They are kept for a day. */
  metadataUrl: string;
  issuer: string;
  audience: string;
  /** Epoch ms. */
  now: () => number;
}

/** `claims`: the token is genuine. Undefined: it is not. Rejects when the keys cannot be had. */
export interface TokenCheck {
  claims(authorization: string, channelId: string): Promise<Claims | undefined>;
  /** Fetches the keys, so that the first message need not wait for them. */
  prepare(): Promise<void>;
}

const Claims = z.object({ exp: z.number(), serviceurl: z.string() });
export type Claims = z.infer<typeof Claims>;

/** The SDK would accept tokens of its emulator too, and throws where a token is bad; here both are simply no. */
export const createTokenCheck = ({ metadataUrl, issuer, audience, now }: TokenRules): TokenCheck => {
  const extractor = (): JwtTokenExtractor => {
    const clockTimestamp = Math.floor(now() / 1000);
    const rules = { issuer, audience, clockTolerance: 5 * 60, clockTimestamp };
    return new JwtTokenExtractor(rules, metadataUrl, ["RS256", "RS384", "RS512"]);
  };

  const claims: TokenCheck["claims"] = async (authorization, channelId) => {
    try {
      const identity = await extractor().getIdentityFromAuthHeader(authorization, channelId);
      const all = Object.fromEntries((identity?.claims ?? []).map(({ type, value }) => [type, value]));
      return Claims.safeParse(all).data;
    } catch (thrown) {
      if (areKeysAway(thrown)) throw thrown;
      return undefined;
    }
  };

  return { claims, prepare: async () => void (await extractor().openIdMetadata.getKey("")) };
};

/** The SDK says 500 when the keys were refused to it, and lets the error of its HTTP client through. */
const areKeysAway = (thrown: unknown): boolean => KeyTrouble.safeParse(thrown).success;

const KeyTrouble = z.union([z.object({ name: z.literal("FetchError") }), z.object({ statusCode: z.literal(500) })]);

/** Tokens for a managed identity: cached and renewed by the SDK. */
export const managedIdentity = async (appId: string, audience: string): Promise<() => Promise<string>> => {
  const [{ ManagedIdentityAppCredentials }, { JwtTokenProviderFactory }] = await Promise.all([
    import("botframework-connector/lib/auth/managedIdentityAppCredentials.js"),
    import("botframework-connector/lib/auth/jwtTokenProviderFactory.js"),
  ]);
  const credentials = new ManagedIdentityAppCredentials(appId, audience, new JwtTokenProviderFactory());
  return () => credentials.getToken();
};
