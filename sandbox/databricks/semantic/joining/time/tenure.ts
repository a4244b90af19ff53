import type { Calendar } from "../../../data/calendar.ts";
import { plusDays, plusMonths } from "../../reading/dates.ts";
import { numberOf } from "../../reading/thresholds.ts";
import type { Subject } from "../../subject.ts";
import type { Piece } from "../../tags.ts";

/** "With us for more than a year": a period, where the day is that on which each row began. */
export const withTenure = (pieces: readonly Piece[], { event }: Subject, calendar: Calendar): Piece[] => {
  const at = pieces.findIndex((_, index) => lengthAt(pieces, index) !== undefined);
  const found = lengthAt(pieces, at);
  const isOfStay = pieces.slice(0, at).some(({ text }) => /^(?:for|been|with|since|us)$/.test(text));
  const lead = pieces[at];
  if (!event || !found || !lead || !isOfStay) return [...pieces];
  const { isMore, months, length } = found;
  const start = plusMonths(calendar.today, -months);
  const period = isMore
    ? { from: "2000-01-01", to: plusDays(start, -1), words: `before ${start}` }
    : { from: plusDays(start, 1), to: calendar.today, words: `after ${start}` };
  const text = pieces
    .slice(at, at + length)
    .map((piece) => piece.text)
    .join(" ");
  return [
    ...pieces.slice(0, at),
    { text: "joined", clause: false, tag: { is: "event" } },
    { ...lead, text, tag: { is: "period", period } },
    ...pieces.slice(at + length),
  ];
};

/** "More than a year", "less than 3 months" */
const lengthAt = (
  pieces: readonly Piece[],
  at: number,
): { isMore: boolean; months: number; length: number } | undefined => {
  const [first, second, third] = pieces.slice(Math.max(at, 0), at + 4);
  if (at < 0 || !first) return undefined;
  if (first.tag.is === "threshold") {
    const { above, atLeast, below, atMost, unit } = first.tag.threshold;
    const count = above ?? atLeast ?? below ?? atMost ?? 0;
    const per = unit === "years of age" ? 12 : unit === undefined ? MONTHS[second?.text ?? ""] : undefined;
    return per === undefined
      ? undefined
      : { isMore: (above ?? atLeast) !== undefined, months: count * per, length: unit ? 1 : 2 };
  }
  const isThan = second?.text === "than" && /^(?:more|longer|less|shorter)$/.test(first.text);
  const amount = third?.text ?? "";
  const count = /^(?:an?|one)$/.test(amount) ? 1 : numberOf(amount);
  const per = MONTHS[pieces[at + 3]?.text ?? ""];
  return isThan && count && per
    ? { isMore: /^(?:more|longer)$/.test(first.text), months: count * per, length: 4 }
    : undefined;
};
const MONTHS: Record<string, number> = { year: 12, years: 12, month: 1, months: 1 };
