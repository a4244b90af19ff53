import type { Calendar, Period } from "../data/calendar.ts";
import type { Row } from "../data/database.ts";
import type { Query } from "../semantic/composing/sql.ts";
import type { Language } from "../semantic/saying/language.ts";
import type { Voice } from "../semantic/saying/words.ts";
import type { Subject } from "../semantic/subject.ts";

/** A Genie space: what its author wrote down. */
export interface Space {
  id: string;
  agent: string;
  title: string;
  description: string;
  /** What its tables hold, and the words for it. */
  subjects: Subject[];
  /** Questions that the author answered in SQL, where a query of measures and dimensions does not do. */
  trusted: TrustedQuestion[];
  /** Questions that show what can be asked. */
  samples: [string, ...string[]];
}

/** A question that the author answered once in SQL. */
export interface TrustedQuestion {
  /** The ways to ask it, the best one first. */
  asks: [string, ...string[]];
  /** What the query does, shown with it. */
  about: Record<Language, string>;
  query: Query;
  /** Dimensions it can be narrowed by, with the column of each. */
  filters?: Record<string, string>;
  /** Takes the days as the parameters `:from_date` and `:to_date`; this is what they are when nobody names any. */
  period?: (calendar: Calendar) => Period;
  /** Fixed values of named parameters. */
  parameters?: Parameter[];
  say: Record<Language, (rows: Row[], context: AnswerContext) => string>;
  /** Gives the key figures of the whole space, also to those who name none. */
  isOverview?: true;
  /** A first attempt that the space corrects by itself. */
  draft?: { query: Query; about: Record<Language, string>; note: Record<Language, string> };
  /** The first text comes without an attachment id, as seen on live answers. */
  textWithoutId?: true;
}

export interface Parameter {
  keyword: string;
  sql_type: "STRING" | "DATE" | "INT";
  value: string;
}

/** What a sentence about the rows may mention. */
interface AnswerContext {
  /** " in the South", or nothing. */
  where: string;
  /** "in the last 30 days", or nothing. */
  when: string;
  voice: Voice;
}

/** The tables of a space, joined ones included. */
export const tablesOf = ({ subjects }: Space): string[] => [
  ...new Set(
    subjects.flatMap(({ from, joins }) => [
      from,
      ...Object.values(joins ?? {}).flatMap((join) => /\w+\.\w+/.exec(join)?.[0] ?? []),
    ]),
  ),
];

export const sum = (rows: Row[], column: string): number =>
  rows.reduce((total, row) => total + Number(row[column] ?? 0), 0);
