import { eventually } from "../test/support/eventually.ts";
import { openStage } from "../test/support/stage.ts";
import { print } from "./measure/figures.ts";

const rounds = 5;

/** From the kill of a replica in the middle of a step until another one runs that step. */
export const takeOver = async (): Promise<void> => {
  const stage = await openStage({ fast: true, redis: true, replicas: 2 });
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [holder, other] = round % 2 === 0 ? [0, 1] : [1, 0];
    await stage.kill(other);
    const { traffic } = stage.sandbox;
    traffic.faults.push({ service: "model", kind: "slow", ms: 60_000, times: 1 });
    const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
    await stage.met("model");
    await stage.start(other);
    const killedAt = Date.now();
    await stage.kill(holder);
    const seen = await eventually(
      () => traffic.calls.find(({ service, at }) => service === "model" && at > killedAt),
      30_000,
      "the other replica",
    );
    times.push(seen.at - killedAt);
    await stage.answer("analytics", ts, 30_000);
    await stage.start(holder);
  }
  await stage.close();
  const [least = 0, , median = 0, , most = 0] = times.toSorted((a, b) => a - b);
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  print("Take-over", `kill -9 in the middle of a step until another replica runs it, ${rounds} times`, [
    { name: "Redis, two replicas", values: { median: seconds(median), least: seconds(least), most: seconds(most) } },
  ]);
};
