import { Redis } from "ioredis";
import { Client } from "pg";
import type { Stage } from "../support/stage.ts";

/** Tasks that are left in the queue. */
export const queueLeftovers = async (stage: Stage): Promise<string[]> => {
  const metrics = await (await fetch(`${stage.bots[0]?.url}/metrics`)).text();
  const counts = [...metrics.matchAll(/^concierge_tasks\{state="(\w+)"\} (\d+)$/gm)];
  if (counts.length === 0) return ["/metrics shows no tasks"];
  return counts.filter(([, , count]) => count !== "0").map(([, state, count]) => `${count} tasks are ${state}`);
};

/** Keys without an end of life: those of the queue itself, which do not grow. */
const lasting = /^\{concierge\}:(behind|call)$/;
const mostBytes = 100_000;

/** What the store keeps that will be there for ever, or that grows. */
export const everythingEnds = ({ redis, postgres }: Stage): Promise<string[]> =>
  redis ? keysEnd(redis.url) : rowsEnd(postgres?.url ?? "");

const keysEnd = async (url: string): Promise<string[]> => {
  const redis = new Redis(url);
  const wrong: string[] = [];
  for (const key of await redis.keys("*")) {
    if ((await redis.pttl(key)) !== -1) continue;
    if (!lasting.test(key)) wrong.push(`key without an end: ${key}`);
    else if (((await redis.memory("USAGE", key)) ?? 0) > mostBytes) wrong.push(`key that grows: ${key}`);
  }
  redis.disconnect();
  return wrong;
};

/** Every table of PostgreSQL has an end of life for its rows, or one row for each name. These belong to nothing. */
const lost = {
  "checkpoints of no thread":
    "SELECT count(*) FROM concierge.checkpoints WHERE thread NOT IN (SELECT num FROM concierge.threads)",
  "parts of no thread": "SELECT count(*) FROM concierge.parts WHERE thread NOT IN (SELECT num FROM concierge.threads)",
  "writes of no thread":
    "SELECT count(*) FROM concierge.writes WHERE thread NOT IN (SELECT num FROM concierge.threads)",
  "threads without an end": "SELECT count(*) FROM concierge.threads WHERE expires_at = 'infinity'",
  "ended tasks with a payload": "SELECT count(*) FROM concierge.tasks WHERE ended_at IS NOT NULL AND payload <> ''",
};

const rowsEnd = async (url: string): Promise<string[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  const wrong: string[] = [];
  for (const [what, count] of Object.entries(lost)) {
    const { rows } = await client.query(count);
    if (rows[0].count !== "0") wrong.push(`${rows[0].count} ${what}`);
  }
  await client.end();
  return wrong;
};
