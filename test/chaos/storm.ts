import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../../sandbox/traffic.ts";
import type { Stage } from "../support/stage.ts";
import { between, pick, type Random } from "./random.ts";

/** What happened, for the report. */
export interface Toll {
  kills: number;
  pauses: number;
  crashes: number;
  faults: number;
}

/** Epoch ms. */
export interface Span {
  from: number;
  to: number;
}

/** When it happened. */
export interface Times {
  /** From the signal until the process was gone. */
  kills: Span[];
  /** Redis was away. */
  outages: Span[];
}

/** For a while, kills and starts replicas, pauses and kills Redis, and lets the services fail; then all is well again. */
export const storm = async (stage: Stage, random: Random, ms: number): Promise<{ toll: Toll; times: Times }> => {
  const { redis } = stage;
  if (!redis) throw new Error("there is no Redis to ill-treat");
  const times: Times = { kills: [], outages: [] };
  const toll: Toll = { kills: 0, pauses: 0, crashes: 0, faults: 0 };
  const end = Date.now() + ms;

  const killing = async (replica: number): Promise<void> => {
    while (Date.now() < end) {
      await sleep(between(random, 1_000, 9_000));
      times.kills.push(await killed(stage, replica));
      toll.kills += 1;
      await sleep(between(random, 100, 3_000));
      stage.launch(replica);
    }
  };
  const hurtingRedis = async (): Promise<void> => {
    while (Date.now() < end) {
      await sleep(between(random, 2_000, 7_000));
      const from = Date.now();
      if (random() < 0.6) {
        redis.pause();
        toll.pauses += 1;
        await sleep(between(random, 300, 5_000));
        redis.resume();
      } else {
        await redis.crash();
        toll.crashes += 1;
        await sleep(between(random, 100, 3_000));
        await redis.restart();
      }
      times.outages.push({ from, to: Date.now() });
    }
  };
  const failing = async (): Promise<void> => {
    while (Date.now() < end) {
      await sleep(between(random, 50, 500));
      const { traffic } = stage.sandbox;
      // Faults that met no call must not gather until they look like an outage.
      traffic.faults = [...traffic.faults.slice(-mostPending), { ...pick(random, faults), times: 1 }];
      toll.faults += 1;
    }
  };
  await Promise.all([...stage.bots.map((_, replica) => killing(replica)), hurtingRedis(), failing()]);
  stage.sandbox.traffic.faults = [];
  return { toll, times };
};

/** Kills a replica; returns when. Its connections end within that time, as the sandbox sees it. */
export const killed = async (stage: Stage, replica: number): Promise<Span> => {
  const from = Date.now();
  await stage.bots[replica]?.kill();
  // What ended with the process may still be unread.
  for (let turn = 0; turn < 2; turn += 1) await new Promise(setImmediate);
  return { from, to: Date.now() };
};

const mostPending = 4;

const asking = "start-conversation";
const polling = "GET /api/2.0/genie/spaces/";

const slack: Omit<Fault, "times">[] = [
  { service: "slack", match: "chat.postMessage", kind: "lost" },
  { service: "slack", match: "chat.postMessage", kind: "drop" },
  { service: "slack", match: "chat.postMessage", kind: "500" },
  { service: "slack", match: "chat.postMessage", kind: "slow", ms: 1_000 },
  { service: "slack", match: "chat.postMessage", kind: "429", retry_after: 1 },
  { service: "slack", match: "chat.update", kind: "429", retry_after: 1 },
  { service: "slack", match: "chat.update", kind: "500" },
  { service: "slack", match: "chat.update", kind: "lost" },
  { service: "slack", match: "chat.update", kind: "slow", ms: 1_500 },
  { service: "slack", kind: "duplicate" },
];

/** A lost answer to a post is left out: no bot can find out in Teams that its message is there. */
const teams: Omit<Fault, "times">[] = [
  { service: "teams", match: "POST /teams", kind: "500" },
  { service: "teams", match: "POST /teams", kind: "429", retry_after: 1 },
  { service: "teams", match: "POST /teams", kind: "slow", ms: 700 },
  { service: "teams", match: "PUT /", kind: "429", retry_after: 1 },
  { service: "teams", match: "PUT /", kind: "500" },
  { service: "teams", match: "PUT /", kind: "lost" },
  { service: "teams", match: "PUT /", kind: "slow", ms: 1_500 },
  { service: "teams", kind: "duplicate" },
  { service: "teams", kind: "duplicate", match: "new-id" },
];

const databricks: Omit<Fault, "times">[] = [
  { service: "databricks", match: asking, kind: "lost" },
  { service: "databricks", match: asking, kind: "drop" },
  { service: "databricks", match: asking, kind: "500" },
  { service: "databricks", match: asking, kind: "429", retry_after: 1 },
  { service: "databricks", match: asking, kind: "slow", ms: 1_000 },
  { service: "databricks", match: "/messages ", kind: "lost" },
  { service: "databricks", match: polling, kind: "503" },
  { service: "databricks", match: polling, kind: "drop" },
  { service: "databricks", match: polling, kind: "slow", ms: 2_000 },
];

const model: Omit<Fault, "times">[] = [
  { service: "model", kind: "500" },
  { service: "model", kind: "drop" },
  { service: "model", kind: "slow", ms: 1_500 },
];

const faults = [...slack, ...teams, ...databricks, ...model];
