import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createBreaker } from "./breaker.ts";
import { clock } from "./clock.ts";
import { type Config, ConfigError, loadConfig } from "./config/config.ts";
import { createDelivery } from "./delivery/delivery.ts";
import { asProblem, describeError, isBug, type Problem } from "./errors.ts";
import { createHttpServer } from "./http/server.ts";
import { createIsolation, type Isolation } from "./isolation/isolation.ts";
import { createJobWork, type JobWork } from "./jobs/job-work.ts";
import { createLog, type Log } from "./log.ts";
import { createLostTasks, type LostTasks } from "./lost-tasks.ts";
import { createMetrics } from "./metrics.ts";
import { openAgents, openChannels, openDatabricks, openJobs, openModel, openStores } from "./open.ts";
import type { Platform } from "./ports/actor.ts";
import type { ChannelAdapter } from "./ports/channel.ts";
import type { Accept } from "./ports/inbound.ts";
import type { Place } from "./ports/place.ts";
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
import { startWatchdog, type Watchdog } from "./watchdog.ts";
import { type Step, startWorker } from "./worker.ts";

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

/** What a program that is not quite the bot does in its own way; tests make steps fail with it. */
export interface Overrides {
  steps?: (own: Steps) => Steps;
  /** The program that runs a task apart from the others. */
  isolated?: URL;
}

/** Finds a place by the id of its room, among the channels. */
export type PlaceOf = (id: string) => Place | undefined;

/** Puts the bot together over its stores; nothing is worked on and nobody is listened to. */
export const compose = async (
  config: Config,
  log: Log,
  opening: Promise<Stores>,
  given: { channel?: ChannelAdapter | undefined; placeOf?: PlaceOf } = {},
) => {
  const { channel } = given;
  const breakers = createBreakers(config, log);
  const databricks = await openDatabricks(config, log, breakers.databricks);
  const [stores, channels, agents, jobs, model] = await Promise.all([
    opening,
    channel ? new Map([[channel.platform, channel]]) : openChannels(config, opening, log, breakers),
    openAgents(config, databricks, opening, log),
    openJobs(databricks, log),
    openModel(config, databricks, breakers.model),
  ]);
  const ttlMs = config.memory.conversation_ttl_hours * hour;
  const { queue, records, saver } = stores;
  const quota = genieQuota(config, stores);
  const turns = createTurns(records, ttlMs, clock);
  const lostTasks = createLostTasks({ queue, log });
  const metrics = createMetrics(queue, Object.values(breakers));
  const delivery = createDelivery({ channels, records, budget: stores.budget, minuteMs: config.minuteMs, log });
  const placeOf =
    given.placeOf ?? ((id) => [...channels.values()].map((one) => one.placeOf(id)).find((place) => place));
  const work = createJobWork({ config, jobs, stores, delivery, placeOf, join: turns.join, lostTasks, log });
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
    lostTasks,
    metrics,
    log,
    now: clock,
  };
  return { config, log, deps, stores, channels, breakers, work, placeOf, agents, model };
};

/** Starts the whole bot. Rejects with a Problem when something it cannot do without is missing. */
export const start = async (
  config: Config,
  log: Log,
  { alone, ...overrides }: { alone?: Alone } & Overrides = {},
): Promise<Running> => {
  const bot = await compose(config, log, openStores(config, log, alone?.stores), { channel: alone?.channel });
  const { deps, stores, channels, breakers, work, agents, model } = bot;
  const { queue, turns, metrics } = deps;
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
  const watchdog = startWatchdog(log);
  const isolation = alone ? undefined : openIsolation(bot, overrides);
  startSteps(bot, overrides, isolation, watchdog);
  const port = alone ? 0 : await listen(server, config);
  await Promise.all([...channels.values()].map((channel) => connect(channel, accept, unconnected, log)));
  const parts = { channels: [...channels.keys()], agents: [...agents.keys()], model: model?.name ?? "none" };
  log.info({ event: "bot.ready", port, ...parts }, "ready");
  const { delivery, lostTasks } = deps;
  const stopping = { server, channels, work, delivery, stores, isolation, lostTasks, watchdog };
  return { port, stop: (drainMs = config.drainMs) => stop(stopping, drainMs) };
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

type Composed = Awaited<ReturnType<typeof compose>>;
export type Steps = Readonly<Record<string, Step>>;

/** What is done for each kind of task. */
export const stepsOf = ({ deps, work }: Pick<Composed, "deps" | "work">): Steps => {
  const interaction = interactionStep(deps);
  return {
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
  };
};

/** Not for somebody alone at a terminal, which no other process can write to. */
const openIsolation = ({ config, stores, placeOf, log }: Composed, { isolated }: Overrides): Isolation => {
  const program = isolated ?? new URL("./isolation/child.ts", import.meta.url);
  const { jobsChannel } = config;
  return createIsolation({ stores, program, jobsPlace: () => (jobsChannel ? placeOf(jobsChannel) : undefined), log });
};

const startSteps = (
  bot: Composed,
  { steps = (own) => own }: Overrides,
  isolation: Isolation | undefined,
  watchdog: Watchdog,
): void => {
  const { deps, work, log } = bot;
  startWorker({
    queue: deps.queue,
    steps: steps(stepsOf(bot)),
    giveUp: async (lease: Lease, problem: Problem) => {
      const { failure } = problem;
      // What made us fail is not shown once more.
      const isOurs = isBug(problem) || problem.code === "task.poison";
      if (lease.kind === "turn") return failTurn(deps, lease, failure, isOurs ? undefined : "again");
      if (interactionKinds.has(lease.kind)) return failInteraction(deps, lease, failure);
      return work.fail(lease, failure, isOurs);
    },
    concurrency: deps.config.limits.concurrency,
    isolation,
    watchdog,
    log,
  });
};

/** Kinds of tasks by which a person acts beside the thread's queue, and whose payload is what the person did. */
const interactionKinds = new Set(["command", "click", "form", "stop", "install", "forget"]);

const stop = async (
  parts: {
    server: Server;
    channels: Map<Platform, ChannelAdapter>;
    work: JobWork;
    delivery: { close(): Promise<void> };
    stores: Stores;
    isolation: Isolation | undefined;
    lostTasks: LostTasks;
    watchdog: Watchdog;
  },
  drainMs: number,
): Promise<void> => {
  parts.server.close();
  parts.server.closeIdleConnections();
  await Promise.allSettled([...parts.channels.values()].map((channel) => channel.close()));
  await parts.stores.queue.close(drainMs);
  parts.work.close();
  parts.lostTasks.close();
  await parts.delivery.close();
  parts.isolation?.close();
  await parts.stores.close(0);
  parts.watchdog.close();
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
