import { adviceOn, asProblem } from "../../src/errors.ts";
import { silent } from "../../src/logging/log.ts";
import type { ProbeResult } from "../../src/ports/setup.ts";
import { connect } from "./client.ts";
import { type Durability, durabilityOf } from "./durability.ts";
import { isLoneNode, loneNodeAdvice } from "./lone-node.ts";
import { createPing } from "./ping.ts";

/** A server far away, with TLS, may need longer than a running bot would wait. */
const patienceMs = 5_000;

/** Looks whether Redis takes what the bot must keep, and whether it keeps it. */
export const probeRedis = async (url: string): Promise<ProbeResult[]> => {
  const connection = connect(url, silent);
  const ask: typeof connection.ask = (send) => connection.ask(send, patienceMs);
  try {
    if (await isLoneNode(connection)) return [loneNode(url)];
    await createPing({ ask }, "concierge-probe", Date.now)();
    return [{ state: "ok", what: "Redis answers and is writable" }, ...resultsOf(await durabilityOf(connection))];
  } catch (thrown) {
    return [failed(thrown, url)];
  } finally {
    connection.close();
  }
};

const loneNode = (url: string): ProbeResult => ({
  state: "failed",
  what: `Redis at ${hostsIn(url)} (REDIS_URL) is one node of a cluster, and refuses what belongs to the others`,
  advice: loneNodeAdvice,
});

const failed = (thrown: unknown, url: string): ProbeResult => {
  const problem = asProblem(thrown);
  const what = `Redis at ${hostsIn(url)} (REDIS_URL): ${problem.detail.replace(/^Redis: /, "")}`;
  if (url.startsWith("rediss:") && /^no answer within \d+ ms$/.test(problem.detail.replace(/^Redis: /, "")))
    return { state: "failed", what, advice: "Check whether it speaks TLS on that port (rediss://) or not (redis://)." };
  if (!/\b(?:NOAUTH|WRONGPASS)\b/.test(what)) return { state: "failed", what, advice: adviceOn(problem) };
  const advice =
    "Correct user and password in REDIS_URL, redis://user:password@host:6379; special characters are percent-encoded there (%40 for @).";
  return { state: "failed", what, advice };
};

/** The servers without user and password. */
const hostsIn = (url: string): string =>
  url
    .split(",")
    .map((node) => node.slice(node.lastIndexOf("@") + 1).replace(/^rediss?:\/\//, ""))
    .join(", ");

const advice =
  "Set appendonly yes (appendfsync always or everysec) and maxmemory-policy noeviction: a full Redis then refuses writes, and the platforms deliver again later.";

const resultsOf = (found: Durability): ProbeResult[] => {
  switch (found.state) {
    case "kept":
      return [{ state: "ok", what: "Redis keeps what it confirms (appendonly, noeviction)" }];
    case "unsafe":
      return found.wrong.map((wrong) => ({
        state: "warning",
        what: `Redis may lose what it confirms: ${wrong}`,
        advice,
      }));
    case "unknown":
      return [{ state: "warning", what: "Redis doesn't say whether it keeps what it confirms", advice }];
  }
};
