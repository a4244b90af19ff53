import { readFileSync } from "node:fs";
import type { Platform } from "../ports/actor.ts";
import type { ChannelModule, ConfiguredChannel } from "../ports/chat/channel-module.ts";
import type { ConfiguredNotifier, NotifierModule } from "../ports/notifier-module.ts";
import type { ConfiguredStore, StoreModule } from "../ports/stores/store-module.ts";
import type { Access } from "./access-config.ts";
import { classicAgents } from "./classic-agents.ts";
import { type AgentConfig, type File, loadFile, type Read } from "./config-file.ts";
import { Environment, fitting } from "./environment.ts";
import { signInSettings } from "./identity-config.ts";
import { ConfigError, createMistakes, type Mistakes } from "./mistakes.ts";
import { databricksSettings, modelSettings, planModelSettings, searchSettings } from "./service-config.ts";
import { traceSettings } from "./trace-config.ts";

export type { Access } from "./access-config.ts";
export type { JobConfig, JobsFromTag, Parameter } from "./job-config.ts";
export { ConfigError } from "./mistakes.ts";

/*
 * The only reader of process.env. Environment plus concierge.yaml become one frozen Config, or one ConfigError that
 * lists everything that is wrong.
 */

export type Config = Readonly<ReturnType<typeof assemble>>;

/** What there is to be configured; the first store that the environment asks for is used. */
export interface Modules {
  channels: readonly ChannelModule[];
  stores: readonly StoreModule[];
  notifiers: readonly NotifierModule[];
}

export interface ReadOptions {
  env?: NodeJS.ProcessEnv;
  read?: Read;
  /** Somebody sits at this process, so no other channel needs to be on. */
  terminal?: boolean;
}

/** The whole configuration. Throws a ConfigError that names every mistake, never only the first. */
export const readConfig = (
  modules: Modules,
  { env = process.env, read = readFile, terminal = false }: ReadOptions = {},
): Config => {
  const mistakes = createMistakes();
  const known = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const environment = Environment.parse(fitting(Environment, known, mistakes));
  const before = mistakes.all.length;
  const file = loadFile(known, read, mistakes);
  const fileFits = mistakes.all.length === before;
  const config = assemble({ modules, known, environment, file, fileFits, terminal }, mistakes);
  if (mistakes.all.length > 0) throw new ConfigError(mistakes.all);
  return Object.freeze(config);
};

/** The settings of Databricks alone. Throws a ConfigError. */
export const readDatabricks = (env: NodeJS.ProcessEnv = process.env): ReturnType<typeof databricksSettings> => {
  const mistakes = createMistakes();
  const known = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const settings = databricksSettings(Environment.parse(fitting(Environment, known, mistakes)), mistakes);
  if (mistakes.all.length > 0) throw new ConfigError(mistakes.all);
  return settings;
};

/** Every environment variable that has a meaning, once. */
export const variablesOf = ({ channels, stores, notifiers }: Modules): string[] => {
  const all = [Environment, ...[...stores, ...channels, ...notifiers].map((module) => module.environment)];
  return [...new Set(all.flatMap(({ shape }) => Object.keys(shape)))];
};

interface Given {
  /** Nothing is wrong with concierge.yaml, or there is none. */
  fileFits: boolean;
  modules: Modules;
  known: Record<string, unknown>;
  environment: Environment;
  file: File;
  terminal: boolean;
}

const assemble = (given: Given, mistakes: Mistakes) => {
  const { environment: env, file } = given;
  const store = storeOf(given, mistakes);
  const channels = channelsOf(given, mistakes);
  const model = modelSettings(env, mistakes);
  const notifiers = notifiersOf(given, mistakes);
  checkJobsChannel(given, mistakes);
  checkNotices(file, notifiers, mistakes);
  return {
    port: portOf(env),
    host: env.HOST,
    publicUrl: env.PUBLIC_URL,
    metrics: metricsSettings(env, mistakes),
    drainMs: env.DRAIN_SECONDS * 1_000,
    logLevel: env.LOG_LEVEL,
    dataDir: env.DATA_DIR,
    store,
    channels,
    channelsOff: given.modules.channels.filter(({ platform }) => !channels.has(platform)),
    notifiers,
    databricks: databricksSettings(env, mistakes),
    model,
    planModel: planModelSettings(env, model, mistakes),
    instructions: file.supervisor.instructions,
    knowsValues: file.supervisor.values,
    tools: { ...file.tools, search: searchSettings(env, mistakes.add) },
    agents: agentsOf(given, mistakes),
    jobs: file.jobs,
    jobsFromTag: file.jobs_from_tag,
    jobsChannel: file.jobs_channel,
    language: file.language,
    timeZone: file.time_zone,
    triage: file.triage,
    audit: file.audit,
    identity: file.identity,
    signIn: signInSettings(env, file, mistakes),
    access: admitting(file.access, [...channels.values()]),
    limits: file.limits,
    /** The length of a minute in all limits per minute; tests shorten it. */
    minuteMs: 60_000,
    memory: file.memory,
    traces: { ...traceSettings(env, mistakes.add), content: file.traces.content },
    /** Settings that are probably not intended, in a sentence each. */
    warnings: mistakes.warnings.map(({ key, wrong }) => `${key} ${wrong}`),
  };
};

/** A Databricks App must listen where the platform says. */
const portOf = ({ PORT, DATABRICKS_APP_PORT }: Environment): number => PORT ?? DATABRICKS_APP_PORT ?? 3_000;

const metricsSettings = (env: Environment, mistakes: Mistakes) => {
  const { METRICS_PORT: port, METRICS_TOKEN: token } = env;
  if (port !== undefined && port !== 0 && port === portOf(env))
    mistakes.add("METRICS_PORT", "is the port of the bot itself: choose another one, or set METRICS_TOKEN instead");
  return { port, token };
};

/** The end of a run that nobody started here is only known by the webhook, unless its job is watched. */
const checkJobsChannel = ({ environment, file }: Given, mistakes: Mistakes): void => {
  const { watch, channel = file.jobs_channel } = file.triage;
  if (watch.length > 0 && channel === undefined)
    mistakes.warn("triage.watch", "stays silent without triage.channel or jobs_channel: nobody could see the cards");
  if (file.jobs_channel === undefined || environment.DATABRICKS_WEBHOOK_USER) return;
  mistakes.warn(
    "jobs_channel",
    "stays silent without DATABRICKS_WEBHOOK_USER and DATABRICKS_WEBHOOK_PASSWORD: only the webhook tells the bot about runs that were started elsewhere",
  );
};

/** Who is to hear of failures and alerts by ways that are not set up. */
const checkNotices = ({ triage, tools }: File, notifiers: readonly ConfiguredNotifier[], mistakes: Mistakes): void => {
  const has = (notifier: string): boolean => notifiers.some(({ name }) => name === notifier);
  const { on_call, email } = triage;
  const mails = [
    ...(on_call.email.length > 0 ? ["triage.on_call.email"] : []),
    ...(email.on.length > 0 ? ["triage.email.on"] : []),
    ...tools.alerts.flatMap((target) => (target.email.length > 0 ? [`tools.alerts.${target.id}.email`] : [])),
  ];
  const incidents = tools.alerts.flatMap(({ id, incident }) => (incident ? [`tools.alerts.${id}.incident`] : []));
  for (const key of has("mail") ? [] : mails)
    mistakes.warn(key, "does nothing without SMTP_URL: no e-mail can be sent");
  for (const key of has("incident") ? [] : incidents)
    mistakes.warn(key, "does nothing without INCIDENT_WEBHOOK_URL: no incident can be opened");
};

const storeOf = ({ modules, known, environment }: Given, mistakes: Mistakes): ConfiguredStore => {
  const context = { dataDir: environment.DATA_DIR, addMistake: mistakes.add };
  for (const { environment: variables, configure } of modules.stores) {
    const store = configure(fitting(variables, known, mistakes), context);
    if (store) return store;
  }
  throw new TypeError("no store works without settings");
};

const notifiersOf = ({ modules, known }: Given, mistakes: Mistakes): ConfiguredNotifier[] =>
  modules.notifiers.flatMap(
    ({ environment, configure }) => configure(fitting(environment, known, mistakes), mistakes.add) ?? [],
  );

const agentsOf = ({ environment, file, fileFits }: Given, mistakes: Mistakes): AgentConfig[] => {
  const agents = file.agents ?? classicAgents(environment);
  if (agents.length === 0 && fileFits) {
    mistakes.add(
      "agents",
      "is empty: list agents in concierge.yaml, or set SALES_SPACE_ID, CUSTOMER_SPACE_ID, INVENTORY_SPACE_ID",
    );
  }
  return agents;
};

const channelsOf = (
  { modules, known, environment, file, terminal }: Given,
  mistakes: Mistakes,
): ReadonlyMap<Platform, ConfiguredChannel> => {
  const { sso } = file.identity;
  const context = { tenants: file.access.tenants, host: environment.HOST, sso, addMistake: mistakes.add };
  const before = mistakes.all.length;
  const configured = modules.channels.flatMap(
    ({ environment: variables, configure }) => configure(fitting(variables, known, mistakes), context) ?? [],
  );
  if (configured.length === 0 && !terminal && mistakes.all.length === before) {
    const [names, ways] = [
      modules.channels.map(({ switchedOnBy }) => switchedOnBy).join(" or "),
      modules.channels
        .map(({ switchedOnBy, title }) => `${switchedOnBy} for ${title.replace(/^The /, "the ")}`)
        .join(", "),
    ];
    mistakes.add(names, `no channel is on, so nobody could ask anything: set ${ways}, with what belongs to it`);
  }
  return new Map(configured.map((channel) => [channel.profile.platform, channel]));
};

/** The lists of access are about people in chats; some channels admit by their own settings. */
const admitting = (access: Access, channels: ConfiguredChannel[]): Access => ({
  ...access,
  users: access.users.length === 0 ? [] : [...access.users, ...channels.flatMap(({ admits }) => admits.users)],
  tenants: access.tenants.length === 0 ? [] : [...access.tenants, ...channels.flatMap(({ admits }) => admits.tenants)],
});

const readFile = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
};
