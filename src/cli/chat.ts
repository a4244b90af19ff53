import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Config, ConfigError, loadConfig } from "../config/config.ts";
import { asProblem } from "../errors.ts";
import { createLog } from "../log.ts";
import { openTerminal } from "../open.ts";

/*
 * `npm run chat`: the bot for one person at a terminal, without Slack, Teams or a server. `npm run chat -- "question"`
 * answers one question and ends with 0, or with 1 when there is no answer.
 */

const usage = `Usage: npm run chat -- [--thread NAME] [--env-file FILE] ["question"]`;

const chat = async (): Promise<0 | 1> => {
  const { thread, question, envFile } = options();
  if (envFile !== undefined) loadEnvironment(envFile);
  const config = loadConfig(undefined, undefined, { terminal: true });
  const log = createLog(config.logLevel, join(config.dataDir, "chat.log"));
  const who = { host: hostname(), user: userName() };
  const left = Promise.withResolvers<0 | 1>();
  const channel = await openTerminal({
    input: process.stdin,
    output: process.stdout,
    progress: question === undefined ? process.stdout : process.stderr,
    who,
    thread,
    question,
    files: join(config.dataDir, "files"),
    leave: left.resolve,
  });
  onInterrupt(channel.interrupt);
  process.once("SIGTERM", () => left.resolve(1));
  const stores = ["chat", who.user, who.host, thread].join("-").replace(/[^\w.-]/g, "_");
  const { start } = await import("../main.ts");
  const running = await start(admitting(config), log, { alone: { channel, stores } });
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
    options: { thread: { type: "string", default: "default" }, "env-file": { type: "string" } },
  });
  if (!/^[\w.-]{1,40}$/.test(values.thread)) throw new TypeError("--thread takes letters, digits, dots and dashes.");
  return { thread: values.thread, question: positionals.join(" ").trim() || undefined, envFile: values["env-file"] };
};

const loadEnvironment = (file: string): void => {
  try {
    process.loadEnvFile(file);
  } catch (cause) {
    throw new TypeError(`--env-file: ${file} cannot be read.`, { cause });
  }
};

/** Whoever starts this holds every credential of the bot already: lists of people in chats mean nothing here. */
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

const complaint = (thrown: unknown): string => {
  if (thrown instanceof ConfigError) return thrown.message;
  return thrown instanceof TypeError ? `${thrown.message}\n${usage}` : asProblem(thrown).sentence;
};

if (import.meta.main) {
  chat().then(
    (code) => process.exit(code),
    (thrown: unknown) => {
      process.stderr.write(`${complaint(thrown)}\n`);
      process.exit(1);
    },
  );
}
