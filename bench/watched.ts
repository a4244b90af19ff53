import { setTimeout as sleep } from "node:timers/promises";
import { redis } from "../adapters/redis/stores.ts";
import { RATES } from "../sandbox/databricks/jobs/rates.ts";
import type { Call } from "../sandbox/traffic.ts";
import { createRuns } from "../src/jobs/runs/run-records.ts";
import { watchTask } from "../src/jobs/runs/watch-task.ts";
import { silent } from "../src/logging/log.ts";
import { openStage, type Stage } from "../test/support/stage.ts";
import { type Figure, inParallel, percentiles, print } from "./measure/figures.ts";
import { postCard } from "./measure/post-card.ts";
import { usage } from "./measure/usage.ts";

const runs = 2_000;
/** Runs that end in each of the two windows, one after the other. */
const ends = 40;
const endEveryMs = 1_500;
/** Databricks takes 20 starts a second. */
const startEveryMs = 55;
const seedMs = runs * (startEveryMs + 3);
const warmUpMs = 30_000;
const lateMs = 12_000;
const hour = 3_600_000;

/** Runs that one replica watches: how soon people hear of an end, and what is asked of the Jobs API meanwhile. */
export const watched = async (): Promise<void> => {
  const stage = await openStage({ ...{ fast: true, redis: true, rateLimits: true }, env: credentials });
  await stage.kill();
  const calls = countCalls(stage);
  const polledAt = Date.now() + seedMs + warmUpMs;
  const calledAt = polledAt + ends * endEveryMs + lateMs;
  const cards = await seed(stage, (run) => lengthOf(run, polledAt, calledAt));
  calls.clear();
  await stage.start();
  const [startedAt, before] = [Date.now(), await usage(stage)];
  await sleep(calledAt - Date.now());
  await callWebhook(stage);
  await sleep(ends * endEveryMs + lateMs);
  const [seconds, after] = [(Date.now() - startedAt) / 1_000, await usage(stage)];
  const asked = calls.figures();
  const delays = await inParallel(cards.slice(0, 2 * ends), 5, (card) => delayOf(stage, card, calls.noticed));
  await stage.kill();
  await stage.close();
  print("Watched runs", how, [
    { name: "end until the notice is shown, polled", values: percentiles(delays.slice(0, ends)) },
    { name: "end until the notice is shown, webhook", values: percentiles(delays.slice(ends)) },
    ...asked,
    {
      name: "the replica",
      values: {
        cpu: `${Math.round((100 * (after.cpuSeconds - before.cpuSeconds)) / seconds)} %`,
        rss: `${Math.round(after.kilobytes / 1_024)} MB`,
      },
    },
  ]);
};

const how = `one replica on Redis watches ${runs} runs, half of them queued; the services keep their documented limits; ${ends} runs end, ${endEveryMs / 1_000} s apart, then as many with the webhook on`;

const credentials = { DATABRICKS_WEBHOOK_USER: "databricks", DATABRICKS_WEBHOOK_PASSWORD: "bench" };

const callWebhook = (stage: Stage): Promise<unknown> =>
  stage.post("/control/databricks/webhook", {
    url: `${stage.bots[0]?.url}/webhooks/databricks`,
    username: credentials.DATABRICKS_WEBHOOK_USER,
    password: credentials.DATABRICKS_WEBHOOK_PASSWORD,
  });

/** Seconds that a run goes on from now: the first ones end in the windows, the others go on. */
const lengthOf = (run: number, polledAt: number, calledAt: number): number => {
  if (run >= 2 * ends) return 1e6;
  const at = run < ends ? polledAt + run * endEveryMs : calledAt + (run - ends) * endEveryMs;
  return (at - Date.now()) / 1_000;
};

interface Card {
  run: string;
  /** The card's message. */
  ts: string;
}

/** Starts the runs in Databricks, and puts their cards and watches where the bot finds them. */
const seed = async (stage: Stage, secondsOf: (run: number) => number): Promise<Card[]> => {
  const stores = redis({ url: stage.redis?.url ?? "", log: silent, conversationTtlMs: hour, keepCheckpoints: 50 });
  const records = createRuns(stores.records);
  const job = "transaction-anomalies";
  const number = stage.sandbox.databricks.jobs.find(({ id }) => id === job)?.job_id ?? "";
  const cards: Card[] = [];
  for (let index = 0; index < runs; index += 1) {
    const from = Date.now();
    await stage.post("/control/databricks/run", { job_id: number, outcome: "success", seconds: secondsOf(index) });
    const { run_id: run } = await jobs(stage, "POST", "run-now", `{"job_id":${number}}`);
    const { actor, ts, posted } = postCard(stage);
    const who = { starter: actor, tell: actor };
    const [name, startedAt] = ["Transaction anomalies", Date.now()];
    await records.write({
      run: String(run),
      number,
      job,
      name,
      ...who,
      posted,
      parameters: {},
      startedAt,
      phase: "new",
      round: 0,
    });
    await stores.queue.put(watchTask({ run: String(run) }));
    cards.push({ run: String(run), ts });
    await sleep(Math.max(0, from + startEveryMs - Date.now()));
  }
  await stores.close(0);
  return cards;
};

const jobs = async ({ env }: Stage, method: "GET" | "POST", path: string, body?: string) => {
  const response = await fetch(`${env["DATABRICKS_HOST"]}/api/2.2/jobs/${path}`, {
    method,
    headers: { authorization: `Bearer ${env["DATABRICKS_TOKEN"]}`, "content-type": "application/json" },
    ...(body && { body }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  // The job's runs have ids of 15 digits, which a number holds.
  return (await response.json()) as Record<string, number>;
};

const delayOf = async (stage: Stage, { run, ts }: Card, noticed: ReadonlyMap<string, number>): Promise<number> => {
  const { end_time: end = 0 } = await jobs(stage, "GET", `runs/get?run_id=${run}`);
  if (end === 0) throw new Error(`the run ${run} has not ended`);
  return (noticed.get(ts) ?? Number.POSITIVE_INFINITY) - end;
};

/** Counts the calls to the Jobs API by the second, and notes when a card's thread got a message. */
const countCalls = (stage: Stage) => {
  const noticed = new Map<string, number>();
  const perSecond = new Map<string, Map<number, number>>();
  const refused = new Map<string, number>();
  const note = ({ method, path, body, status, at, ms }: Call): void => {
    const thread = typeof body === "object" && body !== null && "thread_ts" in body ? body.thread_ts : undefined;
    if (path.endsWith("/chat.postMessage") && status === 200 && typeof thread === "string")
      noticed.set(thread, at + ms);
    const name = `${method} ${path.split("?")[0]}`;
    if (!(name in RATES)) return;
    const counts = perSecond.get(name) ?? new Map<number, number>();
    const second = Math.floor(at / 1_000);
    perSecond.set(name, counts.set(second, (counts.get(second) ?? 0) + 1));
    if (status === 429) refused.set(name, (refused.get(name) ?? 0) + 1);
  };
  stage.sandbox.traffic.on("call", note);
  return {
    noticed,
    clear: () => perSecond.clear(),
    figures: (): Figure[] =>
      [...perSecond].map(([name, counts]) => ({
        name: name.replace("/api/2.2/jobs", ""),
        values: {
          most: `${Math.max(...counts.values())}/s`,
          allowed: `${RATES[name]}/s`,
          refused: String(refused.get(name) ?? 0),
          all: String([...counts.values()].reduce((sum, count) => sum + count, 0)),
        },
      })),
  };
};
