import { setTimeout as sleep } from "node:timers/promises";
import { driversOf } from "../chaos/drivers.ts";
import { addFault, type Failure, faults } from "../chaos/faults.ts";
import { queueLeftovers } from "../chaos/leftovers.ts";
import { converse, isAnswered } from "../chaos/people.ts";
import { between, pick, type Random, seeded } from "../chaos/random.ts";
import { eventually } from "../support/eventually.ts";
import { openStage, type Stage } from "../support/stage.ts";
import { apiEnv, askApi } from "./api-asks.ts";
import { clickAround } from "./clicks.ts";
import { command, repliesTo } from "./commands.ts";
import { type Fate, judge, type Written } from "./judge.ts";
import { type Logged, loggedIn, unexplained } from "./logged.ts";
import { type MachineDelay, measureMachine } from "./machine.ts";
import { makeNoise } from "./noise.ts";
import { planOf } from "./plan.ts";
import { superviseReplicas, waited } from "./replicas.ts";
import { type Vitals, watchVitals } from "./vitals.ts";

export interface PassOptions {
  store: "redis" | "postgres" | "sqlite";
  seed: number;
  ms: number;
  /** Talks, commands and API questions that are begun in a second. */
  perSecond: number;
}

export interface PassReport {
  fate: Fate;
  vitals: Vitals;
  machine: MachineDelay;
  logged: Logged;
  /** Error lines that an outsider can cause: all of those before anybody else had written, and later the unexplained. */
  outsider: string[];
  /** Processes that ended by themselves. */
  ends: string[];
  restarts: { killed: number; stopped: number };
  noise: number;
  left: string[];
  output: string;
}

/** Time for everything to come to rest, ms. */
const calmMs = 90_000;

/** Traffic with hostile texts, faults, restarts and noise against the real bot; then everything is counted. */
export const soakPass = async (options: PassOptions): Promise<PassReport> => {
  const stage = await openStage({
    ...(options.store === "redis" && { replicas: 2, redis: "durable" as const }),
    ...(options.store === "postgres" && { replicas: 2, postgres: "durable" as const }),
    env: apiEnv,
  });
  try {
    await stage.post("/control/databricks/pace", { factor: 0.15 });
    return await soaked(stage, options);
  } finally {
    await stage.close();
  }
};

const soaked = async (stage: Stage, options: PassOptions): Promise<PassReport> => {
  const random = seeded(options.seed);
  const over = new AbortController();
  const replicas = superviseReplicas(stage);
  const machine = measureMachine();
  const vitals = watchVitals(stage, over.signal);
  const noise = makeNoise(stage.bots, random, over.signal);
  // At first there is nothing but noise: whatever is an error now has been caused by an outsider.
  await sleep(options.ms * 0.15);
  const early = Object.entries(loggedIn(stage.output()).errors).map(([event, count]) => `${event} (${count})`);
  const trafficMs = options.ms * 0.85;
  const everyMs: [number, number] = options.store !== "sqlite" ? [5_000, 15_000] : [10_000, 40_000];
  const storm = AbortSignal.timeout(trafficMs);
  const [written] = await Promise.all([
    write(stage, random, trafficMs, options.perSecond),
    replicas.disturb(random, everyMs, storm),
    fail(stage, random, storm),
  ]);
  stage.sandbox.traffic.faults = [];
  await eventually(() => rests(stage, written), calmMs).catch(() => undefined);
  over.abort();
  const left = await queueLeftovers(stage);
  const [fate, ends, restarts] = [await judge(stage, written, replicas.times), replicas.ends, replicas.restarts];
  replicas.end();
  const logged = loggedIn(stage.output());
  const outsider = [...new Set([...early, ...unexplained(logged)])];
  const measured = { vitals: await vitals, machine: await machine(), noise: await noise };
  return { fate, logged, outsider, ends, restarts, left, ...measured, output: stage.output() };
};

const write = async (stage: Stage, random: Random, ms: number, perSecond: number): Promise<Written> => {
  const drivers = driversOf(stage);
  const last = ms * 0.9;
  const count = Math.ceil((last / 1_000) * perSecond);
  const threads = planOf(random, Math.ceil(count * 0.8), last).map(async ({ kind, thread: planned }) => {
    const thread = await converse(drivers[planned.platform], planned);
    const [first] = thread;
    if (kind !== "question" && first && random() < 0.5) void later(() => clickAround(stage, first, random));
    return { kind, thread };
  });
  const somewhen = async <T>(act: () => Promise<T>): Promise<T> => {
    await sleep(random() * last);
    return act();
  };
  const several = <T>(part: number, act: (index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: Math.ceil(count * part) }, (_, index) => somewhen(() => act(index))));
  const later = (act: () => Promise<unknown>) => sleep(between(random, 500, 5_000)).then(act);
  const [written, api, commands] = await Promise.all([
    Promise.all(threads),
    several(0.1, (index) => askApi(stage, random, `api${index}`)),
    several(0.1, (index) => command(stage, random, `command${index}`)),
  ]);
  return { threads: written, api, commands };
};

const fail = async (stage: Stage, random: Random, signal: AbortSignal): Promise<void> => {
  while (await waited(between(random, 100, 1_500), signal)) {
    const failure = pick(random, [...faults, ...refusals]);
    if (!isSecondRefusal(stage, failure)) addFault(stage, failure);
  }
};

const contentRefusals: readonly unknown[] = ["refused", "400", "413"];

/**
 * A message that is refused twice goes on in a second one, which looks like another turn: further parts name none. So a
 * platform has one refusal of content pending at a time.
 */
const isSecondRefusal = ({ sandbox }: Stage, { service, kind }: Failure): boolean =>
  contentRefusals.includes(kind) &&
  sandbox.traffic.faults.some((one) => one.service === service && contentRefusals.includes(one.kind));

/** Content that a platform does not take, and what else goes wrong while the bot reads. */
const refusals: Failure[] = [
  { service: "slack", match: "chat.update", kind: "refused", code: "invalid_blocks" },
  { service: "slack", match: "chat.update", kind: "refused", code: "msg_blocks_too_long" },
  { service: "slack", match: "chat.update", kind: "refused", code: "msg_too_long" },
  { service: "slack", match: "chat.postMessage", kind: "refused", code: "invalid_blocks" },
  { service: "teams", match: "PUT /", kind: "400" },
  { service: "teams", match: "PUT /", kind: "413" },
  { service: "teams", match: "PUT /", kind: "412" },
  { service: "databricks", match: "GET /api/2.0/genie", kind: "500" },
  { service: "databricks", match: "GET /api/2.2/jobs", kind: "429", retry_after: 1 },
  { service: "databricks", match: "GET /api/2.2/jobs", kind: "500" },
  { service: "model", kind: "429", retry_after: 1 },
];

const rests = async (stage: Stage, { threads, commands }: Written): Promise<boolean> => {
  if (!threads.every(({ thread }) => isAnswered(thread))) return false;
  const waiting = commands.filter(({ tag, isTaken }) => tag !== undefined && isTaken);
  if (!waiting.every((one) => repliesTo(stage, one).length > 0)) return false;
  return (await queueLeftovers(stage)).length === 0;
};
