import type { Measure } from "../subject.ts";
import type { Bounds, Order } from "../tags.ts";

/*
 * What a language calls the things of a space. Labels are made in English, of names that the spaces declare; another
 * language reads them.
 */

/** A figure by its label. */
export interface FigureName {
  label: string;
  unit: Measure["unit"];
  adds: boolean;
  sql?: string;
}

/** It is a number of things, and no amount of something. */
export const isCount = ({ unit, label }: Pick<FigureName, "unit" | "label">): boolean =>
  unit === "count" && !/^(?:average|highest|lowest|median|stock|reorder)/.test(label);

/** Somebody has the most of it, and not the highest: of different things too, whose numbers do not add up. */
export const isNumberOf = ({ sql, adds, ...figure }: FigureName): boolean =>
  isCount(figure) && (adds || sql?.startsWith("COUNT(DISTINCT") === true);

/** A dimension, by its label. */
interface ThingName {
  label: string;
  many: string;
  /** Its entry among the German names, where its label is that of another thing elsewhere. */
  german?: string;
}

export interface Names {
  /** "revenue", within a sentence. */
  figure(label: string): string;
  /** "highest revenue", "most failed runs", as what somebody has. */
  most(figure: FigureName, order: Order, place?: number): string;
  /** "no failed runs" */
  none(label: string): string;
  one(thing: ThingName): string;
  many(thing: ThingName): string;
  /** "3 stale tables", without the number; the states that do not fit before it are left. */
  rows(record: { one: string; many: string }, states: readonly string[], count: number): string;
  /** A state as people are in it: "below the reorder level". */
  state(name: string): string;
  /** It can stand before what it is said of: "failed runs". */
  isAttribute(name: string): boolean;
  column(name: string): string;
  /** What a column of conditions holds: "at least 5 and below 10". */
  bounds(bounds: Bounds, amount: (value: number) => string, isNumber?: boolean): string;
  /** "above 3 times the average" */
  multiples(bounds: Bounds, number: (value: number) => string): string;
}
