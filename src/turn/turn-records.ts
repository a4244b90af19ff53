import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { Actor } from "../ports/actor.ts";
import { Attached, Inbound } from "../ports/chat/inbound.ts";
import { OpenAsk } from "../ports/databricks/agent.ts";
import { Place, PostRef } from "../ports/place.ts";
import type { Records } from "../ports/stores/records.ts";
import { TurnResult } from "../reply/answer/turn-result.ts";
import { retention } from "../retention.ts";

/** One message from first sign to answer, as it is kept while it runs. Written only by the step that holds its task. */
export const Turn = z.object({
  id: z.string(),
  /** The queue's task, to wake it. */
  task: z.string(),
  actor: Actor,
  question: z.string(),
  /** The answer has no question above it (a slash command, a click), so it repeats the question. */
  echo: z.boolean(),
  startedAt: z.number(),
  posted: z.object({ ref: PostRef, place: Place }),
  /** Where the question was put, when its answer went to the asker alone. */
  askedIn: Place.optional(),
  /** The platform said that people of other organisations read along where the question was put. */
  external: z.boolean().default(false),
  /** `queued`: the thread is busy with an earlier question. */
  phase: z.enum(["queued", "open", "waiting", "closed"]),
  round: z.number(),
  asks: z.array(OpenAsk),
  /** Asks of earlier rounds. */
  past: z.array(OpenAsk).default([]),
  /** Keys of asks that wait for Genie's quota. */
  awaitingQuota: z.array(z.string()).default([]),
  /** How many files were attached to the question. */
  files: z.number().default(0),
  /** What was quoted, passed on or pasted beside it. */
  attached: z.array(Attached).optional(),
});
export type Turn = z.infer<typeof Turn>;

/** The question as a message repeats that stands alone: where others read along, with the name of who asked. */
export const echoOf = ({
  echo,
  question,
  actor,
  place,
}: Pick<Turn, "echo" | "question" | "actor"> & { place: Place }): { question?: string } => {
  if (!echo) return {};
  return { question: actor.name && !place.direct ? `${actor.name}: ${question}` : question };
};

/** Payload of a task of kind `turn`. */
export const TurnTask = z.object({
  inbound: Inbound,
  question: z.string(),
  /** The question is that of a button, so the words are not the person's own. */
  isClicked: z.boolean().default(false),
  /** The agent that suggested the question, and that is to answer it. */
  agent: z.string().optional(),
  /** It may be meant for other people: the supervisor decides before anything is shown. */
  isUnclear: z.boolean().default(false),
  /** The answer goes to the asker alone, wherever the question was put. */
  isPrivate: z.boolean().default(false),
  /** It was put anew, and that was said where it stood. */
  isMoved: z.boolean().default(false),
  /** It goes on from the history that comes with it, whatever its thread remembers. */
  goesOn: z.boolean().default(false),
});
export type TurnTask = z.infer<typeof TurnTask>;

export const Cancelled = z.object({ by: Actor, at: z.number() });
export type Cancelled = z.infer<typeof Cancelled>;

/** An answer with the first rows of its tables, and the asks that have the others. */
const KeptAnswer = z.object({ result: TurnResult, elapsedMs: z.number(), asks: z.array(OpenAsk).default([]) });
export type KeptAnswer = z.infer<typeof KeptAnswer>;

/** The act by which somebody shared an answer, and the thread in which it was posted. */
const Shared = z.object({ act: z.string(), thread: z.string() });
type Shared = z.infer<typeof Shared>;

/** A message that somebody wants to ask about. */
const About = z.object({ by: Actor, about: z.array(Attached) });
type About = z.infer<typeof About>;

/** Ids of turns, newest first. */
const Asked = z.array(z.string());

const doubleMs = 5_000;
/** How long a question may wait for its first sign. */
const unbegunMs = 60_000;

/** The records of turns: the turn itself, its cancellation, and which turn of a thread is at work. */
export interface Turns {
  read(id: string): Promise<Turn | undefined>;
  write(turn: Turn): Promise<void>;
  /** Only if the turn has no record yet. */
  add(turn: Turn): Promise<boolean>;
  /** Asks the turn's step to stop. False: somebody had asked already. */
  cancel(id: string, by: Actor): Promise<boolean>;
  cancelled(id: string): Promise<Cancelled | undefined>;
  /** Another text after each `cancel`, whichever turn it was about. */
  lastCancel(): Promise<string | undefined>;
  /** The turn that a thread works on, or worked on last. */
  active(thread: string): Promise<string | undefined>;
  setActive(thread: string, id: string): Promise<void>;
  /** The latest turn that a person asked for in a channel, whatever its thread. */
  latest(actor: Actor, channelId: string): Promise<string | undefined>;
  setLatest(actor: Actor, channelId: string, id: string): Promise<void>;
  /** Notes that somebody has asked this. Of many questions at the same moment some may be left out. */
  noteAsked(actor: Actor, id: string): Promise<void>;
  /** The turns that a person asked for last, newest first. */
  asked(actor: Actor): Promise<string[]>;
  /** Keeps a message until the question about it is written. */
  keepAbout(id: string, about: About): Promise<void>;
  about(id: string): Promise<About | undefined>;
  /** False: another act has just brought us to this person. Platforms tell of one install in two ways. */
  isFirstGreeting(place: Place, act: string): Promise<boolean>;
  /** False when another act did the same a moment ago: the second half of a double click. */
  first(what: string, act: string): Promise<boolean>;
  /** Notes who asks the same. False: another act did so, and its turn has not ended. */
  isFirstToAsk(what: string, act: string): Promise<boolean>;
  /** An answer, so that it can be shown again and its tables looked through. */
  keepAnswer(id: string, answer: KeptAnswer): Promise<void>;
  keptAnswer(id: string): Promise<KeptAnswer | undefined>;
  /** Notes that an answer stands in a thread now, besides where it was given. The first note counts. */
  share(id: string, shared: Shared): Promise<void>;
  shared(id: string): Promise<Shared | undefined>;
  /** Threads in which we take part: there, replies need no mention. */
  join(thread: string, by: Actor): Promise<void>;
  joined(thread: string): Promise<boolean>;
  /** Who asked first in a thread in which we take part. */
  starter(thread: string): Promise<Actor | undefined>;
}

const lastCancel = "last-cancel";

export const createTurns = (records: Records, threadTtlMs: number, now: () => number): Turns => ({
  read: async (id) => parsed(Turn, await records.read(`turn:${id}`)),
  write: (turn) => records.write(`turn:${turn.id}`, turn, retention.turns),
  add: (turn) => records.add(`turn:${turn.id}`, turn, retention.turns),
  cancel: async (id, by) => {
    const isFirst = await records.add(`cancel:${id}`, { by, at: now() }, retention.turns);
    // The mark is what counts. Who misses the news finds it a little later.
    await records.write(lastCancel, randomUUID(), retention.turns).catch(() => undefined);
    return isFirst;
  },
  cancelled: async (id) => parsed(Cancelled, await records.read(`cancel:${id}`)),
  lastCancel: async () => parsed(z.string(), await records.read(lastCancel)),
  active: async (thread) => parsed(z.string(), await records.read(`active:${thread}`)),
  setActive: (thread, id) => records.write(`active:${thread}`, id, retention.turns),
  latest: async (actor, channelId) => parsed(z.string(), await records.read(latestKey(actor, channelId))),
  setLatest: (actor, channelId, id) => records.write(latestKey(actor, channelId), id, retention.turns),
  noteAsked: async (actor, id) => {
    const key = askedKey(actor);
    for (let tries = 0; tries < mostTries; tries += 1) {
      const found = await records.read(key);
      const before = parsed(Asked, found) ?? [];
      if (before.includes(id)) return;
      const after = [id, ...before].slice(0, mostAsked);
      const isDone = found
        ? await records.swap(key, found.version, after, retention.turns)
        : await records.add(key, after, retention.turns);
      if (isDone) return;
    }
  },
  asked: async (actor) => parsed(Asked, await records.read(askedKey(actor))) ?? [],
  keepAbout: (id, about) => records.write(`about:${id}`, about, retention.shortcuts),
  about: async (id) => parsed(About, await records.read(`about:${id}`)),
  isFirstGreeting: async ({ thread }, act) => {
    const key = `greeted:${thread}`;
    if (await records.add(key, act, retention.greetings)) return true;
    return parsed(z.string(), await records.read(key)) === act;
  },
  first: async (what, act) => {
    // What was clicked may be long; a key may not.
    const key = `first:${createHash("sha256").update(what).digest("hex")}`;
    if (await records.add(key, act, doubleMs)) return true;
    return parsed(z.string(), await records.read(key)) === act;
  },
  isFirstToAsk: async (what, act) => {
    const key = `asking:${what}`;
    const asking = { act, at: now() };
    if (await records.add(key, asking, retention.turns)) return true;
    const found = await records.read(key);
    const earlier = parsed(Asking, found);
    if (!found || !earlier || earlier.act === act) return true;
    const turn = parsed(Turn, await records.read(`turn:${earlier.act}`));
    const isUnanswered = turn ? turn.phase !== "closed" : now() - earlier.at < unbegunMs;
    if (!isUnanswered) await records.swap(key, found.version, asking, retention.turns);
    return !isUnanswered;
  },
  keepAnswer: (id, answer) => records.write(`answer:${id}`, answer, retention.turns),
  keptAnswer: async (id) => parsed(KeptAnswer, await records.read(`answer:${id}`)),
  share: async (id, shared) => void (await records.add(`shared-in:${id}`, shared, retention.turns)),
  shared: async (id) => parsed(Shared, await records.read(`shared-in:${id}`)),
  join: async (thread, by) => {
    const key = `joined:${thread}`;
    if (await records.add(key, { by }, threadTtlMs)) return;
    // Lives on as it is.
    const found = await records.read(key);
    if (found) await records.swap(key, found.version, found.value, threadTtlMs);
  },
  joined: async (thread) => (await records.read(`joined:${thread}`)) !== undefined,
  starter: async (thread) => parsed(Joined, await records.read(`joined:${thread}`))?.by,
});

const Joined = z.object({ by: Actor });
const Asking = z.object({ act: z.string(), at: z.number() });

/** Questions of a person that are listed, and how often one is entered while others are entered as well. */
const mostAsked = 10;
const mostTries = 5;

const askedKey = ({ platform, tenant, user }: Actor): string => `asked:${JSON.stringify([platform, tenant, user])}`;

const latestKey = ({ platform, tenant, user }: Actor, channelId: string): string =>
  `latest:${JSON.stringify([platform, tenant, user, channelId])}`;

const parsed = <T>(schema: z.ZodType<T>, record: { value: unknown } | undefined): T | undefined =>
  record === undefined ? undefined : schema.parse(record.value);
