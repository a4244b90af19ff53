import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { eventually } from "./eventually.ts";

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

/** Starts src/main.ts with the given environment and waits until it is ready. */
export const startBot = async (env: Record<string, string>, withinMs = 10_000): Promise<Bot> => {
  const bot = launchBot(env);
  await bot.ready(withinMs);
  return bot;
};

/** A bot that has just been started. `ready` rejects with its output when it ends by itself or is not ready in time. */
export const launchBot = (
  env: Record<string, string>,
  program = "src/main.ts",
): Bot & { ready(withinMs: number): Promise<void> } => {
  const port = Number(env["PORT"]);
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env["PATH"], LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const url = `http://127.0.0.1:${port}`;
  const ready = async (withinMs: number): Promise<void> => {
    await eventually(
      async () => child.exitCode !== null || child.signalCode !== null || (await fetch(`${url}/readyz`)).ok,
      withinMs,
    );
    if (child.exitCode !== null) throw new Error(`the bot ended with ${child.exitCode}:\n${output}`);
  };
  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<void> => ended(child, signal);
  return {
    port,
    url,
    pid: child.pid ?? 0,
    ready,
    output: () => output,
    exit: once(child, "exit").then(([code]: (number | null)[]) => code ?? null),
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
};

const ended = async (child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
};

/** A port that was free a moment ago. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};
