import { countOf } from "../counts.ts";
import type { Parts } from "../parts.ts";
import type { Piece } from "../tags.ts";
import { valueFlag } from "./either.ts";

/* Figures that are named beside each other, and figures of a part within each group. */

/** "Runs, failures and success rate per team", "checks and failed checks per table": rows are one of the figures. */
export const addCountBeside = (parts: Parts, pieces: readonly Piece[]): void => {
  const { groups, grain, measures, flags, subject, counted } = parts;
  const at = pieces.findIndex(({ tag, text }) => tag.is === "records" && /s$/.test(text));
  const isAsked = pieces
    .slice(0, at)
    .some(({ tag }) => tag.is !== "filler" && tag.is !== "shown" && tag.is !== "period");
  if (at < 0 || isAsked || (groups.length === 0 && !grain) || counted !== undefined) return;
  const next = pieces.slice(at + 1).find(({ tag }) => tag.is !== "joint" && tag.is !== "filler");
  const after = next && pieces[pieces.indexOf(next) + 1];
  const isJoined =
    next?.clause || pieces.slice(at + 1, at + 3).some(({ tag, text }) => tag.is === "joint" && text === "and");
  if (!isJoined || parts.order || parts.share || parts.versus) return;
  const [only] = flags;
  if (next?.tag.is === "measure" && !measures.some(({ sql }) => sql === "COUNT(*)"))
    parts.measures = [countOf(subject), ...measures];
  else if (next?.tag.is === "flag" && after?.tag.is === "records" && only?.flag === next.tag.flag && flags.length === 1)
    Object.assign(parts, {
      measures: [countOf(subject), countOf(subject, only.flag), ...measures],
      flags: [],
      records: false,
    });
};

/** Numbers of rows that are asked for beside another figure, or that a share is one of. */
export const addCounts = (parts: Parts, pieces: readonly Piece[]): void => {
  addCountOfThose(parts, pieces);
  countImplied(parts);
};

/** "Which team had the lowest success rate, and how many of its runs failed?": the number of those beside the figure. */
const addCountOfThose = (parts: Parts, pieces: readonly Piece[]): void => {
  const { groups, measures, flags, counted, subject } = parts;
  const joint = pieces.findIndex(({ tag, clause }, at) => at > 0 && (clause || tag.is === "joint"));
  const count = pieces.findIndex(({ tag }, at) => at >= joint && tag.is === "count");
  const isOfThose = pieces.slice(count, count + 3).some(({ text }) => /^(?:its|their|them|those)$/.test(text));
  const [only] = flags;
  const state = pieces.findIndex(({ tag }) => tag.is === "flag");
  if (joint < 0 || count < 0 || !isOfThose || !only || flags.length > 1 || state < count || only.not) return;
  if (groups.length !== 1 || measures.length !== 1 || counted !== "records" || parts.share) return;
  Object.assign(parts, { measures: [...measures, countOf(subject, only.flag)], flags: [], records: false });
  // "The longest average time": that of the first figure is one by itself.
  if (measures[0]?.adds === false) parts.average = false;
  if (parts.order && pieces.slice(count).some(({ text }) => text === "its")) parts.limit ??= 1;
  delete parts.counted;
};

/** "Queries per user and day on average": divided by the pairs of both. */
export const addPairs = (parts: Parts, pieces: readonly Piece[]): void => {
  if (!parts.average) return;
  const at = pieces.findIndex(({ tag, text }, index) => {
    const [first, joint, second] = pieces.slice(index + 1, index + 4);
    const isUnitBeside = [first?.tag.is, second?.tag.is].toSorted().join() === "dimension,unit";
    return tag.is === "by" && /^(?:per|each|every)$/.test(text) && joint?.text === "and" && isUnitBeside;
  });
  const named = pieces.slice(at + 1, at + 4).flatMap(({ tag }) => (tag.is === "dimension" ? [tag.dimension] : []));
  if (at < 0 || !parts.grain || parts.groups.length !== 1 || parts.groups[0] !== named[0]) return;
  Object.assign(parts, { per: named, perGrain: true, pairs: true });
};

/** "The share of women per region", "what percentage of customers in each region is premium": of the rows of each. */
export const addWithin = (parts: Parts, pieces: readonly Piece[]): void => {
  const { share, groups, filters, flags, measures, subject } = parts;
  const [only, ...more] = filters.filter(({ values, not }) => values.length > 0 && !not);
  const isCount = measures.every(({ sql }) => sql === "COUNT(*)") && flags.length === 0;
  if (
    !share ||
    parts.part ||
    groups.length !== 1 ||
    !only ||
    more.length > 0 ||
    !isCount ||
    groups[0] === only.dimension
  )
    return;
  const at = pieces.findIndex(({ tag }) => tag.is === "share");
  const value = pieces.findIndex(({ tag }) => tag.is === "value" && tag.dimension === only.dimension);
  const by = pieces.findIndex(
    ({ tag, text }) => tag.is === "by" || (tag.is === "dimension" && /^(?:by|per|each|every)\b/.test(text)),
  );
  const rows = pieces.findIndex(({ tag }) => tag.is === "records");
  const between = pieces.slice(at + 1, value).every(({ tag }) => tag.is === "filler");
  const isFirst =
    at >= 0 && value > at && between && by > value && (rows === value + 1 || subject.record.dimension !== undefined);
  const isLast =
    at >= 0 &&
    rows > at &&
    by > rows &&
    value > by &&
    pieces.slice(by, value).some(({ text }) => /^(?:is|are|was|were)$/.test(text));
  if (!isFirst && !isLast) return;
  parts.filters = filters.filter((filter) => filter !== only);
  parts.flags = [{ flag: valueFlag(only.dimension, only.values), not: false }];
  parts.measures = [];
};

/** "The share of each failure reason": of the rows that have one. */
const countImplied = (parts: Parts): void => {
  const { share, measures, groups, flags, counted, subject } = parts;
  if (!share || measures.length > 0 || flags.length > 0 || counted !== undefined || groups.length !== 1) return;
  const flag = subject.flags?.find(({ where }) => where === groups[0]?.where);
  if (flag) Object.assign(parts, { measures: [countOf(subject, flag)], records: false });
};

/** "How many are stale and by how much each": each of them, so that the rows say how many there are. */
export const listEach = (parts: Parts, pieces: readonly Piece[]): void => {
  const isEach = pieces.at(-1)?.tag.is === "by" && pieces.at(-1)?.text === "each";
  const isOwn =
    parts.subject.record.dimension !== undefined && parts.measures.every(({ value }) => value !== undefined);
  if (!isEach || !isOwn || parts.counted !== "records" || parts.measures.length === 0) return;
  const own = parts.subject.dimensions.find(({ name }) => name === parts.subject.record.dimension);
  delete parts.counted;
  if (own) Object.assign(parts, { groups: [own], records: false });
};
