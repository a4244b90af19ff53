import type { Period } from "../../../data/calendar.ts";
import { plusDays, plusUnits, startOf } from "../../reading/dates.ts";
import { ranged } from "../../reading/edges.ts";
import type { Piece } from "../../tags.ts";

/* Periods that stand side by side and mean one: "this year until the end of June", "Q1 and Q2 together". */

/** The pieces with such periods as one. */
export const periodsTogether = (pieces: readonly Piece[]): Piece[] => inPace(added(clipped(throughout(pieces))));

/** "This year through October": until the end of it. */
const throughout = (pieces: readonly Piece[]): Piece[] =>
  pieces.flatMap((piece, index) => {
    const [before, next] = [pieces[index - 1], pieces[index + 1]];
    if (piece.text === "through" && before?.tag.is === "period" && next?.tag.is === "period" && !next.clause) return [];
    const isLast = pieces[index - 1]?.text === "through" && pieces[index - 2]?.tag.is === "period";
    if (!isLast || piece.tag.is !== "period" || piece.clause) return [piece];
    const { to } = piece.tag.period;
    return [
      {
        ...piece,
        text: `until ${piece.text}`,
        tag: { is: "period", period: { from: "2000-01-01", to, words: `until ${to}` } },
      },
    ];
  });

/** "This year until the end of June": what is in both. */
const clipped = (pieces: readonly Piece[]): Piece[] =>
  merged(pieces, (one, other) => {
    if (!OPEN.test(one.text) && !OPEN.test(other.text)) return undefined;
    const [first, second] = [one.tag, other.tag];
    if (first.is !== "period" || second.is !== "period") return undefined;
    const [from = ""] = [first.period.from, second.period.from].toSorted().slice(-1);
    const [to = ""] = [first.period.to, second.period.to].toSorted();
    return from <= to ? ranged({ from, to }) : undefined;
  });
const OPEN = /^(?:since|until|till|before|after|by|up to|up until|up till)\b/;

/** "Q1 and Q2 together": both, where the one follows the other. */
const added = (pieces: readonly Piece[]): Piece[] => {
  const isCourse = pieces.some(({ tag, text }) => tag.is === "unit" && /(?:ly|daily)$| by /.test(text));
  const isBeside = pieces.some(({ tag }) => tag.is === "versus");
  if (!pieces.some(({ text }) => TOGETHER.test(text)) && (!isCourse || isBeside)) return [...pieces];
  return merged(
    pieces,
    (one, other) => {
      const [first, second] = [one.tag, other.tag];
      if (first.is !== "period" || second.is !== "period") return undefined;
      const { from, to } = first.period;
      return plusDays(to, 1) === second.period.from ? ranged({ from, to: second.period.to }) : undefined;
    },
    "and",
  );
};
const TOGETHER = /^(?:together|combined|altogether|taken together|added up)$/;

/** Joins two periods with nothing between, or with one joining word. */
const merged = (
  pieces: readonly Piece[],
  join: (one: Piece, other: Piece) => Period | undefined,
  joint?: string,
): Piece[] => {
  const kept: Piece[] = [];
  for (const piece of pieces) {
    const at = kept.findLastIndex(({ tag, text }) => tag.is !== "filler" && text !== joint);
    const before = kept[at];
    const between = kept.slice(at + 1).map(({ text }) => text);
    const isNext = joint === undefined ? between.length === 0 : between.includes(joint);
    const period = before && isNext && piece.tag.is === "period" ? join(before, piece) : undefined;
    if (!before || !period) kept.push(piece);
    else
      kept.splice(at, kept.length - at, {
        ...before,
        tag: { is: "period", period },
        text: `${before.text} ${piece.text}`,
      });
  }
  return kept;
};

/** "Month over month since June": the figure of each month, where there are more than two. */
const inPace = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece) => {
    const unit = piece.tag.is === "change" ? paceOf(piece.text) : undefined;
    const isLong = pieces.some(
      ({ tag }) => unit && tag.is === "period" && plusUnits(unit, startOf(unit, tag.period.from), 2) <= tag.period.to,
    );
    return unit && isLong ? { ...piece, text: `${unit} by ${unit}`, tag: { is: "unit", unit } } : piece;
  });

const paceOf = (text: string): "week" | "month" | undefined =>
  text === "month over month" || text === "mom"
    ? "month"
    : text === "week over week" || text === "wow"
      ? "week"
      : undefined;
