import { z } from "zod";
import type { Table } from "../table.ts";
import type { Button } from "./button.ts";

/* What an answer is made of, besides its text. As in every reply, strings are untrusted text. */

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
