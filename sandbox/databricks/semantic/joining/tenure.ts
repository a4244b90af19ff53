import type { Calendar } from "../../data/calendar.ts";
import { plusDays, plusMonths } from "../reading/dates.ts";
import type { Piece } from "../reading/reading.ts";
import { numberOf } from "../reading/thresholds.ts";
import type { Subject } from "../subject.ts";

/** "With us for more than a year": a period, where the day is that on which each row began. */
export const withTenure = (pieces: readonly Piece[], { event }: Subject, calendar: Calendar): Piece[] => {
  const than = pieces.findIndex(
    ({ text }, at) => text === "than" && /^(?:more|longer|less|shorter)$/.test(pieces[at - 1]?.text ?? ""),
  );
  const [amount, unit] = [pieces[than + 1]?.text ?? "", pieces[than + 2]];
  const count = /^(?:an?|one)$/.test(amount) ? 1 : numberOf(amount);
  const months = { year: 12, years: 12, month: 1, months: 1 }[unit?.text ?? ""];
  const isOfStay = pieces.slice(0, than).some(({ text }) => /^(?:for|been|with|since|us)$/.test(text));
  const lead = pieces[than - 1];
  if (!event || than < 1 || !lead || count === undefined || months === undefined || !isOfStay) return [...pieces];
  const start = plusMonths(calendar.today, -count * months);
  const isMore = /^(?:more|longer)$/.test(lead.text);
  const period = isMore
    ? { from: "2000-01-01", to: plusDays(start, -1), words: `before ${start}` }
    : { from: plusDays(start, 1), to: calendar.today, words: `after ${start}` };
  const text = pieces
    .slice(than - 1, than + 3)
    .map((piece) => piece.text)
    .join(" ");
  return [
    ...pieces.slice(0, than - 1),
    { text: "joined", clause: false, tag: { is: "event" } },
    { ...lead, text, tag: { is: "period", period } },
    ...pieces.slice(than + 3),
  ];
};
