import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Config } from "../config/config.ts";
import { Problem } from "../errors.ts";
import { routeConsole } from "../logging/console-log.ts";
import { createLog, type Log } from "../logging/log.ts";
import { loadConfig } from "../open/load-config.ts";
import { openTerminal } from "../open/open-channels.ts";
import { commonOptions, loadEnvironment, print, runProgram, UsageError } from "./program.ts";

/*
 * `npm run chat`: the bot for one person at a terminal, without Slack, Teams or a server. `npm run chat -- "question"`
 * answers one question and ends with 0, or with 1 when there is no answer.
 */

const usage = `npm run chat -- [--thread NAME] [--env-file FILE] ["question"]

Talks to the bot at a terminal. With a question it answers once and ends.

  --thread    name of the conversation to continue (default "default")
  --env-file  the environment of the bot (default .env, if there is one)`;

const chat = async (): Promise<number> => {
  const { thread, question, values } = options();
  if (values.help) {
    print(usage);
    return 0;
  }
  loadEnvironment(values);
  const config = loadConfig(undefined, undefined, { terminal: true });
  const log = logIn(config, join(config.dataDir, "chat.log"));
  routeConsole(log);
  const who = { host: hostname(), user: userName() };
  const left = Promise.withResolvers<0 | 1>();
  const terminal = await openTerminal({
    input: process.stdin,
    output: process.stdout,
    progress: question === undefined ? process.stdout : process.stderr,
    who,
    thread,
    question,
    files: join(config.dataDir, "files"),
    leave: left.resolve,
  });
  onInterrupt(terminal.channel.interrupt);
  process.once("SIGTERM", () => left.resolve(1));
  const stores = ["chat", who.user, who.host, thread].join("-").replace(/[^\w.-]/g, "_");
  const { start } = await import("../main.ts");
  const running = await start(admitting(config), log, { session: { ...terminal, stores } });
  const code = await left.promise;
  await running.stop(stopMs);
  return code;
};

/** How long the last step may take, for example to save a file, ms. */
const stopMs = 5_000;

/** npm passes on to us what the terminal has sent us already, ms. */
const echoMs = 300;

const onInterrupt = (act: () => void): void => {
  let last = Number.NEGATIVE_INFINITY;
  process.on("SIGINT", () => {
    if (performance.now() - last < echoMs) return;
    last = performance.now();
    act();
  });
};

const options = () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ...commonOptions, thread: { type: "string", default: "default" } },
  });
  if (!/^[\w.-]{1,40}$/.test(values.thread)) throw new UsageError("--thread takes letters, digits, dots and dashes.");
  return { values, thread: values.thread, question: positionals.join(" ").trim() || undefined };
};

const logIn = ({ logLevel }: Config, path: string): Log => {
  try {
    return createLog(logLevel, path);
  } catch (cause) {
    throw Problem.of("store.unwritable", { path }, { cause });
  }
};

/** Somebody who can start this has every credential of the bot already: lists of people in chats mean nothing here. */
const admitting = (config: Config): Config => ({
  ...config,
  access: { ...config.access, users: [], channels: [], tenants: [] },
});

/** In a container the user may have no name. */
const userName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return "user";
  }
};

if (import.meta.main) await runProgram(usage, chat);
