import { readFileSync } from "node:fs";
import type { z } from "zod";
import { classicAgents } from "./classic-agents.ts";
import { type Access, type File, loadFile, type Mistake } from "./config-file.ts";
import { Environment } from "./environment.ts";
import {
  type ApiKey,
  apiKeysIn,
  databricksSettings,
  modelSettings,
  repeated,
  slackSettings,
  teamsSettings,
} from "./service-config.ts";

export type { Access, AgentConfig } from "./config-file.ts";
export type { JobConfig, JobsFromTag, Parameter } from "./job-config.ts";
export type { ApiKey, DatabricksAuth, ModelSettings } from "./service-config.ts";

/*
 * The only reader of process.env. Environment plus concierge.yaml become one frozen Config, or one ConfigError that
 * lists everything that is wrong.
 */

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

/** The lists of access are about people in chats; whoever holds a key that the operator made is admitted by it. */
const admitting = (access: Access, keys: ApiKey[]): Access => ({
  ...access,
  users: access.users.length === 0 ? [] : [...access.users, ...keys.map(({ name }) => name)],
  tenants: access.tenants.length === 0 ? [] : [...access.tenants, "api"],
});

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
