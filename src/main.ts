import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createBreaker } from "./breaker.ts";
import { type Config, ConfigError, loadConfig } from "./config.ts";
import { createDelivery } from "./delivery.ts";
import { asProblem, isBug, type Problem, told } from "./errors.ts";
import { createInbox } from "./inbox.ts";
import { createIsolation, type Isolation } from "./isolation/isolation.ts";
import { poison } from "./isolation/messages.ts";
import { createJobWork, type JobWork } from "./jobs/jobs.ts";
import { createLog, type Log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { openAgents, openChannels, openDatabricks, openJobs, openModel, openStores } from "./open.ts";
import type { Accept, Channel, Lease, Place, Platform, Quota, Stores } from "./ports.ts";
import { createSupervisor } from "./supervisor/supervisor.ts";
import { asideStep, failAside, forgetStep, haltStep } from "./turn/aside.ts";
import { lineStep } from "./turn/begin.ts";
import { createChecker } from "./turn/check.ts";
import type { TurnDeps } from "./turn/deps.ts";
import { failTurn } from "./turn/finish.ts";
import { createIntake } from "./turn/intake.ts";
import { createInterrupts } from "./turn/interrupts.ts";
import { turnStep } from "./turn/message.ts";
import { createTurns } from "./turn/record.ts";
import { createView } from "./turn/view.ts";
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
const routesOf = ({ platform, receive }: Channel): [route: string, receive: Channel["receive"]][] =>
  routes[platform].map((route) => [route, receive]);

const hour = 3_600_000;
/** A bot for one person: this channel and no other, nothing listens, and its stores are its own. */
export interface Alone {
  channel: Channel;
  /** Name of the stores: tasks in those of the bot are not for a process that has not all its channels. */
  stores: string;
}

/** What a program that is not quite the bot does in its own way; tests make steps fail with it. */
export interface Overrides {
  steps?: (own: Steps) => Steps;
  /** The program that runs a task apart from the others. */
  isolated?: URL;
  /** Nobody watches the event loop. */
  unwatched?: boolean;
}

/** Puts the bot together over its stores; nothing is worked on and nobody is listened to. */
export const compose = async (
  config: Config,
  log: Log,
  opening: Promise<Stores>,
  alone?: Pick<Alone, "channel">,
  roomIn = roomOfChannels,
) => {
  const breakers = createBreakers(config, log);
  const databricks = await openDatabricks(config, log, breakers.databricks);
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
  const roomOf = roomIn(channels);
  const work = createJobWork({ config, jobs, stores, delivery, roomOf, join: turns.join, log });
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
    jobs: work.desk,
    interrupts,
    metrics,
    log,
    now: Date.now,
  };
  const steps = stepsOf(deps, work);
  return { deps, steps, stores, channels, breakers, work, delivery, turns, agents, model, roomOf };
};

export type RoomOf = (id: string) => Place | undefined;
const roomOfChannels =
  (channels: ReadonlyMap<Platform, Channel>): RoomOf =>
  (id) =>
    [...channels.values()].map((channel) => channel.room(id)).find((place) => place);

/** Starts the whole bot. Rejects with a Problem when something it cannot do without is missing. */
export const start = async (
  config: Config,
  log: Log,
  { alone, ...overrides }: { alone?: Alone } & Overrides = {},
): Promise<Running> => {
  const parts = await compose(config, log, openStores(config, log, alone?.stores), alone);
  const { deps, stores, channels, breakers, work, delivery, turns, agents, model } = parts;
  const { queue, metrics } = deps;
  const accept = createIntake({ queue, turns, jobs: work.desk });
  const unconnected = new Map<Platform, string>();
  const server = createInbox({
    routes: new Map([...[...channels.values()].flatMap(routesOf), ...work.routes]),
    accept,
    ready: async () => [...(await complaint(stores.ping())), ...unconnected.values()],
    degraded: () => Object.values(breakers).flatMap((breaker) => breaker.complaint() ?? []),
    metrics: metrics.text,
    log,
  });
  await work.catalog.refresh();
  const { isolation, watchdog } = startSteps(parts, alone, overrides);
  const port = alone ? 0 : await listen(server, config);
  await Promise.all([...channels.values()].map((channel) => connect(channel, accept, unconnected, log)));
  log.info({ port, channels: [...channels.keys()], agents: [...agents.keys()], model: model?.name ?? "none" }, "ready");
  const stopping = { server, channels, work, delivery, stores, isolation, watchdog };
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
  channel: Channel,
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
    log.warn({ err: problem, channel: channel.platform }, "a channel's service is away; trying again");
    setTimeout(() => void connect(channel, accept, unconnected, log).catch(() => undefined), reconnectMs).unref();
  }
};

type Steps = Readonly<Record<string, Step>>;

const stepsOf = (deps: TurnDeps, work: JobWork): Steps => {
  const aside = asideStep(deps);
  return {
    turn: turnStep(deps, createChecker(deps), createView(deps)),
    line: lineStep(deps),
    command: aside,
    click: aside,
    form: aside,
    stop: aside,
    install: aside,
    forget: forgetStep(deps),
    halt: haltStep(deps),
    ...work.steps,
  };
};

/** Works on the queue. Somebody alone at a terminal has nobody whom a task could take along, so nothing runs apart. */
const startSteps = (
  { deps, steps, stores, work, roomOf }: Awaited<ReturnType<typeof compose>>,
  alone: Alone | undefined,
  { steps: override = (own) => own, isolated = isolatedProgram, unwatched = false }: Overrides,
) => {
  const { queue, log, config } = deps;
  const watchdog = unwatched ? undefined : startWatchdog(log);
  const room = () => (config.jobsChannel === undefined ? undefined : roomOf(config.jobsChannel));
  const isolation = alone ? undefined : createIsolation({ stores, program: isolated, room, log });
  startWorker({
    queue,
    steps: override(steps),
    giveUp: async (lease: Lease, problem: Problem) => {
      const { failure } = problem;
      // What made us fail is not shown once more.
      const isOurs = isBug(problem) || problem.code === poison;
      if (lease.kind === "turn") return failTurn(deps, lease, failure, isOurs ? undefined : "again");
      return asides.has(lease.kind) ? failAside(deps, lease, failure) : work.fail(lease, failure, isOurs);
    },
    concurrency: config.limits.concurrency,
    isolation,
    watchdog,
    log,
  });
  return { isolation, watchdog };
};

const isolatedProgram = new URL("./isolation/child.ts", import.meta.url);

/** Kinds of tasks by which a person acts beside the thread's queue. */
const asides = new Set(["command", "click", "form", "stop", "install", "forget"]);

const stop = async (
  parts: {
    server: Server;
    channels: Map<Platform, Channel>;
    work: JobWork;
    delivery: { close(): Promise<void> };
    stores: Stores;
    isolation: Isolation | undefined;
    watchdog: Watchdog | undefined;
  },
  drainMs: number,
): Promise<void> => {
  parts.server.close();
  parts.server.closeIdleConnections();
  await Promise.allSettled([...parts.channels.values()].map((channel) => channel.close()));
  await parts.stores.queue.close(drainMs);
  parts.work.close();
  await parts.delivery.close();
  parts.isolation?.close();
  await parts.stores.close(0);
  parts.watchdog?.close();
  parts.server.closeAllConnections();
};

const main = async (): Promise<void> => {
  const config = loadConfig();
  const log = createLog(config.logLevel);
  process.on("unhandledRejection", (thrown) => log.error({ err: thrown }, "unhandled rejection"));
  const running = await start(config, log);
  const end = (signal: string): void => {
    log.info({ signal }, "stopping: running steps may end, the rest is handed over");
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", end).once("SIGINT", end);
};

if (import.meta.main) {
  main().catch((thrown: unknown) => {
    process.stderr.write(`${thrown instanceof ConfigError ? thrown.message : told(thrown)}\n`);
    process.exit(1);
  });
}
