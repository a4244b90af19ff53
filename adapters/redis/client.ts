import { Cluster, type CommonRedisOptions, Redis } from "ioredis";
import { Problem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import { withDeadline } from "../queue/deadline.ts";
import { nodesIn } from "./address.ts";

export type Client = Redis | Cluster;

export interface Connection {
  /** Waits for Redis as long as it takes and repeats calls that were cut off. For work that may be repeated. */
  retrying: Client;
  /**
   * Sends while Redis is there, and gives up after a second and a half (or the given time): Problem
   * `store.unavailable`. A refused call is not sent later.
   */
  ask<T>(send: (client: Client) => Promise<T>, patienceMs?: number): Promise<T>;
  close(): void;
}

/**
 * Connects to one server, or to a cluster when the URL names several nodes: `redis://a:6379,b:6379`. Reconnects for
 * ever.
 */
export const connect = (url: string, log: Log): Connection => {
  const failingFast = open(url, { autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0, socketTimeout: 5000 });
  // Longer than the longest wait for a call (5 s): a connection that is dead without saying so is given up.
  const retrying = open(url, { maxRetriesPerRequest: null, socketTimeout: 15_000 });
  retrying.on("error", () => {});
  const { here, trouble } = presence(failingFast, log);
  let closed = false;
  return {
    retrying,
    ask: (send, patienceMs = 1500) => {
      if (closed) return Promise.reject(closedProblem());
      const asked = async (isOver: () => boolean) => {
        await here();
        if (isOver()) throw new Error("given up before it was sent");
        return send(failingFast);
      };
      return available(withDeadline(patienceMs, asked, () => lateError(patienceMs, trouble())));
    },
    close: () => {
      closed = true;
      failingFast.disconnect();
      retrying.disconnect();
    },
  };
};

/** Rejects with Problem `store.unavailable` when the work fails. */
const available = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (cause) {
    throw unavailable(cause);
  }
};

const lateError = (ms: number, trouble: Error | undefined): Error => {
  const words = trouble === undefined ? "" : `: ${trouble.message.slice(0, 200)}`;
  return new Error(`no answer within ${ms} ms${words}`, { cause: trouble });
};

/** The stores are closed, because the process ends. */
export const closedProblem = (): Problem => Problem.of("store.closed", {}, { retry: "later" });

const unavailable = (cause: unknown): Problem => {
  const detail = `Redis: ${cause instanceof Error ? cause.message : String(cause)}`;
  return Problem.of("store.unavailable", {}, { retry: "later", detail, cause });
};

type Options = Pick<CommonRedisOptions, "autoResendUnfulfilledCommands" | "maxRetriesPerRequest" | "socketTimeout">;

const open = (url: string, options: Options): Client =>
  url.includes(",")
    ? openCluster(url, options)
    : new BatchingRedis(url, { ...options, retryStrategy: backoff, reconnectOnError: isElsewhere });

/** What is sent at one moment leaves in one write: a write takes as long as all other work for a command. */
class BatchingRedis extends Redis {
  override sendCommand(...command: Parameters<Redis["sendCommand"]>): unknown {
    // Before the first connection there is none.
    const stream: Redis["stream"] | undefined = this.stream;
    if (stream?.writableCorked === 0) {
      stream.cork();
      process.nextTick(() => stream.uncork());
    }
    return super.sendCommand(...command);
  }
}

/**
 * True if the server answers that it is not the one to ask. After a fail-over the old connection stays open and leads
 * to a replica; only a new connection finds the master. The refused call is not sent again, because it may be part of a
 * transaction.
 */
const isElsewhere = ({ message }: Error): boolean =>
  /(?:^|-)(?:READONLY|LOADING|CLUSTERDOWN|MASTERDOWN|UNBLOCKED)\b/.test(message.slice(0, 300));

const openCluster = (url: string, options: Options): Cluster => {
  const nodes = nodesIn(url).map((node) => new URL(node));
  const { username = "", password = "" } = nodes.find((node) => node.password !== "") ?? {};
  const tls = nodes[0]?.protocol === "rediss:";
  return new Cluster(
    nodes.map(({ hostname, port }) => ({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 6379) })),
    {
      clusterRetryStrategy: backoff,
      // Certificates name hosts: with TLS a node is reached by its name, not by a resolved address.
      ...(tls && { dnsLookup: (address, found) => found(null, address) }),
      redisOptions: {
        ...options,
        reconnectOnError: isElsewhere,
        ...(username !== "" && { username: decodeURIComponent(username) }),
        ...(password !== "" && { password: decodeURIComponent(password) }),
        ...(tls && { tls: {} }),
      },
    },
  );
};

const backoff = (attempt: number): number => Math.min(50 * 2 ** Math.min(attempt, 5), 1000) + Math.random() * 100;

/** When a client can serve, and why it cannot meanwhile. */
interface Presence {
  here(): Promise<void>;
  trouble(): Error | undefined;
}

/** Watches a client, and tells the log once when Redis goes and once when it is back. */
const presence = (client: Client, log: Log): Presence => {
  let trouble: Error | undefined;
  let gate = Promise.withResolvers<void>();
  let open = false;
  let away = false;
  client.on("ready", () => {
    if (away) log.info({ event: "redis.up" }, "Redis is back");
    away = false;
    trouble = undefined;
    open = true;
    gate.resolve();
  });
  client.on("close", () => {
    if (open) gate = Promise.withResolvers();
    open = false;
  });
  client.on("error", (err: Error) => {
    if (!away) log.warn({ event: "redis.down", err }, "Redis can't be reached; I'll keep trying");
    away = true;
    trouble = err;
  });
  return { here: () => gate.promise, trouble: () => trouble };
};

/** A key in braces: all keys that begin with it lie in one slot of a cluster. */
export const tagged = (kind: string, name: string): string => `{${kind}:${name.replace(/[{}%]/g, encodeURIComponent)}}`;

/** The name in a tagged key. */
export const untagged = (kind: string, key: string): string => decodeURIComponent(key.slice(kind.length + 2, -1));
