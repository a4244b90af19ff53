import { Redis } from "ioredis";
import { Client } from "pg";
import { eventually } from "../test/support/eventually.ts";
import { openStage, type Stage, type StageOptions } from "../test/support/stage.ts";
import { print } from "./measure/figures.ts";
import { usage } from "./measure/usage.ts";
import { watchSlack, write } from "./measure/watch.ts";

const turns = 300;
const rounds = 3;
/** Until then a process that has just started compiles what it does often: it takes longer for a turn than for days after. */
const coldRounds = 3;

/** Whole turns per second, from event to answer, each step durable. */
export const throughput = async (): Promise<void> => {
  const how = `${turns} questions at once, ${rounds} times, median, after as many as ${coldRounds * turns} questions; cold: the first ${turns} of these; Genie without delay; bot and services share this machine`;
  print("Throughput", how, [
    { name: "SQLite", values: await rate({}) },
    { name: "Redis, appendfsync always", values: await rate({ redis: "durable" }) },
    { name: "Redis, appendfsync everysec", values: await rate({ redis: "everysec" }) },
    { name: "Redis, appendfsync always, two replicas", values: await rate({ redis: "durable", replicas: 2 }) },
    { name: "PostgreSQL, fsync on", values: await rate({ postgres: "durable" }) },
    { name: "PostgreSQL, fsync on, two replicas", values: await rate({ postgres: "durable", replicas: 2 }) },
  ]);
};

const rate = async (options: StageOptions): Promise<Record<string, string>> => {
  const stage = await openStage({
    fast: true,
    genieLimit: 1e9,
    limits: { genie_questions_per_minute: 1e9 },
    ...options,
  });
  const shown = watchSlack(stage);
  const answered = async (count: number): Promise<number> => {
    const from = performance.now();
    const asked = Array.from({ length: count }, () => write(stage, "@genie What is the total revenue?"));
    await eventually(() => asked.every((ts) => shown.final.has(ts)), 120_000, `${count} answers`);
    return count / ((performance.now() - from) / 1_000);
  };
  /** So many rounds, and what the bot and the services took for a turn of them, ms of processor time. */
  const several = async (count: number): Promise<{ rates: number[]; ownMs: number; servicesMs: number }> => {
    const before = await usage(stage);
    const services = process.cpuUsage();
    const rates: number[] = [];
    for (let round = 0; round < count; round += 1) rates.push(await answered(turns));
    const { user, system } = process.cpuUsage(services);
    const { cpuSeconds } = await usage(stage);
    return {
      rates,
      ownMs: (1_000 * (cpuSeconds - before.cpuSeconds)) / (count * turns),
      servicesMs: (user + system) / 1_000 / (count * turns),
    };
  };
  await answered(50);
  const cold = await several(1);
  await several(coldRounds - 1);
  const before = await work(stage);
  const { rates, ownMs, servicesMs } = await several(rounds);
  const after = await work(stage);
  await stage.close();
  const [least = 0, median = 0, most = 0] = rates.toSorted((a, b) => a - b);
  const [cpuMs, commands] = [0, 1].map((at) => ((after[at] ?? 0) - (before[at] ?? 0)) / (rounds * turns));
  return {
    rate: `${median.toFixed(0)} turns/s`,
    range: `${least.toFixed(0)} to ${most.toFixed(0)}`,
    cold: `${cold.rates[0]?.toFixed(0)} turns/s`,
    ...(stage.bots.length === 1 && {
      "the bot, of one turn": `${ownMs.toFixed(1)} ms processor time`,
      "the same, cold": `${cold.ownMs.toFixed(1)} ms`,
    }),
    "services and bench": `${servicesMs.toFixed(1)} ms`,
    ...(stage.redis && {
      "Redis, of one turn": `${cpuMs?.toFixed(1)} ms processor time`,
      "its commands": commands?.toFixed(0) ?? "",
    }),
    ...(stage.postgres && { "PostgreSQL, of one turn": `${commands?.toFixed(1)} transactions` }),
  };
};

/** Processor time that Redis has taken so far, ms, and the commands that it has run; of PostgreSQL, its transactions. */
const work = async ({ redis, postgres }: Stage): Promise<number[]> => {
  if (postgres) return [0, await transactions(postgres.url)];
  if (!redis) return [];
  const client = new Redis(redis.url);
  const info = await client.info();
  client.disconnect();
  const read = (name: string): number => Number(new RegExp(`^${name}:(.*)$`, "m").exec(info)?.[1]);
  return [1_000 * (read("used_cpu_user") + read("used_cpu_sys")), read("total_commands_processed")];
};

const transactions = async (connectionString: string): Promise<number> => {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query(
    "SELECT xact_commit AS count FROM pg_stat_database WHERE datname = current_database()",
  );
  await client.end();
  return Number(rows[0]?.count);
};
