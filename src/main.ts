import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createBreakers } from "./breaker.ts";
import { commonOptions, loadEnvironment, print, runProgram } from "./cli/program.ts";
import type { Config } from "./config/config.ts";
import { type Connections, createConnections } from "./connections.ts";
import { createDelivery } from "./delivery/delivery.ts";
import { asProblem, type Problem } from "./errors.ts";
import { listen } from "./http/listen.ts";
import { ownMetricsPage, publicMetricsPage } from "./http/metrics-page.ts";
import { createHttpServer, createMetricsServer } from "./http/server.ts";
import { createJobWork, type JobWork } from "./jobs/job-work.ts";
import { createLog, type Log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
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
import type { Platform } from "./ports/actor.ts";
import type { ChannelAdapter } from "./ports/channel.ts";
import type { Lease } from "./ports/queue.ts";
import type { Quota } from "./ports/quota.ts";
import type { Stores } from "./ports/stores.ts";
import { reportStart } from "./start-report.ts";
import { createSupervisor } from "./supervisor/supervisor.ts";
import { busyThreadStep } from "./turn/first-sign.ts";
import { createIntake } from "./turn/intake.ts";
import { failInteraction, forgetStep, interactionStep, stopTurnStep } from "./turn/interactions.ts";
import { createInterrupts } from "./turn/interrupts.ts";
import { createAskPoller } from "./turn/polling.ts";
import { createProgressView } from "./turn/progress-view.ts";
import type { TurnDeps } from "./turn/turn-deps.ts";
import { failTurn } from "./turn/turn-end.ts";
import { createTurns } from "./turn/turn-records.ts";
import { turnStep } from "./turn/turn-step.ts";
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
  const [stores, open, agents, jobs, model] = await Promise.all([
    opening,
    session ? [session] : openChannels(config, opening, log, breakers.channels),
    openAgents(config, databricks, opening, log),
    openJobs(databricks, log),
    openModel(config, databricks, breakers.model),
  ]).catch(async (thrown: unknown) => {
    await opening.then((opened) => opened.close(0)).catch(() => undefined);
    throw thrown;
  });
  const channels = new Map(open.map(({ profile, channel }) => [profile.platform, channel]));
  const ttlMs = config.memory.conversation_ttl_hours * hour;
  const { queue, records, saver } = stores;
  const quota = genieQuota(config, stores);
  const turns = createTurns(records, ttlMs, Date.now);
  const metrics = createMetrics(queue, allBreakers);
  const delivery = createDelivery({ channels, records, budget: stores.budget, minuteMs: config.minuteMs, log });
  const placeOf = (id: string) => open.map(({ channel }) => channel.placeOf(id)).find((place) => place);
  const work = createJobWork({ config, jobs, stores, delivery, placeOf, join: turns.join, log });
  const supervisor = createSupervisor({
    agents: [...agents.values()],
    model,
    saver,
    records,
    quota,
    jobs: work.catalog.all,
    log,
  });
  const interrupts = createInterrupts(turns);
  const howToAsk = new Map(open.map(({ profile }) => [profile.platform, profile.howToAsk]));
  const deps: TurnDeps = {
    config,
    agents,
    howToAsk,
    supervisor,
    delivery,
    queue,
    quota,
    turns,
    jobs: work.commands,
    interrupts,
    metrics,
    log,
    now: Date.now,
  };
  return { deps, stores, databricks, open, channels, allBreakers, work, agents, model };
};

/** Starts the whole bot. Rejects with a Problem when something it cannot do without is missing; nothing stays open. */
export const start = async (config: Config, log: Log, session?: ChatSession): Promise<Running> => {
  const bot = await compose(config, log, session);
  const { deps, stores, open, channels, allBreakers, work, agents, model } = bot;
  const { queue, turns, metrics, delivery } = deps;
  const accept = createIntake({ queue, turns, jobs: work.commands });
  const connections = createConnections(open, accept, log);
  const server = createHttpServer({
    routes: new Map([...open.flatMap(routesOf), ...work.routes]),
    accept,
    ready: async () => [...(await complaint(stores.ping())), ...connections.complaints()],
    degraded: () => allBreakers.flatMap((breaker) => breaker.complaint() ?? []),
    metrics: publicMetricsPage(config.metrics, metrics.text),
    log,
  });
  const metricsServer = createMetricsServer(ownMetricsPage(config.metrics, metrics.text), log);
  const parts = { server, metricsServer, connections, channels, work, delivery, stores };
  try {
    await work.catalog.refresh();
    const port = session ? 0 : await listenAll(parts, config);
    startSteps(deps, work);
    await connections.open();
    const names = { channels: [...channels.keys()], agents: [...agents.keys()], model: model?.name ?? "none" };
    log.info({ event: "bot.ready", port, store: config.store.title, ...names }, "ready");
    void reportStart(config, bot.databricks, log);
    return { port, stop: (drainMs = config.drainMs) => stop(parts, drainMs) };
  } catch (thrown) {
    await stop(parts, 0);
    throw thrown;
  }
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

/** Less than a probe of Kubernetes or a load balancer waits, ms. */
const readyMs = 2_500;

/** What is wrong with the store, if anything; no answer in time is wrong, too. */
const complaint = async (work: Promise<void>): Promise<string[]> => {
  const over = new AbortController();
  const late = sleep(readyMs, ["The store did not answer in time."], { signal: over.signal }).catch(() => []);
  const answered = work.then(
    () => [],
    (thrown: unknown) => [asProblem(thrown).sentence],
  );
  try {
    return await Promise.race([answered, late]);
  } finally {
    over.abort();
  }
};

const startSteps = (deps: TurnDeps, work: JobWork): void => {
  const interaction = interactionStep(deps);
  startWorker({
    queue: deps.queue,
    steps: {
      turn: turnStep(deps, createAskPoller(deps), createProgressView(deps)),
      "busy-thread": busyThreadStep(deps),
      command: interaction,
      click: interaction,
      form: interaction,
      stop: interaction,
      install: interaction,
      forget: forgetStep(deps),
      "stop-turn": stopTurnStep(deps),
      ...work.steps,
    },
    giveUp: (lease: Lease, { failure }: Problem) => {
      if (lease.kind === "turn") return failTurn(deps, lease, failure);
      return interactionKinds.has(lease.kind) ? failInteraction(deps, lease, failure) : work.fail(lease, failure);
    },
    concurrency: deps.config.limits.concurrency,
    log: deps.log,
  });
};

/** Kinds of tasks by which a person acts beside the thread's queue. */
const interactionKinds = new Set(["command", "click", "form", "stop", "install"]);

const stop = async (
  parts: {
    server: Server;
    metricsServer: Server;
    connections: Connections;
    channels: Map<Platform, ChannelAdapter>;
    work: JobWork;
    delivery: { close(): Promise<void> };
    stores: Stores;
  },
  drainMs: number,
): Promise<void> => {
  parts.connections.close();
  parts.server.close();
  parts.server.closeIdleConnections();
  await Promise.allSettled([...parts.channels.values()].map((channel) => channel.close()));
  await parts.stores.queue.close(drainMs);
  parts.work.close();
  await parts.delivery.close();
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
