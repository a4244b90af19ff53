import { Redis } from "ioredis";
import type { Stage } from "../support/stage.ts";

/** Tasks that are left in the queue. */
export const queueLeftovers = async (stage: Stage): Promise<string[]> => {
  const metrics = await (await fetch(`${stage.bots[0]?.url}/metrics`)).text();
  const counts = [...metrics.matchAll(/^concierge_tasks\{state="(\w+)"\} (\d+)$/gm)];
  if (counts.length === 0) return ["/metrics shows no tasks"];
  return counts.filter(([, , count]) => count !== "0").map(([, state, count]) => `${count} tasks are ${state}`);
};

/** Keys without an end of life: those of the queue itself, which do not grow. */
const lasting = /^\{concierge\}:(open|tasks:(id|meta|marker|events))$/;
const mostBytes = 100_000;

/** Keys that will be there for ever, or that grow. */
export const keysEnd = async (stage: Stage): Promise<string[]> => {
  const redis = new Redis(stage.redis?.url ?? "");
  const wrong: string[] = [];
  for (const key of await redis.keys("*")) {
    if ((await redis.pttl(key)) !== -1) continue;
    if (!lasting.test(key)) wrong.push(`key without an end: ${key}`);
    else if (((await redis.memory("USAGE", key)) ?? 0) > mostBytes) wrong.push(`key that grows: ${key}`);
  }
  redis.disconnect();
  return wrong;
};
