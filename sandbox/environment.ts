import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { TOKENS } from "./databricks/auth.ts";
import { SIGN_IN_APP } from "./databricks/sign-in.ts";
import { WAREHOUSE_ID } from "./databricks/sql/warehouses.ts";
import { INCIDENT_KEYS } from "./incident/service.ts";
import { LOGIN } from "./mail/service.ts";
import { MODEL, MODEL_KEY } from "./model/chat.ts";
import type { OwnModel } from "./own-model.ts";
import { SEARCH_KEY } from "./search/service.ts";
import { OUTSIDERS, PEOPLE, SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, TEAM } from "./slack/seed.ts";
import { SERVICE_PATH } from "./teams/api/api.ts";
import { APP_ID, APP_PASSWORD, PEOPLE as TEAMS_PEOPLE, TENANT } from "./teams/seed.ts";
import { CONNECTION } from "./teams/sign-in.ts";

export interface Connection {
  slack: string;
  teams: string;
  databricks: string;
  /** Host and port. */
  mail: string;
  incident: string;
  search: string;
  /** Absent: the bot gets no language model. */
  model: string | undefined;
  /** A model in its place. */
  ownModel: Pick<OwnModel, "env"> | undefined;
  spaces: readonly { id: string; agent: string }[];
  jobs: readonly { id: string; job_id: string }[];
  directory: string;
  botPort: number;
  federationKey: string;
  /** Absent: the bot keeps its data in the directory. */
  redis: string | undefined;
}

/** The environment that connects a bot to the sandbox; the names are those of `.env.example`. */
export const environment = (connection: Connection): Record<string, string> => ({
  PORT: String(connection.botPort),
  PUBLIC_URL: `http://127.0.0.1:${connection.botPort}`,
  DATA_DIR: resolve(connection.directory),
  CONCIERGE_CONFIG: resolve(connection.directory, "concierge.yaml"),
  ...(connection.redis ? { REDIS_URL: connection.redis } : {}),
  SLACK_BOT_TOKEN,
  SLACK_SIGNING_SECRET,
  SLACK_API_URL: `${connection.slack}/api/`,
  MICROSOFT_APP_ID: APP_ID,
  MICROSOFT_APP_PASSWORD: APP_PASSWORD,
  MICROSOFT_APP_TYPE: "SingleTenant",
  MICROSOFT_APP_TENANT_ID: TENANT.id,
  MICROSOFT_OPENID_METADATA_URL: `${connection.teams}/v1/.well-known/openidconfiguration`,
  MICROSOFT_LOGIN_URL: connection.teams,
  MICROSOFT_OAUTH_CONNECTION: CONNECTION,
  MICROSOFT_TOKEN_SERVICE_URL: connection.teams,
  TEAMS_SERVICE_URLS: `${connection.teams}${SERVICE_PATH}/`,
  DATABRICKS_HOST: connection.databricks,
  DATABRICKS_TOKEN: TOKENS.pat,
  DATABRICKS_WAREHOUSE_ID: WAREHOUSE_ID,
  DATABRICKS_OAUTH_CLIENT_ID: SIGN_IN_APP.id,
  DATABRICKS_OAUTH_CLIENT_SECRET: SIGN_IN_APP.secret,
  TOKEN_KEYS: "sandbox:c2FuZGJveC1zYW5kYm94LXNhbmRib3gtc2FuZGJveC0=",
  FEDERATION_KEY: connection.federationKey,
  SMTP_URL: `smtp://${LOGIN.user}:${LOGIN.password}@${connection.mail}`,
  SMTP_FROM: "Genie Concierge <genie@example.com>",
  SMTP_TO: "data-team@example.com",
  INCIDENT_WEBHOOK_URL: `${connection.incident}/v2/enqueue`,
  INCIDENT_WEBHOOK_KIND: "pagerduty",
  INCIDENT_WEBHOOK_TOKEN: INCIDENT_KEYS.pagerduty,
  SEARCH_API_URL: `${connection.search}/res/v1/web/search`,
  SEARCH_API_KEY: SEARCH_KEY,
  ...Object.fromEntries(connection.spaces.map((space) => [variable(space.agent, "SPACE"), space.id])),
  ...Object.fromEntries(connection.jobs.map((job) => [variable(job.id, "JOB"), job.job_id])),
  ...modelVariables(connection),
});

const modelVariables = ({ model, ownModel }: Connection): Record<string, string> => {
  if (!model) return {};
  return ownModel?.env ?? { OPENAI_API_KEY: MODEL_KEY, OPENAI_BASE_URL: `${model}/v1`, OPENAI_MODEL: MODEL };
};

/** Writes the environment as a file for `node --env-file`. */
export const writeEnvironment = async (file: string, env: Record<string, string>): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  const lines = Object.entries(env).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  await writeFile(file, `${lines.join("\n")}\n`);
};

const Example = z.object({
  agents: z.array(z.looseObject({ id: z.string(), space: z.string() })),
  jobs: z.array(z.looseObject({ id: z.string(), job_id: z.string() })),
});

/** Writes concierge.yaml: the agents and jobs of the example file that exist here, and who may ask and run them. */
export const writeConfig = async (
  file: string,
  env: Record<string, string>,
  identity: Record<string, string> = {},
): Promise<void> => {
  const { agents, jobs } = Example.parse(parse(await readFile(exampleFile, "utf8")));
  const exists = (text: string) => variablesIn(text).every((name) => env[name] !== undefined);
  const config = {
    agents: agents.filter(({ space }) => exists(space)),
    jobs: jobs.filter(({ job_id }) => exists(job_id)).map((job) => ({ ...job, ...restrictions[job.id] })),
    identity: { rights: "service", ...identity },
    access: {
      admins: idsOf("admin"),
      users: [...idsOf("member"), ...idsOf("admin")],
      tenants: [TEAM.id, TENANT.id],
    },
    limits: { genie_questions_per_minute: 600 },
    tools,
  };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `# Written by the sandbox at every start.\n${stringify(config)}`);
};

const tools = {
  runbooks: {
    folder: fileURLToPath(new URL("runbooks", import.meta.url)),
    url: "https://git.example/runbooks/blob/main",
  },
  dashboards: [
    {
      title: "Cost control room",
      url: "https://bi.example/cost-control",
      description: "Spend of all workspaces against their budgets.",
      keywords: ["cost", "spend", "budget"],
    },
  ],
  lakeview: true,
  alerts: [
    {
      ...{ id: "on-call", name: "on-call", words: ["on-call team", "on call"], channel: "C0DATAOPS" },
      ...{ email: ["oncall@example.com"], incident: true },
    },
  ],
};

const exampleFile = new URL("../concierge.example.yaml", import.meta.url);

const variable = (id: string, kind: "SPACE" | "JOB"): string =>
  `${id.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}_${kind}_ID`;

const variablesIn = (text: string): string[] => [...text.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? "");

/** The same people in Slack and in Teams, by the ids of each. */
const idsOf = (is: "member" | "admin" | "asker"): string[] => [
  ...[...PEOPLE, ...OUTSIDERS].filter(({ role, name }) => role === is || name === is).map(({ id }) => id),
  ...TEAMS_PEOPLE.filter(({ role, name }) => role === is || name === is).map(({ aadObjectId }) => aadObjectId),
];

/** One job asks before it starts, and is not for everybody. */
const restrictions: Record<string, object> = { "nightly-load": { confirm: true, allow: { users: idsOf("asker") } } };
