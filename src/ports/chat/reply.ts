import { z } from "zod";
import type { ProblemCode } from "../../errors.ts";
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

export const Table = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.enum(["text", "number", "date", "time", "boolean"]) })),
  /** Cells as the warehouse gave them: strings or null. */
  rows: z.array(z.array(z.string().nullable())),
  /** Rows of the whole result, also those that are not in `rows`. */
  total: z.number(),
  /** True when the service itself cut the result (Genie: 5,000 rows). */
  truncated: z.boolean(),
  /** How its reader writes numbers; absent: as in English. */
  locale: z.string().optional(),
});
export type Table = z.infer<typeof Table>;

/** A table as an answer shows it: from some row on, as many rows as there is room for. */
export interface AnswerTable {
  title: string;
  table: Table;
  /** Where its rows stand in the whole result, and the answer that has the others; absent: there is no way to them. */
  part?: TablePart;
  /** The charts that its rows can be drawn as. */
  charts?: ChartType[];
}

interface TablePart {
  turn: string;
  /** Number of the table in the answer, from 0. */
  index: number;
  /** Number of its first row in the whole result, from 0. */
  from: number;
  /** Which rows a message shows that has no room for all. */
  keeps: "first" | "last";
}

export const ChartType = z.enum(["line", "bar", "pie"]);
export type ChartType = z.infer<typeof ChartType>;

export interface Chart {
  /** Of whoever looks at it; absent: English. */
  locale?: string;
  type: ChartType;
  title: string;
  categories: string[];
  /** Null: no value there. It is shown as a gap, never as 0. */
  series: { name: string; values: (number | null)[] }[];
  /** Ways to see the same rows differently. */
  buttons?: Button[];
}

/** Where a statement of the answer comes from. */
export interface Source {
  agent: string;
  title: string;
  question: string;
  sql?: string;
  /** Characters at the end of the SQL that are left out. */
  sqlCut?: number;
  /** Rows of the result; absent for an answer in text alone. */
  rows?: number;
  /** What the query takes into account, in words: `October 2026, region is North`. */
  scope?: string;
  elapsedMs: number;
  link?: string;
  /** What stands behind it, where that is not Genie. */
  credit?: string;
  /** The space's author marked this answer as trusted. */
  trusted: boolean;
  /** Set: this agent could not answer, and this says why. */
  failed?: string;
}

export interface Folded {
  title: string;
  markdown: string;
  tables: AnswerTable[];
  /** Somebody looks through it: it is shown unfolded. */
  isOpen: boolean;
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
