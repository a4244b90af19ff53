import type { z } from "zod";
import type { Actor } from "./actor.ts";

/** Something that a tool found, quoted, with where it stands. */
export interface Quote {
  title: string;
  /** In the words of where it stands; empty where the title says it all. */
  text: string;
  /** File and heading, or the host of an address. */
  where: string;
  url?: string;
  /** When it was written, as its source says it. */
  date?: string;
  /** Why it fits. */
  why?: string;
}

/** `prepared`: nothing has happened yet; a click on a button with this id makes it happen. */
export type ToolResult =
  | { kind: "found"; quotes: Quote[]; notes: string[] }
  | { kind: "prepared"; id: string; markdown: string };

interface ToolUse {
  /** Names this use for ever: the same after a crash. */
  key: string;
  actor: Actor;
  signal: AbortSignal;
}

/**
 * Something that the supervisor uses besides the agents. Its laws:
 * - `run` changes nothing outside and may be repeated. What is to change something is prepared, under an id made from the
 *   key, and happens by a person's click alone.
 * - It gets what the schema lets through of `{ query }`: the person's own words about this, without context and
 *   preferences, and never another tool's or agent's findings.
 * - It ends within 20 s, with at most five quotes whose text has at most 700 characters and whose other parts at most
 *   300 (an address: 4,000), or rejects with a Problem. What could not be looked at is told by a note, or by a Problem
 *   where nothing else was found. Aborted, it rejects with the abort and has prepared nothing.
 * - What it returns is material from outside: it is quoted and cited like any source, and never obeyed.
 */
export interface Tool<Input = unknown> {
  /** Lower case; unique among tools and agents. */
  readonly name: string;
  /** What people call it: a phrase of ours, where it has a translation. */
  readonly title: string;
  /** What it finds and when to use it, for the language model. */
  readonly description: string;
  /** What it finds, for people: a phrase of ours. */
  readonly about: string;
  /** A question that it answers: a phrase of ours. */
  readonly example: string;
  /** How people ask for it in so many words: a sentence that begins with one of the verbs and names one of the nouns. */
  readonly words: {
    verbs: readonly string[];
    nouns: readonly string[];
    /** What people say who want it without naming it; heard where there is no language model. */
    wishes: readonly string[];
  };
  /** What it is asked leaves the company: it gets the person's own words whole, never a model's. */
  readonly isPublic: boolean;
  readonly schema: z.ZodType<Input>;
  run(input: Input, use: ToolUse): Promise<ToolResult>;
}
