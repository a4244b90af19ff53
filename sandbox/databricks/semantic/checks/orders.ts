import type { Written } from "../composing/written.ts";
import { isSuperlative, isTurned, saysEnd, turned } from "../gathering/nearby.ts";
import type { Order, Piece } from "../tags.ts";

/* What a question puts in an order: "the highest", "the fewest", "the first", "more than". The query has it, and no other. */

/** Words of order that the query does not follow. */
export const unordered = (pieces: readonly Piece[], query: Written): string[] => {
  const tops = topsOf(pieces);
  const [first, ...others] = tops;
  return [
    ...tops.filter(({ order }) => !isOrdered(order, query)).map(({ text }) => text),
    ...others.filter((top) => first && isOther(first, top)).map(({ text }) => text),
    ...tops.flatMap(({ at }) => otherKey(pieces, at, query)),
    ...tops.filter((top) => top.measure === "records" && isOfOtherCount(pieces, top.at, query)).map(({ text }) => text),
    ...tops.filter(({ at }) => isOneRow(pieces, at) && isAveraged(query)).map(({ text }) => text),
    ...pieces.filter((_, at) => isSizeOfNothing(pieces, at, query)).map(({ text }) => text),
    ...pieces.flatMap((piece, index) =>
      isUntimely(pieces, index, query) || isUncompared(pieces, index, query) ? [piece.text] : [],
    ),
  ];
};

interface Top {
  at: number;
  /** Undefined: which end is good depends on the figure. */
  order: Order | undefined;
  text: string;
  /** Of which figure, by its name. */
  measure: string | undefined;
}

/** Each superlative, of words that stand together the first. */
const topsOf = (pieces: readonly Piece[]): Top[] => {
  const tops: Top[] = [];
  let last = -2;
  for (const [at, piece] of pieces.entries()) {
    const order = endOf(pieces, at);
    if (order === undefined) continue;
    const measure = measureAt(pieces, at);
    const before = tops.at(-1);
    if (before && at === last + 1) {
      before.order = piece.tag.is === "degree" && order !== "good" ? order : before.order;
      before.measure = measure ?? before.measure;
    } else tops.push({ at, order: order === "good" ? undefined : order, text: piece.text, measure });
    last = at;
  }
  return tops;
};

const endOf = (pieces: readonly Piece[], at: number): Order | "good" | undefined => {
  const { tag, text } = pieces[at] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is === "grade") return /^(?:best|worst)$/.test(text) ? "good" : undefined;
  if (tag.is === "order") return EXTREME.test(text) ? tag.order : undefined;
  if (tag.is !== "degree" || !(isSuperlative(pieces, at) || / most$/.test(text))) return undefined;
  return isTurned(pieces, at) ? turned(tag.order) : tag.order;
};
const EXTREME =
  /^(?:most|fewest|least|top|bottom|highest|lowest|largest|smallest|biggest|greatest|strongest|weakest)\b/;

/** The figure that is at its end there. */
const measureAt = (pieces: readonly Piece[], at: number): string | undefined => {
  const [here, next] = [pieces[at]?.tag, pieces.slice(at + 1).find(({ tag }) => tag.is !== "filler")?.tag];
  if (here?.is === "degree") return here.measure.name;
  if (next?.is === "measure" || next?.is === "degree") return next.measure.name;
  return next?.is === "records" || next?.is === "flag" ? "records" : undefined;
};

const isOrdered = (order: Order | undefined, { plan, sql }: Written): boolean => {
  if (order === undefined) return /\b(?:ORDER BY|MIN|MAX)\b/.test(sql);
  if (plan.kind === "absent" || plan.kind === "streaks") return false;
  const [by, fold] = order === "asc" ? [/ ASC\b/, /\bMIN\(/] : [/ DESC\b/, /\bMAX\(/];
  if (fold.test(sql)) return true;
  return plan.kind === "list"
    ? by.test(plan.order)
    : (plan.order === order || plan.course !== undefined) && sql.includes("ORDER BY");
};

/** "The day with the highest cost of the team with the most DBUs": two orders, and a query has one. */
const isOther = (one: Top, other: Top): boolean =>
  (GRADE.test(one.text) && GRADE.test(other.text) && one.text !== other.text) || isOfOther(one, other);
const GRADE = /^(?:best|worst)$/;
const isOfOther = (one: Top, other: Top): boolean =>
  one.measure !== undefined && other.measure !== undefined && one.measure !== other.measure;

/** "Which team has the most reliable jobs": teams are asked for, and jobs would be put in order. */
const otherKey = (pieces: readonly Piece[], at: number, { plan }: Written): string[] => {
  const next = pieces[at + (pieces[at + 1]?.tag.is === "degree" ? 2 : 1)];
  const asked = pieces.findIndex(({ tag }) => tag.is === "which" || tag.is === "who");
  const thing = pieces[asked + 1]?.tag;
  const name =
    pieces[asked]?.tag.is === "who" ? plan.subject.who : thing?.is === "dimension" ? thing.dimension.name : undefined;
  if (asked < 0 || asked > at || name === undefined || next?.tag.is !== "dimension") return [];
  const key = next.tag.dimension;
  return plan.kind === "figures" && key.name !== name && !plan.placed && plan.groups.includes(key) ? [next.text] : [];
};

/** "The customer with the most orders": their number gives the order. */
const isOfOtherCount = (pieces: readonly Piece[], at: number, { plan }: Written): boolean => {
  const tag = pieces[at]?.tag;
  const [figure] = plan.kind === "figures" ? plan.figures : [];
  return (
    tag?.is === "order" &&
    tag.counts &&
    figure !== undefined &&
    figure.unit !== "count" &&
    plan.kind === "figures" &&
    !plan.compared
  );
};

/** "The longest query" is one row, and no average of many. */
const isOneRow = (pieces: readonly Piece[], at: number): boolean => {
  const from = degreeAt(pieces, at);
  const rows = pieces[from + (pieces[from + 1]?.text === "single" ? 2 : 1)];
  return pieces[degreeAt(pieces, at)]?.tag.is === "degree" && rows?.tag.is === "records" && /[^s]$/.test(rows.text);
};

/** "Most valuable": the adjective. */
const degreeAt = (pieces: readonly Piece[], at: number): number => (pieces[at + 1]?.tag.is === "degree" ? at + 1 : at);

const isAveraged = ({ plan, sql }: Written): boolean =>
  plan.kind === "figures" && plan.figures.some(({ adds }) => !adds) && /\bAVG\(/.test(sql);

/** "The biggest job": a rate or an average, which nobody has named, says nothing of a size. */
const isSizeOfNothing = (pieces: readonly Piece[], at: number, { plan }: Written): boolean => {
  const [figure, ...more] = plan.kind === "figures" ? plan.figures : [];
  const isNamed = pieces.some(({ tag }) => NAMES_A_FIGURE.has(tag.is));
  const thing = pieces.slice(at + 1).find(({ tag }) => tag.is !== "filler" && tag.is !== "number")?.tag.is;
  return (
    SIZE.test(pieces[at]?.text ?? "") &&
    (thing === "dimension" || thing === "who") &&
    !isNamed &&
    more.length === 0 &&
    figure?.adds === false
  );
};
const SIZE = /^(?:top|biggest|largest|greatest|heaviest|smallest)\b/;
const NAMES_A_FIGURE = new Set(["measure", "degree", "flag", "grade", "records", "count"]);

/** "First" and "latest" are an order in time. */
const isUntimely = (pieces: readonly Piece[], index: number, { plan, sql }: Written): boolean => {
  const { tag, text } = pieces[index] ?? { tag: { is: "filler" }, text: "" };
  if ((tag.is !== "latest" && tag.is !== "earliest") || saysEnd(pieces, index)) return false;
  const moments = [plan.subject.time, plan.subject.day].filter((column) => column !== undefined);
  if (moments.some((column) => sql.includes(`${tag.is === "latest" ? "MAX" : "MIN"}(${column})`))) return false;
  if (/\bMAX\(last_update\)/.test(sql) || /^last time$/.test(text)) return false;
  if (plan.kind === "figures" && plan.byTime === (tag.is === "latest" ? "desc" : "asc")) return false;
  return plan.kind !== "list" || plan.latest !== (tag.is === "latest" ? "desc" : "asc");
};

/** "More than usual", "longer than the average": what a thing is compared with is in the query. */
const isUncompared = (pieces: readonly Piece[], index: number, { plan, sql }: Written): boolean => {
  if (pieces[index]?.text !== "than" || plan.kind === "absent" || plan.kind === "streaks") return false;
  if (plan.kind === "list") return !plan.filters.some(({ values, not }) => values.length > 1 && !not);
  if (plan.compared !== undefined) return pieces.slice(index + 1, index + 3).some(({ tag }) => tag.is === "average");
  if (pieces[index - 1]?.tag.is === "flag" && !sql.includes("AS kind")) return true;
  // "Which region sold more chairs than mice" compares two figures of each region, not the regions.
  const isPair = plan.filters.some(
    ({ dimension, values, not }) =>
      values.length > 1 && !not && plan.groups.length === 1 && plan.groups[0]?.name === dimension.name,
  );
  return !isPair && (plan.figures.length < 2 || plan.groups.length > 0);
};
