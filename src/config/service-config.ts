import type { AddMistake } from "../ports/setup.ts";
import type { Environment } from "./environment.ts";
import type { Mistakes } from "./mistakes.ts";

/* The settings of Databricks and of the language model, out of the environment. */

export type DatabricksAuth =
  | { kind: "token"; token: string }
  | { kind: "client"; clientId: string; clientSecret: string };
export type ModelSettings =
  | { kind: "azure"; apiKey: string; endpoint: string; deployment: string; apiVersion: string }
  | { kind: "openai"; apiKey: string; baseUrl: string | undefined; model: string }
  | { kind: "databricks"; endpoint: string };

export const databricksSettings = (env: Environment, mistakes: Mistakes) => {
  const { add: addMistake } = mistakes;
  if (!env.DATABRICKS_HOST)
    addMistake("DATABRICKS_HOST", "is missing: the workspace URL, for example https://adb-123.azuredatabricks.net");
  return {
    host: originOf(env.DATABRICKS_HOST ?? ""),
    auth: databricksAuth(env, mistakes),
    warehouseId: env.DATABRICKS_WAREHOUSE_ID,
    webhook: webhookSettings(env, addMistake),
  };
};

/** The workspace's own address: people copy it from their browser, with a path and a query. */
const originOf = (host: string): string => (URL.canParse(host) ? new URL(host).origin : host);

const webhookSettings = (env: Environment, addMistake: AddMistake): { user: string; password: string } | undefined => {
  const { DATABRICKS_WEBHOOK_USER: user, DATABRICKS_WEBHOOK_PASSWORD: password } = env;
  if (user && password) return { user, password };
  if (user || password)
    addMistake("DATABRICKS_WEBHOOK_USER and DATABRICKS_WEBHOOK_PASSWORD", "only one of the two is set");
  return undefined;
};

const databricksAuth = (env: Environment, { add: addMistake, warn }: Mistakes): DatabricksAuth => {
  const { DATABRICKS_CLIENT_ID: clientId, DATABRICKS_CLIENT_SECRET: clientSecret, DATABRICKS_TOKEN: token } = env;
  if (clientId && clientSecret) {
    if (token) warn("DATABRICKS_TOKEN", "is not used: DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET are set, too");
    return { kind: "client", clientId, clientSecret };
  }
  if (clientId || clientSecret) {
    addMistake(
      "DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET",
      "only one of the two is set; a service principal needs both",
    );
  } else if (!token) {
    addMistake(
      "DATABRICKS_TOKEN",
      "is missing: a personal access token, or DATABRICKS_CLIENT_ID with DATABRICKS_CLIENT_SECRET",
    );
  }
  return { kind: "token", token: token ?? "" };
};

/** The language model: Azure OpenAI, else OpenAI or what speaks its wire, else Databricks serving; undefined: none. */
export const modelSettings = (env: Environment, mistakes: Mistakes): ModelSettings | undefined => {
  const found = [azureSettings(env, mistakes.add), openaiSettings(env, mistakes.add), servingSettings(env)].filter(
    (settings) => settings !== undefined,
  );
  const [used, ...others] = found;
  if (used && others.length > 0) {
    const names = others.map(({ kind }) => titles[kind]).join(" and ");
    mistakes.warn("the language model", `is ${titles[used.kind]}; the settings of ${names} are not used`);
  }
  return used;
};

/** The model that plans, where another one of the same provider is to; undefined: the one that answers plans too. */
export const planModelSettings = (
  env: Environment,
  model: ModelSettings | undefined,
  mistakes: Mistakes,
): ModelSettings | undefined => {
  for (const [kind, name] of Object.entries(planModels))
    if (env[name] && model?.kind !== kind)
      mistakes.warn(name, "is not used: the language model is not that provider's");
  const plans = model && env[planModels[model.kind]];
  if (!plans) return undefined;
  switch (model.kind) {
    case "azure":
      return { ...model, deployment: plans };
    case "openai":
      return { ...model, model: plans };
    case "databricks":
      return { ...model, endpoint: plans };
  }
};

/** The search of the web; undefined: it is off. */
export const searchSettings = (
  { SEARCH_API_KEY: key, SEARCH_API_URL: url }: Environment,
  addMistake: AddMistake,
): { url: string; key: string } | undefined => {
  if (!key && url) addMistake("SEARCH_API_KEY", "is missing: without a key the web is not searched");
  return key ? { key, url: url ?? "https://api.search.brave.com/res/v1/web/search" } : undefined;
};

const planModels = {
  azure: "AZURE_OPENAI_PLAN_MODEL",
  openai: "OPENAI_PLAN_MODEL",
  databricks: "DATABRICKS_PLAN_MODEL",
} as const;

const titles = { azure: "Azure OpenAI", openai: "OpenAI", databricks: "Databricks model serving" };

const azureSettings = (env: Environment, addMistake: AddMistake): ModelSettings | undefined => {
  const keys = ["AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_DEPLOYMENT"] as const;
  if (keys.every((key) => !env[key])) return undefined;
  for (const key of keys) {
    if (!env[key]) addMistake(key, "is missing: Azure OpenAI needs key, endpoint and deployment");
  }
  return {
    kind: "azure",
    apiKey: env.AZURE_OPENAI_API_KEY ?? "",
    endpoint: env.AZURE_OPENAI_ENDPOINT ?? "",
    deployment: env.AZURE_OPENAI_DEPLOYMENT ?? "",
    apiVersion: env.AZURE_API_VERSION,
  };
};

const openaiSettings = (env: Environment, addMistake: AddMistake): ModelSettings | undefined => {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = env;
  if (!apiKey && !baseUrl && !model) return undefined;
  if (!apiKey)
    addMistake(
      "OPENAI_API_KEY",
      "is missing, so there would be no language model; a server that needs no key takes any",
    );
  if (!model) addMistake("OPENAI_MODEL", "is missing: the model's name, for example gpt-5.2");
  return { kind: "openai", apiKey: apiKey ?? "", baseUrl, model: model ?? "" };
};

const servingSettings = (env: Environment): ModelSettings | undefined =>
  env.DATABRICKS_MODEL_ENDPOINT ? { kind: "databricks", endpoint: env.DATABRICKS_MODEL_ENDPOINT } : undefined;
