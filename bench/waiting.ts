import { setTimeout as sleep } from "node:timers/promises";
import { redis } from "../adapters/redis/stores.ts";
import type { Call } from "../sandbox/traffic.ts";
import { silent } from "../src/logging/log.ts";
import type { Inbound } from "../src/ports/chat/inbound.ts";
import { createTurns, type Turn } from "../src/turn/turn-records.ts";
import { openStage, type Stage } from "../test/support/stage.ts";
import { type Figure, inParallel, percentiles, print } from "./measure/figures.ts";
import { postCard } from "./measure/post-card.ts";
import { usage } from "./measure/usage.ts";

/** Turns that wait for Genie in one replica: how late their checks are, and what they take. */
export const waiting = async (): Promise<void> => {
  const how = "one replica on Redis, Genie never ends; lag: time between two checks of a turn beyond its interval";
  print("Waiting", how, [
    await measured(2_000, 0, 12_000),
    await measured(2_000, remoteMs, 12_000),
    await measured(10_000, 0, 15_000),
    await measured(10_000, remoteMs, 15_000),
  ]);
};

/** What the bot does while nothing changes, see src/turn/asks/ask-poller.ts. */
const intervalMs = (turns: number): number => Math.max(700, turns / 2);
/** After this long without a change the intervals grow. */
const steadyMs = 29_000;
/** What a look takes where Databricks is not on the same machine. */
const remoteMs = 150;
const hour = 3_600_000;

const measured = async (turns: number, lookMs: number, warmUpMs: number): Promise<Figure> => {
  const stage = await openStage({ fast: true, redis: true, genieLimit: 1e9, limits: { agent_seconds: 600 } });
  await stage.kill();
  await stage.post("/control/databricks/pace", { factor: 1_000 });
  await seed(stage, turns);
  if (lookMs > 0) {
    const slow = { service: "databricks", match: "GET /api/2.0/genie", kind: "slow", ms: lookMs, times: 1e9 };
    await stage.fault(slow);
  }
  const checks = new Map<string, number[]>();
  const onCall = ({ method, path, at }: Call): void => {
    const message = method === "GET" ? /\/messages\/(\w+)$/.exec(path)?.[1] : undefined;
    if (message) checks.set(message, [...(checks.get(message) ?? []), at]);
  };
  stage.sandbox.traffic.on("call", onCall);
  await stage.start();
  const from = Date.now();
  await sleep(warmUpMs);
  const { kilobytes, cpuSeconds } = await usage(stage);
  await sleep(steadyMs - warmUpMs);
  const to = Date.now();
  const after = await usage(stage);
  stage.sandbox.traffic.off("call", onCall);
  await stage.kill();
  await stage.close();
  const inWindow = [...checks.values()].map((times) => times.filter((at) => at >= from + warmUpMs));
  const lags = inWindow.flatMap((times) =>
    times.slice(1).map((at, index) => at - (times[index] ?? at) - intervalMs(turns) - lookMs),
  );
  const seconds = (to - from - warmUpMs) / 1_000;
  return {
    name: `${turns} turns every ${(intervalMs(turns) / 1_000).toFixed(0)} s, a look takes ${lookMs > 0 ? `${lookMs} ms more` : "no time"}`,
    values: {
      ...percentiles(lags.map((lag) => Math.max(0, lag))),
      checks: `${Math.round(inWindow.flat().length / seconds)}/s`,
      cpu: `${Math.round((100 * (after.cpuSeconds - cpuSeconds)) / seconds)} %`,
      rss: `${Math.round(Math.max(kilobytes, after.kilobytes) / 1_024)} MB`,
    },
  };
};

/** Puts the turns where the bot finds them: asked in Genie, recorded as waiting, their tasks in the queue. */
const seed = async (stage: Stage, turns: number): Promise<void> => {
  const stores = redis({ url: stage.redis?.url ?? "", log: silent, conversationTtlMs: hour, keepCheckpoints: 50 });
  const records = createTurns(stores.records, hour, Date.now);
  await inParallel(Array.from({ length: turns }), 50, async () => {
    const turn = await asked(stage);
    const { id, posted, actor, question } = turn;
    const { place } = posted;
    const inbound: Inbound = { kind: "message", id, place, actor, external: false, text: question, entry: "mention" };
    await records.write(turn);
    await stores.queue.put({ id, orderingKey: place.thread, kind: "turn", payload: { inbound, question } });
  });
  await stores.close(0);
};

const asked = async (stage: Stage): Promise<Turn> => {
  const { env, sandbox } = stage;
  const agent = "sales";
  const question = "What is the total revenue?";
  const space = sandbox.databricks.spaces.find((one) => one.agent === agent)?.id ?? "";
  const response = await fetch(`${env["DATABRICKS_HOST"]}/api/2.0/genie/spaces/${space}/start-conversation`, {
    method: "POST",
    headers: { authorization: `Bearer ${env["DATABRICKS_TOKEN"]}`, "content-type": "application/json" },
    body: JSON.stringify({ content: question }),
  });
  const { conversation_id, message_id } = (await response.json()) as Record<string, string>;
  const ref = { agent, conversation: conversation_id ?? "", message: message_id ?? "" };
  const { actor, posted } = postCard(stage);
  const id = posted.place.thread;
  return {
    ...{
      id,
      task: id,
      actor,
      question,
      echo: false,
      external: false,
      startedAt: Date.now(),
      phase: "waiting",
      round: 0,
      awaitingQuota: [],
      past: [],
      files: 0,
    },
    posted,
    asks: [{ ask: { key: `${id}:0:${agent}`, agent, question, actor, earlier: [] }, ref, startedAt: Date.now() }],
  };
};
