import { eventually } from "../test/support/eventually.ts";
import { openStage, type Stage } from "../test/support/stage.ts";
import { print } from "./figures.ts";

const turns = 400;

/** Whole turns per second, from event to answer, each step durable. */
export const throughput = async (): Promise<void> => {
  const stage = await openStage({ fast: true });
  await answered(stage, 50);
  const ms = await answered(stage, turns);
  await stage.close();
  const rate = `${(turns / (ms / 1_000)).toFixed(0)} turns/s`;
  print("Throughput", `${turns} questions at once, Genie without delay; bot and services share this machine`, [
    { name: "SQLite, one replica", values: { rate } },
  ]);
};

/** Writes so many questions at once; the time until the last answer is shown. */
const answered = async (stage: Stage, count: number): Promise<number> => {
  let finals = 0;
  const onCall = (call: { path: string; body: unknown }): void => {
    if (call.path.endsWith("/chat.update") && !JSON.stringify(call.body).includes('action_id\\":\\"cancel'))
      finals += 1;
  };
  stage.sandbox.desk.on("call", onCall);
  const from = performance.now();
  await Promise.all(
    Array.from({ length: count }, () => stage.say("asker", "analytics", "@genie What is the total revenue?")),
  );
  await eventually(() => finals >= count, 120_000, `${count} answers`);
  stage.sandbox.desk.off("call", onCall);
  return performance.now() - from;
};
