import type { Environment } from "./environment.ts";

/*
 * The settings of each service, out of the environment: undefined when it is off. What is missing or does not fit
 * together is told to `need`, which goes on.
 */

type Need = (key: string, wrong: string) => void;

export type DatabricksAuth =
  | { kind: "token"; token: string }
  | { kind: "client"; clientId: string; clientSecret: string };
export type ModelSettings =
  | { kind: "azure"; apiKey: string; endpoint: string; deployment: string; apiVersion: string }
  | { kind: "openai"; apiKey: string; baseUrl: string | undefined; model: string }
  | { kind: "databricks"; endpoint: string };

export const slackSettings = (env: Environment, need: Need) => {
  if (!env.SLACK_BOT_TOKEN) {
    if (env.SLACK_SIGNING_SECRET || env.SLACK_APP_TOKEN)
      need("SLACK_BOT_TOKEN", "is missing: the bot token xoxb-… of the Slack app");
    return undefined;
  }
  if (!env.SLACK_SIGNING_SECRET && !env.SLACK_APP_TOKEN) {
    need("SLACK_SIGNING_SECRET", "is missing: set it (HTTP), or SLACK_APP_TOKEN xapp-… (Socket Mode)");
  }
  return {
    botToken: env.SLACK_BOT_TOKEN,
    signingSecret: env.SLACK_SIGNING_SECRET,
    appToken: env.SLACK_APP_TOKEN,
    apiUrl: env.SLACK_API_URL,
  };
};

export const teamsSettings = (env: Environment, tenants: string[], need: Need) => {
  const anonymous = env.TEAMS_ALLOW_ANONYMOUS === "1";
  if (anonymous && !isLoopback(env.HOST ?? "")) {
    need("TEAMS_ALLOW_ANONYMOUS", "lets anybody write to the bot who can reach it: only with HOST=127.0.0.1");
  }
  if (!env.MICROSOFT_APP_ID && !anonymous) {
    if (env.MICROSOFT_APP_PASSWORD)
      need("MICROSOFT_APP_ID", "is missing: the application (client) id of the Teams bot");
    return undefined;
  }
  if (env.MICROSOFT_APP_ID && env.MICROSOFT_APP_TYPE !== "UserAssignedMSI" && !env.MICROSOFT_APP_PASSWORD) {
    need("MICROSOFT_APP_PASSWORD", "is missing: the client secret of the bot's app registration");
  }
  if (env.MICROSOFT_APP_ID && env.MICROSOFT_APP_TYPE !== "MultiTenant" && !env.MICROSOFT_APP_TENANT_ID) {
    need("MICROSOFT_APP_TENANT_ID", "is missing: the tenant (directory) id; or set MICROSOFT_APP_TYPE=MultiTenant");
  }
  const serviceUrls = (env.TEAMS_SERVICE_URLS ?? "").split(",").filter(Boolean);
  const { MICROSOFT_OPENID_METADATA_URL: metadataUrl, MICROSOFT_LOGIN_URL: loginUrl } = env;
  for (const address of serviceUrls) needSafe("TEAMS_SERVICE_URLS", address, need);
  if (metadataUrl) needSafe("MICROSOFT_OPENID_METADATA_URL", metadataUrl, need);
  if (loginUrl) needSafe("MICROSOFT_LOGIN_URL", loginUrl, need);
  return {
    appId: env.MICROSOFT_APP_ID ?? "",
    appPassword: env.MICROSOFT_APP_PASSWORD,
    appType: env.MICROSOFT_APP_TYPE,
    tenantId: env.MICROSOFT_APP_TENANT_ID,
    metadataUrl,
    loginUrl,
    serviceUrls,
    anonymous,
    /** Of the tenants that may write to us, those of Teams; Slack's are named otherwise. */
    tenants: tenants.filter((tenant) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(tenant)),
  };
};

/** Keys, tokens and secrets go to these addresses or come from there. */
const needSafe = (key: string, address: string, need: Need): void => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname))) return;
  need(key, `must be https:// addresses (http:// on this machine only), not ${address}`);
};

const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/.test(host);

export interface ApiKey {
  name: string;
  key: string;
}

/** `name:key` pairs, separated by commas. The name stands for who asks; the key is a secret of at least 16 characters. */
export const apiKeysIn = (list: string | undefined, need: Need): ApiKey[] => {
  const pairs = (list ?? "")
    .split(",")
    .map((pair) => pair.trim())
    .filter(Boolean);
  const keys = pairs.flatMap((pair, index): ApiKey[] => {
    const [, name, key] = /^([a-z][a-z0-9-]{0,39}):([^\s,]{16,})$/.exec(pair) ?? [];
    if (name !== undefined && key !== undefined) return [{ name, key }];
    need(`API_KEYS, pair ${index + 1}`, "must be name:key, the name lower-case, the key at least 16 characters");
    return [];
  });
  for (const twin of repeated(keys.map(({ name }) => name))) need("API_KEYS", `the name ${twin} is used twice`);
  return keys;
};

export const databricksSettings = (env: Environment, need: Need) => {
  if (!env.DATABRICKS_HOST)
    need("DATABRICKS_HOST", "is missing: the workspace URL, for example https://adb-123.azuredatabricks.net");
  return {
    host: (env.DATABRICKS_HOST ?? "").replace(/\/+$/, ""),
    auth: databricksAuth(env, need),
    warehouseId: env.DATABRICKS_WAREHOUSE_ID,
    webhook: webhookSettings(env, need),
  };
};

const webhookSettings = (env: Environment, need: Need): { user: string; password: string } | undefined => {
  const { DATABRICKS_WEBHOOK_USER: user, DATABRICKS_WEBHOOK_PASSWORD: password } = env;
  if (user && password) return { user, password };
  if (user || password) need("DATABRICKS_WEBHOOK_USER and DATABRICKS_WEBHOOK_PASSWORD", "only one of the two is set");
  return undefined;
};

const databricksAuth = (env: Environment, need: Need): DatabricksAuth => {
  const { DATABRICKS_CLIENT_ID: clientId, DATABRICKS_CLIENT_SECRET: clientSecret, DATABRICKS_TOKEN: token } = env;
  if (clientId && clientSecret) return { kind: "client", clientId, clientSecret };
  if (clientId || clientSecret) {
    need(
      "DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET",
      "only one of the two is set; a service principal needs both",
    );
  } else if (!token) {
    need(
      "DATABRICKS_TOKEN",
      "is missing: a personal access token, or DATABRICKS_CLIENT_ID with DATABRICKS_CLIENT_SECRET",
    );
  }
  return { kind: "token", token: token ?? "" };
};

export const modelSettings = (env: Environment, need: Need): ModelSettings | undefined => {
  if (env.AZURE_OPENAI_API_KEY || env.AZURE_OPENAI_ENDPOINT || env.AZURE_OPENAI_DEPLOYMENT) {
    for (const key of ["AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_DEPLOYMENT"] as const) {
      if (!env[key]) need(key, "is missing: Azure OpenAI needs key, endpoint and deployment");
    }
    return {
      kind: "azure",
      apiKey: env.AZURE_OPENAI_API_KEY ?? "",
      endpoint: env.AZURE_OPENAI_ENDPOINT ?? "",
      deployment: env.AZURE_OPENAI_DEPLOYMENT ?? "",
      apiVersion: env.AZURE_API_VERSION,
    };
  }
  if (env.OPENAI_API_KEY) {
    if (!env.OPENAI_MODEL) need("OPENAI_MODEL", "is missing: the model's name, for example gpt-5.2");
    return { kind: "openai", apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL, model: env.OPENAI_MODEL ?? "" };
  }
  return env.DATABRICKS_MODEL_ENDPOINT ? { kind: "databricks", endpoint: env.DATABRICKS_MODEL_ENDPOINT } : undefined;
};

/** Names that stand in a list more than once. */
export const repeated = (names: string[]): string[] => names.filter((name, index) => names.indexOf(name) !== index);
