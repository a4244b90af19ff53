import type { Calendar } from "../../../data/calendar.ts";
import type { Bounds, Piece } from "../../tags.ts";

/**
 * "Two days in a row", "at least three consecutive days", "how many days in a row up to yesterday": the pieces with that as
 * one. Rows in a row are none: their order within a day says little.
 */
export const withStreaks = (pieces: readonly Piece[], calendar: Calendar): Piece[] => {
  const found = streakIn(pieces);
  if (!found) return [...pieces];
  const { from, to, bounds, isCounted } = found;
  const open = isCounted ? pieces.findIndex((piece) => isUntilNow(piece, calendar)) : -1;
  const most = isCounted ? pieces.findIndex(({ text }, at) => text === "most" && pieces[at - 1]?.text === "at") : -1;
  const dropped = new Set([open, most, ...(most < 0 ? [] : [most - 1])]);
  const text = pieces
    .slice(from, to)
    .map((each) => each.text)
    .join(" ");
  const piece: Piece = {
    text,
    clause: pieces[from]?.clause ?? false,
    tag: {
      is: "streak",
      ...(bounds && { bounds }),
      isCurrent:
        open >= 0 ||
        pieces.some((each) => /^(?:now|right now|currently)$/.test(each.text)) ||
        (isCounted && goesOn(pieces, to)),
    },
  };
  return pieces.flatMap((each, at) =>
    at === from ? [piece] : (at > from && at < to) || dropped.has(at) ? [] : [each],
  );
};

interface Found {
  from: number;
  to: number;
  bounds: Bounds | undefined;
  /** Its length is asked for. */
  isCounted: boolean;
}

const streakIn = (pieces: readonly Piece[]): Found | undefined => {
  const going = pieces.findIndex(({ tag }, at) => tag.is === "count" && isGoingOn(pieces, at));
  if (going >= 0) return { from: going, to: going + 2, bounds: undefined, isCounted: true };
  const row = pieces.findIndex(
    ({ text }, at) => text === "row" && pieces[at - 1]?.text === "a" && pieces[at - 2]?.text === "in",
  );
  const consecutive = pieces.findIndex(({ text }) => /^(?:consecutive|straight|successive)$/.test(text));
  const days = row >= 0 ? row - 3 : consecutive + 1;
  const first = row >= 0 ? days - 1 : consecutive - 1;
  if ((row < 0 && consecutive < 0) || pieces[days]?.text !== "days") return undefined;
  const to = row >= 0 ? row + 1 : days + 1;
  const { tag } = pieces[first] ?? { tag: { is: "filler" } };
  if (tag.is === "count") return { from: first, to, bounds: undefined, isCounted: true };
  if (tag.is === "number") return { from: first, to, bounds: { atLeast: tag.number }, isCounted: false };
  if (tag.is === "threshold" && tag.threshold.unit === undefined)
    return { from: first, to, bounds: tag.threshold, isCounted: false };
  // "On consecutive days"
  return tag.is === "filler" ? { from: first + 1, to, bounds: { atLeast: 2 }, isCounted: false } : undefined;
};

/** "How many days in a row has it failed": it goes on, where no period and no record is asked for. */
const goesOn = (pieces: readonly Piece[], from: number): boolean =>
  /^(?:has|have|is|are)$/.test(pieces[from]?.text ?? "") &&
  pieces.every(({ tag, text }) => tag.is !== "period" && tag.is !== "ever" && !/^(?:most|ever|maximum)$/.test(text));

/** "For how many days has it been": until now. */
const isGoingOn = (pieces: readonly Piece[], at: number): boolean =>
  pieces[at - 1]?.text === "for" &&
  pieces[at + 1]?.text === "days" &&
  /^(?:has|have)$/.test(pieces[at + 2]?.text ?? "");

const isUntilNow = ({ tag, text }: Piece, calendar: Calendar): boolean =>
  tag.is === "period" && /^(?:up to|up until|until|till)\b/.test(text) && tag.period.to >= calendar.ago(1);
