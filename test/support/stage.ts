import { readFile, writeFile } from "node:fs/promises";
import { parse, stringify } from "yaml";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { type Bot, freePort, launchBot } from "./bots/bot.ts";
import { eventually } from "./eventually.ts";
import { startPooledPostgres } from "./stores/pgbouncer.ts";
import { startPostgres } from "./stores/postgres.ts";
import { startRedis } from "./stores/redis.ts";

/** A message as somebody sees it. */
export interface Shown {
  ts: string;
  thread_ts?: string;
  user: string;
  text: string;
  blocks: unknown[];
  files: { name?: string; title?: string }[];
  edits: { at: number; text: string; blocks: unknown[] }[];
  at: number;
  bot?: boolean;
  ephemeral_to?: string;
}

export interface CallShown {
  at: number;
  service: string;
  method: string;
  path: string;
  status: number;
  ms: number;
  body: unknown;
}

export interface StageOptions {
  fast?: boolean;
  model?: boolean;
  env?: Record<string, string>;
  rateLimits?: boolean;
  /** Processes of the bot; more than one needs `shared`, `redis` or `postgres`. Default: one. */
  replicas?: number;
  /** Any server that replicas can share: a Redis, or a PostgreSQL with STAGE_STORE. */
  shared?: boolean;
  /**
   * A Redis of its own that may be ill-treated; `durable`: it writes every change to disk before it answers; `everysec`:
   * within a second.
   */
  redis?: boolean | "durable" | "everysec";
  /** The same with a PostgreSQL. */
  postgres?: boolean | "durable";
  /** Another program than the bot, with the same settings. */
  program?: string;
  /** Limits of concierge.yaml that differ from the sandbox's. */
  limits?: Record<string, number>;
  /** Other settings of concierge.yaml. */
  settings?: Record<string, unknown>;
  /** Questions a minute that Genie itself takes. */
  genieLimit?: number;
  /** What a minute lasts that limits are counted in, for the bot and for Genie. */
  minuteMs?: number;
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** The whole product on this machine: the services and the real bot in its own process, driven as a person would. */
export const openStage = async (options: StageOptions = {}) => {
  const opened: Closable[] = [];
  try {
    return await open(options, opened);
  } catch (thrown) {
    await closeAll(opened);
    throw thrown;
  }
};

interface Closable {
  stop(): Promise<unknown>;
}

/** Latest first, each of them even if another one fails. */
const closeAll = async (opened: Closable[]): Promise<void> => {
  for (const part of opened.toReversed()) await part.stop().catch(() => undefined);
};

/** STAGE_STORE=postgres: every stage that names no store has a PostgreSQL; with pgbouncer a PgBouncer stands before it. */
const everythingOn = process.env["STAGE_STORE"];
const everythingOnPostgres = everythingOn === "postgres" || everythingOn === "pgbouncer";
/** What replicas share whose stage names no store. */
export const sharedStore = everythingOnPostgres ? "postgres" : "redis";
const startAnyPostgres = everythingOn === "pgbouncer" ? startPooledPostgres : startPostgres;

const open = async (options: StageOptions, opened: Closable[]) => {
  const wanted = options.redis ?? (options.shared && !everythingOnPostgres);
  const redis = wanted
    ? await startRedis({ durable: wanted === "everysec" ? "everysec" : wanted === "durable" })
    : undefined;
  const asked = options.postgres ?? (everythingOnPostgres && !redis);
  const postgres = asked ? await startAnyPostgres({ durable: asked === "durable" }) : undefined;
  const store = redis ?? postgres;
  if (store) opened.push(store);
  const ports = await Promise.all(Array.from({ length: options.replicas ?? 1 }, freePort));
  const sandbox = await startSandbox({
    port: 0,
    ...(ports[0] && { botPort: ports[0] }),
    fast: options.fast ?? true,
    model: options.model ?? true,
    rateLimits: options.rateLimits ?? false,
    ...(options.genieLimit && { genieLimitPerMinute: options.genieLimit }),
    ...(options.minuteMs && { minuteMs: options.minuteMs }),
  });
  opened.push(sandbox);
  sandbox.deliverTo(...ports.map((port) => `http://127.0.0.1:${port}`));
  // Where a machine is slow, the notice after a long wait would be one more message.
  const limits = { notify_after_seconds: 3_600, ...options.limits };
  await configure(sandbox.env["CONCIERGE_CONFIG"] ?? "", limits, options.settings);
  const env: Record<string, string> = {
    ...sandbox.env,
    ...(redis && { REDIS_URL: redis.url }),
    ...(postgres && { DATABASE_URL: postgres.url }),
    ...options.env,
  };
  /** Every process there was, oldest first; in `bots` those of now. */
  const launched: Bot[] = [];
  const bots: Bot[] = [];
  const launch = (replica: number) => {
    const own = { ...env, PORT: `${ports[replica]}` };
    const bot = options.minuteMs
      ? launchBot({ ...own, MINUTE_MS: `${options.minuteMs}` }, "test/support/bots/short-minute-bot.ts")
      : launchBot(own, options.program);
    launched.push(bot);
    opened.push(bot);
    bots[replica] = bot;
    return bot;
  };
  const start = (replica = 0): Promise<void> => launch(replica).ready();
  await Promise.all(ports.map((_, replica) => start(replica)));

  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${sandbox.control}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const post = <T>(path: string, body: unknown) => call<T>("POST", path, body);

  const messages = (channel: string, thread?: string): Promise<Shown[]> =>
    call(
      "GET",
      `/control/slack/messages?channel=${encodeURIComponent(channel)}${thread ? `&thread_ts=${thread}` : ""}`,
    );

  const replies = async (channel: string, thread: string): Promise<Shown[]> =>
    (await messages(channel, thread)).filter((message) => message.bot && message.ts !== thread);

  return {
    sandbox,
    env,
    bots,
    redis,
    postgres,
    /** The server that all replicas share. */
    store,
    post,
    get: <T>(path: string) => call<T>("GET", path),
    messages,
    replies,
    output: () => launched.map((bot) => bot.output()).join(""),
    kill: async (replica = 0) => bots[replica]?.kill(),
    /** Starts a replica without waiting for it. */
    launch,
    start,
    restart: async () => {
      await bots[0]?.kill();
      await start();
    },
    /** Somebody writes; returns the message's ts. */
    say: async (user: string, channel: string, text: string, thread?: string): Promise<string> =>
      (
        await post<{ ts: string }>("/control/slack/message", {
          user,
          channel,
          text,
          ...(thread ? { thread_ts: thread } : {}),
        })
      ).ts,
    command: (user: string, channel: string, text: string) =>
      post("/control/slack/command", { user, channel, command: "/genie", text }),
    click: (user: string, channel: string, ts: string, action: string, value?: string) =>
      post("/control/slack/action", {
        user,
        channel,
        ts,
        action_id: action,
        ...(value === undefined ? {} : { value }),
      }),
    fault: (fault: Record<string, unknown>) => post("/control/faults", fault),
    /** Resolves when the bot has run into the fault that was set for a service; a slow call is held at that moment. */
    met: (service: string) =>
      eventually(() => sandbox.traffic.faults.every((fault) => fault.service !== service), 8_000),
    calls: (service: string): Promise<CallShown[]> => call("GET", `/control/calls?service=${service}`),
    /** The one reply of a turn, once it is no longer a status message. */
    answer: (channel: string, thread: string, withinMs = 15_000, index = 0): Promise<Shown> =>
      eventually(
        async () => {
          const reply = (await replies(channel, thread)).filter((message) => !message.ephemeral_to)[index];
          return reply && isFinal(reply) ? reply : undefined;
        },
        withinMs,
        `an answer in ${channel} (${thread})`,
      ),
    close: async () => {
      await Promise.all(launched.map((bot) => bot.stop()));
      await sandbox.stop();
      await store?.stop();
    },
  };
};

const configure = async (file: string, limits: object, settings = {}): Promise<void> => {
  const config = parse(await readFile(file, "utf8"));
  await writeFile(file, stringify({ ...config, ...settings, limits: { ...config.limits, ...limits } }));
};

/** A status message has a Cancel button; an answer has none. */
export const isFinal = (message: Shown): boolean => !JSON.stringify(message.blocks).includes('"action_id":"cancel"');

/** Everything that a message shows. */
export const whole = (message: Shown): string => `${message.text}\n${JSON.stringify(message.blocks)}`;
