import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Below the range from which systems take ports for outgoing connections (Linux: 32,768 and above), and above the last
 * port that `fetch` refuses (10,080; https://fetch.spec.whatwg.org/#port-blocking).
 */
const [lowest, highest] = [11_000, 22_000];

/**
 * A port is free while the program that shall have it starts, or starts anew. So that nobody else takes it meanwhile, the
 * test files that run at the same time draw from ranges of their own, and none gets the same one twice.
 */
const [ranges, width] = [8, (highest - lowest) / 8];
const first = lowest + (Number(process.env["VITEST_POOL_ID"] ?? 0) % ranges) * width;
let next = Math.floor(Math.random() * width);

/** A port that was free a moment ago, and so was the one 10,000 above it: the bus of a Redis Cluster listens there. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = first + next;
    // The sandbox has the five ports after its own.
    next = (next + 12) % width;
    if ((await isFree(port)) && (await isFree(port + 10_000))) return port;
  }
};

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer().listen(port, "127.0.0.1");
  const free = await once(server, "listening").then(
    () => true,
    () => false,
  );
  if (!free) return false;
  server.close();
  await once(server, "close");
  return true;
};
