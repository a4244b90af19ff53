import type { Piece } from "../../tags.ts";

/** "On the same day", "in a single week": the pieces with that as one. */
export const withOccasions = (pieces: readonly Piece[]): Piece[] => {
  const made: Piece[] = [];
  for (const piece of pieces) {
    const from =
      piece.tag.is === "unit" && /^(?:hour|day|week|month|quarter|year)$/.test(piece.text) ? startOf(made) : undefined;
    const first = from === undefined ? undefined : made[from];
    if (from === undefined || !first || piece.tag.is !== "unit") made.push(piece);
    else {
      const text = [...made.slice(from), piece].map((each) => each.text).join(" ");
      made.splice(from, made.length - from, { ...first, text, tag: { is: "occasion", unit: piece.tag.unit } });
    }
  }
  return made;
};

/** Where "on the same" begins, if it ends here. */
const startOf = (pieces: readonly Piece[]): number | undefined => {
  let at = pieces.length - 1;
  let isOne = false;
  while (
    at >= 0 &&
    /^(?:same|one|single|given|any|very)$/.test(pieces[at]?.text ?? "") &&
    pieces[at]?.tag.is === "filler"
  ) {
    isOne ||= pieces[at]?.text !== "any" && pieces[at]?.text !== "very";
    at -= 1;
  }
  if (!isOne) return undefined;
  if (/^(?:the|a)$/.test(pieces[at]?.text ?? "")) at -= 1;
  if (/^(?:on|in|within|during)$/.test(pieces[at]?.text ?? "")) at -= 1;
  // "Per single day" splits.
  return pieces[at]?.tag.is === "by" ? undefined : at + 1;
};
