import { readFileSync } from "node:fs";
import { z } from "zod";
import { classicAgents } from "./classic.ts";
import { type Access, type File, loadFile, type Mistake } from "./config-file.ts";

export type { Access, AgentConfig } from "./config-file.ts";
export type { JobConfig, JobsFromTag, Parameter } from "./config-jobs.ts";

/*
 * The only reader of process.env. Environment plus concierge.yaml become one frozen Config, or one ConfigError that
 * lists everything that is wrong.
 */

const text = z.string().optional();
const url = z.url({ protocol: /^https?$/, error: "must be a URL such as https://adb-123.azuredatabricks.net" });
const Environment = z.object({
  PORT: z.coerce.number({ error: "must be a port number such as 3000" }).int().min(0).max(65_535).default(3_000),
  HOST: text,
  DRAIN_SECONDS: z.coerce.number({ error: "must be a number of seconds such as 20" }).min(0).max(600).default(20),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  CONCIERGE_CONFIG: text,
  DATA_DIR: z.string().default("./data"),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, "must be redis://host:6379 or rediss://…; several cluster nodes are separated by commas")
    .optional(),
  SLACK_BOT_TOKEN: z.string().startsWith("xoxb-", "must be the bot token that starts with xoxb-").optional(),
  SLACK_SIGNING_SECRET: text,
  SLACK_APP_TOKEN: z.string().startsWith("xapp-", "must be an app-level token that starts with xapp-").optional(),
  SLACK_API_URL: url.optional(),
  MICROSOFT_APP_ID: text,
  MICROSOFT_APP_PASSWORD: text,
  MICROSOFT_APP_TYPE: z.enum(["MultiTenant", "SingleTenant", "UserAssignedMSI"]).default("SingleTenant"),
  MICROSOFT_APP_TENANT_ID: text,
  MICROSOFT_OPENID_METADATA_URL: url.optional(),
  MICROSOFT_LOGIN_URL: url.optional(),
  TEAMS_ALLOW_ANONYMOUS: z.enum(["0", "1"]).default("0"),
  TEAMS_SERVICE_URLS: text,
  API_KEYS: text,
  DATABRICKS_HOST: url.optional(),
  DATABRICKS_TOKEN: text,
  DATABRICKS_CLIENT_ID: text,
  DATABRICKS_CLIENT_SECRET: text,
  DATABRICKS_WAREHOUSE_ID: text,
  DATABRICKS_WEBHOOK_USER: text,
  DATABRICKS_WEBHOOK_PASSWORD: text,
  DATABRICKS_MODEL_ENDPOINT: text,
  AZURE_OPENAI_API_KEY: text,
  AZURE_OPENAI_ENDPOINT: url.optional(),
  AZURE_OPENAI_DEPLOYMENT: text,
  AZURE_API_VERSION: z.string().default("2024-10-21"),
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: url.optional(),
  OPENAI_MODEL: text,
});
type Environment = z.infer<typeof Environment>;

export class ConfigError extends Error {
  readonly mistakes: Mistake[];
  constructor(mistakes: Mistake[]) {
    super(
      [
        `The configuration has ${mistakes.length === 1 ? "one mistake" : `${mistakes.length} mistakes`}:`,
        ...mistakes.map(({ key, wrong }) => `  - ${key}: ${wrong}`),
        "See .env.example and concierge.example.yaml for every setting with an example.",
      ].join("\n"),
    );
    this.name = "ConfigError";
    this.mistakes = mistakes;
  }
}

export type Config = Readonly<ReturnType<typeof assemble>>;
export type DatabricksAuth =
  | { kind: "token"; token: string }
  | { kind: "client"; clientId: string; clientSecret: string };
export type ModelSettings =
  | { kind: "azure"; apiKey: string; endpoint: string; deployment: string; apiVersion: string }
  | { kind: "openai"; apiKey: string; baseUrl: string | undefined; model: string }
  | { kind: "databricks"; endpoint: string };

/**
 * The whole configuration. Throws a ConfigError that names every mistake, never only the first. `terminal`: somebody
 * sits at this process, so no other channel needs to be on.
 */
export const loadConfig = (
  env: NodeJS.ProcessEnv = process.env,
  read = readFile,
  { terminal = false }: { terminal?: boolean } = {},
): Config => {
  const mistakes: Mistake[] = [];
  const known = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Environment.safeParse(known);
  if (!parsed.success) mistakes.push(...parsed.error.issues.map((issue) => fromIssue(issue)));
  const file = loadFile(known, read, mistakes);
  const environment = parsed.success ? parsed.data : Environment.partial().catch({}).parse({});
  const config = assemble(environment as Environment, file, known, parsed.success ? mistakes : [], terminal);
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return Object.freeze(config);
};

const assemble = (
  env: Environment,
  file: File,
  known: Record<string, unknown>,
  mistakes: Mistake[],
  terminal: boolean,
) => {
  const need = (key: string, wrong: string): void => void mistakes.push({ key, wrong });
  const agents = file.agents.length > 0 ? file.agents : classicAgents(known);
  if (agents.length === 0) {
    need(
      "agents",
      "there is none: list them in concierge.yaml, or set SALES_SPACE_ID, CUSTOMER_SPACE_ID, INVENTORY_SPACE_ID",
    );
  }
  for (const twin of repeated(agents.map((agent) => agent.id))) need(`agents: ${twin}`, "this id is used twice");
  for (const twin of repeated(file.jobs.map((job) => job.id))) need(`jobs: ${twin}`, "this id is used twice");
  for (const twin of repeated(file.jobs.map((job) => job.job_id))) need(`jobs: job_id ${twin}`, "is listed twice");
  const slack = slackSettings(env, need);
  const teams = teamsSettings(env, file.access.tenants, need);
  const apiKeys = apiKeysIn(env.API_KEYS, need);
  if (!slack && !teams && apiKeys.length === 0 && !terminal) {
    need("SLACK_BOT_TOKEN or MICROSOFT_APP_ID", "no channel is on: set the variables of Slack, of Teams, or API_KEYS");
  }
  return {
    port: env.PORT,
    host: env.HOST,
    drainMs: env.DRAIN_SECONDS * 1_000,
    logLevel: env.LOG_LEVEL,
    dataDir: env.DATA_DIR,
    redisUrl: env.REDIS_URL,
    slack,
    teams,
    apiKeys,
    databricks: databricksSettings(env, need),
    model: modelSettings(env, need),
    agents,
    jobs: file.jobs,
    jobsFromTag: file.jobs_from_tag,
    jobsChannel: file.jobs_channel,
    access: admitting(file.access, apiKeys),
    limits: file.limits,
    /** What is counted per minute counts in this time; tests shorten it. */
    minuteMs: 60_000,
    memory: file.memory,
  };
};

type Need = (key: string, wrong: string) => void;

const slackSettings = (env: Environment, need: Need) => {
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

const teamsSettings = (env: Environment, tenants: string[], need: Need) => {
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
const apiKeysIn = (list: string | undefined, need: Need): ApiKey[] => {
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

/** The lists of access are about people in chats; whoever holds a key that the operator made is admitted by it. */
const admitting = (access: Access, keys: ApiKey[]): Access => ({
  ...access,
  users: access.users.length === 0 ? [] : [...access.users, ...keys.map(({ name }) => name)],
  tenants: access.tenants.length === 0 ? [] : [...access.tenants, "api"],
});

const databricksSettings = (env: Environment, need: Need) => {
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

const modelSettings = (env: Environment, need: Need): ModelSettings | undefined => {
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

const readFile = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
};

const fromIssue = (issue: z.core.$ZodIssue): Mistake => ({
  key: issue.path.map(String).join("."),
  wrong: issue.message,
});

const repeated = (names: string[]): string[] => names.filter((name, index) => names.indexOf(name) !== index);
