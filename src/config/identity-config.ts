import type { KeyObject } from "node:crypto";
import { z } from "zod";
import type { Environment } from "./environment.ts";
import { federationKeys } from "./federation-key.ts";
import { ChannelIds } from "./id-lists.ts";
import type { Mistakes } from "./mistakes.ts";
import { type TokenKeys, tokenKeys } from "./token-keys.ts";

/* The part of the configuration that says with whose rights Databricks is asked. */

/**
 * With whose rights in Databricks an agent is asked. `service`: with the bot's own, whoever asks. `user`: only with the
 * asker's. `user-or-service`: with the asker's where they have signed in, else with the bot's.
 */
export const Rights = z.enum(["service", "user", "user-or-service"]);
export type Rights = z.infer<typeof Rights>;

export const IdentityConfig = z.strictObject({
  /** For all agents that say nothing else. */
  rights: Rights.default("service"),
  /** Only the Databricks user may be signed in whose address the chat knows the person by. */
  match_email: z.boolean().default(true),
  /** How Teams signs people in without a click; left out: everybody signs in by a link. */
  sso: z.enum(["federation", "on-behalf-of"]).optional(),
  /** The bot vouches for people of a chat that cannot prove who they are (Slack), as an issuer of the company's own. */
  federation: z
    .strictObject({
      issuer: z.url({ protocol: /^https$/, error: "must be an https:// address" }),
      audience: z.string().min(1),
      domains: z.array(z.string().regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, "must be a domain in lower case")).min(1),
    })
    .optional(),
  /** The token endpoint of the Databricks account, if tokens are not exchanged at the workspace's own. */
  token_url: z.url({ protocol: /^https$/, error: "must be an https:// address" }).optional(),
  /** Channels in which answers with the asker's own rights are shown to everybody there at once. */
  share_always: ChannelIds.default([]),
});
export type IdentityConfig = z.infer<typeof IdentityConfig>;

/** How people sign in at Databricks. */
export interface SignInSettings {
  clientId: string;
  clientSecret: string | undefined;
  scopes: string;
  keys: TokenKeys;
  /** Where people reach this bot by browser. */
  publicUrl: string;
  /** Whether tokens of a directory are exchanged at Databricks, and how. */
  federation: { tokenUrl: string | undefined; scopes: string } | undefined;
  /** As whom the bot vouches for people; undefined: it does not. */
  issuer: (NonNullable<IdentityConfig["federation"]> & { keys: readonly KeyObject[] }) | undefined;
}

interface Own {
  rights?: Rights | undefined;
}

/** The parts of concierge.yaml that say with whose rights Databricks is asked. */
interface Rightful {
  identity: IdentityConfig;
  agents?: readonly Own[] | undefined;
  jobs: readonly Own[];
  jobs_from_tag?: Own | undefined;
}

const usualScopes = (startsJobs: boolean): string =>
  `genie sql ${startsJobs ? "jobs " : ""}offline_access openid email`;

/** The settings of the sign-in; undefined where nothing is asked with people's own rights. */
export const signInSettings = (
  env: Environment,
  { identity, agents = [], jobs, jobs_from_tag: tagged }: Rightful,
  mistakes: Mistakes,
): SignInSettings | undefined => {
  const isOwn = ({ rights = "service" }: Own): boolean => rights !== "service";
  const startsJobs = [...jobs, ...(tagged ? [tagged] : [])].some(isOwn);
  if (!isOwn(identity) && !agents.some(isOwn) && !startsJobs) {
    for (const key of ["sso", "federation"] as const)
      if (identity[key]) mistakes.warn(`identity.${key}`, "does nothing: no agent and no job uses people's own rights");
    return undefined;
  }
  const {
    DATABRICKS_OAUTH_CLIENT_ID: clientId,
    DATABRICKS_OAUTH_CLIENT_SECRET: clientSecret,
    PUBLIC_URL: publicUrl,
  } = env;
  const keys = tokenKeys(env.TOKEN_KEYS ?? "");
  const why = "is missing: agents or jobs are used with people's own rights (rights), so people have to sign in";
  if (!clientId) mistakes.add("DATABRICKS_OAUTH_CLIENT_ID", why);
  if (!publicUrl) mistakes.add("PUBLIC_URL", why);
  if (!env.TOKEN_KEYS) mistakes.add("TOKEN_KEYS", `${why}, and their tokens are kept closed`);
  else if (typeof keys === "string") mistakes.add("TOKEN_KEYS", keys);
  if (!clientId || !publicUrl || typeof keys === "string") return undefined;
  const scopes = env.DATABRICKS_OAUTH_SCOPES ?? usualScopes(startsJobs);
  const issuer = issuerSettings({ env, publicUrl }, identity, mistakes);
  const federation =
    identity.sso === "federation" || identity.federation
      ? { tokenUrl: identity.token_url, scopes: env.DATABRICKS_FEDERATION_SCOPES ?? "all-apis" }
      : undefined;
  if (identity.token_url && !federation)
    mistakes.warn("identity.token_url", "does nothing without identity.sso: federation or identity.federation");
  return { clientId, clientSecret, scopes, keys, publicUrl, federation, issuer };
};

const issuerSettings = (
  { env, publicUrl }: { env: Environment; publicUrl: string },
  { federation }: IdentityConfig,
  mistakes: Mistakes,
): SignInSettings["issuer"] => {
  if (!federation) return undefined;
  const served = new URL("auth/federation", `${publicUrl.replace(/\/$/, "")}/`).href;
  if (federation.issuer !== served)
    mistakes.warn("identity.federation.issuer", `is not where this bot publishes its key, which is ${served}`);
  const keys = env.FEDERATION_KEY
    ? federationKeys(env.FEDERATION_KEY)
    : "is missing: identity.federation signs with it";
  if (typeof keys !== "string") return { ...federation, keys };
  mistakes.add("FEDERATION_KEY", keys);
  return undefined;
};
