import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { commonOptions, loadEnvironment, print, runProgram } from "./cli/program.ts";
import { type Bot, compose, type Overrides } from "./compose.ts";
import type { Config } from "./config/config.ts";
import { type Connections, createConnections } from "./connections.ts";
import { isBug } from "./errors.ts";
import { listen } from "./http/listen.ts";
import { ownMetricsPage, publicMetricsPage } from "./http/metrics-page.ts";
import { storeComplaints } from "./http/readiness.ts";
import { createHttpServer, createMetricsServer, type Route } from "./http/server.ts";
import { routeConsole } from "./logging/console-log.ts";
import { createLog, type Log } from "./logging/log.ts";
import { loadConfig } from "./open/load-config.ts";
import type { OpenChannel } from "./open/open-channels.ts";
import { openStores } from "./open/open-stores.ts";
import { reportStart } from "./start-report.ts";
import { createIsolation, type Isolation } from "./worker/isolation/isolation.ts";
import { startWatchdog, type Watchdog } from "./worker/watchdog.ts";
import { startWorker } from "./worker/worker.ts";

/* `npm start`: config -> adapters -> worker -> server; start, drain, stop. */

export interface RunningBot {
  /** 0: nothing listens. */
  port: number;
  /** Takes nothing new, lets running steps end for up to `drainMs`, and hands over the rest to the next process. */
  stop(drainMs?: number): Promise<void>;
}

/** A bot for one person at a terminal: only this channel is open, and nothing listens. */
export interface ChatSession extends OpenChannel {
  /** Name of its stores. It must not take tasks of the bot, whose channels it has not opened. */
  stores: string;
}

/** Starts the whole bot. Rejects with a Problem when something it cannot do without is missing; nothing stays open. */
export const start = async (
  config: Config,
  log: Log,
  { session, ...overrides }: { session?: ChatSession } & Overrides = {},
): Promise<RunningBot> => {
  const opening = openStores(config, log, session?.stores);
  const bot = await compose(config, log, opening, session ? { channels: [session] } : {});
  const parts: Parts = {
    ...serversOf(bot),
    bot,
    // Nobody else can write to a terminal.
    isolation: session ? undefined : openIsolation(bot, overrides),
    watchdog: startWatchdog(log),
  };
  try {
    await Promise.all([bot.work.jobs.catalog.refresh(), reportStart(bot)]);
    const port = session ? 0 : await listenAll(parts, config);
    startSteps(parts, overrides);
    await parts.connections.open();
    log.info({ event: "bot.ready", port, store: config.store.title, ...namesOf(bot) }, "ready");
    bot.spaces.start();
    if (!session) bot.work.triage.watch();
    return { port, stop: (drainMs = config.drainMs) => stop(parts, drainMs) };
  } catch (thrown) {
    // A stop that hangs must not hide why the start failed.
    const late = new AbortController();
    const stopped = stop(parts, 0).catch(() => undefined);
    await Promise.race([stopped, sleep(mostFailedStopMs, undefined, { signal: late.signal })]);
    late.abort();
    throw thrown;
  }
};

/** How long a failed start may take to stop, ms: no task is in hand. */
const mostFailedStopMs = 5_000;

interface Parts {
  bot: Bot;
  server: Server;
  metricsServer: Server;
  connections: Connections;
  isolation: Isolation | undefined;
  watchdog: Watchdog;
}

/** What listens, and what connects by itself. */
const serversOf = ({ config, log, stores, channels, allBreakers, metrics, work }: Bot) => {
  const { accept } = work.turns;
  const connections = createConnections(channels, accept, log);
  const server = createHttpServer({
    routes: new Map([...channels.flatMap(routesOf), ...work.jobs.routes, ...work.turns.routes]),
    accept,
    ready: async () => [...(await storeComplaints(stores.ping())), ...connections.complaints()],
    degraded: () => allBreakers.flatMap((breaker) => breaker.complaint() ?? []),
    metrics: publicMetricsPage(config.metrics, metrics.text),
    log,
  });
  return { server, metricsServer: createMetricsServer(ownMetricsPage(config.metrics, metrics.text), log), connections };
};

const namesOf = ({ config, channels, agents, model }: Bot) => ({
  channels: channels.map(({ profile }) => profile.platform),
  agents: [...agents.keys()],
  model: model?.name ?? "none",
  traces: config.traces.targets.map(({ kind }) => kind),
});

const routesOf = ({ profile, channel }: OpenChannel): [string, Route][] =>
  profile.routes.map((route) => [route, channel]);

/** Opens the port of the bot, which it returns, and the port of the metrics if they have one of their own. */
const listenAll = async ({ server, metricsServer }: Parts, { host, port, metrics }: Config): Promise<number> => {
  if (metrics.port !== undefined) await listen(metricsServer, { host, port: metrics.port, setting: "METRICS_PORT" });
  return listen(server, { host, port, setting: "PORT" });
};

const openIsolation = ({ config, stores, placeOf, log }: Bot, { isolated }: Overrides): Isolation => {
  const program = isolated ?? new URL("./worker/isolation/child.ts", import.meta.url);
  const { jobsChannel } = config;
  return createIsolation({ stores, program, jobsPlace: () => (jobsChannel ? placeOf(jobsChannel) : undefined), log });
};

const startSteps = ({ bot, isolation, watchdog }: Parts, { steps = (own) => own }: Overrides): void => {
  const { config, stores, work, log } = bot;
  startWorker({
    queue: stores.queue,
    steps: steps(bot.steps),
    giveUp: async (lease, problem) => {
      // The text that caused the failure is not shown again.
      const isOurs = isBug(problem) || problem.code === "task.poison";
      await (work.turns.fail(lease, problem.failure, isOurs) ??
        work.triage.fail(lease, problem.failure) ??
        work.alerts.fail(lease, problem.failure) ??
        work.jobs.fail(lease, problem.failure, isOurs));
    },
    dropped: async (lease, code) => void (await work.turns.dropped(lease, code)),
    concurrency: config.limits.concurrency,
    isolation,
    watchdog,
    metrics: bot.metrics,
    log,
  });
};

const stop = async (parts: Parts, drainMs: number): Promise<void> => {
  const { bot, server, metricsServer } = parts;
  parts.connections.close();
  server.close();
  server.closeIdleConnections();
  await Promise.allSettled(bot.channels.map(({ channel }) => channel.close()));
  await bot.stores.queue.close(drainMs);
  bot.spaces.stop();
  bot.work.jobs.close();
  bot.work.triage.close();
  bot.work.lostTasks.close();
  for (const notifier of bot.notifiers) notifier.close();
  await bot.work.delivery.close();
  parts.isolation?.close();
  await bot.traces?.close();
  await bot.stores.close(0);
  parts.watchdog.close();
  metricsServer.close();
  for (const each of [server, metricsServer]) each.closeAllConnections();
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
  const starting = start(config, log);
  // From the first moment: the port may be open some time before the start is over.
  const end = (signal: string): void => {
    log.info({ event: "bot.stopping", signal }, "stopping: running steps may finish; everything else is handed over");
    const stuck = setTimeout(() => process.exit(1), mostStartMs).unref();
    starting
      .then((running) => {
        clearTimeout(stuck);
        setTimeout(() => process.exit(1), config.drainMs + mostStopMs).unref();
        return running.stop();
      })
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.once("SIGTERM", end).once("SIGINT", end);
  await starting;
  return undefined;
};

/** How long a start may take to end when it is stopped, ms. No task is in hand before it has ended. */
const mostStartMs = 5_000;

/** How long closing may take after the drain, ms. What is not handed over by then, another replica takes over. */
const mostStopMs = 15_000;

if (import.meta.main) await runProgram(usage, main);
