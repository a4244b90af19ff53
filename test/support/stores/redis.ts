import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { endWithUs } from "../../../sandbox/children.ts";
import { eventually } from "../eventually.ts";
import { freePort } from "../port.ts";
import { findOrInstall, onPath } from "./programs.ts";

export interface TestRedis {
  url: string;
  stop(): Promise<void>;
}

/** A server of our own that may be ill-treated. */
export interface PrivateRedis extends TestRedis {
  port: number;
  /** Freezes the server: connections stay open, nothing answers. */
  pause(): void;
  resume(): void;
  /** Kills the server as a crash does. */
  crash(): Promise<void>;
  /** Starts it again on the same port with what it had written. */
  restart(): Promise<void>;
}

/** The Redis to test against: REDIS_URL if set, else a private server. Use a key prefix of your own in it. */
export const testRedis = async (): Promise<TestRedis> => {
  const given = process.env["REDIS_URL"];
  return given ? { url: given, stop: async () => {} } : startRedis();
};

/**
 * Starts a private redis-server on a free port. `snapshot`: a file that it begins with. `durable`: every write is on disk before it is answered; `everysec`: it
 * is there within a second.
 */
export const startRedis = async (
  options: { durable?: boolean | "everysec"; snapshot?: string } = {},
): Promise<PrivateRedis> => {
  if (!options.durable) return startServer(["--appendonly", "no"], options.snapshot);
  return startServer(["--appendonly", "yes", "--appendfsync", options.durable === "everysec" ? "everysec" : "always"]);
};

/** A real Redis Cluster of three private masters; `url` names all three. */
export const startCluster = async (): Promise<TestRedis & { nodes: PrivateRedis[] }> => {
  const args = ["--cluster-enabled", "yes", "--cluster-node-timeout", "2000"];
  const nodes = await Promise.all([0, 1, 2].map(() => startServer(args)));
  await joinCluster(nodes.map((node) => node.port));
  return {
    nodes,
    url: nodes.map((node) => node.url).join(","),
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
};

const startServer = async (args: string[], snapshot?: string): Promise<PrivateRedis> => {
  const program = await redisServer();
  const dir = await mkdtemp(join(tmpdir(), "concierge-redis-"));
  if (snapshot !== undefined) await copyFile(snapshot, join(dir, "dump.rdb"));
  let { port, child } = await startOnFreePort(program, dir, args);
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    pause: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
    crash: kill,
    restart: async () => {
      const again = launch(program, dir, port, args);
      if (!(await answers(again, port))) throw new Error(`redis-server did not come back on port ${port}.`);
      child = again;
    },
    stop: async () => {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
};

/** Somebody else may take the port between our choice and the server's bind: then try another one. */
const startOnFreePort = async (program: string, dir: string, args: string[]) => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await freePort();
    const child = launch(program, dir, port, args);
    if (await answers(child, port)) return { port, child };
  }
  throw new Error("redis-server did not start on any free port.");
};

const launch = (program: string, dir: string, port: number, args: string[]): ChildProcess => {
  const settings = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", dir, "--save", "", ...args];
  return endWithUs(spawn(program, settings, { stdio: "ignore" }));
};

/** How long a server may take on a machine of our own, ms. */
const startMs = 15_000;

/** True once the server answers on the port with its own process id, false when it ended instead. */
const answers = async (child: ChildProcess, port: number): Promise<boolean> => {
  const client = new Redis({ port, lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => 50 });
  client.on("error", () => {});
  const look = async () => {
    if (child.exitCode !== null) return "ended";
    const info = await client.info("server").catch(() => "");
    return info.includes(`process_id:${child.pid}\r`) && "ready";
  };
  try {
    return (await eventually(look, startMs, `redis-server being ready on port ${port}`)) === "ready";
  } catch (thrown) {
    child.kill("SIGKILL");
    throw thrown;
  } finally {
    client.disconnect();
  }
};

const joinCluster = async (ports: number[]) => {
  const clients = ports.map((port) => new Redis({ port }));
  const share = Math.ceil(16_384 / ports.length);
  for (const [index, client] of clients.entries()) {
    const first = index * share;
    const slots = Array.from({ length: Math.min(share, 16_384 - first) }, (_, slot) => first + slot);
    await client.cluster("ADDSLOTS", ...slots);
    for (const port of ports) await client.cluster("MEET", "127.0.0.1", port);
  }
  for (const client of clients) {
    await eventually(
      async () => {
        const info = String(await client.cluster("INFO"));
        return info.includes("cluster_state:ok") && info.includes(`cluster_known_nodes:${ports.length}`);
      },
      startMs,
      "the Redis Cluster being formed",
    );
  }
  for (const client of clients) client.disconnect();
};

/** Path of redis-server. */
const redisServer = (): Promise<string> =>
  findOrInstall({
    name: "redis-server",
    find: () => onPath("redis-server"),
    missing:
      "The tests need a Redis server: set REDIS_URL, or install redis-server so that it is on the PATH (Debian: apt-get install redis-server; macOS: brew install redis).",
  });
