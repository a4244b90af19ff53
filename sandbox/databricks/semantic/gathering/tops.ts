import type { Parts } from "../parts.ts";
import type { Piece } from "../tags.ts";
import { isSuperlative } from "./nearby.ts";

/** What a superlative asks for besides its figure. */
export const addTops = (parts: Parts, pieces: readonly Piece[]): void => {
  addRankedThing(parts, pieces);
  addTopPair(parts, pieces);
  addTopOfEach(parts, pieces);
  countMost(parts, pieces);
};

/**
 * "What share comes from the top 3 workloads", "what did the three priciest teams cost together": how many of the first
 * are taken together.
 */
export const addTogether = (parts: Parts, pieces: readonly Piece[]): void => {
  const averaged = isAverageOfTop(parts, pieces);
  parts.together = togetherOf(parts, pieces);
  if (parts.together && averaged) Object.assign(parts, { averaged, average: false });
};

const togetherOf = (parts: Parts, pieces: readonly Piece[]): number | undefined => {
  const { groups, per, order, grade, limit, share, grain, counted, measures, versus, change, average } = parts;
  const isAverage = isAverageOfTop(parts, pieces);
  const isPlain =
    !grain && counted === undefined && measures.length < 2 && !versus && !change && (!average || isAverage);
  if (groups.length !== 1 || per.length > 0 || !order || grade || !isPlain) return undefined;
  const top = pieces.findIndex(({ tag }, index) => tag.is === "degree" || isOrder(pieces, index));
  const from = pieces.findIndex(({ tag }) => tag.is === "share");
  const isEach = pieces.some(({ tag, text }) => tag.is === "by" || /^(?:each|their|its)$/.test(text));
  if (share) return from >= 0 && from < top && !isEach && !parts.part ? (limit ?? onlyOne(pieces)) : undefined;
  return limit !== undefined && limit > 1 && !isEach && (isAverage || pieces.some(isTogether)) ? limit : undefined;
};

/** "What did the top 3 teams cost on average": an average of these, and not of their rows. */
const isAverageOfTop = (parts: Parts, pieces: readonly Piece[]): boolean => {
  const { average, limit = 0, share, measures, subject, groups } = parts;
  const [measure = subject.measures.find(({ name }) => name === subject.main)] = measures;
  const rows = pieces.some(({ tag }, at) => tag.is === "records" && pieces[at - 1]?.tag.is !== "by");
  const isOfThings = groups.every(({ name }) => name !== subject.record.dimension);
  return average === true && limit > 1 && !share && measure?.adds === true && !rows && isOfThings;
};

const isOrder = (pieces: readonly Piece[], index: number): boolean =>
  pieces[index]?.tag.is === "order" && !/^(?:many|more|less)$/.test(pieces[index]?.text ?? "");

const isTogether = ({ tag, text }: Piece): boolean => tag.is === "total" || /^(?:combined|total) /.test(text);

/** "The most expensive team" */
const onlyOne = (pieces: readonly Piece[]): number | undefined =>
  pieces.some(({ tag, text }) => tag.is === "dimension" && /[^s]$/.test(text)) ? 1 : undefined;

/** "Which team had the most expensive single day": one pair of a thing and a day. */
const addTopPair = (parts: Parts, pieces: readonly Piece[]): void => {
  const { groups, per, grain, order, limit, perGrain, counted } = parts;
  const unit = pieces.findIndex(({ tag, text }) => tag.is === "unit" && /^(?:day|week|month)$/.test(text));
  const top = pieces.findLastIndex(({ text }, at) => at < unit && text !== "single");
  const isTop = ["degree", "order"].includes(pieces[top]?.tag.is ?? "") && isSuperlative(pieces, top);
  const isAsked = pieces.slice(0, unit).some(({ tag, text }) => tag.is === "who" || text === "which");
  if (groups.length !== 1 || per.length > 0 || !grain || perGrain || !order || limit || counted !== undefined) return;
  if (unit > 0 && isTop && isAsked) parts.limit = 1;
};

/** "The most valuable customer in each region": that thing is asked for, and not only its value. */
const addTopOfEach = (parts: Parts, pieces: readonly Piece[]): void => {
  const { groups, per, order, subject, counted, average, total, share } = parts;
  const own = subject.dimensions.find(({ name }) => name === subject.record.dimension);
  const top = pieces.findIndex((_, at) => isEnd(pieces, at));
  const rows = pieces.findIndex(({ tag }) => tag.is === "records" || (tag.is === "dimension" && tag.dimension === own));
  const isPlain = counted === undefined && !average && !total && !share && groups.every((group) => per.includes(group));
  if (!own || !order || top < 0 || rows < 0 || per.length === 0 || !isPlain || groups.includes(own)) return;
  if (pieces.slice(0, rows).some(({ tag }) => tag.is === "by")) return;
  Object.assign(parts, { groups: [own, ...groups], records: false });
  parts.extreme = true;
};

const isEnd = (pieces: readonly Piece[], at: number): boolean =>
  (pieces[at]?.tag.is === "degree" && isSuperlative(pieces, at)) ||
  pieces[at]?.tag.is === "grade" ||
  isOrder(pieces, at);

/** "The most laptops": how many, where a thing that is sold stands behind. */
const countMost = (parts: Parts, pieces: readonly Piece[]): void => {
  const { subject, measures } = parts;
  const main = subject.measures.find(({ name }) => name === subject.main);
  const units = subject.measures.find(({ name }) => name === main?.counted);
  const isMost = pieces.some(({ tag }, at) => {
    const lead = pieces.slice(0, at).findLast((piece) => piece.tag.is !== "filler");
    const isThing =
      tag.is === "value" && tag.dimension.name === subject.what && !pieces[at + 1]?.text.match(/^(?:sales|revenue)$/);
    return isThing && lead?.tag.is === "order" && /^(?:most|fewest|more|fewer)$/.test(lead.text);
  });
  const isOfMain = measures.every((measure) => measure === main);
  if (
    units &&
    isMost &&
    isOfMain &&
    pieces.every(
      ({ tag, text }) => tag.is !== "measure" || /^(?:s[eo]ll|sold|b[ou]|bought|shift|move|order|purchase)/.test(text),
    )
  )
    Object.assign(parts, { measures: [units], counted: undefined });
};

/** "What are we lowest on", "what do we have least of": the thing with the least of what its rows are about. */
const addRankedThing = (parts: Parts, pieces: readonly Piece[]): void => {
  const { subject, measures, groups, order, grade, counted, extreme, rank } = parts;
  const main = subject.measures.find(({ name }) => name === subject.main);
  const isAsked = pieces.some(({ tag, text }) => tag.is === "which" && text === "what");
  const isMain = measures.every((measure) => measure === main) && groups.length === 0 && counted === undefined;
  if (!main?.adds || !subject.record.dimension || !order || grade || !(extreme || rank) || !isAsked || !isMain) return;
  if (!parts.records && /^(?:on|of)$/.test(lastWord(pieces)))
    Object.assign(parts, { measures: [main], records: true, top: true, rank: false });
};

/** The word at the end, without what only says when or in what. */
const lastWord = (pieces: readonly Piece[]): string =>
  pieces.find(({ text }, at) => /^(?:on|of)$/.test(text) && pieces[at - 1]?.tag.is === "order")?.text ?? "";

/**
 * "What share of runs did the top 3 jobs by run time have", "how much do the top 3 and fraud make up": one figure puts in
 * order what another is a share of, or others are meant beside the first few.
 */
export const isOtherShare = ({ share, order, groups, filters, measures }: Parts, pieces: readonly Piece[]): boolean => {
  const from = pieces.findIndex(({ tag }) => tag.is === "share");
  const top = pieces.findIndex((_, index) => index > from && isOrder(pieces, index));
  if (!share || !order || from < 0 || top < 0) return false;
  const whole = pieces.slice(from + 1).find(({ tag }) => tag.is !== "filler")?.tag.is;
  const isOfRows = whole === "records" && measures.some(({ sql }) => sql !== "COUNT(*)");
  return isOfRows || filters.some(({ dimension, not }) => !not && groups.includes(dimension));
};
