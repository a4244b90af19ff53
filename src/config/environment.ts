import { z } from "zod";
import { httpUrl, text, type Variables } from "../ports/setup.ts";
import { wordsOf } from "./issue-words.ts";
import type { Mistakes } from "./mistakes.ts";
import { traceVariables } from "./trace-variables.ts";

const port = z.coerce.number({ error: "must be a port number such as 3000" }).int().min(0).max(65_535);

const withScheme = (host: unknown): unknown =>
  typeof host === "string" && /^[\w-]+(?:\.[\w-]+)+\/?$/.test(host) ? `https://${host}` : host;

/** The environment variables that belong to no module, as .env.example explains them. */
export const Environment = z.object({
  PORT: port.optional(),
  DATABRICKS_APP_PORT: port.optional(),
  HOST: text,
  PUBLIC_URL: httpUrl("https://genie.example.com"),
  DRAIN_SECONDS: z.coerce.number({ error: "must be a number of seconds such as 20" }).min(0).max(600).default(20),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  CONCIERGE_CONFIG: text,
  DATA_DIR: z.string().default("./data"),
  METRICS_PORT: port.optional(),
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  // A Databricks App gets it without a scheme.
  DATABRICKS_HOST: z.preprocess(withScheme, httpUrl("https://adb-123.azuredatabricks.net")),
  DATABRICKS_TOKEN: text,
  DATABRICKS_CLIENT_ID: text,
  DATABRICKS_CLIENT_SECRET: text,
  DATABRICKS_OAUTH_CLIENT_ID: text,
  DATABRICKS_OAUTH_CLIENT_SECRET: text,
  DATABRICKS_OAUTH_SCOPES: text,
  DATABRICKS_FEDERATION_SCOPES: text,
  TOKEN_KEYS: text,
  FEDERATION_KEY: text,
  DATABRICKS_WAREHOUSE_ID: text,
  DATABRICKS_WEBHOOK_USER: text,
  DATABRICKS_WEBHOOK_PASSWORD: text,
  DATABRICKS_MODEL_ENDPOINT: text,
  DATABRICKS_PLAN_MODEL: text,
  AZURE_OPENAI_API_KEY: text,
  AZURE_OPENAI_ENDPOINT: httpUrl("https://example.openai.azure.com"),
  AZURE_OPENAI_DEPLOYMENT: text,
  AZURE_OPENAI_PLAN_MODEL: text,
  AZURE_API_VERSION: z.string().default("2024-10-21"),
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: httpUrl("https://api.openai.com/v1"),
  OPENAI_MODEL: text,
  OPENAI_PLAN_MODEL: text,
  ...traceVariables,
  MLFLOW_TRACKING_URI: text,
  MLFLOW_EXPERIMENT_ID: text,
  MLFLOW_TRACE_TABLE: text,
  MLFLOW_TRACKING_TOKEN: text,
  MLFLOW_TRACKING_USERNAME: text,
  MLFLOW_TRACKING_PASSWORD: text,
  SEARCH_API_KEY: text,
  SEARCH_API_URL: httpUrl("https://api.search.brave.com/res/v1/web/search"),
  SALES_SPACE_ID: text,
  CUSTOMER_SPACE_ID: text,
  INVENTORY_SPACE_ID: text,
});
export type Environment = z.infer<typeof Environment>;

/** The variables that are set and fit the schema. Any other is a mistake and counts as not set. */
export const fitting = (
  schema: Variables,
  known: Record<string, unknown>,
  mistakes: Mistakes,
): Record<string, unknown> => {
  const { error } = schema.safeParse(known, { error: wordsOf });
  const wrong = new Map((error?.issues ?? []).map(({ path, message }) => [String(path[0]), message]));
  for (const [name, message] of wrong) mistakes.unfit(name, message);
  return Object.fromEntries(Object.entries(known).filter(([name]) => !wrong.has(name)));
};
