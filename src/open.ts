import { channelModules } from "../adapters/channels.ts";
import { notifierModules } from "../adapters/notifiers.ts";
import { storeModules } from "../adapters/stores.ts";
import type { terminal } from "../adapters/terminal/terminal-channel.ts";
import { withinDays } from "./audit/journal-days.ts";
import { type Config, type Modules, readConfig, readDatabricks, variablesOf } from "./config/config.ts";
import type { Read } from "./config/config-file.ts";
import type { SignInSettings } from "./config/identity-config.ts";
import { createGrants } from "./identity/grants.ts";
import { personalIdentity } from "./identity/personal-identity.ts";
import type { SignInParts } from "./identity/sign-in-work.ts";
import { createTokenCipher } from "./identity/token-encryption.ts";
import type { Log } from "./logging/log.ts";
import type { Platform } from "./ports/actor.ts";
import type { ChannelAdapter } from "./ports/chat/channel.ts";
import type { ChannelProfile } from "./ports/chat/channel-module.ts";
import type { TakeProof } from "./ports/chat/proof.ts";
import { bot } from "./ports/databricks/identity.ts";
import type { Jobs } from "./ports/databricks/jobs.ts";
import type { AssertionService, SignInService } from "./ports/databricks/sign-in.ts";
import type { Sql } from "./ports/databricks/sql.ts";
import type { TableWrites } from "./ports/databricks/table-writes.ts";
import type { Model } from "./ports/model.ts";
import type { Notifier } from "./ports/notifier.ts";
import type { ProbeResult } from "./ports/setup.ts";
import type { OpenedJournal } from "./ports/stores/store-module.ts";
import type { Stores } from "./ports/stores/stores.ts";
import type { Tool } from "./ports/tool.ts";
import type { Tokens, TraceSink } from "./ports/tracing.ts";
import { type Breaker, guardedChannel, guardedModel } from "./resilience/breaker.ts";
import type { TurnDeps } from "./turn/turn-deps.ts";

/*
 * Opens what the configuration names. Adapters are imported in this file only, and loaded when they are used: a bot
 * without Teams or Redis does not pay for loading them.
 */

const hour = 3_600_000;
/** Checkpoints kept per thread: enough to go on from, so that an endless chat does not grow for ever. */
const keepCheckpoints = 50;

const modules: Modules = { channels: channelModules, stores: storeModules, notifiers: notifierModules };

/** The whole configuration, with every channel and store that there is. Throws a ConfigError. */
export const loadConfig = (env?: NodeJS.ProcessEnv, read?: Read, options: LoadOptions = {}): Config =>
  readConfig({ ...modules, ...options }, { ...options, ...(env && { env }), ...(read && { read }) });

interface LoadOptions extends Partial<Modules> {
  /** Somebody sits at this process, so no other channel needs to be on. */
  terminal?: boolean;
}

/** The workspace and the credentials alone, for a bot that is not configured yet. Throws a ConfigError. */
export const loadDatabricks = readDatabricks;

/** Every environment variable that the bot reads. */
export const variables = (): string[] => variablesOf(modules);

/** Everything that is kept, under this name. */
export const openStores = async (
  { audit, store, memory }: Config,
  log: Log,
  name = "concierge",
  now: () => number = Date.now,
): Promise<Stores> => {
  const journalTtlMs = audit.days * 24 * hour;
  const conversationTtlMs = memory.conversation_ttl_hours * hour;
  const stores = await store.open({ name, log, conversationTtlMs, journalTtlMs, keepCheckpoints });
  return { ...stores, journal: withinDays(stores.journal, journalTtlMs, now) };
};

/** The journal alone, for a look at it while the bot runs. */
export const openJournal = async (
  { audit, store }: Pick<Config, "audit" | "store">,
  log: Log,
): Promise<OpenedJournal> => {
  const { journal, close } = await store.openJournal(log);
  return { journal: withinDays(journal, audit.days * 24 * hour, Date.now), close };
};

/** A platform and the channel adapter that speaks to it. */
export interface OpenChannel {
  profile: ChannelProfile;
  channel: ChannelAdapter;
}

/** The channels that are on, each behind its breaker. */
export const openChannels = (
  { channels }: Config,
  stores: Promise<Stores>,
  log: Log,
  { breakers, take }: { breakers: ReadonlyMap<Platform, Breaker>; take: TakeProof },
): Promise<OpenChannel[]> => {
  const records = async () => (await stores).records;
  return Promise.all(
    [...channels.values()].map(async ({ profile, open }) => {
      const channel = await open({ log, records, take });
      const breaker = breakers.get(profile.platform);
      return { profile, channel: breaker ? guardedChannel(channel, breaker) : channel };
    }),
  );
};

export type Databricks = Awaited<ReturnType<typeof openDatabricks>>;

/** The client of the workspace, and with whose credentials it calls. */
export const openDatabricks = async (
  { databricks: { host, auth } }: { databricks: Pick<Config["databricks"], "host" | "auth"> },
  log: Log,
  { breaker, signIn }: { breaker?: Breaker; signIn?: Promise<SignInParts> } = {},
) => {
  const [{ createHttp }, tokens] = await Promise.all([
    import("../adapters/databricks/http.ts"),
    import("../adapters/databricks/token.ts"),
  ]);
  const own = auth.kind === "token" ? tokens.personalToken(auth.token) : tokens.clientCredentials({ host, ...auth });
  const identity = personalIdentity(own, async () => (await signIn)?.grants);
  const http = createHttp({ host, identity, log, ...(breaker && { guard: breaker.run }) });
  return { host, identity, ownIdentity: auth.kind === "client", http };
};

/** The service that people sign in at. */
export const openSignInService = async (host: string, settings: SignInSettings): Promise<SignInService> => {
  const { createSignInService } = await import("../adapters/databricks/sign-in.ts");
  return createSignInService({ host, ...settings });
};

/** Where tokens of a directory are exchanged for those of Databricks; undefined: they are not. */
export const openAssertionService = async (
  host: string,
  { federation }: SignInSettings,
): Promise<AssertionService | undefined> => {
  if (!federation) return undefined;
  const { createFederation } = await import("../adapters/databricks/federation.ts");
  return createFederation({ host, ...federation });
};

/** The sign-ins of people, and the service that they sign in at; undefined: everything is asked with the bot's rights. */
export const openSignIn = async (
  { databricks: { host }, signIn }: Config,
  stores: Promise<Stores>,
  log: Log,
): Promise<SignInParts> => {
  if (!signIn) return undefined;
  const [service, assertions, { records }] = await Promise.all([
    openSignInService(host, signIn),
    openAssertionService(host, signIn),
    stores,
  ]);
  const cipher = createTokenCipher(signIn.keys);
  return { grants: createGrants({ records, cipher, service, host, log }), service, assertions, cipher };
};

/** The agents, each with what the supervisor knows it by. */
export const openAgents = async (
  config: Config,
  databricks: Databricks,
  stores: Promise<Stores>,
  log: Log,
): Promise<TurnDeps["agents"]> => {
  const [{ createGenie }, { createOwners }, { identityOf }, { records }, sql] = await Promise.all([
    import("../adapters/databricks/genie/genie.ts"),
    import("../adapters/databricks/genie/owners.ts"),
    import("../adapters/databricks/workspace.ts"),
    stores,
    config.knowsValues ? openSql(config, databricks) : undefined,
  ]);
  const { http, host, ownIdentity } = databricks;
  const shared = {
    ...{ http, host, log },
    identity: identityOf(http),
    owners: createOwners(records),
    deletesOldest: ownIdentity,
  };
  return new Map(
    config.agents.map(({ space, ...profile }) => {
      // What the bot sees in the data must not choose, nor be named, where people see what they themselves may see.
      const isOwn = (profile.rights ?? config.identity.rights) === "user";
      const agent = createGenie({ ...shared, spaceId: space, profile, sql: isOwn ? undefined : sql });
      return [profile.id, { profile, agent }];
    }),
  );
};

/** The jobs of the workspace. */
export const openJobs = async ({ http, host }: Databricks, log: Log): Promise<Jobs> => {
  const { createJobs } = await import("../adapters/databricks/jobs/jobs.ts");
  return createJobs({ http, host, log });
};

/** Statements on the configured warehouse, if there is one. */
const openSql = async ({ databricks: { warehouseId } }: Config, { http }: Databricks): Promise<Sql | undefined> => {
  if (!warehouseId) return undefined;
  const { createSql } = await import("../adapters/databricks/sql/statements.ts");
  return createSql({ http, warehouseId });
};

/** The configured warehouse, if there is one: for statements, and to learn when tables were last written. */
export const openWarehouse = async (
  config: Config,
  databricks: Databricks,
): Promise<{ sql: Sql | undefined; tables: TableWrites | undefined }> => {
  const sql = await openSql(config, databricks);
  const { warehouseId } = config.databricks;
  if (!sql || !warehouseId) return { sql, tables: undefined };
  const { createTableWrites } = await import("../adapters/databricks/sql/table-writes.ts");
  return { sql, tables: createTableWrites({ http: databricks.http, sql, warehouseId }) };
};

/** Every way that is configured to tell people who are not in the chat. */
export const openNotifiers = ({ notifiers }: Config, log: Log): Promise<Notifier[]> =>
  Promise.all(notifiers.map(({ open }) => open(log)));

/** What the supervisor may use besides the agents. A folder of runbooks that cannot be read rejects. */
export const openTools = async ({ tools, signIn }: Config, { http, host }: Databricks, log: Log): Promise<Tool[]> => {
  const { runbooks, dashboards: listed, search } = tools;
  // What the bot sees is not for everybody where people have rights of their own.
  const lakeview = tools.lakeview && signIn === undefined;
  const opened: (Tool | false | undefined)[] = await Promise.all([
    runbooks &&
      import("../adapters/tools/runbooks.ts").then(({ createRunbooks }) =>
        createRunbooks({ folder: runbooks.folder, url: runbooks.url, log }),
      ),
    (lakeview || listed.length > 0) &&
      import("../adapters/tools/dashboards.ts").then(({ createDashboards }) =>
        createDashboards({ listed, lakeview, http, host: workspaceAddress(host), log }),
      ),
    search && import("../adapters/tools/web-search.ts").then(({ createWebSearch }) => createWebSearch(search)),
  ]);
  return opened.filter((tool) => tool !== undefined && tool !== false);
};

const workspaceAddress = (host: string): string => (host.startsWith("http") ? host : `https://${host}`);

/** A language model, if there is one. */
export const openModel = async (
  model: Config["model"],
  { host, identity }: Databricks,
  breaker?: Breaker,
  options: { log?: Log; onUsage?: (tokens: Tokens) => void } = {},
): Promise<Model | undefined> => {
  if (!model) return undefined;
  const { createModel } = await import("../adapters/model/model.ts");
  const token = async () => (await identity.credentials(bot)).token();
  const settings = model.kind === "databricks" ? { ...model, host, token } : model;
  const opened = createModel(settings, options);
  return breaker ? guardedModel(opened, breaker) : opened;
};

/** Where traces go, as far as it is configured; undefined: there are none. */
export const openTraces = async (
  { traces: { targets, share } }: Config,
  databricks: Pick<Databricks, "host" | "identity">,
  log: Log,
): Promise<TraceSink | undefined> => {
  if (targets.length === 0) return undefined;
  const { createTraceSink } = await import("../adapters/traces/trace-sink.ts");
  const token = async () => (await databricks.identity.credentials(bot)).token();
  const sinks = targets.map((target) =>
    createTraceSink(target.kind === "databricks" ? { ...target, host: databricks.host, token } : target, {
      share,
      log,
    }),
  );
  return {
    add: (span) => {
      for (const sink of sinks) sink.add(span);
    },
    send: async (span) => void (await Promise.all(sinks.map((sink) => sink.send(span)))),
    assess: async (...asked) => (await Promise.all(sinks.map((sink) => sink.assess(...asked)))).find((known) => known),
    close: async () => void (await Promise.all(sinks.map((sink) => sink.close()))),
  };
};

/** A check of each service that traces go to. */
export const openTraceProbes = async (
  { traces: { targets } }: Config,
  { host, identity }: Databricks,
): Promise<(() => Promise<ProbeResult[]>)[]> => {
  if (targets.length === 0) return [];
  const { probeTraces } = await import("../adapters/traces/probe.ts");
  const token = async () => (await identity.credentials(bot)).token();
  return targets.map((target) => () => probeTraces(target.kind === "databricks" ? { ...target, host, token } : target));
};

/** The terminal at which somebody sits. */
export const openTerminal = async (
  options: Parameters<typeof terminal>[0],
): Promise<OpenChannel & { channel: ReturnType<typeof terminal> }> => {
  const { terminal, terminalProfile } = await import("../adapters/terminal/terminal-channel.ts");
  return { profile: terminalProfile, channel: terminal(options) };
};

/** What the bot's identity may see, for whoever sets the bot up. */
export const openSurvey = () => import("../adapters/databricks/survey.ts");

/** What doctor looks up in Databricks, beyond what the bot itself does there. */
export const openDatabricksProbes = async () => {
  const { canSeeSpace, canUseWarehouse, whoAmI } = await import("../adapters/databricks/workspace.ts");
  return { canSeeSpace, canUseWarehouse, whoAmI };
};
