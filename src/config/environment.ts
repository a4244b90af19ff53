import { z } from "zod";

/** The environment variables that we read, as .env.example explains them. */
const text = z.string().optional();
const url = z.url({ protocol: /^https?$/, error: "must be a URL such as https://adb-123.azuredatabricks.net" });
export const Environment = z.object({
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
export type Environment = z.infer<typeof Environment>;
