import type { Written } from "../composing/written.ts";
import { leadOf } from "../gathering/leads.ts";
import type { Piece } from "../tags.ts";

/* What a word reaches over: "every week", "North customers who did not", "a job on average". */

type Rule = (pieces: readonly Piece[], index: number, query: Written) => boolean;

/** Words that reach over something else than the query has it. */
export const misplaced = (pieces: readonly Piece[], query: Written): string[] =>
  pieces.flatMap(({ text }, index) => (rules.some((rule) => rule(pieces, index, query)) ? [text] : []));

const nextOf = (pieces: readonly Piece[], index: number): Piece | undefined =>
  pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler");
const hasAny = (pieces: readonly Piece[], ...tags: Piece["tag"]["is"][]): boolean =>
  pieces.some(({ tag }) => tags.includes(tag.is));

/** "Total and average revenue", "the total of premium and the average of standard": two figures of one column. */
const isTotalBesideAverage: Rule = (pieces, index) => {
  const sides = [pieces.slice(0, index), pieces.slice(index + 1)];
  const [left, right] = sides.map((side) => side.some(({ tag }) => tag.is === "average"));
  const [total, other] = sides.map((side) => side.some(({ tag }) => tag.is === "total"));
  return pieces[index]?.text === "and" && ((left && other) || (total && right)) === true;
};

/** "The average of premium customers and the number of standard ones" */
const isNumberBeside: Rule = (pieces, index, { plan, sql }) =>
  pieces[index]?.tag.is === "count" &&
  plan.kind === "figures" &&
  !isCountOf(nextOf(pieces, index)) &&
  !/COUNT\(|THEN 1 ELSE/.test(sql) &&
  (plan.figures.every(({ unit }) => unit !== "count") || isOnlyFigure(pieces.slice(0, index), plan.figures)) &&
  pieces.slice(0, index).some(({ tag }) => tag.is === "measure");

/** "How many units", "how many days"; not "how many we have", which says no figure beside another one. */
const isCountOf = (next: Piece | undefined): boolean =>
  next?.tag.is === "unit" || (next?.tag.is === "measure" && next.tag.weak !== true);

/** The one figure is what was named before. */
const isOnlyFigure = (before: readonly Piece[], figures: readonly { name: string }[]): boolean =>
  figures.length === 1 && before.some(({ tag }) => tag.is === "measure" && tag.measure.name === figures[0]?.name);

/** "Of those who bought laptops, how many bought mice": a number of a part. */
const isOfThose: Rule = (pieces, index, { plan }) =>
  /^(?:those|them|these)$/.test(pieces[index]?.text ?? "") &&
  pieces[index - 1]?.text === "of" &&
  hasAny(pieces.slice(index), "count") &&
  !(plan.kind === "figures" && plan.figures.length > 1);

/** "Data read per user and query": the second key is none. */
const isSecondDivisor: Rule = (pieces, index, { plan }) => {
  const [by, key, joint] = pieces.slice(Math.max(0, index - 3), index);
  const isKey = pieces[index]?.tag.is === "records" && joint?.text === "and" && key?.tag.is === "dimension";
  return (
    isKey &&
    by?.tag.is === "by" &&
    plan.kind === "figures" &&
    !plan.figures.some(({ sql }) => /COUNT\(|AVG\(/.test(sql))
  );
};

/** "Sold more often than": how many times, not how much; "how often did X spend more than Y": a number of days. */
const isOfTimes: Rule = (pieces, index, { plan, sql }) => {
  const { text } = pieces[index] ?? { text: "" };
  const isMoreOften = text === "often" && pieces[index - 1]?.tag.is === "order";
  if (!isMoreOften && !/^(?:how often|how many times)$/.test(text)) return false;
  return plan.kind === "figures" && !/COUNT\(|THEN 1 ELSE/.test(sql);
};

/** "Bought in October as well as in November", "failed in October or ran in September": no comparison of the two. */
const isJoinOfPeriods: Rule = (pieces, index, { plan, sql }) => {
  if (pieces[index]?.tag.is !== "joint" || plan.kind !== "figures" || plan.compared === undefined) return false;
  if (hasAny(pieces, "versus", "change") || pieces[index]?.clause) return false;
  const before = pieces.slice(0, index).some(({ tag }) => tag.is === "period");
  const isJoined = before && pieces.slice(index + 1).some(({ tag }) => tag.is === "period");
  const asksForThings = plan.groups.length > 0 && hasAny(pieces, "which", "who");
  const isEither = pieces[index]?.text === "or" && !hasAny(pieces, "order", "degree", "grade");
  return isJoined && (/COUNT\(DISTINCT/.test(sql) || asksForThings || isEither);
};

/** "Team marketing and workspace production", "the mouse and everything from Holzwerk": rows of the one and of the other. */
const isOtherKind: Rule = (pieces, index, { plan, sql }) => {
  const { tag, text } = pieces[index] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is !== "joint" || !/^(?:and|plus|as well as)$/.test(text) || sql.includes(" OR ")) return false;
  const isBetween = (piece: Piece) => piece.tag.is !== "filler" && piece.tag.is !== "dimension";
  const [left, right] = [pieces.slice(0, index).findLast(isBetween), pieces.slice(index + 1).find(isBetween)];
  if (left?.tag.is !== "value" || right?.tag.is !== "value") return false;
  const first = pieces.indexOf(left);
  const isPredicate = pieces.slice(Math.max(0, first - 2), first).some((piece) => PREDICATE.test(piece.text));
  const isSplit = sql.includes("HAVING") || plan.kind === "absent";
  return left.tag.dimension !== right.tag.dimension && !isPredicate && !isSplit;
};
const PREDICATE = /^(?:is|are|was|were|both|being|who|that)$/;

/** "In a row": one after another. */
const isInRow: Rule = (pieces, index) =>
  pieces[index]?.text === "row" && pieces[index - 1]?.text === "a" && pieces[index - 2]?.text === "in";

/** "Queries per hour": of the day, and of each day? */
const isPerHourOfDay: Rule = (pieces, index, { sql }) =>
  /COUNT\(DISTINCT substr\(\w+, 12, 2\)\)/.test(sql) && /^hours?\b/.test(pieces[index]?.text ?? "");

/** "Queries per user, top 3": the rows are counted. */
const isUncounted: Rule = (pieces, index, { plan, sql }) =>
  pieces[index]?.tag.is === "records" &&
  pieces[index + 1]?.tag.is === "by" &&
  (plan.kind === "figures" || pieces[index + 1]?.text === "per") &&
  plan.subject.record.measure === undefined &&
  !/COUNT\(|THEN 1 ELSE/.test(sql) &&
  !hasAny(pieces, "measure", "degree", "grade", "share");

/** "How many tables have not failed": those of which none did, not those that also had another row. */
const isNotOfThings: Rule = (pieces, index, { plan, sql }) => {
  const next = nextOf(pieces, index)?.tag;
  const isFlag = next?.is === "flag" || (next?.is === "measure" && next.measure.flag !== undefined);
  return (
    pieces[index]?.text === "not" &&
    isFlag &&
    plan.kind === "figures" &&
    plan.groups.length === 0 &&
    /COUNT\(DISTINCT/.test(sql) &&
    !/HAVING|NOT IN/.test(sql)
  );
};

/** "Failed rows by table, without duplicates", "customers from the North who did not buy": what stands before is not denied. */
const isBeforeAbsence: Rule = (pieces, index, { plan }) => {
  const is = pieces[index]?.tag.is;
  if (plan.kind !== "absent" || plan.subject.secondary || !["measure", "value", "flag"].includes(is ?? ""))
    return false;
  return pieces.slice(index + 1).some(({ tag }) => tag.is === "not");
};

/** "Updated in the last hour": a limit, where the newest would be shown. */
const isLimitOfTime: Rule = (pieces, index, { plan }) =>
  plan.subject.day === undefined &&
  pieces[index]?.tag.is === "latest" &&
  /^(?:minute|hour|day|week|month)s?$/.test(nextOf(pieces, index)?.text ?? "");

/** "What does a job cost on average": for one of them, not of each one's rows. */
const isOfOne: Rule = (pieces, index, { plan, sql }) =>
  pieces[index]?.tag.is === "dimension" &&
  /^an?$/.test(pieces[index - 1]?.text ?? "") &&
  hasAny(pieces, "average") &&
  plan.kind === "figures" &&
  /AVG\(/.test(sql) &&
  pieces[index]?.tag.is === "dimension" &&
  plan.subject.record.dimension === undefined;

/** "Percentage of cost by SKU per team": of each team's, or of all? */
const isShareWithin: Rule = (pieces, index, { plan, sql }) =>
  pieces[index]?.tag.is === "share" &&
  plan.kind === "figures" &&
  plan.share?.of === "groups" &&
  plan.groups.length > 1 &&
  !sql.includes("PARTITION BY");

/** "Failed longest without success": a stretch of time between rows. */
const isStretch: Rule = (pieces, index) => {
  const before = pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler");
  const isLong = pieces
    .slice(0, index)
    .some(({ tag, text, clause }) => !clause && tag.is === "degree" && /^long/.test(text));
  const isState = nextOf(pieces, index)?.tag.is === "flag";
  return pieces[index]?.text === "without" && (/^long(?:er|est)?$/.test(before?.text ?? "") || (isLong && isState));
};

/** "How many times did it run and fail": two numbers, or rows that are both? */
const isRowAndFlag: Rule = (pieces, index, { plan }) => {
  const before = pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler");
  return (
    pieces[index]?.text === "and" &&
    before?.tag.is === "records" &&
    nextOf(pieces, index)?.tag.is === "flag" &&
    !(plan.kind === "figures" && plan.figures.length > 1)
  );
};

/** "Week over week": one week by another. */
const isOtherPace: Rule = (pieces, index, { plan }) => {
  const text = pieces[index]?.text ?? "";
  const pace = /^(week|month|year|quarter) over \1$/.exec(text)?.[1] ?? short.get(text);
  if (pace === undefined || plan.kind !== "figures" || plan.grain === pace || !plan.compared || !plan.period)
    return false;
  const days = (Date.parse(plan.period.to) - Date.parse(plan.period.from)) / 86_400_000 + 1;
  return days > (longest.get(pace) ?? days);
};
const short = new Map([
  ["wow", "week"],
  ["mom", "month"],
]);
const longest = new Map([
  ["week", 7],
  ["month", 31],
]);

/** "How stale is it": how much, and not whether. */
const isHowMuch: Rule = (pieces, index) =>
  pieces[index]?.tag.is === "flag" &&
  pieces[index - 1]?.text === "how" &&
  pieces[index + 1]?.tag.is !== "records" &&
  pieces[index + 1]?.tag.is !== "dimension";

/** "How much do premium customers spend per order": those together, not each of them. */
const isOfAllThese: Rule = (pieces, index, { plan }) =>
  pieces[index]?.tag.is === "dimension" &&
  pieces[index - 1]?.tag.is === "value" &&
  leadOf(pieces, index) === "plain" &&
  plan.kind === "figures" &&
  plan.groups.length > 0 &&
  plan.figures.some(({ sql }) => /\) \/ (?:COUNT|SUM)\(/.test(sql)) &&
  hasAny(pieces, "by");

/** "Weekday spend only": days of one kind, and no split by them. */
const isKindOfDay: Rule = (pieces, index, { plan }) => {
  const { tag } = pieces[index] ?? { tag: { is: "filler" } };
  const isOnly = pieces.some(({ text }) => text === "only" || text === "just");
  return (
    tag.is === "unit" &&
    tag.unit === "weekday" &&
    isOnly &&
    pieces[index - 1]?.tag.is !== "by" &&
    plan.kind === "figures"
  );
};

const rules: readonly Rule[] = [
  isKindOfDay,
  isNumberBeside,
  isOfThose,
  isSecondDivisor,
  isOfAllThese,
  isOtherPace,
  isHowMuch,
  isTotalBesideAverage,
  isOfTimes,
  isJoinOfPeriods,
  isOtherKind,
  isInRow,
  isPerHourOfDay,
  isUncounted,
  isNotOfThings,
  isBeforeAbsence,
  isLimitOfTime,
  isOfOne,
  isShareWithin,
  isStretch,
  isRowAndFlag,
];
