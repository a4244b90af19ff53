import { eventually } from "../support/eventually.ts";
import { openStage, type Stage } from "../support/stage.ts";
import { driversOf } from "./drivers.ts";
import { type Asked, converse, isAnswered } from "./people.ts";
import { planThreads } from "./planned-threads.ts";
import { seeded } from "./random.ts";
import { storm, type Toll } from "./storm.ts";
import { judge, type Verdict } from "./verdict.ts";

export interface Report extends Verdict {
  seed: number;
  questions: number;
  toll: Toll;
  seconds: number;
  /** What the replicas said, for whoever looks for a cause. */
  output: string;
}

export interface RoundOptions {
  /** What the replicas share. Default: Redis. */
  store?: "redis" | "postgres";
  seed: number;
  threads: number;
  stormMs: number;
}

/** Time for everything to come to rest after the storm. */
const calmMs = 90_000;

/** Many conversations with three replicas on one store while everything fails; then every law is checked. */
export const chaosRound = async ({ store = "redis", seed, threads, stormMs }: RoundOptions): Promise<Report> => {
  const from = Date.now();
  const random = seeded(seed);
  const stage = await openStage({
    replicas: 3,
    [store]: "durable",
    fast: true,
  });
  try {
    await stage.post("/control/databricks/pace", { factor: 0.15 });
    const drivers = driversOf(stage);
    const plan = planThreads(random, threads, stormMs * 0.9);
    const [{ toll, times }, asked] = await Promise.all([
      storm(stage, random, stormMs),
      Promise.all(plan.map((thread) => converse(drivers[thread.platform], thread))).then((all) => all.flat()),
    ]);
    await settle(stage, asked);
    const verdict = await judge(stage, asked, times);
    const seconds = Math.round((Date.now() - from) / 1_000);
    return { seed, questions: asked.length, toll, ...verdict, seconds, output: stage.output() };
  } finally {
    await stage.close();
  }
};

const settle = async (stage: Stage, asked: readonly Asked[]): Promise<void> => {
  const threads = [...Map.groupBy(asked, ({ root }) => root).values()];
  const rests = async () => {
    if (!threads.every(isAnswered)) return false;
    const metrics = await (await fetch(`${stage.bots[0]?.url}/metrics`)).text();
    return ["ready", "delayed", "running"].every((state) => metrics.includes(`{state="${state}"} 0\n`));
  };
  // Whatever does not come to rest is named by the verdict.
  await eventually(rests, calmMs).catch(() => undefined);
};
