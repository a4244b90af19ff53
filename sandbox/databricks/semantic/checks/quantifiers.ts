import type { Written } from "../composing/written.ts";
import type { Piece } from "../tags.ts";

/* What is true of every one, of what was found, or may be: "every week", "of all downloads is that", "has access". */

type Rule = (pieces: readonly Piece[], index: number, query: Written) => boolean;

/** Words that ask for what is true of more, or of something else, than the query has. */
export const unquantified = (pieces: readonly Piece[], query: Written): string[] =>
  pieces.flatMap(({ text }, index) => (rules.some((rule) => rule(pieces, index, query)) ? [text] : []));

const nextOf = (pieces: readonly Piece[], index: number): Piece | undefined =>
  pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler");
const hasAny = (pieces: readonly Piece[], ...tags: Piece["tag"]["is"][]): boolean =>
  pieces.some(({ tag }) => tags.includes(tag.is));

/** "At least one failure every week", "going up every month": true of each of them. */
const isOfEvery: Rule = (pieces, index, { plan }) =>
  /^(?:every|each)\b/.test(pieces[index]?.text ?? "") &&
  nextOf(pieces, index)?.tag.is === "unit" &&
  plan.kind === "figures" &&
  (plan.groups.length > 0 || (/^every/.test(pieces[index]?.text ?? "") && countsThings(plan.figures))) &&
  (hasAny(pieces, "threshold", "change", "count") || plan.groupLimits.length > 0 || asksWho(pieces, index));
const countsThings = (figures: readonly { sql: string }[]): boolean =>
  figures.some(({ sql }) => /COUNT\(DISTINCT/.test(sql));

/** "Which jobs failed every month": those that did in each of them. */
const asksWho = (pieces: readonly Piece[], index: number): boolean =>
  /^every/.test(pieces[index]?.text ?? "") &&
  pieces.slice(0, index).some(({ tag, text }) => tag.is === "who" || text === "which") &&
  hasAny(pieces.slice(0, index), "flag");

/** "Who has access to it": who may, and not who did. */
const isRight: Rule = (pieces, index) =>
  pieces[index]?.text === "access" &&
  /^(?:has|have|had|with|without|get|gets|got|no|any)$/.test(pieces[index - 1]?.text ?? "") &&
  pieces[index + 1]?.text === "to";

/** "How much of all downloads is that": of what was found, which is no part of this query. */
const isOfFound: Rule = (pieces, index, { plan }) =>
  /^(?:that|this|it)$/.test(pieces[index]?.text ?? "") &&
  /^(?:is|was|are|were|does|did)$/.test(pieces[index - 1]?.text ?? "") &&
  pieces.slice(0, index).some(({ tag }) => tag.is === "share") &&
  plan.kind === "figures" &&
  plan.share?.of === "rows" &&
  plan.groups.length > 0;

/** "Does every warehouse have chairs": a list of some says nothing of all. */
const isAskedOfAll: Rule = (pieces, index, { plan }) =>
  /^(?:every|each|all)$/.test(pieces[index]?.text ?? "") &&
  /^(?:is|are|was|were|do|does|did|have|has|had)$/.test(pieces[0]?.text ?? "") &&
  pieces.slice(1, index).every(({ tag, text }) => tag.is === "filler" && text !== "there") &&
  !(plan.kind === "figures" && plan.share !== undefined);

/** "Exactly at its level": a limit that no number says. */
const isExactly: Rule = (pieces, index) =>
  pieces[index]?.text === "exactly" &&
  pieces[index]?.tag.is === "filler" &&
  /^(?:at|on|equal|as|the)$/.test(pieces[index + 1]?.text ?? "");

/** "Who joined between C001 and C003": a time that two rows begin and end. */
const isBetweenRows: Rule = (pieces, index) =>
  pieces[index]?.text === "between" &&
  pieces[index - 1]?.tag.is === "event" &&
  nextOf(pieces, index)?.tag.is === "value";

/** "How many times more denials had the one than the other": the one by the other. */
const isMultiple: Rule = (pieces, index) =>
  /^how many times$/.test(pieces[index]?.text ?? "") && /^(?:more|less|fewer|as)$/.test(pieces[index + 1]?.text ?? "");

/** "For teams that use serverless", by workspace: which of them that is another query would have to say. */
const isForThoseThat: Rule = (pieces, index, { plan }) => {
  const [lead, thing, that] = pieces.slice(Math.max(0, index - 2), index + 1);
  return (
    thing?.tag.is === "dimension" &&
    /^(?:for|of|from|by)$/.test(lead?.text ?? "") &&
    lead?.tag.is === "filler" &&
    /^(?:that|which|who)$/.test(that?.text ?? "") &&
    plan.kind === "figures" &&
    plan.groups.length > 1 &&
    plan.groups.includes(thing.tag.dimension) &&
    pieces.slice(index).some(({ tag }) => tag.is === "value" || tag.is === "flag")
  );
};

/** "Finance and web, each by workspace": both of them apart. */
const isEachOf: Rule = (pieces, index, { plan }) => {
  const pair = plan.filters.find(({ values, not }) => values.length > 1 && !not);
  const isBehind = pieces.slice(0, index).some(({ tag }) => tag.is === "value" && tag.dimension === pair?.dimension);
  const isOf =
    /^each$/.test(pieces[index]?.text ?? "") && !["dimension", "unit"].includes(pieces[index + 1]?.tag.is ?? "");
  return pair !== undefined && isBehind && isOf && plan.kind === "figures" && !plan.groups.includes(pair.dimension);
};

/** "Failures as a share of runs": of the rows of each, and not of all failures. */
const isShareOfRows: Rule = (pieces, index, { plan }) => {
  const next = pieces.slice(index + 1).find(({ tag }) => !["filler", "all", "total"].includes(tag.is))?.tag.is;
  const part = pieces.slice(0, index).findLast(({ tag }) => tag.is === "measure" || tag.is === "flag")?.tag;
  const isCounted = part?.is === "flag" || (part?.is === "measure" && part.measure.flag !== undefined);
  return (
    pieces[index]?.tag.is === "share" &&
    /^an?$|^as$/.test(pieces[index - 1]?.text ?? "") &&
    next === "records" &&
    isCounted &&
    plan.kind === "figures" &&
    plan.share?.of === "groups"
  );
};

/** "The busiest day, and how many failed that day": a state of the second figure, and not of the first. */
const isCountOfOther: Rule = (pieces, index, { plan }) => {
  const isSecond =
    pieces[index]?.clause || pieces.slice(Math.max(0, index - 2), index).some(({ tag }) => tag.is === "joint");
  const isHead = ({ tag }: Piece) => ["measure", "degree", "order", "grade", "records"].includes(tag.is);
  return (
    pieces[index]?.tag.is === "count" &&
    isSecond === true &&
    pieces.slice(0, index).some(isHead) &&
    plan.flags.some(
      ({ flag }) =>
        pieces.slice(index).some(({ tag }) => tag.is === "flag" && tag.flag === flag) &&
        !pieces.slice(0, index).some(({ tag }) => tag.is === "flag" && tag.flag === flag),
    )
  );
};

/** "What did we spend, and how much of it was finance": the whole as well. */
const isPartOfIt: Rule = (pieces, index, { plan }) =>
  pieces[index]?.tag.is === "share" &&
  /^(?:it|that|this|them)$/.test(pieces[index + 1]?.text ?? "") &&
  pieces.slice(0, index).some(({ tag }) => tag.is === "measure") &&
  plan.kind === "figures" &&
  plan.share?.of === "values";

/** "How much less is that": than what is not said. */
const isThanNothing: Rule = (pieces, index) =>
  /^(?:more|less|fewer|\w+er)$/.test(pieces[index]?.text ?? "") &&
  /^(?:order|degree)$/.test(pieces[index]?.tag.is ?? "") &&
  /^how (?:much|many)$/.test(`${pieces[index - 2]?.text} ${pieces[index - 1]?.text}`) &&
  /^(?:is|was|are|were)$/.test(pieces[index + 1]?.text ?? "") &&
  /^(?:that|this|it|they)$/.test(pieces[index + 2]?.text ?? "") &&
  pieces.every(({ tag }) => tag.is !== "versus");

/** "How many products from each": of each of what was counted before. */
const isEachOfCounted: Rule = (pieces, index, { plan }) => {
  const next = nextOf(pieces, index);
  return (
    pieces[index]?.text === "each" &&
    (next === undefined || next.clause) &&
    plan.kind === "figures" &&
    plan.groups.length === 0 &&
    !plan.grain &&
    pieces.slice(0, index).some(({ tag }) => tag.is === "count")
  );
};

/** "At what time of day": the hour, and not the day. */
const isTimeOfDay: Rule = (pieces, index) =>
  /^(?:what|which) time$/.test(pieces[index]?.text ?? "") &&
  pieces[index + 1]?.text === "of" &&
  pieces[index + 2]?.tag.is === "unit";

/** "How many failed out of how many": two numbers. */
const isSecondCount: Rule = (pieces, index, { plan }) => {
  const first = pieces.findIndex(({ tag }) => tag.is === "count");
  const isAsked = pieces[index]?.tag.is === "count" && first >= 0 && first < index;
  const isOne = plan.kind === "figures" && plan.figures.length < 2 && plan.groups.length === 0 && !plan.grain;
  return isAsked && isOne && plan.share === undefined && plan.compared === undefined;
};

/** "The weekend of 10 October": its two days, of which one is named. */
const isWeekendOfDay: Rule = (pieces, index, { plan }) =>
  /\bweekend$/.test(pieces[index]?.text ?? "") &&
  pieces[index]?.tag.is === "flag" &&
  pieces[index + 1]?.tag.is === "period" &&
  plan.period !== undefined &&
  plan.period.from === plan.period.to;

/** "The last day without any failure": a day that has none, and no row that is none. */
const isDayWithout: Rule = (pieces, index, { sql }) =>
  pieces[index]?.text === "without" && pieces[index - 1]?.tag.is === "unit" && !/HAVING|NOT IN/.test(sql);

/** "Bad rows on the most days": days on which there were any, and not all days. */
const isDaysOf: Rule = (pieces, index, { plan }) => {
  const tag = pieces[index]?.tag;
  const isDays = tag?.is === "measure" && tag.measure.name === "days" && tag.measure.sql.startsWith("COUNT(DISTINCT");
  return isDays && plan.kind === "figures" && plan.flags.length === 0 && plan.figures.some(({ adds }) => adds);
};

/** "How many laptops above the level do we have": how many more than it, and not all of what lies above. */
const isAmountAbove: Rule = (pieces, index, { plan, sql }) => {
  const [count, thing, state] = pieces.slice(Math.max(0, index - 2), index + 1);
  const isOfThing = thing?.tag.is === "value" && thing.tag.dimension.name === plan.subject.record.dimension;
  const isSide = state?.tag.is === "flag" && /^(?:above|below|over|under)\b/.test(state.text);
  return count?.tag.is === "count" && isOfThing && isSide && !sql.includes(" - ");
};

const rules: readonly Rule[] = [
  isAmountAbove,
  isDaysOf,
  isDayWithout,
  isEachOfCounted,
  isTimeOfDay,
  isSecondCount,
  isWeekendOfDay,
  isCountOfOther,
  isPartOfIt,
  isThanNothing,
  isExactly,
  isBetweenRows,
  isMultiple,
  isForThoseThat,
  isEachOf,
  isShareOfRows,
  isOfEvery,
  isRight,
  isOfFound,
  isAskedOfAll,
];
