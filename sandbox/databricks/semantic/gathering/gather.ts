import { addNumber, isCounted } from "../counts.ts";
import type { Parts } from "../parts.ts";
import type { Dimension, Measure } from "../subject.ts";
import { CONTENT, type Piece } from "../tags.ts";
import { addCondition, addThreshold } from "./conditions.ts";
import { addDenied } from "./denied-rows.ts";
import {
  actsTogether,
  isAverageOne,
  isColumn,
  isManyOf,
  isOuter,
  isPer,
  isPerSuch,
  isSoldThing,
  leadOf,
  qualifies,
} from "./leads.ts";
import {
  countsNext,
  hasBecome,
  hasNone,
  isAnyBut,
  isDenied,
  isDivisor,
  isExcluded,
  isForSome,
  isKindOf,
  isOfSome,
  isRankedBy,
  isRelative,
  isSuperlative,
  isTurned,
  latestAt,
  rankedAt,
  saysEnd,
  turned,
} from "./nearby.ts";
import { addPrior } from "./occasions.ts";
import { addRecords, isOneOf } from "./rows.ts";
import { addUnit } from "./units.ts";
import { addWide } from "./wide.ts";

/** Adds what one piece says. */
export const add = (parts: Parts, pieces: readonly Piece[], index: number): void => {
  const tag = pieces[index]?.tag;
  switch (tag?.is) {
    case "measure":
      if (isSoldThing(parts, pieces, index)) return;
      if (addDenied(parts, pieces, index, tag.measure)) return;
      if (parts.measures.length > 0 && (isPer(pieces, index) || isDivisor(pieces, index))) parts.over = tag.measure;
      else if (!parts.over && isRankedBy(pieces, index)) {
        parts.measures = [...new Set([tag.measure, ...parts.measures])];
        parts.ranked = tag.measure;
      } else if (!tag.weak || !pieces.some(isStrongOrCount)) addMeasure(parts, tag.measure);
      return;
    case "degree":
      if (pieces[index + 1]?.tag.is !== "measure") addMeasure(parts, tag.measure);
      if (hasBecome(pieces, index)) {
        parts.change = true;
        return;
      }
      parts.order = isTurned(pieces, index) ? turned(tag.order) : tag.order;
      if (isSuperlative(pieces, index)) parts.ranked ??= tag.measure;
      parts.extreme ||= isSuperlative(pieces, index);
      return;
    case "dimension":
      if (!tag.weak || !pieces.some((piece) => piece.tag.is === "dimension" && !piece.tag.weak))
        addDimension(parts, pieces, index, tag.dimension);
      return;
    case "value":
      addValues(parts, tag.dimension, tag.values, isDenied(pieces, index));
      return;
    case "flag":
      // "More than 10 failed ones": said of the limit.
      if (pieces[index - 1]?.tag.is === "threshold" && pieces[index + 1]?.text === "ones") return;
      if (!parts.flags.some(({ flag }) => flag === tag.flag))
        parts.flags.push({
          flag: tag.flag,
          not: isDenied(pieces, index),
          ...(hasNone(pieces, index) && { none: true }),
          ...(isExcluded(pieces, index) && { excluded: true }),
        });
      return;
    case "records":
      addRecords(parts, pieces, index);
      return;
    case "unit":
      addUnit(parts, pieces, index, tag.unit);
      return;
    case "period":
      parts.periods.push(tag.period);
      if (tag.ends) parts.ends = tag.ends;
      return;
    case "threshold":
      if (!addCondition(parts, pieces, index, tag.threshold)) addThreshold(parts, pieces, index, tag.threshold);
      return;
    case "number":
      addNumber(parts, pieces, index, tag.number);
      return;
    case "nth":
      parts.nth = tag.number;
      return;
    default:
      if (tag && !addWide(parts, tag)) addSign(parts, pieces, index);
      return;
  }
};

const isStrongOrCount = ({ tag }: Piece): boolean => (tag.is === "measure" && !tag.weak) || tag.is === "degree";

const addMeasure = (parts: Parts, measure: Measure): void => {
  if (!parts.measures.includes(measure)) parts.measures.push(measure);
};

const addSign = (parts: Parts, pieces: readonly Piece[], index: number): void => {
  const tag = pieces[index]?.tag;
  switch (tag?.is) {
    case "order":
      parts.order ??= tag.order;
      parts.ranked ??= rankedAt(pieces, index);
      if (pieces[index + 1]?.text === "one") parts.limit = 1;
      parts.extreme ||= !tag.counts && !saysEnd(pieces, index + 1);
      parts.rows ||= tag.rows === true;
      parts.rank ||= /^(?:most|least|fewest)$/.test(pieces[index]?.text ?? "");
      if (tag.counts && countsNext(pieces, index)) parts.counted ??= "records";
      return;
    case "grade":
      parts.order = tag.good ? "desc" : "asc";
      parts.grade = true;
      if (pieces[index + 1]?.text === "one") parts.limit = 1;
      return;
    case "total":
    case "average":
    case "share":
    case "trend":
    case "versus":
    case "change":
    case "list":
    case "ever":
    case "when":
    case "event":
    case "why":
    case "median":
    case "running":
    case "rest":
    case "shown":
      parts[tag.is] = true;
      parts.latest ??= latestAt(pieces[index]?.text ?? "");
      return;
    case "prior":
      addPrior(parts, pieces[index]?.text ?? "");
      return;
    case "all":
      if (nextContent(pieces, index)?.tag.is === "records") {
        parts.ever = true;
        parts.list = true;
      }
      return;
    case "latest":
    case "earliest":
      if (saysEnd(pieces, index)) return;
      parts.latest = tag.is === "latest" ? "desc" : "asc";
      if (/ time$/.test(pieces[index]?.text ?? "")) parts.when = true;
      parts.one = isOneOf(pieces, index) || / (?:customer|client)$/.test(pieces[index]?.text ?? "");
      return;
    case "who":
      if (isAnyBut(pieces, index, parts.subject.who)) return;
      if (isRelative(pieces, index) && (isAboutThings(parts) || parts.records)) return;
      addAsked(parts, parts.subject.who);
      if (!parts.subject.who && /^(?:who|whose|whom)$/.test(pieces[index]?.text ?? "")) lose(parts, "who");
      return;
    case "where":
      // "Teams where over half of the runs failed", "days where we spent more": no place is asked for.
      if (!NOUNS.has(pieces[index - 1]?.tag.is ?? "")) addAsked(parts, parts.subject.where);
      return;
    default:
      return;
  }
};

const NOUNS = new Set(["dimension", "unit", "records", "measure"]);

/** Something is asked for that "who" can be said of. */
const isAboutThings = ({ groups, measures, counted }: Parts): boolean =>
  groups.length + measures.length > 0 || counted !== undefined;

const lose = (parts: Parts, word: string): void => {
  parts.loose = [...(parts.loose ?? []), word];
};

/** "Who" and "where" split by the dimension that they ask for. */
export const addAsked = (parts: Parts, name: string | undefined): void => {
  const dimension = parts.subject.dimensions.find((each) => each.name === name);
  if (dimension && !parts.groups.includes(dimension)) parts.groups.push(dimension);
};

const addValues = (parts: Parts, dimension: Dimension, values: string[], not: boolean): void => {
  const before = parts.filters.find((filter) => filter.dimension === dimension && filter.not === not);
  if (before) {
    before.values = [...new Set([...before.values, ...values])];
    delete before.together;
  } else parts.filters.push({ dimension, values: [...values], not, ...(values.length > 1 && { together: true }) });
};

const addDimension = (parts: Parts, pieces: readonly Piece[], index: number, dimension: Dimension): void => {
  if (isAverageOne(pieces, index)) {
    // "The average age": groups of ages have none.
    if (dimension.edges && pieces[index]?.text === "age") lose(parts, "average age");
    parts.groups = [...new Set([...parts.groups, dimension])];
    parts.per.push(dimension);
    return;
  }
  if (qualifies(pieces, index, dimension) || isCounted(pieces, index)) return;
  if (isKindOf(pieces, index)) return;
  if (dimension.name === parts.subject.who && actsTogether(pieces, index)) return;
  if (pieces[index - 1]?.tag.is === "all" && isAnyBut(pieces, index, dimension.name)) return;
  const before = leadOf(pieces, index);
  if (before === "often") return;
  if (before === "count" || isManyOf(pieces, index)) {
    parts.counted = dimension;
    return;
  }
  if (parts.groups.length > 0 && isForSome(pieces, index)) return;
  const hasFigure = pieces.some(({ tag }) => ["measure", "degree", "records", "share"].includes(tag.is));
  const isNamedEach = /^(?:each|every|by|per|which)\b/.test(pieces[index]?.text ?? "");
  if (before === "whole" && isOfSome(pieces, index) && dimension.name === parts.subject.who) return;
  const isWhole = before === "whole" && !isNamedEach && (parts.average || parts.total || !parts.measures.at(-1)?.adds);
  if (!isColumn(pieces, index) && (isWhole || (before === "context" && (parts.groups.length > 0 || hasFigure)))) {
    if (dimension.where) parts.filters.push({ dimension, values: [], not: false });
    return;
  }
  if (!parts.groups.includes(dimension)) parts.groups.push(dimension);
  if (isPer(pieces, index) && !isOuter(parts, pieces, index)) parts.per.push(dimension);
  // "Revenue per premium customer": one of them on average, where "per customer" shows each.
  if (isPerSuch(pieces, index) && parts.measures.at(-1)?.adds) parts.average = true;
};

const nextContent = (pieces: readonly Piece[], index: number): Piece | undefined =>
  pieces.slice(index + 1).find(({ tag }) => CONTENT.has(tag.is));
