import { OpenIdMetadata } from "botframework-connector/lib/auth/openIdMetadata.js";
import { inTime } from "./in-time.ts";

/*
 * All that we use of the Bot Framework SDK (botbuilder 4.23.3), which is no longer maintained: it fetches the keys of the
 * Bot Connector and the tokens of a managed identity. Single files are imported, because the whole package takes five
 * times as long to load. token-check.ts verifies tokens, because the SDK prints each one that it refuses.
 */

/** A public key that signs activities. */
export interface Key {
  pem: string;
  /** The channels for which it may sign; empty: all. */
  endorsements: readonly string[];
}

export interface ConnectorKeys {
  /** Undefined: there is no such key. Rejects when the keys cannot be fetched. */
  find(keyId: string): Promise<Key | undefined>;
}

/** How long the keys may take. Teams waits 15 s for an answer. */
const fetchMs = 8_000;
/** Pause after a failed fetch, however many activities arrive. */
const pauseMs = 2_000;

/** The keys that this address announces. The SDK keeps them for a day and looks for an unknown one at most once an hour. */
export const connectorKeys = (metadataUrl: string, now: () => number): ConnectorKeys => {
  const metadata = new OpenIdMetadata(metadataUrl);
  let failed: { thrown: unknown; until: number } | undefined;
  return {
    find: async (keyId) => {
      if (failed && failed.until > now()) throw failed.thrown;
      try {
        const found = await inTime(metadata.getKey(keyId), fetchMs);
        failed = undefined;
        return found ? { pem: found.key, endorsements: found.endorsements ?? [] } : undefined;
      } catch (thrown) {
        failed = { thrown, until: now() + pauseMs };
        throw thrown;
      }
    },
  };
};

/** Tokens for a managed identity: cached and renewed by the SDK. */
export const managedIdentity = async (appId: string, audience: string): Promise<() => Promise<string>> => {
  const [{ ManagedIdentityAppCredentials }, { JwtTokenProviderFactory }] = await Promise.all([
    import("botframework-connector/lib/auth/managedIdentityAppCredentials.js"),
    import("botframework-connector/lib/auth/jwtTokenProviderFactory.js"),
  ]);
  const credentials = new ManagedIdentityAppCredentials(appId, audience, new JwtTokenProviderFactory());
  return () => credentials.getToken();
};
