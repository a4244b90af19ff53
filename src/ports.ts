import type { BaseCheckpointSaver } from "@langchain/langgraph-checkpoint";
import { z } from "zod";
import type { Failure } from "./errors.ts";
import type { Attachment, Form, Reply } from "./reply/reply.ts";
import { Table } from "./reply/reply.ts";

/*
 * The architecture on one page. Small interfaces, no optional methods; each has one exported contract suite in
 * test/contract/ that every implementation passes. Everything that is stored is JSON and is parsed when it is read.
 */

export const Json: z.ZodType<Json> = z.json() as z.ZodType<Json>;
/** A property that is undefined is left out when it is stored. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };

export const Platform = z.enum(["slack", "teams", "terminal", "api"]);
export type Platform = z.infer<typeof Platform>;

/** Who asks. Travels with every ask, so that authorization, quotas and audit need no other plumbing. */
export const Actor = z.object({
  platform: Platform,
  /** Slack team id, Teams tenant id. */
  tenant: z.string(),
  user: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
});
export type Actor = z.infer<typeof Actor>;

/** Where replies go. `to` is made and read by the channel alone. */
export const Place = z.object({
  platform: Platform,
  /** Thread id (LangGraph `thread_id`): `slack:<team>:<channel>:<root ts>`, `teams:<tenant>:<conversation>[;messageid=<root>]`. */
  thread: z.string(),
  /** Channel or chat without the thread, for access rules: `C0123`. */
  room: z.string(),
  direct: z.boolean(),
  to: Json,
});
export type Place = z.infer<typeof Place>;

/** One message that we posted. `id` is made and read by the channel alone. */
export const PostRef = z.object({ platform: Platform, thread: z.string(), id: Json });
export type PostRef = z.infer<typeof PostRef>;

/** What a person wrote or clicked, one value per human act however often the platform delivers it. */
const act = {
  /** One id for one human act: the same for retries and for the mention/message twins. */
  id: z.string(),
  place: Place,
  actor: Actor,
  /** The room is shared with another organisation, or the actor belongs to one. */
  external: z.boolean(),
  /** What the platform wants back to open a form, for a few seconds. */
  trigger: z.string().optional(),
};
export const Inbound = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("message"),
    ...act,
    text: z.string(),
    /** How it reached us. `followup`: written in a thread without naming us; counts only where we already take part. */
    entry: z.enum(["mention", "direct", "command", "followup"]),
  }),
  z.object({ kind: z.literal("click"), ...act, action: z.string(), value: z.string(), on: PostRef }),
  /** A form was sent: action and value of its `submit`, and what was filled in by name of the field; left out: nothing. */
  z.object({
    kind: z.literal("form"),
    ...act,
    action: z.string(),
    value: z.string(),
    fields: z.record(z.string(), z.string()),
    /** The message that the form is, where it is one. */
    on: PostRef.optional(),
  }),
  /** The platform's own Stop control was used. */
  z.object({ kind: z.literal("stop"), ...act }),
  /** We were added to a conversation. */
  z.object({ kind: z.literal("install"), ...act }),
]);
export type Inbound = z.infer<typeof Inbound>;

/** Stores an inbound act durably (once per id). Rejects when it could not: then nothing may be acknowledged. */
export type Accept = (inbound: Inbound) => Promise<void>;

export interface HttpRequest {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: Buffer;
  /** Aborts when the other side hangs up before it has the whole answer. */
  signal?: AbortSignal;
}
export interface HttpResponse {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** A body that is sent as it comes into being, instead of `body`. */
  stream?: AsyncIterable<string>;
}

/** How often messages may be edited. Posts and finals are not slowed by it, progress is. */
export interface Pace {
  /** Least time between two progress edits of one message, ms. */
  editEveryMs: number;
  /** Edits per minute over the whole workspace. */
  editsPerMinute: number;
}

export interface Channel {
  readonly platform: Platform;
  readonly pace: Pace;
  /**
   * Verifies and parses one HTTP request, hands what it says to `accept`, then answers. Makes no platform call before
   * that. Bad signature, stale or future timestamp: 401. Our own posts yield nothing. Not stored: 5xx, so that the
   * platform delivers again.
   */
  receive(request: HttpRequest, accept: Accept): Promise<HttpResponse>;
  /** Opens an intake that is not HTTP (Slack Socket Mode) and checks the credentials. Resolves when acts can arrive. */
  connect(accept: Accept): Promise<void>;
  /**
   * Replies that fit one message each, in order, nothing cut; usually just the one given. `share` of the room that a
   * message has, for a platform that found one too large after all. Pure.
   */
  split(reply: Reply, share?: number): Reply[];
  /**
   * Posts one message. `key` names it for ever: with `mayExist` (an earlier attempt had an unknown outcome) the channel
   * first looks whether the platform already shows it, as far as bots may read there (Teams: only what this process has
   * sent is known). `only`: visible to that person alone.
   * `place` in the result is where answers to this message arrive (it becomes the root where there was none).
   */
  post(
    place: Place,
    reply: Reply,
    how: { key: string; mayExist: boolean; only?: Actor },
  ): Promise<{ ref: PostRef; place: Place }>;
  /**
   * Replaces the content of a message. Idempotent. A message that is gone: Problem `post.gone`. Content that the platform
   * finds too large, here and in `post`: Problem `post.too-large`.
   */
  edit(ref: PostRef, reply: Reply): Promise<void>;
  /** Adds a file to the place. */
  attach(place: Place, file: Attachment, how: { key: string }): Promise<void>;
  /**
   * Asks a person for values; what they send comes back as Inbound `form`. True: the form is before them. False: here a
   * form opens only in answer to a fresh act, and `trigger` is missing, used or too old: then offer a button, whose
   * click brings a new one. (Slack: a modal, by the trigger. Teams: a card with inputs, posted into the place like any
   * message, so it needs no trigger.) A form can be sent by everybody who sees it, and with any values.
   */
  form(place: Place, form: Form, how: { key: string; trigger?: string }): Promise<boolean>;
  /** Where to write in a room in which nobody has asked; undefined: it is no room of this platform that we can reach. */
  room(id: string): Place | undefined;
  close(): Promise<void>;
}

/** One question to one agent. */
export const Ask = z.object({
  /** Names this ask for ever: turn, round and agent. */
  key: z.string(),
  agent: z.string(),
  question: z.string(),
  actor: Actor,
  /** The agent's own conversation, for a follow-up. */
  conversation: z.string().optional(),
  /** Earlier questions of that conversation, oldest first; given along when the conversation had to be replaced. */
  earlier: z.array(z.string()),
  /** Set when an earlier attempt had an unknown outcome: when it began, epoch ms. `start` then looks before it asks. */
  attemptedAt: z.number().optional(),
});
export type Ask = z.infer<typeof Ask>;

export const AskRef = z.object({ agent: z.string(), conversation: z.string(), message: z.string() });
export type AskRef = z.infer<typeof AskRef>;

/** What an agent found out. */
export const Finding = z.object({
  agent: z.string(),
  question: z.string(),
  /** The agent's own words, markdown. */
  text: z.string(),
  table: Table.optional(),
  sql: z.string().optional(),
  /** The agent asks back instead of answering. */
  clarifies: z.boolean(),
  suggestions: z.array(z.string()),
  link: z.string().optional(),
  trusted: z.boolean(),
  elapsedMs: z.number(),
});
export type Finding = z.infer<typeof Finding>;

export type Stage = "sent" | "reading" | "writing" | "starting-warehouse" | "querying" | "summarizing" | "working";

export type Check =
  | {
      state: "running";
      stage: Stage;
      rows?: number /** Least wait before the next check that the service asked for. */;
      afterMs?: number;
    }
  | { state: "done"; finding: Finding }
  | { state: "failed"; failure: Failure };

/** A Genie space. */
export interface Agent {
  /** Sends the question, once: after `attemptedAt` it first looks for the question it may have sent. */
  start(ask: Ask, signal?: AbortSignal): Promise<AskRef>;
  /** Repeatable, survives a restart. An unknown status means running; the caller bounds it by a deadline. */
  check(ref: AskRef, ask: Ask, signal?: AbortSignal): Promise<Check>;
  /** Stops what can be stopped (the running SQL statement). Idempotent; says whether something was running. */
  cancel(ref: AskRef): Promise<{ stopped: boolean }>;
}

export interface AgentProfile {
  id: string;
  name: string;
  description: string;
  examples: string[];
  keywords: string[];
}

/** State of a run or of one of its tasks, in the words we use. */
export const RunState = z.enum(["queued", "waiting", "starting", "running", "stopping", "ended"]);
export type RunState = z.infer<typeof RunState>;

/** How a run or task ended. `partly`: success with failures. `skipped`: never ran. */
export const RunOutcome = z.enum(["success", "partly", "failed", "timeout", "cancelled", "skipped"]);
export type RunOutcome = z.infer<typeof RunOutcome>;

export const RunTask = z.object({
  key: z.string(),
  /** Id of the task's own run, for its output. A string: ids go beyond 2^53. */
  run: z.string(),
  state: RunState,
  outcome: RunOutcome.optional(),
  /** Why it ended as it did, in the service's words. */
  message: z.string().optional(),
  startedAt: z.number().optional(),
  endedAt: z.number().optional(),
});
export type RunTask = z.infer<typeof RunTask>;

/** One run of a job. */
export const Run = z.object({
  run: z.string(),
  job: z.string(),
  name: z.string(),
  state: RunState,
  outcome: RunOutcome.optional(),
  /** Machine-readable reason of the end (`RUN_EXECUTION_ERROR`) and its class (`CLIENT_ERROR`). */
  reason: z.object({ code: z.string(), type: z.string() }).optional(),
  message: z.string().optional(),
  /** Why a queued run waits. */
  queued: z.string().optional(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  tasks: z.array(RunTask),
  parameters: z.record(z.string(), z.string()),
  url: z.string().optional(),
  /** Who started it, as the service knows them. */
  creator: z.string().optional(),
});
export type Run = z.infer<typeof Run>;

/** What one task of a run left behind. */
export const TaskOutput = z.object({
  /** Exit value of a notebook, or the tail of the logs. */
  text: z.string().optional(),
  table: Table.optional(),
  error: z.string().optional(),
  /** Without terminal colours. */
  trace: z.string().optional(),
  truncated: z.boolean(),
});
export type TaskOutput = z.infer<typeof TaskOutput>;

export interface JobInfo {
  job: string;
  name: string;
  description?: string;
  tags: Record<string, string>;
  parameters: { name: string; default: string }[];
}

/**
 * Databricks jobs. Problems are `jobs.*`, or `databricks.*` where the service itself is the matter; an id that does not
 * exist is `jobs.unknown`, a missing right `jobs.permission`.
 */
export interface Jobs {
  /** Starts a run, once per `token` (at most 64 characters): the same token gives the same run. */
  start(order: { job: string; parameters: Record<string, string>; token: string }): Promise<{ run: string }>;
  check(run: string): Promise<Run>;
  /** Several runs at once, in as few calls as the service offers. A run that is gone, or hidden from us, is left out. */
  checkMany(runs: { run: string; job: string }[]): Promise<Run[]>;
  /** Newest first. */
  list(query: { job?: string; active?: boolean; since?: number; limit: number }): Promise<Run[]>;
  output(taskRun: string): Promise<TaskOutput>;
  /**
   * Which of these runs have ended since a moment (`latest` of the look before; at first any guess, epoch ms), seen
   * from what ended last, so that it costs by ends and not by runs. A hint: what it misses shows in `check`.
   */
  ended(runs: { run: string; job: string }[], since: number): Promise<{ runs: Run[]; latest: number }>;
  /** Asks a run to stop; it ends later. Idempotent, also for a run that has ended. */
  cancel(run: string): Promise<void>;
  /** Ids of the repairs of a run, oldest first. */
  repairs(run: string): Promise<string[]>;
  /**
   * Runs what did not succeed in an ended run again, and what depends on it, within the same run. `parameters` replace
   * those of the run; empty: they stay. `after`: its latest repair, null before the first one. Once per `after`: a
   * repair that has followed already is returned instead, so that a repetition after a crash repairs nothing twice.
   */
  repair(order: { run: string; after: string | null; parameters: Record<string, string> }): Promise<{ repair: string }>;
  describe(job: string): Promise<JobInfo>;
  /** Jobs of the workspace that carry a tag, as far as we may see them. */
  discover(tag: { key: string; value?: string }): Promise<JobInfo[]>;
}

/** A piece of durable work. */
export const Task = z.object({
  /** Stored once: a second `put` of the same id changes nothing. */
  id: z.string(),
  /** Tasks of one lane run one at a time, in arrival order; lanes run side by side. */
  lane: z.string(),
  kind: z.string(),
  payload: Json,
});
export type Task = z.infer<typeof Task>;

/** How a step ended. `again`: the same task stays at the head of its lane and runs once more after `inMs`. */
export const Settled = z.discriminatedUnion("state", [
  z.object({ state: z.literal("done") }),
  z.object({ state: z.literal("again"), inMs: z.number() }),
  z.object({ state: z.literal("dead"), reason: z.string() }),
]);
export type Settled = z.infer<typeof Settled>;

export const Lease = Task.extend({
  /** 1 for the first run. A run that a dead worker left unfinished counts too. */
  run: z.number(),
  /**
   * Which beginning this is since the task was last settled: 1, unless workers lost it or died of it in between. Kept
   * with the task. What a closing worker hands back in order was not begun.
   */
  begun: z.number(),
  /** Epoch ms of `put`. */
  storedAt: z.number(),
});
export type Lease = z.infer<typeof Lease>;

export interface Queue {
  /** Stores a task durably, once per id. `ahead`: unfinished tasks before it in its lane. */
  put(task: Task): Promise<{ fresh: boolean; ahead: number }>;
  /** Makes a task that is held back due at once. Unknown, running or finished: nothing happens. */
  wake(id: string): Promise<void>;
  /**
   * Runs tasks until `close`, at most `concurrency` at a time. `run` settles by its result and does not reject (a
   * rejection counts as `again` in a second). `signal` aborts when the lease is lost or the queue closes. A task whose
   * worker dies runs again elsewhere within 10 s.
   */
  work(run: (lease: Lease, signal: AbortSignal) => Promise<Settled>, concurrency: number): void;
  counts(): Promise<{ ready: number; delayed: number; running: number; dead: number }>;
  /** Takes no more work, waits up to `drainMs` for running steps, hands the rest back at once. */
  close(drainMs: number): Promise<void>;
}

/** Small values with an end of life. `version` changes with every write. */
export interface Records {
  read(key: string): Promise<{ value: Json; version: number } | undefined>;
  /** Inserts if absent. False: there was a value already. */
  add(key: string, value: Json, ttlMs: number): Promise<boolean>;
  write(key: string, value: Json, ttlMs: number): Promise<void>;
  /** Writes only over the given version. False: somebody else was quicker, or it is gone. */
  swap(key: string, version: number, value: Json, ttlMs: number): Promise<boolean>;
  remove(key: string): Promise<void>;
}

/** Who did what to a job: what is kept for those who must be able to look it up later. */
export const AuditEntry = z.object({
  /** Names the act for ever. */
  id: z.string(),
  /** Epoch ms. */
  at: z.number(),
  actor: Actor,
  action: z.enum(["start", "confirm", "decline", "cancel"]),
  /** Id of the job in our configuration. */
  job: z.string(),
  run: z.string().optional(),
  parameters: z.record(z.string(), z.string()),
  place: Place.pick({ platform: true, room: true, thread: true }),
  outcome: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** An append-only log. Nothing changes or removes an entry before its time. */
export interface Audit {
  /** Adds an entry, once per id. */
  append(entry: AuditEntry): Promise<void>;
  /** The entries from a moment on (epoch ms), oldest first. */
  since(at: number): AsyncIterable<AuditEntry>;
}

/** `most` times in any stretch of `perMs`. */
export interface Rate {
  most: number;
  perMs: number;
}

/** `wait`: claim again; `place` counts from 1, `waitMs` is an estimate. */
export type Grant = { state: "go" } | { state: "wait"; place: number; waitMs: number };

/**
 * The line before something that may be done at a limited rate only. People take turns: the second claim of one person
 * waits until everybody else in line had a turn.
 */
export interface Quota {
  /**
   * Asks for a turn, again and again until it says `go`; the turn counts as used from then on, and later claims of the
   * same id say `go` and count nothing. An id that is not claimed again holds nobody up; when it comes back it has its
   * place again.
   */
  claim(turn: { id: string; asker: string }): Promise<Grant>;
  /** Gives up a place in line, or a turn that was not used after all. */
  leave(id: string): Promise<void>;
  /**
   * The service refused a turn that was used. It stays counted; its id goes back into line, before everybody else, and
   * nobody goes for `afterMs` (absent: as long as one turn takes, at least a second).
   */
  refused(id: string, afterMs?: number): Promise<void>;
}

/** Counts what may be done at a limited rate only, where nobody stands in line. */
export interface Budget {
  /**
   * Counts one use, unless the rate is used up; `anyway`: also then. `freeMs`: how long until the next use is free, 0 if
   * it is free now.
   */
  spend(name: string, rate: Rate, how: "if-free" | "anyway"): Promise<{ counted: boolean; freeMs: number }>;
}

/** Everything that is durable, in one backend, shared by all replicas. */
export interface Stores {
  queue: Queue;
  records: Records;
  audit: Audit;
  saver: BaseCheckpointSaver;
  /** The line of this name. An id that was not claimed for `lapseMs` holds nobody up. */
  quota(name: string, rate: Rate, lapseMs: number): Quota;
  budget: Budget;
  /** Rejects when the backend cannot serve. */
  ping(): Promise<void>;
  close(drainMs: number): Promise<void>;
}

export interface ModelMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** A language model. Failures are Problems with code `model.*`. */
export interface Model {
  /** For notes and logs: provider and model. */
  readonly name: string;
  /** An answer of the given shape; an answer that does not fit the shape is a Problem `model.nonsense`. */
  object<T>(schema: z.ZodType<T>, name: string, messages: ModelMessage[], signal?: AbortSignal): Promise<T>;
  /** An answer in text; `onText` gets the whole text so far, each time it has grown. */
  text(messages: ModelMessage[], onText: (text: string) => void, signal?: AbortSignal): Promise<string>;
}
