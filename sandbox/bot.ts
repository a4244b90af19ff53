import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { endWithUs } from "./children.ts";

export interface BotOptions {
  name: string;
  envFile: string;
  port: number;
  /** Gets every line that the bot writes, and what happens to it. */
  say(line: string): void;
}

export interface Bot {
  url: string;
  /** Resolves when /healthz answers 200 for the first time; false: it was stopped before. */
  ready: Promise<boolean>;
  /** Of the process that runs now. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

const longestPauseMs = 30_000;
const killAfterMs = 10_000;

/** Runs the bot as a process of its own, and starts it again whenever it ends. */
export const startBot = ({ name, envFile, port, say }: BotOptions): Bot => {
  const ending = new AbortController();
  let child: ChildProcess | undefined;

  const live = async (): Promise<void> => {
    for (let pause = 1_000; !ending.signal.aborted; pause = Math.min(2 * pause, longestPauseMs)) {
      const began = Date.now();
      child = run(envFile, port, (line) => say(`${name} | ${line}`));
      const how = await ended(child);
      if (ending.signal.aborted) return;
      if (Date.now() - began > longestPauseMs) pause = 1_000;
      say(`The ${name} ended (${how}). It starts again in ${pause / 1_000} s.`);
      await sleep(pause, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const life = live();
  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    ready: healthy(`${url}/healthz`, ending.signal),
    pid: () => child?.pid,
    stop: async () => {
      ending.abort();
      child?.kill("SIGTERM");
      const kill = setTimeout(() => child?.kill("SIGKILL"), killAfterMs);
      await life;
      clearTimeout(kill);
    },
  };
};

const root = fileURLToPath(new URL("..", import.meta.url));

/** What the bot inherits; everything else is in the env file, so that no real credential can reach the sandbox's bot. */
const inherited = ["PATH", "HOME", "LANG", "LOG_LEVEL", "SystemRoot", "TEMP", "TMPDIR", "TZ"];

const run = (envFile: string, port: number, say: (line: string) => void): ChildProcess => {
  const env = Object.fromEntries(inherited.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  const child = endWithUs(
    spawn(process.execPath, [`--env-file=${envFile}`, "--import", "./check-node.js", "src/main.ts"], {
      cwd: root,
      env: { ...env, PORT: String(port) },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );
  for (const stream of [child.stdout, child.stderr]) readLines(stream, say);
  return child;
};

const readLines = (stream: NodeJS.ReadableStream, give: (line: string) => void): void => {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(give);
  });
};

const ended = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });

const healthy = async (url: string, signal: AbortSignal): Promise<boolean> => {
  while (!signal.aborted) {
    const response = await fetch(url, { signal }).catch(() => undefined);
    if (response?.ok) return true;
    await sleep(100, undefined, { signal }).catch(() => undefined);
  }
  return false;
};
