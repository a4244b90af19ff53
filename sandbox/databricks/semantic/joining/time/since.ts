import type { Calendar } from "../../../data/calendar.ts";
import { hasBecome } from "../../gathering/nearby.ts";
import { startOf, type Unit } from "../../reading/dates.ts";
import { current, unitPeriod } from "../../reading/spans.ts";
import type { Piece } from "../../tags.ts";

/** "Has the failure rate gone up since last month": from that month to the one that is running. */
export const withChangeSince = (pieces: readonly Piece[], calendar: Calendar): Piece[] => {
  const isChange = pieces.some(
    ({ tag, text }, at) =>
      (tag.is === "change" && !/^(?:month|week|year) over /.test(text)) ||
      (tag.is === "degree" && hasBecome(pieces, at)),
  );
  if (!pieces.some(({ tag, text }) => tag.is === "period" && /^since\b/.test(text))) return [...pieces];
  if (!isChange || pieces.filter(({ tag }) => tag.is === "period").length !== 1) return [...pieces];
  return pieces.map((piece) => {
    // "How has the cost changed since June": its course.
    if (piece.tag.is === "change" && /^chang/.test(piece.text)) return { ...piece, tag: { is: "trend" } };
    const unit = /^since\b/.test(piece.text) ? unitIn(piece.text) : undefined;
    if (piece.tag.is !== "period" || !unit) return piece;
    const { from } = piece.tag.period;
    const [first, now] = [unitPeriod(unit, from), current(unit, calendar)];
    return startOf(unit, from) === from && first.to < now.from
      ? { ...piece, tag: { ...piece.tag, ends: [first, now] } }
      : piece;
  });
};

/** A week, a quarter or a year where it is called so, else the month of the first day. */
const unitIn = (text: string): Unit | undefined => {
  const named = /\b(?:day|week|month|quarter|year)\b/.exec(text)?.[0];
  if (named) return named === "day" ? undefined : (named as Unit);
  return /\d/.test(text.replace(/\b20\d\d\b/, "")) ? undefined : "month";
};
