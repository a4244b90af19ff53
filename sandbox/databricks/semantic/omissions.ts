import type { Period } from "../data/calendar.ts";
import { compose } from "./composing/compose.ts";
import { columnOf, unrounded } from "./composing/figures.ts";
import { filledIn, quoted } from "./composing/sql.ts";
import { grainColumn } from "./composing/times.ts";
import { leadOf } from "./leads.ts";
import type { Plan } from "./plan.ts";
import type { Piece } from "./reading/reading.ts";
import type { Dimension, Measure } from "./subject.ts";
import type { Tag } from "./tags.ts";

/**
 * The words of a question for which its query has nothing. A query that lacks a value, a figure, a split, a limit or a
 * period answers another question than the one that was asked.
 */
export const omissions = (pieces: readonly Piece[], plan: Plan): string[] => {
  const { sql, bindings } = compose(plan);
  const query = { plan, sql: filledIn(sql, bindings) };
  const missing = pieces
    .filter(({ tag }, index) => !isIn(tag, query) && !isContext(pieces, index))
    .map(({ text }) => text);
  return [...new Set(missing)];
};

interface Written {
  plan: Plan;
  /** With its values in place. */
  sql: string;
}

const isIn = (tag: Tag, query: Written): boolean => {
  const { plan, sql } = query;
  switch (tag.is) {
    case "measure":
      return tag.weak === true || isMeasured(tag.measure, query);
    case "degree":
      return isMeasured(tag.measure, query);
    case "value":
      return tag.values.every((value) => sql.includes(quoted(value)));
    case "flag":
      return sql.includes(tag.flag.where);
    case "period":
      return plan.subject.day === undefined || [tag.period, ...(tag.ends ?? [])].some((period) => spans(period, sql));
    case "threshold":
      return plan.rowLimits.length > 0 || (plan.kind === "figures" && plan.groupLimits.length > 0);
    case "number":
      return plan.limit === tag.number || sql.includes(String(tag.number));
    case "dimension":
      return tag.weak === true || isSplit(tag.dimension, query);
    case "unit":
      return sql.includes(grainColumn(tag.unit, plan.subject));
    case "share":
      return sql.includes("100.0");
    case "average":
      return /\bAVG\(|\/ (?:COUNT|SUM)\(|percentile\(/.test(sql);
    default:
      return true;
  }
};

/** "The jobs of marketing", "the longest wait", "on which day": it says what kind of thing is meant, and asks for nothing of its own. */
const isContext = (pieces: readonly Piece[], index: number): boolean => {
  const is = pieces[index]?.tag.is;
  if (is === "degree") return pieces[index + 1]?.tag.is === "measure";
  if (is === "unit") return pieces[index - 1]?.tag.is !== "by";
  return is === "dimension" && !["split", "count"].includes(leadOf(pieces, index));
};

/** The figure itself, the column that it is made of, or the condition of the rows that it counts. */
const isMeasured = (measure: Measure, { plan, sql }: Written): boolean => {
  const { subject } = plan;
  const others = subject.measures.filter(({ name }) => name === measure.counted || name === measure.rate);
  const flag = subject.flags?.find(({ name }) => name === measure.flag);
  const expressions = [...[measure, ...others].map(({ sql: own }) => unrounded(own)), measure.value, flag?.where];
  return plan.kind === "list" && measure.sql === "COUNT(*)"
    ? true
    : expressions.some((expression) => expression !== undefined && sql.includes(expression));
};

/** Its column, or what it means for the rows: a row of the subject is one of it. */
const isSplit = (dimension: Dimension, { plan, sql }: Written): boolean =>
  sql.includes(columnOf(dimension)) ||
  (dimension.where !== undefined && sql.includes(dimension.where)) ||
  plan.subject.record.dimension === dimension.name;

const spans = ({ from, to }: Period, sql: string): boolean => sql.includes(`'${from}'`) && sql.includes(`'${to}'`);
