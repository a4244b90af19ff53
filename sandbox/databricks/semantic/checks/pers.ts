import type { Written } from "../composing/written.ts";
import { hasBecome, saysEnd } from "../gathering/nearby.ts";
import type { Dimension } from "../subject.ts";
import type { Piece } from "../tags.ts";

/* What a figure is one of: "per failed check", "per working day", "share of the team's total", "a day without". */

type Rule = (pieces: readonly Piece[], index: number, query: Written) => boolean;

/** Words by which the query does not divide. */
export const undivided = (pieces: readonly Piece[], query: Written): string[] =>
  pieces.flatMap(({ text }, index) => (rules.some((rule) => rule(pieces, index, query)) ? [text] : []));

const CONTENT = new Set(["measure", "dimension", "records", "unit", "degree", "flag", "value"]);

/** "Failed rows per failed check": neither a split nor a division. */
const isUndivided: Rule = (pieces, index, { plan, sql }) => {
  if (pieces[index]?.text !== "per" || pieces[index]?.tag.is !== "by") return false;
  const divides = /\) \/ |AVG\(|COUNT\(DISTINCT/.test(sql);
  const named = pieces.slice(index + 1).filter(({ tag }) => CONTENT.has(tag.is));
  const [first, second] = named;
  const key = first?.tag.is === "flag" || first?.tag.is === "value" ? second?.tag : first?.tag;
  if (plan.kind !== "figures" || divides) return false;
  if (key?.is === "dimension")
    return !plan.groups.includes(key.dimension) && plan.subject.record.dimension === undefined;
  return key?.is === "measure" || (key?.is === "records" && !plan.groups.some((group) => isOfRows(group, plan)));
};

const isOfRows = ({ name, many }: Dimension, { subject }: Written["plan"]): boolean =>
  name === subject.record.dimension || many === subject.record.many;

/** "Average cost per working day": of the days of one kind, not of the rows. */
const isPerKindOfDay: Rule = (pieces, index, { plan, sql }) => {
  const next = pieces[index + 1]?.tag;
  return (
    pieces[index]?.tag.is === "by" &&
    next?.is === "flag" &&
    /^on /.test(next.flag.name) &&
    plan.kind === "figures" &&
    plan.grain === undefined &&
    !/COUNT\(DISTINCT/.test(sql)
  );
};

/** "As a share of the team's total": of each one's own. */
const isOfItsTotal: Rule = (pieces, index, { plan, sql }) => {
  const isOwn = pieces[index]?.tag.is === "total" && pieces[index - 1]?.tag.is === "dimension";
  const isShared = pieces.slice(0, index).some(({ tag }) => tag.is === "share");
  return isOwn && isShared && plan.kind === "figures" && !sql.includes("PARTITION BY");
};

/** "Was there a day without failed checks": a day that has none, not one that has others. */
const isUnitWithout: Rule = (pieces, index, { plan, sql }) => {
  const next = pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler")?.tag;
  const isFlag = next?.is === "flag" || (next?.is === "measure" && next.measure.flag !== undefined);
  return (
    /^(?:no|never|without)$/.test(pieces[index]?.text ?? "") &&
    isFlag &&
    plan.kind === "figures" &&
    plan.grain !== undefined &&
    !/HAVING|NOT IN/.test(sql)
  );
};

/** "Gone up since September": from then to now, or since then against before? */
const isRiseSince: Rule = (pieces, index, { plan }) => {
  const tag = pieces[index]?.tag;
  if (tag?.is !== "period" || plan.kind !== "figures" || !plan.compared) return false;
  const isChange =
    /^since\b/.test(pieces[index]?.text ?? "") &&
    pieces.some((piece, at) => piece.tag.is === "change" || hasBecome(pieces, at));
  return isChange && tag.ends?.[0].from !== plan.compared.from;
};

/** "Passed all checks": every one of them, where any would do. */
const isOfAll: Rule = (pieces, index, { plan, sql }) =>
  pieces[index]?.tag.is === "all" &&
  ["records", "measure"].includes(pieces[index + 1]?.tag.is ?? "") &&
  plan.kind === "figures" &&
  /COUNT\(DISTINCT/.test(sql) &&
  !sql.includes("HAVING");

/** "How many jobs ran more than once a day": jobs, not jobs on days. */
const isTallyOfPairs: Rule = (pieces, index, { plan }) =>
  pieces[index]?.tag.is === "count" &&
  plan.kind === "figures" &&
  plan.tally &&
  !plan.folded &&
  plan.groups.length + (plan.grain ? 1 : 0) > 1;

/** "Users who read restricted tables but had no denial": true of users, not of users with tables. */
const isHadByPairs: Rule = (pieces, index, { plan, sql }) =>
  pieces[index]?.tag.is === "dimension" &&
  pieces.slice(0, index).some(({ tag }) => tag.is === "dimension" || tag.is === "who") &&
  plan.kind === "figures" &&
  plan.groups.length > 1 &&
  /HAVING.*SUM\(CASE/s.test(sql);

/** "The share of runs that failed because of the cloud": all runs that have a reason have failed. */
const isShareOfSame: Rule = (pieces, index, { plan }) =>
  pieces[index]?.tag.is === "share" &&
  plan.kind === "figures" &&
  plan.share?.of === "rows" &&
  plan.flags.some(({ flag }) => plan.conditions.includes(flag.where));

/** "Workloads that started this month", "are they the ones who spend least": said of the things, and left out. A run starts. */
const isSaidOfThings: Rule = (pieces, index, { plan }) => {
  const [before, here, next] = [pieces[index - 1], pieces[index], pieces[index + 1]];
  if (here?.tag.is !== "filler") return false;
  const isEvent =
    /^(?:started|starting|ended|began)$/.test(here.text) &&
    /^(?:that|which|who)$/.test(before?.text ?? "") &&
    !(pieces[index - 2]?.tag.is === "records" && /^start/.test(plan.subject.time ?? ""));
  const isOnes = /^ones?$/.test(here.text) && before?.text === "the" && /^(?:who|that|which)$/.test(next?.text ?? "");
  return isEvent || isOnes;
};

/** "Slow queries but few of them" */
const isFewOfThem: Rule = (pieces, index) =>
  /^(?:few|many|most|less|fewer)$/.test(pieces[index]?.text ?? "") &&
  pieces[index + 1]?.text === "of" &&
  pieces[index + 2]?.text === "them" &&
  pieces.slice(0, index).some(({ tag }) => tag.is === "degree");

/** "How many more would we need to have 20": no number of rows. */
const isLastNumber: Rule = (pieces, index, { plan }) =>
  pieces[index]?.tag.is === "number" &&
  pieces[index + 1] === undefined &&
  ["measure", "filler"].includes(pieces[index - 1]?.tag.is ?? "") &&
  "limit" in plan &&
  plan.limit !== undefined;

/** "Failed and successful logins per client": the numbers of both, not the clients that have both. */
const isOfBothKinds: Rule = (pieces, index, { plan, sql }) =>
  pieces[index]?.text === "and" &&
  pieces[index - 1]?.tag.is === "flag" &&
  pieces[index + 1]?.tag.is === "flag" &&
  pieces[index + 2]?.tag.is === "records" &&
  plan.kind === "figures" &&
  /HAVING.*SUM\(CASE/s.test(sql) &&
  !pieces.some(({ tag, text }) => tag.is === "who" || tag.is === "which" || text === "both");

/** "How old are the tables, oldest first": an order of several, and there is one figure. */
const isOrderOfOne: Rule = (pieces, index, { plan }) =>
  pieces[index]?.text === "first" &&
  saysEnd(pieces, index) &&
  plan.kind === "figures" &&
  plan.groups.length === 0 &&
  plan.grain === undefined;

/** "Did anything get cheaper": some thing, and no total. */
const isAnyThing: Rule = (pieces, index, { plan }) =>
  /^(?:anything|something|any)$/.test(pieces[index]?.text ?? "") &&
  pieces.some(({ tag }) => tag.is === "change" || tag.is === "degree") &&
  plan.kind === "figures" &&
  plan.compared !== undefined &&
  plan.groups.length === 0;

/** "In each of the last three months": a figure of each, where the query has one of all. */
const isEachOfPeriod: Rule = (pieces, index, { plan }) =>
  /(?:^| )(?:each|every)$/.test(pieces[index]?.text ?? "") &&
  pieces.slice(index + 1, index + 4).find(({ tag }) => tag.is !== "filler")?.tag.is === "period" &&
  plan.kind === "figures" &&
  plan.grain === undefined;

/** "What each put in the basket": whose figures they are, where the query has one of all. */
const isEachOfNothing: Rule = (pieces, index, { plan, sql }) =>
  /^(?:each|every)$/.test(pieces[index]?.text ?? "") &&
  pieces[index]?.tag.is === "by" &&
  plan.kind === "figures" &&
  plan.groups.length === 0 &&
  plan.grain === undefined &&
  !/\) \/ |COUNT\(DISTINCT/.test(sql);

/** "The average of the average cost per day" */
const isSecondAverage: Rule = (pieces, index) =>
  pieces[index]?.tag.is === "average" &&
  !isOfMean(pieces, index) &&
  pieces.slice(0, index).some(({ tag }) => tag.is === "average");

/** "Average wait": the figure is an average by itself. */
const isOfMean = (pieces: readonly Piece[], index: number): boolean => {
  const next = pieces[index + 1]?.tag;
  return next?.is === "measure" && !next.measure.adds && next.measure.value !== undefined;
};

const rules: readonly Rule[] = [
  isSecondAverage,
  isAnyThing,
  isEachOfPeriod,
  isEachOfNothing,
  isOfBothKinds,
  isOrderOfOne,
  isOfAll,
  isTallyOfPairs,
  isHadByPairs,
  isShareOfSame,
  isSaidOfThings,
  isFewOfThem,
  isLastNumber,
  isUndivided,
  isPerKindOfDay,
  isOfItsTotal,
  isUnitWithout,
  isRiseSince,
];
