import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../test/support/eventually.ts";
import { openStage, type StageOptions } from "../test/support/stage.ts";
import { type Figure, percentiles, print } from "./measure/figures.ts";
import { watchSlack, write, writtenAt } from "./measure/watch.ts";

const perSecond = 15;
const seconds = 40;
/** Everything is done for the first time then, by a process that has just started. */
const coldSeconds = 2;
/** Genie takes about 2 s: a quarter of its natural time, so that the run is short. */
const pace = 0.25;

/** A steady stream of questions: how soon people see the first sign, and what we add to Genie's own time. */
export const underLoad = async (): Promise<void> => {
  const how = `${perSecond} questions a second for ${seconds} s, Genie at about 2 s; overhead: the turn without Genie's own time; warm: without the first ${coldSeconds} s`;
  print("Under load", how, [
    ...(await measured("SQLite", {})),
    ...(await measured("Redis", { redis: "durable" })),
    ...(await measured("Redis, two replicas", { redis: "durable", replicas: 2 })),
  ]);
};

interface Asked {
  content: string;
  createdAt: number;
  completedAt?: number;
}

const measured = async (name: string, options: StageOptions): Promise<Figure[]> => {
  const stage = await openStage({
    fast: true,
    genieLimit: 1e9,
    limits: { genie_questions_per_minute: 1e9 },
    ...options,
  });
  await stage.post("/control/databricks/pace", { factor: pace });
  const shown = watchSlack(stage);
  const written: string[] = [];
  const from = performance.now();
  for (let count = 0; count < perSecond * seconds; count += 1) {
    await sleep(Math.max(0, from + (count * 1_000) / perSecond - performance.now()));
    written.push(write(stage, `@genie What is the total revenue? (case${count})`));
  }
  await eventually(() => written.every((ts) => shown.final.has(ts)), 60_000, "the answers");
  const questions = await stage.get<Asked[]>("/control/databricks/questions");
  await stage.close();
  const genieMs = new Map(
    questions.map(({ content, createdAt, completedAt = 0 }) => [tagOf(content), completedAt - createdAt]),
  );
  const turnMs = (ts: string) => (shown.final.get(ts) ?? 0) - writtenAt(ts);
  const firstMs = written.map((ts) => (shown.first.get(ts) ?? 0) - writtenAt(ts));
  const overheadMs = written.map((ts, index) => turnMs(ts) - (genieMs.get(`case${index}`) ?? 0));
  return [
    { name: `${name}: first sign`, values: percentiles(firstMs) },
    {
      name: `${name}: first sign, the first ${coldSeconds} s`,
      values: percentiles(firstMs.slice(0, coldSeconds * perSecond)),
    },
    { name: `${name}: first sign, warm`, values: percentiles(firstMs.slice(coldSeconds * perSecond)) },
    { name: `${name}: overhead`, values: percentiles(overheadMs) },
  ];
};

const tagOf = (content: string): string => /\((case\d+)\)/.exec(content)?.[1] ?? content;
