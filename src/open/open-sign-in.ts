import type { Config } from "../config/config.ts";
import type { SignInSettings } from "../config/identity-config.ts";
import { createGrants } from "../identity/grants.ts";
import type { SignInParts } from "../identity/sign-in-work.ts";
import { createTokenCipher } from "../identity/token-encryption.ts";
import type { Log } from "../logging/log.ts";
import type { AssertionService, SignInService } from "../ports/databricks/sign-in.ts";
import type { Stores } from "../ports/stores/stores.ts";

/** The service that people sign in at. */
export const openSignInService = async (host: string, settings: SignInSettings): Promise<SignInService> => {
  const { createSignInService } = await import("../../adapters/databricks/sign-in.ts");
  return createSignInService({ host, ...settings });
};

/** Where tokens of a directory are exchanged for those of Databricks; undefined: they are not. */
export const openAssertionService = async (
  host: string,
  { federation }: SignInSettings,
): Promise<AssertionService | undefined> => {
  if (!federation) return undefined;
  const { createFederation } = await import("../../adapters/databricks/federation.ts");
  return createFederation({ host, ...federation });
};

/** The sign-ins of people, and the service that they sign in at; undefined: everything is asked with the bot's rights. */
export const openSignIn = async (
  { databricks: { host }, signIn }: Config,
  stores: Promise<Stores>,
  log: Log,
): Promise<SignInParts> => {
  if (!signIn) return undefined;
  const [service, assertions, { records }] = await Promise.all([
    openSignInService(host, signIn),
    openAssertionService(host, signIn),
    stores,
  ]);
  const cipher = createTokenCipher(signIn.keys);
  return { grants: createGrants({ records, cipher, service, host, log }), service, assertions, cipher };
};
