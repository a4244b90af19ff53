import { eventually } from "../test/support/eventually.ts";
import { openStage, type Stage } from "../test/support/stage.ts";
import { inParallel, percentiles, print } from "./figures.ts";

/** From the person's message to the status message on the screen. */
export const firstSign = async (): Promise<void> => {
  const stage = await openStage({ fast: true });
  await seen(stage);
  const quiet = await inParallel(Array.from({ length: 100 }), 1, () => seen(stage));
  const busy = await inParallel(Array.from({ length: 100 }), 20, () => seen(stage));
  await stage.close();
  print("First sign", "message written until the status message is shown, 100 questions each", [
    { name: "one question at a time", values: percentiles(quiet) },
    { name: "20 people at a time", values: percentiles(busy) },
  ]);
};

const seen = async (stage: Stage): Promise<number> => {
  const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
  const reply = await eventually(async () => (await stage.replies("analytics", ts))[0], 20_000);
  await stage.answer("analytics", ts, 30_000);
  return reply.at - Number(ts) * 1_000;
};
