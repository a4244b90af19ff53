import { countOf } from "../counts.ts";
import type { Parts } from "../parts.ts";
import type { Measure, Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";
import { askedOfFailed, asksForOne, asksWhat, asksWhatElse, asksWhichAndWhy, isTrade, isUpdatedLast } from "./asks.ts";
import { byName, countThings, settleCounts } from "./belonging/counted.ts";
import { addMain } from "./belonging/mains.ts";
import { addOwnCounts } from "./belonging/own-counts.ts";
import { addOwnRates, addRateOfChange } from "./belonging/own-rates.ts";
import { addPortion } from "./belonging/portions.ts";
import { addCountBeside, addCounts, addPairs, addWithin, listEach } from "./beside.ts";
import { deniesRows } from "./denied-rows.ts";
import { addAsked } from "./gather.ts";
import { momentsOf } from "./moments.ts";
import { isNotIn } from "./occasions.ts";
import { oneRowOf, rowsOf } from "./one-row.ts";
import { areRows, isOneTop, showsColumns } from "./shown-rows.ts";
import { shape } from "./structures.ts";
import { addTogether, addTops, isOtherShare } from "./tops.ts";
import { addOccasion, addWhole, countDays } from "./wide.ts";

/** What follows from the pieces together. */
export const settle = (parts: Parts, pieces: readonly Piece[]): void => {
  settleCounts(parts, pieces);
  addOwnRates(parts, pieces);
  addOwnCounts(parts, pieces);
  addRateOfChange(parts);
  shape(parts, pieces);
  const loose = pieces.flatMap((piece, index) => (isLoose(pieces, index, parts) ? [piece.text] : []));
  if (loose.length > 0) parts.loose = [...(parts.loose ?? []), ...loose];
  if (parts.ends && (parts.change || parts.versus)) parts.periods = [...parts.ends];
  const period = pieces.findIndex(({ tag }) => tag.is === "period");
  parts.against =
    parts.periods.length === 1 &&
    pieces.slice(0, period).findLast(({ tag }) => tag.is !== "filler")?.tag.is === "versus";
  countBoth(parts, pieces);
  addCounts(parts, pieces);
  if (parts.share && !isPartOfAll(parts, pieces))
    parts.measures = parts.measures.map((measure) => byName(measure.rate, parts.subject) ?? measure);
  addWhole(parts);
  addWithin(parts, pieces);
  addPairs(parts, pieces);
  addPortion(parts, pieces);
  addMain(parts, pieces);
  countUnits(parts, pieces);
  if (pieces.some(({ text }) => text === "never") && parts.periods.length === 0) parts.ever = true;
  if (parts.share) parts.measures = parts.measures.map((measure) => summed(measure, parts.subject));
  if (parts.average && isOfEachPerson(parts, pieces)) parts.per = [...parts.groups];
  if (countsHours(parts, pieces)) parts.groups = parts.groups.filter(({ name }) => name !== "hour");
  if (pieces.some(({ tag }) => tag.is === "count") && parts.counted === "records") countThings(parts, pieces);
  parts.top = pieces.some((_, at) => isOneTop(pieces, at));
  addTops(parts, pieces);
  addOccasion(parts);
  addCountBeside(parts, pieces);
  listEach(parts, pieces);
  addTogether(parts, pieces);
  if (isOtherShare(parts, pieces)) parts.loose = [...(parts.loose ?? []), "share"];
  const { counted } = parts;
  if (typeof counted === "object") parts.groups = parts.groups.filter((group) => group !== counted);
  if (showsColumns(parts, pieces))
    Object.assign(parts, { groups: [], measures: [], grain: undefined, records: true, list: true });
  Object.assign(parts, momentsOf(parts, pieces) ?? oneRowOf(parts, pieces) ?? rowsOf(parts, pieces));
  const isOrdered = pieces.some(
    ({ tag }, at) => (tag.is === "earliest" || tag.is === "latest") && pieces[at + 1]?.text === "first",
  );
  if (isOneRow(parts))
    Object.assign(parts, { groups: [], records: true, ...(!isOrdered && { limit: parts.limit ?? 1 }) });
  const newest = parts.latest ?? (pieces.some(isUpdatedLast) ? "desc" : undefined);
  if (newest && !parts.subject.day && parts.measures.length > 0 && asksForOne(pieces))
    Object.assign(parts, { order: newest, limit: parts.limit ?? 1 });
  // "What did each customer buy": of each of them.
  const isOfEach = parts.groups.every((group) => parts.per.includes(group)) && pieces.some(isTrade);
  const isAskedFor = asksWhat(pieces) && (parts.groups.length === 0 || isOfEach);
  if (isAskedFor || (parts.groups.length === 0 && pieces.some(isSeller))) addAsked(parts, parts.subject.what);
  // "What did each customer not buy": of each of them, and not of those who bought nothing.
  if (asksWhat(pieces) && parts.absent && parts.per.length > 0) parts.loose = [...(parts.loose ?? []), "what"];
  if (asksWhatElse(pieces) && !parts.groups.some(({ name }) => name === parts.subject.what))
    parts.loose = [...(parts.loose ?? []), "what"];
  addAsked(parts, askedOfFailed(pieces, parts.subject));
  addReasons(parts, pieces);
  if (isLatestOne(parts, pieces)) parts.limit ??= 1;
  if (areRows(parts)) Object.assign(parts, { groups: [], records: true });
};

/** The reasons, of each of those that are asked for, or of all. */
const addReasons = (parts: Parts, pieces: readonly Piece[]): void => {
  const { why, subject } = parts;
  if (!why || !subject.why) return;
  parts.groups = asksWhichAndWhy(pieces) ? parts.groups : [...parts.per];
  addAsked(parts, subject.why);
};

/** "More failures from the first to the second quarter": a change, or the most in all of it? */
const isMoreWithin = ({ ends, change, versus }: Parts, text: string): boolean =>
  ends !== undefined && !change && !versus && /^(?:more|fewer|less)$/.test(text);

/** "How often did the daily cost exceed": the number of days. */
const countUnits = (parts: Parts, pieces: readonly Piece[]): void => {
  const at = pieces.findIndex(({ tag }) => tag.is === "count");
  const next = pieces.slice(at + 1).find(({ tag }) => tag.is !== "filler")?.tag.is;
  if (at < 0 || next !== "unit" || !parts.grain || parts.groups.length > 0) return;
  if (parts.thresholds.length === 0) {
    countDays(parts);
    return;
  }
  parts.tally = true;
  if (parts.counted === "records" && parts.measures.length > 0) delete parts.counted;
};

/** "How many runs, and how many of them failed?": all rows and those with the flag, beside each other. */
const countBoth = (parts: Parts, pieces: readonly Piece[]): void => {
  const [first, second] = pieces.flatMap(({ tag }, index) => (tag.is === "count" ? [index] : []));
  const flag = pieces.findIndex(({ tag }) => tag.is === "flag");
  const [only] = parts.flags;
  if (first === undefined || second === undefined || flag < second || !only || parts.flags.length > 1) return;
  parts.measures = [countOf(parts.subject), countOf(parts.subject, only.flag)];
  parts.flags = [];
  delete parts.counted;
};

/** "Total hours of query time": hours are what it is measured in. */
const countsHours = ({ total, groups, measures }: Parts, pieces: readonly Piece[]): boolean =>
  total === true &&
  groups.some(({ name }) => name === "hour") &&
  measures.some(({ unit }) => unit === "seconds" || unit === "minutes") &&
  !pieces.some(({ tag }) => tag.is === "by");

/** "Who has been with us longest": each row is one of those who are asked for. */
const isOneRow = ({ latest, groups, measures, counted, subject }: Parts): boolean =>
  latest !== undefined &&
  groups.length > 0 &&
  groups.every(({ name }) => name === subject.record.dimension || name === subject.who) &&
  subject.record.dimension !== undefined &&
  measures.length === 0 &&
  counted === undefined;

/** "The last download": one of them, where the state is named as a thing. */
const isLatestOne = ({ latest, records, flags, groups, counted }: Parts, pieces: readonly Piece[]): boolean => {
  const [only] = flags;
  const at = pieces.findIndex(({ tag, text }) => tag.is === "flag" && text === only?.flag.name);
  const isLed = pieces[at - 1]?.tag.is === "latest" || pieces[at - 1]?.tag.is === "earliest";
  return (
    latest !== undefined && !records && flags.length === 1 && groups.length === 0 && counted === undefined && isLed
  );
};

/** "What share of the bad rows comes from each table": of them all, not of the rows of each. */
const isPartOfAll = ({ groups }: Parts, pieces: readonly Piece[]): boolean => {
  const share = pieces.findIndex(({ tag }) => tag.is === "share");
  const next = pieces.slice(share + 1, share + 3).map(({ text }) => text);
  if (groups.length > 0) return next.some((text) => /^(?:the|all|our|total)$|^(?:each|every)\b/.test(text));
  const from = pieces.findIndex(({ text }, at) => at > share && /^(?:comes?|came|coming|stems?|stemmed)$/.test(text));
  return from > 0 && pieces.slice(from).find(({ tag }) => tag.is !== "filler")?.tag.is === "value";
};

/** "What share of lifetime value": of all of it, not of its average. */
const summed = (measure: Measure, { measures }: Subject): Measure =>
  measure.adds || !measure.value || measure.unit === "percent"
    ? measure
    : (measures.find(({ adds, value }) => adds && value === measure.value) ?? measure);

/** "How much do premium customers spend on average": one of them. */
const isOfEachPerson = ({ groups, per, subject, measures }: Parts, pieces: readonly Piece[]): boolean => {
  const [only] = groups;
  const isAsked = pieces.some(({ tag }) => ["which", "who", "by", "list", "order"].includes(tag.is));
  return (
    groups.length === 1 && only?.name === subject.who && per.length === 0 && measures[0]?.adds === true && !isAsked
  );
};

/** "The top seller": the thing that sells, where nothing else is named. */
const isSeller = ({ text }: Piece): boolean => /\b(?:best)?sellers?\b/.test(text);

/** A "not" that denies nothing, and a "by" that is followed by nothing that it could split by. */
const isLoose = (pieces: readonly Piece[], index: number, parts: Parts): boolean => {
  const { absent, order, thresholds } = parts;
  const { tag, text } = pieces[index] ?? { tag: { is: "filler" }, text: "" };
  if (isMoreWithin(parts, text)) return true;
  if (absent && deniesRows(pieces, index)) return false;
  if (tag.is === "nothing" || (tag.is === "nth" && !order)) return true;
  if (tag.is === "not") return !denies(pieces, index) && !(isNotIn(pieces, index) && thresholds.length === 2);
  if (tag.is !== "by" || !/(?:^|\s)(?:by|per)$/.test(text)) return false;
  // "By average run time"
  const next = pieces.slice(index + 1).find((piece) => !["filler", "average", "total"].includes(piece.tag.is));
  return next === undefined || !SPLITTING.has(next.tag.is);
};
const SPLITTING = new Set([
  "dimension",
  "unit",
  "records",
  "measure",
  "value",
  "flag",
  "order",
  "count",
  "all",
  "by",
  "degree",
  "which",
  "number",
  "list",
]);

/** "Not" belongs to a value, a flag or an adjective behind it. */
const denies = (pieces: readonly Piece[], index: number): boolean => {
  const next = pieces
    .slice(index + 1)
    .find(({ tag, text }) => tag.is !== "filler" && tag.is !== "not" && text !== "by");
  if (!next) return false;
  if (isTrade(next)) return false;
  if (["value", "flag", "degree", "ever"].includes(next.tag.is)) return true;
  if (next.tag.is === "measure" && !next.tag.measure.adds && next.tag.measure.value) return true;
  if (next.tag.is === "measure" && next.tag.measure.flag !== undefined) return true;
  const after = pieces[pieces.indexOf(next) + 1]?.tag.is;
  return (next.tag.is === "dimension" || next.tag.is === "records") && after === "value";
};
