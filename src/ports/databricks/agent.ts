import { z } from "zod";
import { Failure } from "../../errors.ts";
import { Actor } from "../actor.ts";
import { Table } from "../table.ts";
import type { Caller } from "./identity.ts";

/** One question to one agent. */
export const Ask = z.object({
  /** Names this ask for ever: turn, round and agent. */
  key: z.string(),
  agent: z.string(),
  question: z.string(),
  actor: Actor,
  /** With the rights of this Databricks user (its id), whom the asker is signed in as; absent: with the bot's. */
  as: z.string().optional(),
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

/** What one query of an agent gave. */
export const QueryResult = z.object({
  /** What it is about, in the agent's words. */
  title: z.string(),
  sql: z.string().optional(),
  table: Table.optional(),
});
export type QueryResult = z.infer<typeof QueryResult>;

/** A step by which an agent came to its answer, in its words: markdown. */
export const Thought = z.object({
  kind: z.enum(["description", "understanding", "data", "instructions", "steps", "other"]),
  text: z.string(),
});
export type Thought = z.infer<typeof Thought>;

/** What an agent found out. */
export const Finding = z.object({
  agent: z.string(),
  question: z.string(),
  /** The agent's own words, markdown. */
  text: z.string(),
  table: Table.optional(),
  /** Values of parameters stand in comments at its top. */
  sql: z.string().optional(),
  /** Results of earlier queries of the same answer that stand on their own, oldest first. */
  earlier: z.array(QueryResult).default([]),
  /** Plain sentences about this finding: what is missing in it, and why. */
  notes: z.array(z.string()).default([]),
  /** The agent asks back instead of answering. */
  clarifies: z.boolean(),
  /** How it understood the question; absent: it does not say. */
  thoughts: z.array(Thought).optional(),
  suggestions: z.array(z.string()),
  link: z.string().optional(),
  trusted: z.boolean(),
  elapsedMs: z.number(),
  /** When rows of its tables were last written before it was asked, epoch ms; absent: not known. */
  dataAt: z.number().optional(),
  /** What stands behind it, where that is not Genie. */
  credit: z.string().optional(),
  /** Something that was prepared and happens by a click: its id. */
  offer: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;

export type Stage = "sent" | "reading" | "writing" | "starting-warehouse" | "querying" | "summarizing" | "working";

export interface Running {
  state: "running";
  stage: Stage;
  rows?: number;
  /** Least wait before the next check that the service asked for. */
  afterMs?: number;
  /** Why this check could not see how far the ask is. */
  trouble?: Failure;
  /** What there is to show if nobody can wait any longer. */
  soFar?: Finding;
}

/** The service took no more questions: this one may be asked again, at the earliest after so many ms. */
const Refused = z.object({ afterMs: z.number().optional() });
type Refused = z.infer<typeof Refused>;

/** What the people who read an answer made of it, all in all. */
export interface Rating {
  verdict: "positive" | "negative" | "none";
  comment?: string;
}

export type Check =
  | Running
  | { state: "done"; finding: Finding }
  | { state: "failed"; failure: Failure; refused?: Refused };

/** What a Genie space says about itself, as far as the bot may see it. */
export interface SpaceProfile {
  title: string;
  description: string;
  /** Questions that its authors gave as examples. */
  questions: string[];
  /** Names and other words of what it measures and filters by. */
  measures: string[];
  /** Names and other words of its tables and columns. */
  columns: string[];
  /** Values that its data has, where people name them in questions. They are never shown. */
  values: string[];
}

/** A Genie space. `start` and `check` call on behalf of the ask's actor, who alone may read its answer. */
export interface Agent {
  /** Sends the question, once: after `attemptedAt` it first looks for the question it may have sent. */
  start(ask: Ask, signal?: AbortSignal): Promise<AskRef>;
  /** Repeatable, survives a restart. An unknown status means running; the caller bounds it by a deadline. */
  check(ref: AskRef, ask: Ask, signal?: AbortSignal): Promise<Check>;
  /**
   * All rows of a query of the answer (of `earlier` and then the last one, from 0), also those that were cut: runs it once
   * more. A Problem when that fails.
   */
  allRows(ref: AskRef, ask: Ask, query: number, signal?: AbortSignal): Promise<Table>;
  /** Stops what can be stopped (the running SQL statement). Idempotent; says whether something was running. */
  cancel(ref: AskRef, caller: Caller): Promise<{ stopped: boolean }>;
  /**
   * Rates the answer, on behalf of who asked for it. The service keeps one rating: the latest replaces any other, and
   * the same one again changes nothing. The answer is gone: a Problem that no retry helps.
   */
  rate(ref: AskRef, rating: Rating, caller: Caller): Promise<void>;
  /** What the space says about itself, on behalf of the bot. What the bot may not see is left out. */
  about(signal?: AbortSignal): Promise<SpaceProfile>;
}

export interface AgentProfile {
  id: string;
  name: string;
  description: string;
  examples: string[];
  keywords: string[];
  /**
   * It is a tool: it costs no question to Genie, and sentences that begin so and name one of its keywords are for it.
   * `wishes`: other words by which it is meant. `about`: what it finds, for people, who read no instructions for a
   * language model.
   */
  tool?: { verbs: string[]; wishes: string[]; isPublic: boolean; about: string } | undefined;
  /** Its answers are given in direct messages and in the channels listed for that alone. */
  sensitive?: boolean | undefined;
  /** Who may ask it, and where; absent: everybody whom the bot answers, everywhere. */
  allow?: AgentAllow | undefined;
  /** With whose rights it is asked; absent: as all agents. */
  rights?: "service" | "user" | "user-or-service" | undefined;
}

/** Empty lists allow everybody, or every place. */
interface AgentAllow {
  users: readonly string[];
  channels: readonly string[];
  admins_only: boolean;
}

/** How one ask ended. */
export const AskOutcome = z.discriminatedUnion("state", [
  z.object({ state: z.literal("done"), key: z.string(), finding: Finding }),
  z.object({
    state: z.literal("failed"),
    key: z.string(),
    agent: z.string(),
    question: z.string(),
    failure: Failure,
    refused: Refused.optional(),
    elapsedMs: z.number(),
  }),
]);
export type AskOutcome = z.infer<typeof AskOutcome>;

/** An ask that was sent and has not ended. */
export const OpenAsk = z.object({ ask: Ask, ref: AskRef, startedAt: z.number() });
export type OpenAsk = z.infer<typeof OpenAsk>;
