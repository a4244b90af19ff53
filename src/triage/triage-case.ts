import { z } from "zod";
import { Posted } from "../delivery/post-claim.ts";
import { Actor } from "../ports/actor.ts";
import { RunOutcome } from "../ports/databricks/run.ts";
import type { Records } from "../ports/stores/records.ts";
import { retention } from "../retention.ts";
import { Decision } from "./diagnosis/decision.ts";

/** Where a failure stands. `act`: the click, form or policy that began it. */
const CaseState = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("open") }),
  z.object({
    kind: z.literal("busy"),
    act: z.string(),
    action: z.enum(["repair", "retry", "retry-with"]),
    /** Absent: the policy of the job. */
    by: Actor.optional(),
    /** The latest repair of the run before this one, and how many there were. */
    after: z.string().nullable(),
    repairs: z.number(),
    /** The run that is to mend it, once it is known. */
    run: z.string().optional(),
  }),
  z.object({ kind: z.literal("green"), run: z.string(), at: z.number() }),
  z.object({ kind: z.literal("failed-again"), run: z.string() }),
  z.object({ kind: z.literal("ignored"), by: Actor, reason: z.string() }),
]);

/** One failure, from its diagnosis until it is green or given up. It has one card. */
export const TriageCase = z.object({
  id: z.string(),
  run: z.string(),
  /** Number of the job, its id in our configuration where it is listed, and what it is called. */
  number: z.string(),
  job: z.string().optional(),
  name: z.string(),
  url: z.string().optional(),
  outcome: RunOutcome,
  startedAt: z.number(),
  endedAt: z.number(),
  /** Who started it here. */
  starter: Actor.optional(),
  /** Who started it, in the service's words. */
  creator: z.string().optional(),
  owner: z.string().optional(),
  parameters: z.record(z.string(), z.string()),
  signature: z.string(),
  decision: Decision,
  /** Failures in a row, this one included; since when; the last success. */
  failures: z.number(),
  since: z.number(),
  lastSuccessAt: z.number().optional(),
  /** What running it again is likely to take, ms. */
  usualMs: z.number(),
  /** Failures of this signature before this one, and how many of them were mended by running again. */
  before: z.object({ count: z.number(), mended: z.number() }),
  failed: z.array(z.string()),
  trace: z.string(),
  /** The card; absent: it is not posted yet. */
  posted: Posted.optional(),
  /** Runs that failed in the same way and are told of on this card. */
  count: z.number(),
  /** The latest ends of runs that were counted, so that none is counted twice. */
  counted: z.array(z.string()).default([]),
  lastAt: z.number(),
  state: CaseState,
  /** What became of it, a line each. */
  log: z.array(z.string()),
  /** A person has said whether the kind of failure is right. */
  isJudged: z.boolean().default(false),
  /** Notifications whose outcome is unknown. */
  unsure: z.array(z.string()),
});
export type TriageCase = z.infer<typeof TriageCase>;

/** Names the trace of a failure: from its diagnosis to its card, and what is done about it later. */
export const triageTrace = (id: string): string => `triage:${id}`;

/** The failures that are known. */
export interface Cases {
  read(id: string): Promise<TriageCase | undefined>;
  /** Only if there is none yet. */
  add(one: TriageCase): Promise<boolean>;
  /** Changes a failure; tried again when somebody else was quicker. Undefined: there is none. */
  update(id: string, change: (one: TriageCase) => TriageCase): Promise<TriageCase | undefined>;
  /** Failures of a job that are not mended, newest first. */
  openOf(number: string): Promise<string[]>;
  open(number: string, id: string): Promise<void>;
  close(number: string, id: string): Promise<void>;
  /** The failure that a run is about, by its latest end. */
  ofRun(run: string): Promise<TriageCase | undefined>;
  /** From now on the failure is about this run. */
  setRun(run: string, id: string): Promise<void>;
  /** The failure that a thread is about. */
  ofThread(thread: string): Promise<TriageCase | undefined>;
  setThread(thread: string, id: string): Promise<void>;
  /** The card in a channel that tells of a signature. */
  cardOf(channel: string, number: string, signature: string): Promise<string | undefined>;
  setCard(channel: string, number: string, signature: string, id: string): Promise<void>;
  /** Why failures of this signature are ignored. */
  ignored(number: string, signature: string): Promise<Ignored | undefined>;
  ignore(number: string, signature: string, ignored: Ignored): Promise<void>;
  /** They are no longer ignored. */
  heed(number: string, signature: string): Promise<void>;
}

const Ignored = z.object({ by: Actor, reason: z.string(), at: z.number() });
type Ignored = z.infer<typeof Ignored>;

const Ids = z.array(z.string());
const mostOpen = 50;

export const createCases = (records: Records): Cases => {
  const ttl = retention.failures;
  const read = async <T>(schema: z.ZodType<T>, key: string): Promise<T | undefined> => {
    const found = await records.read(key);
    return found && schema.parse(found.value);
  };
  const update: Cases["update"] = async (id, change) => {
    for (;;) {
      const found = await records.read(`triage:${id}`);
      if (!found) return undefined;
      const changed = change(TriageCase.parse(found.value));
      if (await records.swap(`triage:${id}`, found.version, changed, ttl)) return changed;
    }
  };
  const listOpen = async (number: string, change: (ids: string[]) => string[]): Promise<void> => {
    const key = `triage-open:${number}`;
    const found = await records.read(key);
    const ids = change(found ? Ids.parse(found.value) : []).slice(0, mostOpen);
    const isDone = found ? await records.swap(key, found.version, ids, ttl) : await records.add(key, ids, ttl);
    if (!isDone) await listOpen(number, change);
  };
  const named = async (key: string): Promise<TriageCase | undefined> => {
    const id = await read(z.string(), key);
    return id === undefined ? undefined : read(TriageCase, `triage:${id}`);
  };
  const cardKey = (channel: string, number: string, signature: string) =>
    `triage-card:${channel}:${number}:${signature}`;

  return {
    read: (id) => read(TriageCase, `triage:${id}`),
    add: (one) => records.add(`triage:${one.id}`, one, ttl),
    update,
    openOf: async (number) => (await read(Ids, `triage-open:${number}`)) ?? [],
    open: (number, id) => listOpen(number, (ids) => [id, ...ids.filter((other) => other !== id)]),
    close: (number, id) => listOpen(number, (ids) => ids.filter((other) => other !== id)),
    ofRun: (run) => named(`triage-of-run:${run}`),
    ofThread: (thread) => named(`triage-of-thread:${thread}`),
    setThread: (thread, id) => records.write(`triage-of-thread:${thread}`, id, ttl),
    setRun: (run, id) => records.write(`triage-of-run:${run}`, id, ttl),
    cardOf: (channel, number, signature) => read(z.string(), cardKey(channel, number, signature)),
    setCard: (channel, number, signature, id) => records.write(cardKey(channel, number, signature), id, ttl),
    ignored: (number, signature) => read(Ignored, `triage-ignored:${number}:${signature}`),
    ignore: (number, signature, ignored) =>
      records.write(`triage-ignored:${number}:${signature}`, ignored, retention.ignoredFailures),
    heed: (number, signature) => records.remove(`triage-ignored:${number}:${signature}`),
  };
};
