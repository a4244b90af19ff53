import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAudit } from "./audit.ts";
import { createBreaker } from "./breaker.ts";
import { type Config, ConfigError, loadConfig } from "./config/config.ts";
import { createDelivery } from "./delivery/delivery.ts";
import { asProblem, describeError, type Problem } from "./errors.ts";
import { createHttpServer } from "./http/server.ts";
import { createJobWork, type JobWork } from "./jobs/job-work.ts";
import { createLog, type Log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { openAgents, openChannels, openDatabricks, openJobs, openModel, openStores } from "./open.ts";
import type { Platform } from "./ports/actor.ts";
import type { ChannelAdapter } from "./ports/channel.ts";
import type { Accept } from "./ports/inbound.ts";
import type { Lease } from "./ports/queue.ts";
import type { Quota } from "./ports/quota.ts";
import type { Stores } from "./ports/stores.ts";
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

/** What the HTTP server passes to each channel. */
const routes: Record<Platform, string[]> = {
  slack: ["POST /slack/events"],
  teams: ["POST /api/messages"],
  api: ["POST /v1/chat/completions", "GET /v1/models"],
  terminal: [],
};
const routesOf = ({ platform, receive }: ChannelAdapter): [route: string, receive: ChannelAdapter["receive"]][] =>
  routes[platform].map((route) => [route, receive]);

const hour = 3_600_000;
/** A bot for one person: this channel and no other, nothing listens, and its stores are its own. */
export interface Alone {
  channel: ChannelAdapter;
  /** Name of the stores: tasks in those of the bot are not for a process that has not all its channels. */
  stores: string;
}

/** Starts the whole bot. Rejects with a Problem when something it cannot do without is missing. */
export const start = async (config: Config, log: Log, alone?: Alone): Promise<Running> => {
  const breakers = createBreakers(config, log);
  const databricks = await openDatabricks(config, log, breakers.databricks);
  const opening = openStores(config, log, alone?.stores);
  const [stores, channels, agents, jobs, model] = await Promise.all([
    opening,
    alone ? new Map([[alone.channel.platform, alone.channel]]) : openChannels(config, opening, log, breakers),
    openAgents(config, databricks, opening, log),
    openJobs(databricks, log),
    openModel(config, databricks, breakers.model),
  ]);
  const ttlMs = config.memory.conversation_ttl_hours * hour;
  const { queue, records, saver } = stores;
  const quota = genieQuota(config, stores);
  const turns = createTurns(records, ttlMs, Date.now);
  const metrics = createMetrics(queue, Object.values(breakers));
  const delivery = createDelivery({ channels, records, budget: stores.budget, minuteMs: config.minuteMs, log });
  const placeOf = (id: string) => [...channels.values()].map((channel) => channel.placeOf(id)).find((place) => place);
  const audit = createAudit(stores.journal);
  const work = createJobWork({ config, jobs, stores, audit, delivery, placeOf, join: turns.join, log });
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
  const deps: TurnDeps = {
    config,
    agents,
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
  const accept = createIntake({ queue, turns, jobs: work.commands });
  const unconnected = new Map<Platform, string>();
  const server = createHttpServer({
    routes: new Map([...[...channels.values()].flatMap(routesOf), ...work.routes]),
    accept,
    ready: async () => [...(await complaint(stores.ping())), ...unconnected.values()],
    degraded: () => Object.values(breakers).flatMap((breaker) => breaker.complaint() ?? []),
    metrics: metrics.text,
    log,
  });
  await work.catalog.refresh();
  startSteps(deps, work);
  const port = alone ? 0 : await listen(server, config);
  await Promise.all([...channels.values()].map((channel) => connect(channel, accept, unconnected, log)));
  const parts = { channels: [...channels.keys()], agents: [...agents.keys()], model: model?.name ?? "none" };
  log.info({ event: "bot.ready", port, ...parts }, "ready");
  return { port, stop: (drainMs = config.drainMs) => stop({ server, channels, work, delivery, stores }, drainMs) };
};

/** One for each service that we call. Without the language model we can answer, so it is spared sooner and longer. */
const createBreakers = ({ minuteMs }: Config, log: Log) => {
  const often = { log, failures: 5, withinMs: 3 * minuteMs, pauseMs: minuteMs / 4 };
  const seldom = { log, failures: 3, withinMs: 5 * minuteMs, pauseMs: minuteMs / 2 };
  return {
    databricks: createBreaker({ ...often, service: "databricks", title: "Databricks" }),
    model: createBreaker({
      ...seldom,
      service: "model",
      title: "The language model",
      advice: "Ask again then for an answer in its words.",
    }),
    slack: createBreaker({ ...often, service: "slack", title: "Slack" }),
    teams: createBreaker({ ...often, service: "teams", title: "Microsoft Teams" }),
  };
};

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

const listen = async (server: Server, { port, host }: Config): Promise<number> => {
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  return (server.address() as AddressInfo).port;
};

const complaint = (work: Promise<void>): Promise<string[]> =>
  work.then(
    () => [],
    (thrown: unknown) => [asProblem(thrown).sentence],
  );

/** How often a channel whose service is away is tried again, ms. */
const reconnectMs = 5_000;

/** Connects a channel. A wrong credential rejects; a service that is away is tried again, and the others go on. */
const connect = async (
  channel: ChannelAdapter,
  accept: Accept,
  unconnected: Map<Platform, string>,
  log: Log,
): Promise<void> => {
  try {
    await channel.connect(accept);
    unconnected.delete(channel.platform);
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.retry === "never") throw problem;
    unconnected.set(channel.platform, `${channel.platform} is not connected yet: ${problem.sentence}`);
    log.warn(
      { event: "channel.not-connected", err: problem, channel: channel.platform },
      "a channel's service is away; trying again",
    );
    setTimeout(() => void connect(channel, accept, unconnected, log).catch(() => undefined), reconnectMs).unref();
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
    channels: Map<Platform, ChannelAdapter>;
    work: JobWork;
    delivery: { close(): Promise<void> };
    stores: Stores;
  },
  drainMs: number,
): Promise<void> => {
  parts.server.close();
  parts.server.closeIdleConnections();
  await Promise.allSettled([...parts.channels.values()].map((channel) => channel.close()));
  await parts.stores.queue.close(drainMs);
  parts.work.close();
  await parts.delivery.close();
  await parts.stores.close(0);
  parts.server.closeAllConnections();
};

const main = async (): Promise<void> => {
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
};

if (import.meta.main) {
  main().catch((thrown: unknown) => {
    process.stderr.write(`${thrown instanceof ConfigError ? thrown.message : describeError(thrown)}\n`);
    process.exit(1);
  });
}
