import { countOf, isTimes } from "../../counts.ts";
import type { Parts } from "../../parts.ts";
import type { Flag, Measure } from "../../subject.ts";
import type { Piece } from "../../tags.ts";

/*
 * A state that is said of one figure only: "more than 3 failed checks and a pass rate under 90 %", "the most failed queries
 * and the average time". Beside another figure it is no condition of all rows.
 */

/** Puts such a state into the figure that it is said of. */
export const addOwnCounts = (parts: Parts, pieces: readonly Piece[]): void => {
  for (const [index, { tag }] of pieces.entries()) {
    if (tag.is !== "flag" || !parts.flags.some(({ flag, not }) => flag === tag.flag && !not)) continue;
    const limit = limitOf(parts, pieces, index);
    const isRanked = isMost(pieces, index);
    const others = parts.thresholds.length + parts.measures.length - (limit ? 1 : 0);
    if ((!limit && !isRanked) || others === 0 || parts.share || hasOther(pieces, index, tag.flag)) continue;
    const count = countOf(parts.subject, tag.flag);
    if (limit) limit.measure = count;
    else rank(parts, count);
    parts.flags = parts.flags.filter(({ flag }) => flag !== tag.flag);
  }
};

/** "More than 3 failed checks", "failed more than twice" */
const limitOf = (
  { thresholds }: Parts,
  pieces: readonly Piece[],
  index: number,
): Parts["thresholds"][number] | undefined => {
  const [before, after, end] = [pieces[index - 1], pieces[index + 1], pieces[index + 2]];
  const piece =
    before?.tag.is === "threshold" && after?.tag.is === "records"
      ? before
      : after && isTimes(after, end)
        ? after
        : undefined;
  return thresholds.find(({ bounds }) => piece?.tag.is === "threshold" && piece.tag.threshold === bounds);
};

/** "The most failed queries" */
const isMost = (pieces: readonly Piece[], index: number): boolean => {
  const before = pieces[index - 1];
  return before?.tag.is === "order" && before.tag.counts && pieces[index + 1]?.tag.is === "records";
};

const rank = (parts: Parts, count: Measure): void => {
  delete parts.counted;
  parts.measures = [count, ...parts.measures];
  parts.ranked = count;
};

/** It is said once more, of something else. */
const hasOther = (pieces: readonly Piece[], index: number, wanted: Flag): boolean =>
  pieces.some(({ tag }, at) => at !== index && tag.is === "flag" && tag.flag === wanted);
