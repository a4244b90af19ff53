import type { Server } from "node:http";
import { parseArgs } from "node:util";
import { createAccessCheck } from "./access.ts";
import { createAudit } from "./audit.ts";
import { createBreakers } from "./breaker.ts";
import { commonOptions, loadEnvironment, print, runProgram } from "./cli/program.ts";
import type { Config } from "./config/config.ts";
import { type Connections, createConnections } from "./connections.ts";
import { routeConsole } from "./console-log.ts";
import { createDelivery } from "./delivery/delivery.ts";
import { listen } from "./http/listen.ts";
import { ownMetricsPage, publicMetricsPage } from "./http/metrics-page.ts";
import { storeComplaints } from "./http/readiness.ts";
import { createHttpServer, createMetricsServer } from "./http/server.ts";
import { createJobWork } from "./jobs/job-work.ts";
import { createLog, type Log } from "./log.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import {
  loadConfig,
  type OpenChannel,
  openAgents,
  openChannels,
  openDatabricks,
  openJobs,
  openModel,
  openStores,
} from "./open.ts";
import type { ChannelAdapter } from "./ports/channel.ts";
import type { Jobs } from "./ports/jobs.ts";
import type { Model } from "./ports/model.ts";
import type { Quota } from "./ports/quota.ts";
import type { Stores } from "./ports/stores.ts";
import { reportStart } from "./start-report.ts";
import { createSupervisor } from "./supervisor/supervisor.ts";
import type { TurnDeps } from "./turn/turn-deps.ts";
import { createTurns } from "./turn/turn-records.ts";
import { createTurnWork } from "./turn/turn-work.ts";
import { startWorker } from "./worker.ts";

/* The composition root: config -> adapters -> worker -> server; start, drain, stop. */

export interface Running {
  /** 0: nothing listens. */
  port: number;
  /** Takes nothing new, lets running steps end for up to `drainMs`, hands the rest to the next process. */
  stop(drainMs?: number): Promise<void>;
}

/** A bot for one person at a terminal: this channel and no other, nothing listens. */
export interface ChatSession extends OpenChannel {
  /** Name of its stores. It must not take tasks of the bot, whose channels it has not opened. */
  stores: string;
}

const hour = 3_600_000;

/** Puts the bot together over its stores; no task runs and nothing listens yet. */
const compose = async (config: Config, log: Log, session?: ChatSession) => {
  const breakers = createBreakers(config, log);
  const allBreakers = [breakers.databricks, breakers.model, ...breakers.channels.values()];
  const databricks = await openDatabricks(config, log, breakers.databricks);
  const opening = openStores(config, log, session?.stores);
  const [stores, channels, agents, jobs, model] = await Promise.all([
    opening,
    session ? [session] : openChannels(config, opening, log, breakers.channels),
    openAgents(config, databricks, opening, log),
    openJobs(databricks, log),
    openModel(config, databricks, breakers.model, log),
  ]).catch(async (thrown: unknown) => {
    await opening.then((opened) => opened.close(0)).catch(() => undefined);
    throw thrown;
  });
  const metrics = createMetrics(stores.queue, allBreakers);
  const work = createWork(config, { stores, channels, agents, jobs, model }, metrics, log);
  return { stores, databricks, channels, allBreakers, metrics, work, agents, model };
};

/** Starts the whole bot. Rejects with a Problem when something it cannot do without is missing; nothing stays open. */
export const start = async (config: Config, log: Log, session?: ChatSession): Promise<Running> => {
  const bot = await compose(config, log, session);
  const { stores, channels, allBreakers, metrics, work } = bot;
  const { accept } = work.turns;
  const connections = createConnections(channels, accept, log);
  const server = createHttpServer({
    routes: new Map([...channels.flatMap(routesOf), ...work.jobs.routes]),
    accept,
    ready: async () => [...(await storeComplaints(stores.ping())), ...connections.complaints()],
    degraded: () => allBreakers.flatMap((breaker) => breaker.complaint() ?? []),
    metrics: publicMetricsPage(config.metrics, metrics.text),
    log,
  });
  const metricsServer = createMetricsServer(ownMetricsPage(config.metrics, metrics.text), log);
  const parts = { server, metricsServer, connections, channels, work, stores };
  try {
    await work.jobs.catalog.refresh();
    const port = session ? 0 : await listenAll(parts, config);
    startSteps(config, parts, log);
    await connections.open();
    log.info({ event: "bot.ready", port, store: config.store.title, ...namesOf(bot) }, "ready");
    void reportStart(config, bot.databricks, log);
    return { port, stop: (drainMs = config.drainMs) => stop(parts, drainMs) };
  } catch (thrown) {
    await stop(parts, 0);
    throw thrown;
  }
};

interface Opened {
  stores: Stores;
  channels: readonly OpenChannel[];
  agents: TurnDeps["agents"];
  jobs: Jobs;
  model: Model | undefined;
}

const namesOf = ({ channels, agents, model }: Pick<Opened, "channels" | "agents" | "model">) => ({
  channels: channels.map(({ profile }) => profile.platform),
  agents: [...agents.keys()],
  model: model?.name ?? "none",
});

/** What the bot does, over the adapters that are open. */
const createWork = (
  config: Config,
  { stores, channels: open, agents, jobs, model }: Opened,
  metrics: Metrics,
  log: Log,
) => {
  const channels = new Map(open.map(({ profile, channel }) => [profile.platform, channel]));
  const { queue, records, saver } = stores;
  const audit = createAudit(stores.journal);
  const quota = genieQuota(config, stores);
  const turns = createTurns(records, config.memory.conversation_ttl_hours * hour, Date.now);
  const delivery = createDelivery({ channels, records, budget: stores.budget, minuteMs: config.minuteMs, log });
  const placeOf = (id: string) => open.map(({ channel }) => channel.placeOf(id)).find((place) => place);
  const jobWork = createJobWork({ config, jobs, stores, audit, delivery, placeOf, join: turns.join, log });
  const supervisor = createSupervisor({
    agents: [...agents.values()],
    model,
    saver,
    records,
    quota,
    jobs: jobWork.catalog.all,
    log,
  });
  const turnWork = createTurnWork({
    config,
    agents,
    howToAsk: new Map(open.map(({ profile }) => [profile.platform, profile.howToAsk])),
    access: createAccessCheck({ access: config.access, channels, log }),
    audit,
    supervisor,
    delivery,
    queue,
    quota,
    turns,
    jobs: jobWork.commands,
    metrics,
    log,
    now: Date.now,
  });
  return { turns: turnWork, jobs: jobWork, delivery };
};

const routesOf = ({ profile, channel }: OpenChannel): [route: string, receive: ChannelAdapter["receive"]][] =>
  profile.routes.map((route) => [route, channel.receive]);

/** How long a place in line is kept for a question whose replica is silent. */
const lapseMs = 15_000;

/** One question may be on its way so much longer than the next, ms. */
const wayMs = 1_000;

/** The line of the workspace's Genie questions. */
const genieQuota = ({ databricks, limits, minuteMs }: Config, stores: Stores): Quota =>
  stores.quota(
    `genie ${new URL(databricks.host).host}`,
    { most: limits.genie_questions_per_minute, perMs: minuteMs + wayMs },
    lapseMs,
  );

/** Opens the port of the bot, which it returns, and the port of the metrics if they have one of their own. */
const listenAll = async (
  { server, metricsServer }: { server: Server; metricsServer: Server },
  { host, port, metrics }: Config,
): Promise<number> => {
  if (metrics.port !== undefined) await listen(metricsServer, { host, port: metrics.port, setting: "METRICS_PORT" });
  return listen(server, { host, port, setting: "PORT" });
};

interface Parts {
  server: Server;
  metricsServer: Server;
  connections: Connections;
  channels: readonly OpenChannel[];
  work: ReturnType<typeof createWork>;
  stores: Stores;
}

const startSteps = (config: Config, { stores, work }: Parts, log: Log): void =>
  startWorker({
    queue: stores.queue,
    steps: { ...work.turns.steps, ...work.jobs.steps },
    giveUp: async (lease, { failure }) => work.turns.fail(lease, failure) ?? work.jobs.fail(lease, failure),
    concurrency: config.limits.concurrency,
    log,
  });

const stop = async (parts: Parts, drainMs: number): Promise<void> => {
  parts.connections.close();
  parts.server.close();
  parts.server.closeIdleConnections();
  await Promise.allSettled(parts.channels.map(({ channel }) => channel.close()));
  await parts.stores.queue.close(drainMs);
  parts.work.jobs.close();
  await parts.work.delivery.close();
  await parts.stores.close(0);
  parts.metricsServer.close();
  for (const server of [parts.server, parts.metricsServer]) server.closeAllConnections();
};

const usage = `npm start -- [--env-file FILE]

  --env-file  the environment of the bot (default .env, if there is one)`;

const main = async (): Promise<0 | undefined> => {
  const { values } = parseArgs({ options: commonOptions });
  if (values.help) {
    print(usage);
    return 0;
  }
  loadEnvironment(values);
  const config = loadConfig();
  const log = createLog(config.logLevel);
  routeConsole(log);
  process.on("unhandledRejection", (thrown) =>
    log.error({ event: "bot.unhandled-rejection", err: thrown }, "unhandled rejection"),
  );
  const running = await start(config, log);
  const end = (signal: string): void => {
    log.info({ event: "bot.stopping", signal }, "stopping: running steps may end, the rest is handed over");
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", end).once("SIGINT", end);
  return undefined;
};

if (import.meta.main) await runProgram(usage, main);
