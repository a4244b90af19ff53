import type { ChannelContext, Sso } from "../../src/ports/chat/channel-module.ts";
import type { AddMistake } from "../../src/ports/setup.ts";

interface TeamsVariables {
  MICROSOFT_APP_ID?: string | undefined;
  MICROSOFT_APP_PASSWORD?: string | undefined;
  MICROSOFT_APP_TYPE: "MultiTenant" | "SingleTenant" | "UserAssignedMSI";
  MICROSOFT_APP_TENANT_ID?: string | undefined;
  MICROSOFT_OPENID_METADATA_URL?: string | undefined;
  MICROSOFT_LOGIN_URL?: string | undefined;
  TEAMS_ALLOW_ANONYMOUS: "0" | "1";
  TEAMS_SERVICE_URLS?: string | undefined;
  MICROSOFT_OAUTH_CONNECTION?: string | undefined;
  MICROSOFT_TOKEN_SERVICE_URL?: string | undefined;
}

export type TeamsSettings = NonNullable<ReturnType<typeof teamsSettings>>;

/** The registration of the bot; undefined: Teams is off. */
export const teamsSettings = (env: TeamsVariables, { tenants, host, sso, addMistake }: ChannelContext) => {
  const anonymous = env.TEAMS_ALLOW_ANONYMOUS === "1";
  if (anonymous && !isLoopback(host ?? "")) {
    addMistake("TEAMS_ALLOW_ANONYMOUS", "lets anybody who can reach the bot write to it, so it needs HOST=127.0.0.1");
  }
  if (!env.MICROSOFT_APP_ID && !anonymous) {
    if (env.MICROSOFT_APP_PASSWORD)
      addMistake("MICROSOFT_APP_ID", "is missing: the application (client) id of the Teams bot");
    else if (sso) addMistake("identity.sso", ssoWithoutTeams);
    return undefined;
  }
  if (env.MICROSOFT_APP_ID) checkIdentity(env, addMistake);
  const serviceUrls = (env.TEAMS_SERVICE_URLS ?? "").split(",").filter(Boolean);
  const { MICROSOFT_OPENID_METADATA_URL: metadataUrl, MICROSOFT_LOGIN_URL: loginUrl } = env;
  const { MICROSOFT_OAUTH_CONNECTION: connection, MICROSOFT_TOKEN_SERVICE_URL: tokenServiceUrl } = env;
  if (sso) checkSso(env, sso, addMistake);
  if (tokenServiceUrl) checkSafe("MICROSOFT_TOKEN_SERVICE_URL", tokenServiceUrl, addMistake);
  for (const address of serviceUrls) checkSafe("TEAMS_SERVICE_URLS", address, addMistake);
  if (metadataUrl) checkSafe("MICROSOFT_OPENID_METADATA_URL", metadataUrl, addMistake);
  if (loginUrl) checkSafe("MICROSOFT_LOGIN_URL", loginUrl, addMistake);
  return {
    appId: env.MICROSOFT_APP_ID ?? "",
    appPassword: env.MICROSOFT_APP_PASSWORD,
    appType: env.MICROSOFT_APP_TYPE,
    tenantId: env.MICROSOFT_APP_TENANT_ID,
    metadataUrl,
    loginUrl,
    serviceUrls,
    anonymous,
    sso: sso && connection ? { way: sso, connection, tokenServiceUrl } : undefined,
    /** Of the tenants that may write to us, those of Teams. Slack's ids look different. */
    tenants: tenants.filter((tenant) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(tenant)),
  };
};

const ssoWithoutTeams =
  "is how Teams signs people in, and Teams is off: set MICROSOFT_APP_ID with what belongs to it, or leave sso out";

/** A token of a person is worth what its checks are worth, so all that they compare it with has to be known. */
const checkSso = (env: TeamsVariables, sso: Sso, addMistake: AddMistake): void => {
  if (!env.MICROSOFT_OAUTH_CONNECTION) {
    addMistake(
      "MICROSOFT_OAUTH_CONNECTION",
      "is missing: the name of the OAuth connection at the bot's registration in Azure, which identity.sso needs",
    );
  }
  if (!env.MICROSOFT_APP_ID || !env.MICROSOFT_APP_TENANT_ID) {
    addMistake("identity.sso", "needs MICROSOFT_APP_ID and MICROSOFT_APP_TENANT_ID: tokens are for one app and tenant");
  }
  if (sso === "on-behalf-of" && !env.MICROSOFT_APP_PASSWORD) {
    addMistake("identity.sso", "on-behalf-of needs MICROSOFT_APP_PASSWORD: a managed identity cannot ask for others");
  }
};

const checkIdentity = (env: TeamsVariables, addMistake: AddMistake): void => {
  if (env.MICROSOFT_APP_TYPE !== "UserAssignedMSI" && !env.MICROSOFT_APP_PASSWORD) {
    addMistake("MICROSOFT_APP_PASSWORD", "is missing: the client secret of the bot's app registration");
  }
  if (env.MICROSOFT_APP_TYPE !== "MultiTenant" && !env.MICROSOFT_APP_TENANT_ID) {
    addMistake(
      "MICROSOFT_APP_TENANT_ID",
      "is missing: the tenant (directory) id; or set MICROSOFT_APP_TYPE=MultiTenant",
    );
  }
};

/** Keys, tokens and secrets are sent to these addresses or come from there. */
const checkSafe = (key: string, address: string, addMistake: AddMistake): void => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname))) return;
  addMistake(key, `must be https:// addresses (http:// on this machine only), not ${address}`);
};

const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/.test(host);
