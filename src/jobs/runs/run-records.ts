import { z } from "zod";
import { Actor } from "../../ports/actor.ts";
import { Place, PostRef } from "../../ports/place.ts";
import type { Records } from "../../ports/stores/records.ts";
import { retention } from "../../retention.ts";

/** A run that has a card. Written by its start, then only by its watch. */
export const RunRecord = z.object({
  run: z.string(),
  /** Number of the job in Databricks. */
  number: z.string(),
  /** Id of the job in our configuration. */
  job: z.string(),
  name: z.string(),
  /** Who started it here; absent: it was started elsewhere. */
  starter: Actor.optional(),
  /** The Databricks user that it was started as; absent: with the bot's own rights. */
  as: z.string().optional(),
  /** Who is told of its end; absent: nobody by name. */
  tell: Actor.optional(),
  posted: z.object({ ref: PostRef, place: Place }),
  /** Its card is not posted yet, its watch does that; until then `posted` is the message in whose thread it belongs. */
  unposted: z.object({ key: z.string(), isRepair: z.boolean(), by: Actor.optional() }).optional(),
  parameters: z.record(z.string(), z.string()),
  startedAt: z.number(),
  /** `new`: its watch has not begun. */
  phase: z.enum(["new", "watching", "ended"]),
  /** How often it has been repaired from here. */
  round: z.number().default(0),
  /** The failure that this run, or its repair, is to mend. */
  mends: z.string().optional(),
  /** When it had ended before it was repaired, epoch ms: until that changes, the repair has not begun. */
  endedBefore: z.number().optional(),
  /** How long its job usually takes, ms. */
  usualMs: z.number().optional(),
});
export type RunRecord = z.infer<typeof RunRecord>;

/** Who started a run here, and as which Databricks user. */
const RunStart = z.object({ starter: Actor, as: z.string().optional() });
type RunStart = z.infer<typeof RunStart>;

/** Somebody asked a run to stop, by the act of this id. */
const Stop = z.object({ by: Actor, at: z.number(), act: z.string() });
export type Stop = z.infer<typeof Stop>;

const List = z.array(z.object({ run: z.string(), at: z.number() }));
type Listed = z.infer<typeof List>[number];

/** The records of runs: those with a card, and which of them belong to a thread or were started by a person. */
export interface Runs {
  read(run: string): Promise<RunRecord | undefined>;
  write(record: RunRecord): Promise<void>;
  /** Notes whose a run is before its card is shown: its starter may click there before the record is written. */
  noteStart(run: string, start: RunStart): Promise<void>;
  startOf(run: string): Promise<RunStart | undefined>;
  /** Enters a run into the lists of its thread and its starter, once. */
  list(record: RunRecord): Promise<void>;
  /** Newest first. */
  ofThread(thread: string): Promise<Listed[]>;
  ofPerson(actor: Actor): Promise<Listed[]>;
  /** Notes who asked the run to stop. The first one stays. */
  stop(run: string, stop: Stop): Promise<void>;
  stopped(run: string): Promise<Stop | undefined>;
  /** The run was not asked to stop after all. */
  clearStop(run: string): Promise<void>;
  /** The service called about the run at this moment, and nobody has looked since. */
  noteCall(run: string, at: number): Promise<void>;
  lastCall(run: string): Promise<number | undefined>;
  clearCall(run: string): Promise<void>;
}

export const createRuns = (records: Records): Runs => {
  const enter = async (key: string, item: Listed): Promise<void> => {
    const found = await records.read(key);
    const list = found ? List.parse(found.value) : [];
    if (list.some(({ run }) => run === item.run)) return;
    const longer = [item, ...list].slice(0, listLength);
    const done = found
      ? await records.swap(key, found.version, longer, retention.runs)
      : await records.add(key, longer, retention.runs);
    if (!done) await enter(key, item);
  };
  const listOf = async (key: string): Promise<Listed[]> => {
    const found = await records.read(key);
    return found ? List.parse(found.value) : [];
  };
  const read = async <T>(schema: z.ZodType<T>, key: string): Promise<T | undefined> => {
    const found = await records.read(key);
    return found && schema.parse(found.value);
  };

  return {
    read: (run) => read(RunRecord, `run:${run}`),
    write: (record) => records.write(`run:${record.run}`, record, retention.runs),
    noteStart: (run, start) => records.write(`start:${run}`, start, retention.runs),
    startOf: (run) => read(RunStart, `start:${run}`),
    list: async ({ run, starter, posted, startedAt: at }) => {
      await enter(`thread-runs:${posted.place.thread}`, { run, at });
      if (starter) await enter(`starts:${personOf(starter)}`, { run, at });
    },
    ofThread: (thread) => listOf(`thread-runs:${thread}`),
    ofPerson: (actor) => listOf(`starts:${personOf(actor)}`),
    stop: async (run, stop) => void (await records.add(`stop:${run}`, stop, retention.runs)),
    stopped: (run) => read(Stop, `stop:${run}`),
    clearStop: (run) => records.remove(`stop:${run}`),
    noteCall: (run, at) => records.write(`called:${run}`, at, retention.webhookCalls),
    lastCall: (run) => read(z.number(), `called:${run}`),
    clearCall: (run) => records.remove(`called:${run}`),
  };
};

const listLength = 100;

const personOf = ({ platform, tenant, user }: Actor): string => `${platform}:${tenant}:${user}`;
