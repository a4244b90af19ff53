import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { startRedis } from "../../test/support/stores/redis.ts";
import { median, type Reference } from "./figures.ts";

/*
 * What the machine itself takes at the moment, measured right before a section: multiples of it carry over to other
 * machines and to busier hours.
 */

const times = 50;

const medianOf = async (work: () => Promise<unknown>): Promise<number> => {
  const taken: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const from = performance.now();
    await work();
    taken.push(performance.now() - from);
  }
  return median(taken);
};

/** A page written to the disk, for sure. */
export const fsync = async (): Promise<Reference> => {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  const file = await open(join(folder, "page"), "w");
  const ms = await medianOf(async () => {
    await file.write(Buffer.alloc(4_096, 1), 0, 4_096, 0);
    await file.sync();
  });
  await file.close();
  await rm(folder, { recursive: true });
  return { name: "fsync", ms };
};

/** A PING of a Redis on this machine. */
export const ping = async (): Promise<Reference> => {
  const server = await startRedis();
  const client = new Redis(server.url);
  const ms = await medianOf(() => client.ping());
  client.disconnect();
  await server.stop();
  return { name: "PING", ms };
};

/** A look at a question: a call over HTTP on this machine that brings a small JSON. */
export const poll = async (): Promise<Reference> => {
  const server = createServer((_, response) => void response.end('{"status":"EXECUTING_QUERY"}')).listen(
    0,
    "127.0.0.1",
  );
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ms = await medianOf(async () => (await fetch(url)).json());
  server.closeAllConnections();
  server.close();
  return { name: "one poll", ms };
};

/** A Node.js that does nothing. */
export const nodeStart = async (): Promise<Reference> => {
  const taken: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const from = performance.now();
    await once(spawn(process.execPath, ["-e", "0"]), "exit");
    taken.push(performance.now() - from);
  }
  return { name: "Node.js alone", ms: median(taken) };
};
