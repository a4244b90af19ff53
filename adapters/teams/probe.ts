import { adviceOn, asProblem, type Problem } from "../../src/errors.ts";
import { silent } from "../../src/logging/log.ts";
import type { ProbeResult } from "../../src/ports/setup.ts";
import type { To } from "./address.ts";
import { cloudOf } from "./connector/clouds.ts";
import { createCredentials } from "./connector/credentials.ts";
import type { TeamsSettings } from "./settings.ts";
import { createTokenService } from "./sso/token-service.ts";
import { teams } from "./teams-channel.ts";

/** Gets a token for the bot and the keys of the Bot Connector, and looks at the connection by which people sign in. */
export const probeTeams = async (settings: TeamsSettings): Promise<ProbeResult[]> => {
  const channel = teams({ ...settings, log: silent });
  try {
    await channel.connect(() => Promise.resolve());
  } catch (thrown) {
    return [failed(asProblem(thrown), settings)];
  }
  const who = settings.appId
    ? `Microsoft accepts the credentials of the bot ${settings.appId}`
    : "anybody on this machine can write to the bot";
  const what = `Teams: ${who}, and the Bot Connector's keys can be fetched`;
  return [{ state: "ok", what }, ...(await probeSso(settings))];
};

/** Asks for the sign-in of somebody in a chat that does not exist, which changes nothing. */
const probeSso = async (settings: TeamsSettings): Promise<ProbeResult[]> => {
  const { sso, appId, tenantId: tenant = "" } = settings;
  if (!sso) return [];
  const cloud = cloudOf(settings);
  const credentials = createCredentials({ ...settings, ...cloud, now: Date.now });
  const { connection, tokenServiceUrl: url = cloud.tokenServiceUrl } = sso;
  const { serviceUrl } = cloud;
  const nowhere: To = { serviceUrl, conversation: "a:doctor", tenant, scope: "personal", bot: { id: `28:${appId}` } };
  try {
    const { exchange } = await createTokenService({ url, connection, appId, credentials }).resource(nowhere);
    const wanted = `api://botid-${appId}`;
    if (exchange.uri === wanted)
      return [{ state: "ok", what: `Teams: people are signed in by the connection ${connection}` }];
    const what = `Teams: the token exchange URL of the connection ${connection} is ${exchange.uri}`;
    return [
      { state: "failed", what, advice: `It has to be ${wanted}, as in the app package and the app registration.` },
    ];
  } catch (thrown) {
    const what = `Teams: the OAuth connection ${connection} (MICROSOFT_OAUTH_CONNECTION) cannot be used`;
    return [
      { state: "failed", what, advice: `Compare the name with the bot's registration: ${asProblem(thrown).message}` },
    ];
  }
};

const failed = (problem: Problem, settings: TeamsSettings): ProbeResult => {
  const { loginUrl, metadataUrl } = cloudOf(settings);
  const [address, setting] =
    problem.code === "teams.keys" ? [metadataUrl, "MICROSOFT_OPENID_METADATA_URL"] : [loginUrl, "MICROSOFT_LOGIN_URL"];
  const what = `Teams: ${problem.code === "teams.credentials" ? "Microsoft refuses the bot's credentials" : `${address} does not answer as it should`}: ${problem.detail}`;
  if (problem.code !== "teams.credentials")
    return { state: "failed", what, advice: `${adviceOn(problem)} The address is ${setting}'s, if that is set.` };
  return { state: "failed", what, advice: adviceFor(problem) };
};

/** By Microsoft's number of the refusal: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const adviceFor = (problem: Problem): string => {
  const [, number = ""] = /\b(7000\d+|700016|90002|900023)\b/.exec(problem.detail) ?? [];
  return refusals[number] ?? adviceOn(problem);
};

const refusals: Readonly<Record<string, string>> = {
  "7000215": "MICROSOFT_APP_PASSWORD is wrong: it has to be the secret's value, not its id (Certificates & secrets).",
  "7000222":
    "MICROSOFT_APP_PASSWORD has expired: make a new client secret of the app registration (Certificates & secrets).",
  "700016":
    "There is no app MICROSOFT_APP_ID in the tenant MICROSOFT_APP_TENANT_ID. Check both; a multi-tenant bot has MICROSOFT_APP_TYPE=MultiTenant.",
  "90002": "There is no tenant MICROSOFT_APP_TENANT_ID: it is the directory (tenant) id of the app registration.",
  "900023": "MICROSOFT_APP_TENANT_ID isn't a tenant id: it is the directory (tenant) id of the app registration.",
};
