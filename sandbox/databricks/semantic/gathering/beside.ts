import { countOf } from "../counts.ts";
import type { Parts } from "../parts.ts";
import type { Piece } from "../reading/reading.ts";
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
