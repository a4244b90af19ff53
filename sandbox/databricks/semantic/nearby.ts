import type { Piece } from "./reading/reading.ts";

/* What the pieces around another one make of it. */

/** "Not", with nothing between but small words. */
export const isDenied = (pieces: readonly Piece[], index: number): boolean => {
  for (let at = index - 1; at >= 0; at -= 1) {
    const is = pieces[at]?.tag.is;
    if (is === "not") return true;
    if (is === "joint" && pieces[at + 1] && at < index - 1) return false;
    if (is !== "filler" && is !== "joint" && !(is === "value" && pieces[at + 1]?.tag.is === "joint")) return false;
  }
  return false;
};

/** "Did it get slower": a change is asked for. */
export const hasBecome = (pieces: readonly Piece[], index: number): boolean =>
  /er$/.test(pieces[index]?.text ?? "") &&
  /^(?:gets?|got|getting|becomes?|became|becoming)$/.test(pieces[index - 1]?.text ?? "");

/** "Slowest" and "most expensive", not "slow". */
export const isSuperlative = (pieces: readonly Piece[], index: number): boolean =>
  /est\b/.test(pieces[index]?.text ?? "") || /^(?:most|least)$/.test(pieces[index - 1]?.text ?? "");

/** "Least expensive" */
export const isTurned = (pieces: readonly Piece[], index: number): boolean => {
  const before = pieces[index - 1]?.tag;
  return before?.is === "not" || (before?.is === "order" && before.order === "asc");
};
