import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { endWithUs } from "../../../sandbox/children.ts";
import { eventually, within } from "../eventually.ts";
import { npmArguments } from "./program.ts";

export { freePort } from "../port.ts";

/** The real bot in a process of its own, as `npm start` runs it. */
export interface Bot {
  port: number;
  url: string;
  pid: number;
  output(): string;
  /** Resolves with the exit code when it has ended, null after a signal. */
  exit: Promise<number | null>;
  /** SIGKILL: nothing is handed over. */
  kill(): Promise<void>;
  /** SIGTERM: drained. */
  stop(): Promise<void>;
}

/** A bot that has just been started. */
export interface StartingBot extends Bot {
  /** Rejects with the reason and its output when it ends by itself or is not ready in time, or within so many ms; then it is killed. */
  ready(withinMs?: number): Promise<void>;
}

/** How long a start may take on a machine of our own, ms. */
const startMs = 15_000;

/** Starts src/main.ts with the given environment and waits until it is ready. */
export const startBot = async (env: Record<string, string>): Promise<Bot> => {
  const bot = launchBot(env);
  await bot.ready();
  return bot;
};

/** Starts a program of ours, by default the bot, and does not wait for it. */
export const launchBot = (env: Record<string, string>, program = "src/main.ts"): StartingBot => {
  const port = Number(env["PORT"]);
  const child = endWithUs(
    spawn(process.execPath, npmArguments(program), {
      env: { PATH: process.env["PATH"], LOG_LEVEL: "warn", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const url = `http://127.0.0.1:${port}`;

  const ready = async (withinMs?: number): Promise<void> => {
    const look = () => hasEnded(child) || isReady(url);
    const what = `${program} being ready on port ${port}`;
    try {
      await (withinMs === undefined ? eventually(look, startMs, what) : within(withinMs, look, what));
    } catch (thrown) {
      await ended(child, "SIGKILL");
      throw new Error(`${thrown instanceof Error ? thrown.message : thrown}\n${output}`, { cause: thrown });
    }
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}:\n${output}`);
  };

  return {
    port,
    url,
    pid: child.pid ?? 0,
    ready,
    output: () => output,
    exit: once(child, "exit").then(([code]: (number | null)[]) => code ?? null),
    kill: () => ended(child, "SIGKILL"),
    stop: () => ended(child, "SIGTERM"),
  };
};

/** Throws what is not ready. */
const isReady = async (url: string): Promise<true> => {
  const response = await fetch(`${url}/readyz`).catch((cause: unknown) => {
    throw new Error(`nothing answers at ${url}`, { cause });
  });
  if (!response.ok) throw new Error(`/readyz says ${response.status}: ${await response.text()}`);
  return true;
};

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** After a SIGTERM that has no effect for this long it is killed, ms. */
const stopMs = 60_000;

const ended = async (child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
  if (hasEnded(child)) return;
  const exit = once(child, "exit");
  child.kill(signal);
  const timer = setTimeout(() => child.kill("SIGKILL"), stopMs);
  await exit;
  clearTimeout(timer);
};
