import type { Written } from "../composing/written.ts";
import { CONDITION, conditionKey } from "../gathering/either.ts";
import { isSuperlative, saysEnd } from "../gathering/nearby.ts";
import type { Piece } from "../tags.ts";

/*
 * Parts that are each understood, put together in a way for which no query is written: two questions in one, "or" between
 * conditions of two kinds, a period of a period, an average of averages. The word that joins them is asked back.
 */

type Rule = (pieces: readonly Piece[], index: number, query: Written) => boolean;

/** Words that join what one query cannot hold together. */
export const uncombined = (pieces: readonly Piece[], query: Written): string[] =>
  pieces.flatMap(({ text }, index) => (rules.some((rule) => rule(pieces, index, query)) ? [text] : []));

/** "Laptops or in the south": either is enough, and the query wants both. */
const isMixedOr: Rule = (pieces, index, { sql }) => {
  const [left, right] = sidesOf(pieces, index);
  if (pieces[index]?.text !== "or" || !left || !right || sql.includes(" OR ")) return false;
  return left.tag.is === "threshold" || conditionKey(left) !== conditionKey(right);
};

const sidesOf = (pieces: readonly Piece[], index: number): [Piece | undefined, Piece | undefined] => [
  pieces.slice(0, index).findLast(({ tag }) => CONDITION.has(tag.is)),
  pieces.slice(index + 1).find(({ tag }) => CONDITION.has(tag.is)),
];

const STATE = new Set(["value", "flag"]);

/** "Who waits longest and on which warehouse": two keys, and the first of which is not said. */
const isSecondKey: Rule = (pieces, index, { plan }) => {
  const first = pieces.findIndex((_, at) => asksForKey(pieces, at));
  if (first < 0 || first >= index || !asksForKey(pieces, index) || plan.kind !== "figures") return false;
  return plan.groups.length > 1 && plan.order !== undefined && !plan.placed;
};
const asksForKey = (pieces: readonly Piece[], at: number): boolean =>
  /^(?:who|whose|whom)$/.test(pieces[at]?.text ?? "") ||
  (pieces[at]?.text === "which" && pieces[at + 1]?.tag.is === "dimension");

/** "Who changed whose permissions" */
const isSecondPerson: Rule = (pieces, index) =>
  /^(?:whose|whom)$/.test(pieces[index]?.text ?? "") && pieces.slice(0, index).some(({ tag }) => tag.is === "who");

/** "The last week of October" */
const isPeriodOfPeriod: Rule = (pieces, index) => {
  if (pieces[index]?.tag.is !== "period" || pieces[index]?.clause) return false;
  const at = pieces.findLastIndex(({ text }, place) => place < index && !/^(?:of|in|the|during)$/.test(text));
  return pieces[at]?.tag.is === "period";
};

/** "Average stock per warehouse per category": of what, and for each of what? */
const isSecondPer: Rule = (pieces, index, { plan }) => {
  if (!isPerThing(pieces, index) || plan.kind !== "figures") return false;
  const first = pieces.findIndex((_, at) => isPerThing(pieces, at));
  const split = pieces[index + 1]?.tag;
  const isSplit = split?.is === "dimension" && plan.groups.includes(split.dimension);
  if (isSplit && /^(?:in|for|within) /.test(pieces[index]?.text ?? "")) return false;
  const isAverage = ({ tag, text }: Piece) => tag.is === "average" || /^(?:average|mean|typical) /.test(text);
  if (first === index || !pieces.some(isAverage)) return false;
  const isOfOneRow = plan.groups.some(({ name }) => name === plan.subject.record.dimension || name === "customer_id");
  return plan.groups.length < 2 || isOfOneRow;
};
const isPerThing = (pieces: readonly Piece[], at: number): boolean => {
  const next = pieces.slice(at + 1).find(({ tag }) => tag.is !== "filler")?.tag.is;
  if (pieces[at]?.tag.is === "dimension") return /^(?:per|each|every) /.test(pieces[at]?.text ?? "");
  return pieces[at]?.tag.is === "by" && (next === "dimension" || next === "records");
};

/** "How much has each segment spent per customer": one figure over the other, or both beside each other? */
const isPerPerson: Rule = (pieces, index, { plan }) => {
  if (pieces[index]?.text !== "per" || plan.kind !== "figures" || plan.groups.length < 2) return false;
  const next = pieces[index + 1]?.tag;
  const isPerson = next?.is === "dimension" && next.dimension.name === plan.subject.who;
  return isPerson && pieces.slice(0, index).some(({ text }) => /^(?:each|every|which)$/.test(text));
};

/** "How many teams use both workspaces", "how many jobs failed in both months" */
const isOfBoth: Rule = (pieces, index, { plan, sql }) => {
  if (pieces[index]?.text !== "both" || plan.kind !== "figures" || sql.includes("HAVING")) return false;
  const next = pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler")?.tag.is;
  const asked = pieces.slice(0, index).some(({ tag }) => ["count", "which", "who", "list"].includes(tag.is));
  const isCounted = /COUNT\(DISTINCT/.test(sql) || plan.groups.length > 0;
  return (next === "dimension" && asked) || (next === "period" && isCounted);
};

/** "Without the slowest job": which one that is another query would have to say. */
const isWithoutTop: Rule = (pieces, index) => {
  const at = pieces.findIndex(({ tag }, place) => place > index && tag.is !== "filler");
  const next = pieces[at]?.tag.is;
  const isTop =
    ((next === "degree" || next === "order") && isSuperlative(pieces, at)) ||
    next === "latest" ||
    /^(?:top|bottom|best|worst|most|least)$/.test(pieces[at]?.text ?? "");
  const isAllBut =
    pieces[index]?.text === "but" && /^(?:all|everything|any|every)\b/.test(pieces[index - 1]?.text ?? "");
  const isDenial = pieces[index]?.tag.is === "not" && !/^(?:not|no)$/.test(pieces[index]?.text ?? "");
  return isTop && (isDenial || isAllBut);
};

/** "What percentage comes from the top job": of all, for the first one only. */
const isShareOfTop: Rule = (pieces, index, { plan }) => {
  const share = pieces.findIndex(({ tag }) => tag.is === "share");
  const is = pieces[index]?.tag.is;
  const isTop = (is === "order" || is === "grade") && !/^(?:more|less|many)$/.test(pieces[index]?.text ?? "");
  const isSorted = saysEnd(pieces, index + 1) || saysEnd(pieces, index + 2);
  return (
    isTop &&
    !isSorted &&
    share >= 0 &&
    share < index &&
    plan.kind === "figures" &&
    plan.share !== undefined &&
    !plan.limit
  );
};

/** "Excluding weekends and marketing": the second one is left out as well, or is it the one that is meant? */
const isHalfDenied: Rule = (pieces, index, { plan }) => {
  const { tag, text } = pieces[index] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is !== "not" || !/^(?:without|except|exclud|ignor|leav|apart|other than|aside|beside)/.test(text))
    return false;
  const [first, joint, second] = pieces.slice(index + 1).filter((piece) => piece.tag.is !== "filler");
  if (!first || !second || joint?.tag.is !== "joint" || !/^(?:and|or)$/.test(joint.text)) return false;
  if (!STATE.has(first.tag.is) || !STATE.has(second.tag.is)) return false;
  const other = second.tag;
  return other.is === "value"
    ? plan.filters.some(({ dimension, not }) => dimension === other.dimension && !not)
    : plan.flags.some(({ flag, not }) => other.is === "flag" && flag === other.flag && !not);
};

/** "Who was denied but downloaded": the same row, or another one? */
const isButBetween: Rule = (pieces, index, { plan, sql }) => {
  const [left, right] = sidesOf(pieces, index);
  return (
    pieces[index]?.text === "but" &&
    left?.tag.is === "flag" &&
    right?.tag.is === "flag" &&
    plan.kind === "figures" &&
    plan.groups.length > 0 &&
    !sql.includes("HAVING")
  );
};

/** "How many rows are bad": rows of what is checked, where each row here is a thing. */
const countsInnerRows: Rule = (pieces, index, { plan }) =>
  plan.subject.record.dimension !== undefined &&
  pieces[index]?.tag.is === "list" &&
  /^(?:rows?|records?|lines?|entr(?:y|ies))$/.test(pieces[index]?.text ?? "") &&
  pieces[index - 1]?.tag.is === "count";

/** "Pass rate of these two together", "more than those two together": values that do not add up are shown apart. */
const isTogether: Rule = (pieces, index, { plan }) => {
  if (!/^(?:together|altogether|combined|taken together)$/.test(pieces[index]?.text ?? "")) return false;
  if (plan.kind !== "figures" || plan.groups.length === 0) return false;
  const isOfValues = plan.filters.some(({ values, not }) => values.length > 1 && !not);
  return isOfValues && (plan.figures.some(({ adds }) => !adds) || pieces.some(({ text }) => text === "than"));
};

/** "The total lifetime value of our two best customers": those are listed, and not added up. */
const isTotalOfListed: Rule = (pieces, index, { plan }) =>
  (pieces[index]?.tag.is === "total" || /^(?:total|combined|sum of) /.test(pieces[index]?.text ?? "")) &&
  plan.kind === "list" &&
  plan.limit !== undefined &&
  plan.limit > 1;

/** "Premium customers who never bought laptops": the one is true of the customers, the other of what they bought. */
const isAbsentOfSome: Rule = (pieces, index, { plan }) => {
  const tag = pieces[index]?.tag;
  if (plan.kind !== "absent" || tag?.is !== "value" || plan.subject.secondary) return false;
  return tag.dimension.join !== undefined || tag.dimension === plan.dimension;
};

/** "Which users never logged in": only those who did are known. */
const isAbsentOfAll: Rule = (pieces, index, { plan }) =>
  plan.kind === "absent" &&
  plan.subject.secondary !== true &&
  plan.dimension.join === undefined &&
  plan.filters.length + plan.flags.length + plan.conditions.length === 0 &&
  plan.period === undefined &&
  ["not", "nothing"].includes(pieces[index]?.tag.is ?? "");

/** "Who brings us the revenue": a name is asked for, and one total has none. */
const isNobody: Rule = (pieces, index, { plan }) =>
  /^(?:who|whose|whom)$/.test(pieces[index]?.text ?? "") &&
  plan.kind === "figures" &&
  plan.groups.length === 0 &&
  !pieces.slice(0, index).some(({ tag }) => ["records", "dimension", "value", "count"].includes(tag.is));

/** "Everything but jobs": those are left out, and not the only ones. */
const isButThing: Rule = (pieces, index) => {
  const next = pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler")?.tag;
  const before = pieces[index - 1]?.text ?? "";
  return pieces[index]?.text === "but" && /^(?:all|every\w*|any\w*)$/.test(before) && next?.is === "dimension";
};

/** "Between the north and the south, who sold more": neither of them is a person. */
const isBetweenThings: Rule = (pieces, index, { plan }) => {
  const { tag } = pieces[index] ?? { tag: { is: "filler" } };
  const before = pieces.slice(0, index);
  const at = before.findIndex(({ text }) => text === "between");
  const pair = before.slice(at + 1).flatMap((piece) => (piece.tag.is === "value" ? [piece.tag.dimension] : []));
  return (
    tag.is === "who" &&
    at >= 0 &&
    pair.length > 1 &&
    plan.kind === "figures" &&
    pair.every((each) => !plan.groups.includes(each))
  );
};

/** "Higher on weekends or on weekdays": a comparison of the two. */
const isEitherState: Rule = (pieces, index, { plan, sql }) => {
  const isBetween = pieces[index - 1]?.tag.is === "flag" && pieces[index + 1]?.tag.is === "flag";
  const isCompared = pieces.slice(0, index).some(({ text }) => /^(?:more|less|fewer|\w+er)$/.test(text));
  return pieces[index]?.text === "or" && isBetween && isCompared && plan.kind === "figures" && !sql.includes("AS kind");
};

/** "Successful runs of jobs that failed": each state is said of something else. */
const isSaidOfOther: Rule = (pieces, index) => {
  const [of, thing, that] = pieces.slice(Math.max(0, index - 3), index);
  const isRelative =
    of?.text === "of" && thing?.tag.is === "dimension" && /^(?:that|which|who)$/.test(that?.text ?? "");
  const isState = pieces[index]?.tag.is === "flag";
  return isState && isRelative && pieces.slice(0, index).some(({ tag }) => tag.is === "flag");
};

const rules: readonly Rule[] = [
  isEitherState,
  isSaidOfOther,
  isButThing,
  isBetweenThings,
  isMixedOr,
  isSecondKey,
  isSecondPerson,
  isPeriodOfPeriod,
  isSecondPer,
  isPerPerson,
  isOfBoth,
  isWithoutTop,
  isShareOfTop,
  isHalfDenied,
  isButBetween,
  countsInnerRows,
  isTogether,
  isTotalOfListed,
  isAbsentOfSome,
  isAbsentOfAll,
  isNobody,
];
