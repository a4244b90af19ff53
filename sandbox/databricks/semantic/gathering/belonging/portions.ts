import { limitedOf } from "../../limits.ts";
import type { Filter, Parts, State } from "../../parts.ts";
import { limitFlag } from "../../rewriting/rows.ts";
import type { Flag } from "../../subject.ts";
import type { Piece } from "../../tags.ts";
import { valueFlag } from "../either.ts";

/*
 * What a share is a share of: "the share of slow queries that failed" divides those that are slow and failed by the slow
 * ones. What stands behind the verb is the part, what stands before it the whole; before "among" it is the other way.
 */

/** Marks the conditions that say the part. */
export const addPortion = (parts: Parts, pieces: readonly Piece[]): void => {
  const share = pieces.findIndex(({ tag }) => tag.is === "share");
  if (!parts.share || share < 0) return;
  const among = pieces.findIndex(({ text }, at) => at > share && /^(?:among|amongst|within)$/.test(text));
  const isOwners = pieces[share - 1]?.tag.is === "value";
  const verb = among < 0 && !isOwners ? verbOf(pieces, share) : -1;
  // "Nordtech's share of what is low on stock"
  const named = among < 0 ? [verb + 1, pieces.length] : [share + 1, among];
  const [from = 0, to = 0] = isOwners ? [share - 1, share] : named;
  const isMarked = isOwners || verb >= 0 || among >= 0;
  const isAs = /^as an?$|^as$/.test(
    pieces
      .slice(Math.max(0, share - 2), share)
      .map(({ text }) => text)
      .join(" "),
  );
  const [left, right] = [pieces.slice(0, share), pieces.slice(share)].map((side) =>
    side.some(({ tag }) => tag.is === "value"),
  );
  if (isAs && left && right) parts.loose = [...(parts.loose ?? []), pieces[share]?.text ?? ""];
  else if (isMarked ? isUnclearPart(pieces, share, from, to) : isUnclear(parts, pieces, share))
    parts.loose = [...(parts.loose ?? []), pieces[share]?.text ?? ""];
  else if (isMarked) mark(parts, pieces, from, to);
  else if (parts.groups.length > 0 && isOfAll(pieces, share)) parts.ofAll = true;
};

/** Makes the conditions that stand there the part. */
const mark = (parts: Parts, pieces: readonly Piece[], from: number, to: number): void => {
  const named = pieces.slice(from, to);
  const placeOf = (wanted: Flag) => pieces.findLastIndex(({ tag }) => tag.is === "flag" && tag.flag === wanted);
  const isThere = (at: number) => at >= from && at < to;
  const flags = parts.flags.filter(({ flag, at }) => isThere(at ?? placeOf(flag)));
  const filters = parts.filters.filter((filter) => named.some(({ tag }) => isNamed(filter, tag)));
  const limits = parts.thresholds.flatMap((limit) => {
    const measure = limitedOf(parts, limit);
    const isHere = named.some(({ tag }) => tag.is === "threshold" && tag.threshold === limit.bounds);
    return isHere && measure?.value ? [{ limit, measure }] : [];
  });
  const [only] = filters;
  // "Of the events that hit restricted tables, by user": of the rows of each.
  const isWithin =
    parts.groups.length > 0 && !parts.groups.some((group) => filters.some(({ dimension }) => dimension === group));
  if (only && !only.not && filters.length === 1 && flags.length + limits.length === 0 && !isWithin) {
    only.part = true;
    return;
  }
  const states: State[] = [
    ...flags,
    ...filters.map(({ dimension, values, not }) => ({ flag: valueFlag(dimension, values), not })),
    ...limits.map(({ limit, measure }) => ({ flag: limitFlag(measure, limit.bounds), not: false, at: from })),
  ];
  parts.filters = parts.filters.filter((filter) => !filters.includes(filter));
  parts.thresholds = parts.thresholds.filter((each) => !limits.some(({ limit }) => limit === each));
  const limited = new Set([
    ...limits.map(({ measure }) => measure),
    ...parts.thresholds.map((each) => limitedOf(parts, each)),
  ]);
  parts.measures = parts.measures.filter((each) => each.adds || !limited.has(each));
  const rest = parts.flags.filter((each) => !flags.includes(each));
  parts.flags = [...rest, ...states.map((each) => ({ ...each, part: true as const }))];
};

/** "As a share of all failed queries" */
const isOfAll = (pieces: readonly Piece[], share: number): boolean => {
  const [all, next] = pieces.slice(share + 1);
  return all?.tag.is === "all" && next?.tag.is === "flag";
};

const CONDITION = new Set(["value", "flag", "threshold"]);
const LINKS =
  /^(?:is|are|was|were|comes?|came|coming|goes|go|went|belongs?|stems?|sits?|lies?|lie|stands?|that|which|who|whose)$/;

/** Where the verb between the whole and the part stands: "were", "that", or before a state of what stands before it. */
const verbOf = (pieces: readonly Piece[], share: number): number => {
  const relatives = pieces.flatMap(({ text }, at) => (at > share + 1 && /^(?:that|which|who)$/.test(text) ? [at] : []));
  // "Of all checks that failed, what share is from ml.features": the first says what the whole is.
  if (relatives.length > 1) return relatives.at(-1) ?? -1;
  const link = pieces.findIndex(({ text, tag }, at) => at > share + 1 && tag.is !== "flag" && LINKS.test(text));
  if (link >= 0) return link;
  const rows = pieces.findIndex(({ tag }, at) => at > share && tag.is === "records");
  const state = pieces.findLastIndex(({ tag }) => tag.is === "flag" && !isOfTime(tag.flag));
  return rows >= 0 && state > rows ? state - 1 : -1;
};
const isOfTime = ({ name }: Flag): boolean => /^(?:on|at|in) /.test(name);

/** "That came in October", "that failed on bi-shared": a part by time, or a condition that may be one of the whole as well. */
const isUnclearPart = (pieces: readonly Piece[], share: number, from: number, to: number): boolean => {
  const part = pieces.slice(from, to);
  const kinds = part.filter(({ tag }) => CONDITION.has(tag.is));
  const isAny = (side: readonly Piece[]) => side.some(({ tag }) => CONDITION.has(tag.is));
  if (kinds.length === 0) return part.some(({ tag }) => tag.is === "period") && isAny(pieces.slice(share, from));
  const keys = new Set(kinds.map(({ tag }) => (tag.is === "value" ? tag.dimension.name : tag.is)));
  return keys.size > 1 && !part.some(({ tag }) => tag.is === "joint" || tag.is === "not");
};

/** "Share of failed queries over 60 seconds": of the failed ones, or of those over 60 seconds? */
const isUnclear = ({ flags, thresholds }: Parts, pieces: readonly Piece[], share: number): boolean => {
  const isAmong = pieces.slice(share + 1).some(({ text }) => /^(?:of|in|on|at)$/.test(text));
  return flags.length > 0 && (flags.length > 1 || thresholds.length > 0) && !isAmong;
};

const isNamed = ({ dimension, values }: Filter, tag: Piece["tag"]): boolean =>
  tag.is === "value" &&
  tag.dimension === dimension &&
  values.length > 0 &&
  tag.values.every((each) => values.includes(each));
