import { openStage } from "../test/support/stage.ts";
import { inParallel, print } from "./figures.ts";

const turns = 400;

/** Whole turns per second, from event to answer, each step durable. */
export const throughput = async (): Promise<void> => {
  const stage = await openStage({ fast: true });
  const run = async (width: number): Promise<string> => {
    const from = performance.now();
    await inParallel(Array.from({ length: turns }), width, async () => {
      const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
      await stage.answer("analytics", ts, 60_000);
    });
    return `${(turns / ((performance.now() - from) / 1_000)).toFixed(0)} turns/s`;
  };
  await run(20);
  const rate = await run(60);
  await stage.close();
  print("Throughput", `${turns} questions, 60 at a time, Genie without delay; bot and services share this machine`, [
    { name: "SQLite, one replica", values: { rate } },
  ]);
};
