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
  /** SIGKILL: nothing is handed over. */
  kill(): Promise<void>;
  /** SIGTERM: drained. */
  stop(): Promise<void>;
}

/** Starts src/main.ts with the given environment and waits until it is ready. */
export const startBot = async (env: Record<string, string>): Promise<Bot> => {
  const port = Number(env["PORT"]);
  const child = spawn(process.execPath, ["src/main.ts"], {
    env: { PATH: process.env["PATH"], LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`the bot ended with ${child.exitCode}:\n${output}`);
    return (await fetch(`${url}/readyz`)).ok;
  }, 10_000);
  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<void> => ended(child, signal);
  return {
    port,
    url,
    pid: child.pid ?? 0,
    output: () => output,
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
