import type { Period } from "../../data/calendar.ts";
import { columnOf, unrounded } from "../composing/figures.ts";
import { quoted } from "../composing/sql.ts";
import { grainColumn } from "../composing/times.ts";
import { isCountedBy, type Written } from "../composing/written.ts";
import { leadOf } from "../gathering/leads.ts";
import type { Plan } from "../plan.ts";
import type { Dimension, Measure } from "../subject.ts";
import type { Bounds, Piece } from "../tags.ts";
import { uncombined } from "./combinations.ts";
import { contradicting } from "./contradictions.ts";
import { unaccounted } from "./empty-words.ts";
import { mislimited } from "./limited.ts";
import { unordered } from "./orders.ts";
import { areConditions, unpaired } from "./pairs.ts";
import { undivided } from "./pers.ts";
import { unkept } from "./qualifiers.ts";
import { unquantified } from "./quantifiers.ts";
import { misranked } from "./rankings.ts";
import { misplaced } from "./reaches.ts";
import { senseless } from "./senseless.ts";
import { unheeded } from "./small-words.ts";
import { unanswered } from "./two-asks.ts";
import { isWideIn } from "./wide.ts";

/**
 * The words of a question for which its query has nothing. A query that lacks a value, a figure, a split, a limit or a
 * period answers another question than the one that was asked.
 */
export const omissions = (pieces: readonly Piece[], query: Written): string[] => {
  const missing = pieces
    .filter((piece, index) => !isIn(piece, query) && !isContext(pieces, index))
    .map(({ text }) => text);
  return [
    ...new Set([
      ...missing,
      ...unheard(pieces, query),
      ...unkept(pieces, query),
      ...unordered(pieces, query),
      ...unheeded(pieces, query),
      ...unaccounted(pieces, query),
      ...uncombined(pieces, query),
      ...unpaired(pieces, query),
      ...mislimited(pieces, query),
      ...contradicting(pieces, query),
      ...misplaced(pieces, query),
      ...unquantified(pieces, query),
      ...misranked(pieces, query),
      ...undivided(pieces, query),
      ...senseless(pieces, query),
      ...unanswered(pieces, query),
    ]),
  ];
};

const isIn = ({ tag, text }: Piece, query: Written): boolean => {
  const { plan, sql } = query;
  switch (tag.is) {
    case "measure":
      return plan.kind === "absent" || tag.weak === true || isMeasured(tag.measure, query);
    case "degree":
      return plan.kind === "absent" || isMeasured(tag.measure, query);
    case "value":
      return tag.values.every((value) => sql.includes(quoted(value)));
    case "flag":
      return sql.includes(tag.flag.where) || isCountedBy(tag.flag, plan);
    case "period":
      return plan.subject.day === undefined || [tag.period, ...(tag.ends ?? [])].some((period) => spans(period, sql));
    case "threshold":
      return isLimited(query);
    case "number":
      return ("limit" in plan && plan.limit === tag.number) || hasNumber(tag.number, sql);
    case "dimension":
      if (/^(?:every|all) /.test(text) && plan.kind === "figures" && plan.groupLimits.length > 0) return true;
      return tag.weak === true || isSplit(tag.dimension, query);
    case "unit":
      return (
        (text === "weekdays" && sql.includes("'on weekdays'")) || sql.includes(grainColumn(tag.unit, plan.subject))
      );
    case "share":
      return /share_percent|change_percent|_percent\b/.test(sql);
    case "trend":
      return plan.kind === "figures" && (plan.grain !== undefined || plan.compared !== undefined);
    case "change":
      if (plan.kind === "figures" && plan.groups.length > 0 && plan.grain && GREW.test(text)) return false;
      return (
        plan.kind === "figures" && (plan.grain !== undefined || plan.compared !== undefined || plan.order !== undefined)
      );
    case "nth":
      return sql.includes(`OFFSET ${tag.number - 1}`) || sql.includes(`place = ${tag.number}`);
    case "median":
      return sql.includes("percentile(");
    case "running":
      return sql.includes("AS running_total");
    case "rest":
      return sql.includes("'all others'");
    case "nothing":
      return plan.kind === "absent" || sql.includes(" <= 0");
    case "over":
      return sql.includes(") / ");
    case "average":
      return /\bAVG\(|\/ (?:COUNT|SUM)\(|percentile\(/.test(sql);
    default:
      return isWideIn(tag, query);
  }
};

const GREW = /^(?:grew|rose|fell|dropped|shrank|increased|decreased|declined|climbed|improved|worsened)\b/;

/** Each limit is written in the query. */
const isLimited = ({ plan, sql }: Written): boolean => {
  const limits = [...plan.rowLimits, ...(plan.kind === "figures" ? plan.groupLimits : [])].filter(({ of }) => !of);
  const written = ({ unit: _, ...bounds }: Bounds) =>
    Object.values(bounds).every((bound) =>
      new RegExp(`[<>]=? ${String(bound).replace(".", "\\.")}(?![\\d.])`).test(sql),
    );
  return limits.length > 0
    ? limits.every(({ bounds }) => written(bounds))
    : plan.flags.some(({ flag }) => flag.name.startsWith("with a"));
};

/** The number itself, not the digits of a day or a name. */
const hasNumber = (number: number, sql: string): boolean =>
  new RegExp(`(?<![\\d.])${String(number).replace(".", "\\.")}(?![\\d.])`).test(sql.replaceAll(/'[^']*'/g, ""));

/** Words that ask for a shape of the query which it does not have: a denial, two sides, an order. */
const unheard = (pieces: readonly Piece[], { plan, sql }: Written): string[] => {
  const denials = /<>|\bNOT\b| <= 0| = 0\b/.test(sql);
  const sides = plan.kind === "figures" && (plan.compared !== undefined || plan.figures.length > 1);
  const isCompared = plan.kind === "figures" && plan.compared !== undefined;
  const keyed =
    plan.kind === "list" || (plan.kind === "figures" && (plan.groups.length > 0 || plan.grain !== undefined));
  return pieces.flatMap(({ tag, text }, index) => {
    if (/^(?:nobody|no one)$/.test(text) && !denials) return [text];
    // "How many jobs had no failure": not those that had another run as well.
    if (
      /^(?:no|never|without)$/.test(text) &&
      isOfFlag(pieces, index) &&
      /COUNT\(DISTINCT/.test(sql) &&
      !/HAVING|NOT IN/.test(sql)
    )
      return [text];
    // Each row happened once: what never happened is true of things.
    if (text === "never" && !/HAVING|NOT IN/.test(sql) && plan.subject.record.dimension === undefined) return [text];
    if (tag.is === "filler" && /^(?:since|until|before|after)$/.test(text) && isOfPeriod(pieces, index)) return [text];
    if (tag.is === "not" && !denials && !["turned", "limit"].includes(reachOf(pieces, index))) return [text];
    // "Of the 20 longest, how many failed": a number, and rows or the first few are shown.
    if (tag.is === "count" && isCutOff(pieces, index, plan)) return [text];
    // "Which" asks for things, and a single figure names none.
    if (tag.is === "which" && text === "which" && !keyed && !sides && plan.kind === "figures" && !plan.share)
      return [text];
    // "Split by what they were running": by nothing that is known.
    if (tag.is === "by" && /^(?:split|broken|grouped|divided) /.test(text) && !keyed) return [text];
    if (tag.is === "versus" && text !== "than" && !sides && !keyed) return [text];
    // "Least relative to its level": no order of one figure.
    if (tag.is === "versus" && text === "relative to" && !sides && !sql.includes(") / ")) return [text];
    if (
      tag.is === "joint" &&
      text === "both" &&
      !sides &&
      !/ >= 1\b|\bIN \(/.test(sql) &&
      !areConditions(pieces, index)
    )
      return [text];
    // "In percent of what it was": no change.
    if (tag.is === "share" && /percent$/.test(text) && pieces[index + 1]?.text === "of" && isCompared) return [text];
    // "Since when is it failing": without a break, and not the first time ever.
    if (tag.is === "when" && text === "since when" && pieces.some(isGoingOn)) return [text];
    if (tag.is === "when" && plan.subject.day && !showsMoment(plan, sql)) return [text];
    return [];
  });
};

/** "Failing" */
const isGoingOn = ({ tag, text }: Piece): boolean => tag.is === "flag" && /ing$/.test(text);

/** Rows, or the first so many, where a number of them is asked for behind the order that they come from. */
const isCutOff = (pieces: readonly Piece[], index: number, plan: Plan): boolean => {
  const isNumbered = pieces.slice(0, index).some(({ tag }) => tag.is === "number");
  const isAsked = pieces[index]?.clause === true || /^how many\b/.test(pieces[index]?.text ?? "");
  return isNumbered && isAsked && "limit" in plan && plan.limit !== undefined && (plan.kind === "list" || !plan.tally);
};

const isOfFlag = (pieces: readonly Piece[], index: number): boolean => {
  const next = pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler")?.tag;
  return next?.is === "flag" || (next?.is === "measure" && next.measure.flag !== undefined);
};

/** "Since" and its like, where the period behind it was read without it. */
const isOfPeriod = (pieces: readonly Piece[], index: number): boolean => {
  const next = pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler");
  return next?.tag.is === "period" && !/^(?:since|until|before|after)\b/.test(next.text);
};

/** The moment is in the result. */
const showsMoment = ({ subject, kind }: Plan, sql: string): boolean =>
  kind === "list" ||
  [subject.day, subject.time].some((column) => column && sql.slice(0, sql.indexOf("FROM")).includes(column));

/** What a "not" does without a trace: it turns an adjective round. */
const reachOf = (pieces: readonly Piece[], index: number): "turned" | "limit" | "rows" => {
  const next = pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler")?.tag.is;
  return next === "degree" || next === "ever" || next === "grade" ? "turned" : next === "threshold" ? "limit" : "rows";
};

/** "The jobs of marketing", "the longest wait", "on which day": it says what kind of thing is meant, and asks for nothing of its own. */
const isContext = (pieces: readonly Piece[], index: number): boolean => {
  const is = pieces[index]?.tag.is;
  if (is === "degree") return pieces[index + 1]?.tag.is === "measure";
  if (is === "unit") return pieces[index - 1]?.tag.is !== "by" && !/ly$/.test(pieces[index]?.text ?? "");
  return is === "dimension" && !["split", "count"].includes(leadOf(pieces, index));
};

/** The figure itself, the column that it is made of, or the condition of the rows that it counts. */
const isMeasured = (measure: Measure, { plan, sql }: Written): boolean => {
  const { subject } = plan;
  const others = subject.measures.filter(({ name }) => name === measure.counted || name === measure.rate);
  const flag = subject.flags?.find(({ name }) => name === measure.flag);
  if (measure.value && sql.includes(`${measure.value} = 0`)) return true;
  // "When was each product last sold": the sales are the rows.
  const moment = `(${subject.time ?? subject.day})`;
  if (measure.adds && subject.record.measure && [`MIN${moment}`, `MAX${moment}`].some((each) => sql.includes(each)))
    return true;
  const expressions = [...[measure, ...others].map(({ sql: own }) => unrounded(own)), measure.value, flag?.where];
  return plan.kind === "list" && measure.sql === "COUNT(*)"
    ? true
    : expressions.some((expression) => expression !== undefined && sql.includes(expression));
};

/** Its column, or what it means for the rows: a row of the subject is one of it. */
const isSplit = (dimension: Dimension, { plan, sql }: Written): boolean =>
  sql.includes(columnOf(dimension)) ||
  (dimension.where !== undefined && sql.includes(dimension.where)) ||
  (plan.subject.record.dimension === dimension.name && (plan.kind !== "figures" || plan.groups.length === 0));

const spans = ({ from, to }: Period, sql: string) => sql.includes(`'${from}'`) && sql.includes(`'${to}'`);
