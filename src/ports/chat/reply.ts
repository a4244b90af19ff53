import type { ProblemCode } from "../../errors.ts";
import type { AnswerTable, Chart, Folded, Source } from "./answer-parts.ts";
import type { Button, MenuEntry } from "./button.ts";

/**
 * What we say, channel-neutral. Every string here is untrusted text (it may come from data, a model or a person): a
 * renderer escapes it, so that it can never ping anybody or forge a link. `markdown` fields hold a CommonMark subset
 * (paragraphs, lists, bold, italic, code, links); all other strings are plain.
 */
export type Reply = Progress | Answer | Notice;

/** The status message while a turn runs. Edited in place, latest wins. */
export interface Progress {
  kind: "progress";
  /** One plain sentence: what is going on. */
  headline: string;
  /** The question, when the message has none above it (slash command). */
  question?: string;
  /** The question, for the notification of the message. Not shown in the message itself. */
  subject?: string;
  rows: ProgressRow[];
  /** Plain lines under the rows. */
  facts?: string[];
  links?: Link[];
  elapsedMs: number;
  /** The answer as far as it is written. */
  draft?: string;
  buttons: Button[];
}

export interface Link {
  label: string;
  url: string;
}

export interface ProgressRow {
  agent: string;
  title: string;
  state: "waiting" | "running" | "done" | "failed";
  /** Stage in words, for example "writing SQL" or "38 rows". */
  words: string;
}

/** The final message of a turn. */
export interface Answer {
  kind: "answer";
  /** Of whoever asked; absent: English. */
  locale?: string;
  question?: string;
  /** Facts of a service: no model wrote any of it. */
  factual?: true;
  markdown: string;
  tables: AnswerTable[];
  chart?: Chart;
  /** What supports it and says nothing new: folded where the platform can fold. */
  folded?: Folded;
  sources: Source[];
  confidence?: "high" | "medium" | "low";
  /** Plain lines under the answer: what is missing, how it was made. */
  notes: string[];
  elapsedMs: number;
  /** The turn that this is the answer of. Where it is set, the answer can be voted on: see `voteButtons`. */
  rated?: string;
  buttons: Button[];
  menu?: MenuEntry[];
}

/** Everything else that we say: help, refusals, failures, confirmations. */
export interface Notice {
  kind: "notice";
  tone: "info" | "success" | "warning" | "error";
  /** Why there is no answer. For programs that read us. */
  code?: ProblemCode | "cancelled";
  title?: string;
  markdown: string;
  /** The person to notify, as a real mention made by the renderer. */
  mention?: { user: string; name?: string };
  question?: string;
  /** Parts with headings of their own, below the text. */
  sections?: Section[];
  /** Buttons that lead out of the chat. */
  links?: Link[];
  /**
   * The platform is asked who its reader is: a Proof comes back with the name `ask`. Only where it can: see
   * `provesPeople`. `label`: of the button that is shown where the reader has to help.
   */
  proof?: { ask: string; label: string };
  buttons: Button[];
  menu?: MenuEntry[];
}

/** Things of one kind, each with what can be done with it. */
export interface Section {
  title: string;
  items: SectionItem[];
}

export interface SectionItem {
  title: string;
  /** Where the title leads. */
  url?: string;
  text?: string;
  buttons: Button[];
}

/** A sentence that somebody can begin a chat with. */
export interface Prompt {
  title: string;
  message: string;
}

export interface Attachment {
  name: string;
  title: string;
  contentType: string;
  content: Buffer;
  /** What an image shows, for those who cannot see it. */
  alt?: string;
}
