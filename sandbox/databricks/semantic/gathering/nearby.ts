import type { Measure } from "../subject.ts";
import type { Order, Piece } from "../tags.ts";

/* What the pieces around another one make of it. */

/** "Not", with nothing between but small words. */
export const isDenied = (pieces: readonly Piece[], index: number): boolean => {
  for (let at = index - 1; at >= 0; at -= 1) {
    const is = pieces[at]?.tag.is;
    if (is === "not") return true;
    if (is === "joint" && pieces[at + 1] && at < index - 1) return false;
    if (is === "by" && pieces[at]?.text === "by") continue;
    if (is === "dimension" && at === index - 1 && isKindOfValue(pieces, index)) continue;
    // "Excluding failed queries and bi-shared"
    const rows = pieces[at + 1]?.tag.is === "records" ? at + 2 : at + 1;
    if (
      is === "records" &&
      ["value", "flag"].includes(pieces[at - 1]?.tag.is ?? "") &&
      pieces[at + 1]?.tag.is === "joint"
    )
      continue;
    const isListed = (is === "value" || (is === "flag" && isExclusion(pieces, at))) && pieces[rows]?.tag.is === "joint";
    if (is !== "filler" && is !== "joint" && !isListed) return false;
  }
  return false;
};

/** "Except at night": rows are left out, not things that have such a row. */
export const isExcluded = (pieces: readonly Piece[], index: number): boolean =>
  /^(?:except|exclud|ignor|leav|apart|other|aside)/.test(
    pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler")?.text ?? "",
  );

/** "Excluding weekends and marketing": what follows is left out as well. */
const isExclusion = (pieces: readonly Piece[], index: number): boolean => {
  const before = pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler");
  return before?.tag.is === "not" && /^(?:except|exclud|ignor|leav|apart|other|aside)/.test(before.text);
};

/** "Without the team fraud": the word before the value says what it is. */
const isKindOfValue = (pieces: readonly Piece[], index: number): boolean => {
  const [kind, value] = [pieces[index - 1]?.tag, pieces[index]?.tag];
  return kind?.is === "dimension" && value?.is === "value" && value.dimension === kind.dimension;
};

/** "Tables that had no failed check": there is none, not one that is not. */
export const hasNone = (pieces: readonly Piece[], index: number): boolean =>
  /^(?:no|without|never)$/.test(pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler")?.text ?? "");

/** "Did it get slower": a change is asked for. */
export const hasBecome = (pieces: readonly Piece[], index: number): boolean =>
  /er$/.test(pieces[index]?.text ?? "") &&
  /^(?:gets?|got|getting|gotten|becomes?|became|becoming|grows?|grew|grown|growing)$/.test(
    pieces[index - 1]?.text ?? "",
  );

/** "Slowest" and "most expensive", not "slow". */
export const isSuperlative = (pieces: readonly Piece[], index: number): boolean =>
  /est\b/.test(pieces[index]?.text ?? "") || /^(?:most|least)$/.test(pieces[index - 1]?.text ?? "");

/** "Least expensive" */
export const isTurned = (pieces: readonly Piece[], index: number): boolean => {
  const before = pieces[index - 1]?.tag;
  return before?.is === "not" || (before?.is === "order" && before.order === "asc");
};

/** "The biggest sellers by units": the figure behind "by" gives the order. */
export const isRankedBy = (pieces: readonly Piece[], index: number): boolean =>
  pieces.slice(0, index).findLast(({ tag }) => !["average", "total", "count"].includes(tag.is))?.tag.is === "by" &&
  pieces.slice(0, index).some(({ tag }) => RANKING.has(tag.is));
const RANKING = new Set(["order", "degree", "grade", "number"]);

/** The other end. */
export const turned = (order: Order): Order => (order === "desc" ? "asc" : "desc");

/** "Anyone but svc-etl", "all teams but fraud": those that are left, together. */
export const isAnyBut = (pieces: readonly Piece[], index: number, name: string | undefined): boolean => {
  const [not, value] = pieces.slice(index + 1).filter(({ tag }) => tag.is !== "filler");
  const isAny =
    pieces[index]?.tag.is === "dimension" || /^(?:any|some|every)(?:one|body)$/.test(pieces[index]?.text ?? "");
  return isAny && not?.tag.is === "not" && value?.tag.is === "value" && value.tag.dimension.name === name;
};

/** "Jobs whose failure rate", "the value of customers who joined": it asks for nobody. */
export const isRelative = (pieces: readonly Piece[], index: number): boolean =>
  (pieces[index]?.text === "whose" && ["dimension", "records"].includes(pieces[index - 1]?.tag.is ?? "")) ||
  (pieces[index]?.text === "who" &&
    ((pieces[index - 1]?.tag.is === "records" && pieces.slice(0, index).some(({ tag }) => tag.is === "measure")) ||
      isOfCounted(pieces.slice(0, index))));

/** "How many customers do we have who …" */
const isOfCounted = (before: readonly Piece[]): boolean => {
  const [last, next] = before.filter(({ tag, text }) => tag.is !== "filler" && text !== "have").toReversed();
  return last?.tag.is === "records" && next?.tag.is === "count";
};

/** "Revenue for customers in the premium segment": those together. */
export const isOfSome = (pieces: readonly Piece[], index: number): boolean => {
  const next = pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler");
  return /s$/.test(pieces[index]?.text ?? "") && next?.tag.is === "value" && !next.clause;
};

/** "By region for premium customers": whom it is about, after what it is split by. */
export const isForSome = (pieces: readonly Piece[], index: number): boolean =>
  pieces[index - 1]?.tag.is === "value" && pieces[index - 2]?.text === "for" && /s$/.test(pieces[index]?.text ?? "");

/** "Smallest first", "the worst team first": "first" says which end of the order comes first. */
export const saysEnd = (pieces: readonly Piece[], index: number): boolean =>
  pieces[index]?.text === "first" &&
  pieces.slice(Math.max(0, index - 2), index).some(({ tag }) => ["order", "grade", "degree"].includes(tag.is));

/** "Only restricted tables": what those are is said, and no split is wished. */
export const isKindOf = (pieces: readonly Piece[], index: number): boolean => {
  const [lead, state] = pieces.slice(Math.max(0, index - 2), index);
  return (
    lead?.tag.is === "follow" && /^(?:only|just)$/.test(lead.text) && ["value", "flag"].includes(state?.tag.is ?? "")
  );
};

/** "Since when", "how long ago": the first or the last time. */
export const latestAt = (text: string): Order | undefined =>
  text === "since when" ? "asc" : /^how .*\b(?:ago|since)$/.test(text) ? "desc" : undefined;

/** "As a multiple of the reorder level" */
export const isDivisor = (pieces: readonly Piece[], index: number): boolean =>
  pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler")?.tag.is === "over";

/** "The most failures": the figure that is put in order. */
export const rankedAt = (pieces: readonly Piece[], index: number): Measure | undefined => {
  const next = pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler")?.tag;
  return next?.is === "measure" && EXTREME.test(pieces[index]?.text ?? "") ? next.measure : undefined;
};
const EXTREME = /^(?:most|least|fewest|highest|lowest|largest|smallest|biggest|greatest)\b/;

/** "Most customers": the customers are counted. */
export const countsNext = (pieces: readonly Piece[], index: number): boolean => {
  const next = pieces[index + 1]?.tag;
  const isKind = next?.is === "flag" || next?.is === "value";
  return next?.is === "records" || (isKind && pieces[index + 2]?.tag.is === "records");
};
