import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { endWithUs } from "./children.ts";

export interface Redis {
  url: string;
  stop(): Promise<void>;
}

const missing =
  "Replicas share a Redis: install redis-server so that it is on the PATH (Debian: apt-get install redis-server; macOS: brew install redis), or set REDIS_URL.";

/** The Redis that REDIS_URL names, or a private one on this port that keeps its file in the directory. */
export const openRedis = async (port: number, directory: string): Promise<Redis> => {
  const given = process.env["REDIS_URL"];
  if (given) return { url: given, stop: async () => {} };
  if (await answers(port)) throw new Error(`Port ${port} (redis) is in use: choose other ports with --port.`);
  const server = await launch(port, directory);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.ref();
      server.kill("SIGTERM");
      await once(server, "exit");
    },
  };
};

const launch = async (port: number, directory: string): Promise<ChildProcess> => {
  await mkdir(directory, { recursive: true });
  const settings = [
    "--port",
    `${port}`,
    "--bind",
    "127.0.0.1",
    "--dir",
    directory,
    "--save",
    "",
    "--appendonly",
    "yes",
  ];
  // A group of its own: Ctrl-C reaches the bots first, which have something left to write.
  const server = endWithUs(spawn("redis-server", settings, { stdio: "ignore", detached: true }));
  server.unref();
  await once(server, "spawn").catch((cause: unknown) => {
    throw new Error(missing, { cause });
  });
  while (!(await answers(port))) {
    if (server.exitCode !== null) throw new Error(`redis-server ended at once (exit code ${server.exitCode}).`);
    await sleep(20);
  }
  return server;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    const end = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.once("data", (data) => end(data.toString().startsWith("+PONG")));
    socket.once("error", () => end(false));
  });
