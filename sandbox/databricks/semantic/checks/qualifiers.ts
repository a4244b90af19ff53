import type { Written } from "../composing/written.ts";
import type { Piece } from "../tags.ts";

/*
 * Words beside a figure that change what it is: "together", "different", "only ever", "its share". Each needs a shape of
 * the query; where the query has another one, the word is named in a question back.
 */

interface Qualifier {
  words: RegExp;
  /** Whether the query does what the word at `index` asks for. */
  isKept(query: Written, pieces: readonly Piece[], index: number): boolean;
}

const hasTop = ({ plan }: Written): boolean =>
  plan.kind === "figures" && plan.groups.length > 0 && plan.limit !== undefined && plan.limit > 1;
const hasGroupLimit = ({ plan }: Written): boolean => plan.kind === "figures" && plan.groupLimits.length > 0;
const hasKeys = ({ plan }: Written, number: number): boolean =>
  plan.kind === "figures" && plan.groups.length + (plan.grain ? 1 : 0) >= number;
const isOneFigure = ({ plan }: Written): boolean => plan.kind === "figures" && plan.groups.length === 0 && !plan.grain;

const isOfValues = (plan: Written["plan"]): boolean =>
  plan.filters.some(({ values, not }) => values.length > 1 && !not) ||
  (plan.kind === "figures" && plan.share?.of === "values" && plan.share.filter.values.length > 1);

const qualifiers: readonly Qualifier[] = [
  // A total over the first few is none of them.
  {
    words: /^(?:together|altogether|combined|taken together|in total|in all|all told)$/,
    isKept: (query) => !hasTop(query),
  },
  // "More than five different tables" counts tables, not rows.
  {
    words: /^(?:different|distinct|unique|separate)\b/,
    isKept: (query, pieces, index) =>
      !(hasGroupLimit(query) || hasKeys(query, 2) || pieces[index - 1]?.tag.is === "order") ||
      /(?:HAVING|SELECT)[^)]*COUNT\(DISTINCT/.test(query.sql),
  },
  // No row of the thing may be another one.
  {
    words: /^(?:only ever|ever only|exclusively|solely|nothing but|no other)$/,
    isKept: ({ sql }) => /HAVING.*(?:= 0|<= 0)/s.test(sql),
  },
  // A share of its own group is none of all; one of its rows always is.
  {
    words: /^(?:its|their|his|her|own|respective)$/,
    isKept: ({ plan, sql }, pieces, index) =>
      !isBehindShare(pieces, index) ||
      sql.includes("PARTITION BY") ||
      (plan.kind === "figures" && plan.share?.of === "rows" && plan.groups.length > 0),
  },
  // "Which jobs failed in both months": in the one and in the other, not a comparison of the two.
  {
    words: /^both$/,
    isKept: ({ plan, sql }, pieces, index) =>
      !isBeforePeriod(pieces, index) || plan.kind !== "figures" || plan.groups.length === 0 || /HAVING/.test(sql),
  },
  // The one by the other is no share of both.
  { words: /^ratio$/, isKept: ({ plan }) => !isOfValues(plan) },
  // "How many days": their number, not what happened on each.
  {
    words: /^(?:days?|weeks?|months?|quarters?|years?|hours?)$/,
    isKept: (query, pieces, index) =>
      !isCounted(pieces, index) ||
      isOneFigure(query) ||
      (query.plan.kind === "figures" && query.plan.tally) ||
      /COUNT\(DISTINCT|COUNT\(\*\) AS (?:days|weeks|months)/.test(query.sql),
  },
];

/** Words whose meaning the query does not keep. */
export const unkept = (pieces: readonly Piece[], query: Written): string[] =>
  pieces.flatMap(({ tag, text }, index) => {
    if (text === "median" && !isOfItsMeasure(pieces, index, query)) return [text];
    if (tag.is === "average" && isPerTwo(pieces) && !hasKeys(query, 2) && !query.sql.includes("|| '|' ||"))
      return [text];
    // "The mean and the median" are two figures.
    const isOneOfTwo = tag.is === "average" && pieces.some((other) => other.tag.is === "median");
    if (isOneOfTwo && !query.sql.includes("AVG(")) return [text];
    const previous = pieces[index - 1];
    const said = [
      ...(tag.is === "value" ? [] : [text]),
      ...(previous?.tag.is === "value" ? [] : [`${previous?.text} ${text}`]),
    ];
    return qualifiers.some(
      ({ words, isKept }) => said.some((each) => words.test(each)) && !isKept(query, pieces, index),
    )
      ? [text]
      : [];
  });

const before = (pieces: readonly Piece[], index: number): Piece | undefined =>
  pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler");

const isBehindShare = (pieces: readonly Piece[], index: number): boolean => before(pieces, index)?.tag.is === "share";

const isBeforePeriod = (pieces: readonly Piece[], index: number): boolean =>
  pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler")?.tag.is === "period";

/** "How many days", "on the most days" */
const isCounted = (pieces: readonly Piece[], index: number): boolean => {
  const piece = before(pieces, index);
  return piece?.tag.is === "count" || (piece?.tag.is === "order" && piece.tag.counts);
};

/** "Median wait": the middle of the waits, not of another figure beside them. */
const isOfItsMeasure = (pieces: readonly Piece[], index: number, { sql }: Written): boolean => {
  const next = pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler")?.tag;
  const column = /percentile\((\w+)/.exec(sql)?.[1];
  if (next?.is !== "measure" || column === undefined || column === "total") return true;
  const { name, value, sql: own } = next.measure;
  return [name, value].includes(column) || own.includes(column);
};

/** "Per user and day". */
const isPerTwo = (pieces: readonly Piece[]): boolean =>
  pieces.some(({ tag }, index) => {
    const [first, joint, second] = pieces.slice(index + 1, index + 4);
    return tag.is === "by" && isKey(first) && joint?.text === "and" && isKey(second);
  });
const isKey = (piece: Piece | undefined): boolean => piece?.tag.is === "dimension" || piece?.tag.is === "unit";
