import { join } from "node:path";
import type { terminal } from "../adapters/terminal/terminal-channel.ts";
import type { Breaker } from "./breaker.ts";
import type { Config } from "./config/config.ts";
import { guardedChannel, guardedModel } from "./guarded.ts";
import type { Log } from "./log.ts";
import type { Platform } from "./ports/actor.ts";
import type { ChannelAdapter } from "./ports/channel.ts";
import { bot } from "./ports/identity.ts";
import type { Jobs } from "./ports/jobs.ts";
import type { Audit } from "./ports/journal.ts";
import type { Model } from "./ports/model.ts";
import type { Stores } from "./ports/stores.ts";
import type { TurnDeps } from "./turn/turn-deps.ts";

/*
 * Opens what the configuration names. Adapters are imported here only, and when they are used, so that a bot without
 * Teams or Redis does not pay for loading them.
 */

const hour = 3_600_000;
/** Checkpoints kept per thread: enough to go on from, so that an endless chat does not grow for ever. */
const keepCheckpoints = 50;

/** Everything that is kept, in Redis or in a file of this name; for one process at a time when it is a file. */
export const openStores = async (config: Config, log: Log, name = "concierge"): Promise<Stores> => {
  const conversationTtlMs = config.memory.conversation_ttl_hours * hour;
  if (config.redisUrl) {
    const { redis } = await import("../adapters/redis/stores.ts");
    return redis({ url: config.redisUrl, prefix: name, log, conversationTtlMs, keepCheckpoints });
  }
  const { sqlite } = await import("../adapters/sqlite/stores.ts");
  return sqlite({ path: join(config.dataDir, `${name}.db`), log, conversationTtlMs, keepCheckpoints });
};

/** The audit log alone, for reading: also while the bot runs. */
export const openAudit = async (config: Config, log: Log): Promise<{ audit: Audit; close(): void }> => {
  if (config.redisUrl) {
    const { redisAudit } = await import("../adapters/redis/audit.ts");
    return redisAudit(config.redisUrl, log);
  }
  const [{ createAudit }, { auditPath }] = await Promise.all([
    import("../adapters/sqlite/audit.ts"),
    import("../adapters/sqlite/stores.ts"),
  ]);
  const audit = createAudit(auditPath(join(config.dataDir, "concierge.db")));
  return { audit, close: audit.close };
};

/** Teams, if it is on. */
export const openTeams = async ({ teams: settings }: Config, log: Log): Promise<ChannelAdapter | undefined> => {
  if (!settings) return undefined;
  const { teams } = await import("../adapters/teams/teams-channel.ts");
  return teams({ ...settings, log });
};

/** The channels that are on, each behind its breaker. */
export const openChannels = async (
  config: Config,
  stores: Promise<Stores>,
  log: Log,
  breakers: { slack: Breaker; teams: Breaker },
): Promise<Map<Platform, ChannelAdapter>> => {
  const channels = new Map<Platform, ChannelAdapter>();
  if (config.slack) {
    const { slack } = await import("../adapters/slack/slack-channel.ts");
    channels.set("slack", guardedChannel(slack({ ...config.slack, log }), breakers.slack));
  }
  const teams = await openTeams(config, log);
  if (teams) channels.set("teams", guardedChannel(teams, breakers.teams));
  if (config.apiKeys.length > 0) {
    const [{ api }, { records }] = await Promise.all([import("../adapters/api/api-channel.ts"), stores]);
    channels.set("api", api({ keys: config.apiKeys, records, log }));
  }
  return channels;
};

export type Databricks = Awaited<ReturnType<typeof openDatabricks>>;

/** The client of the workspace, and with whose credentials it calls. */
export const openDatabricks = async ({ databricks: { host, auth } }: Config, log: Log, breaker?: Breaker) => {
  const [{ createHttp }, tokens] = await Promise.all([
    import("../adapters/databricks/http.ts"),
    import("../adapters/databricks/token.ts"),
  ]);
  const own = auth.kind === "token" ? tokens.personalToken(auth.token) : tokens.clientCredentials({ host, ...auth });
  const identity = tokens.serviceIdentity(own);
  const http = createHttp({ host, identity, log, ...(breaker && { guard: breaker.run }) });
  return { host, identity, ownIdentity: auth.kind === "client", http };
};

/** The agents, each with what the supervisor knows it by. */
export const openAgents = async (
  config: Config,
  databricks: Databricks,
  stores: Promise<Stores>,
  log: Log,
): Promise<TurnDeps["agents"]> => {
  const [{ createGenie }, { createOwners }, { identityOf }, { records }] = await Promise.all([
    import("../adapters/databricks/genie/genie.ts"),
    import("../adapters/databricks/genie/owners.ts"),
    import("../adapters/databricks/workspace.ts"),
    stores,
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
      const agent = createGenie({ ...shared, spaceId: space, profile });
      return [profile.id, { profile, agent }];
    }),
  );
};

/** The jobs of the workspace. */
export const openJobs = async ({ http, host }: Databricks, log: Log): Promise<Jobs> => {
  const { createJobs } = await import("../adapters/databricks/jobs/jobs.ts");
  return createJobs({ http, host, log });
};

/** The language model, if there is one. */
export const openModel = async (
  { model }: Config,
  { host, identity }: Databricks,
  breaker?: Breaker,
): Promise<Model | undefined> => {
  if (!model) return undefined;
  const { createModel } = await import("../adapters/model/model.ts");
  const token = async () => (await identity.credentials(bot)).token();
  const opened = createModel(model.kind === "databricks" ? { ...model, host, token } : model);
  return breaker ? guardedModel(opened, breaker) : opened;
};

/** The terminal at which somebody sits. */
export const openTerminal = async (options: Parameters<typeof terminal>[0]): Promise<ReturnType<typeof terminal>> =>
  (await import("../adapters/terminal/terminal-channel.ts")).terminal(options);

/** What a look from outside needs to know of the services, beyond what the bot itself does with them. */
export const openProbes = async () => {
  const [{ canSeeSpace, whoAmI }, { events, methods }] = await Promise.all([
    import("../adapters/databricks/workspace.ts"),
    import("../adapters/slack/uses.ts"),
  ]);
  const slackScopes = new Set<string>([...Object.values(methods), ...Object.values(events), ["commands"]].flat());
  return { canSeeSpace, whoAmI, slackScopes };
};
