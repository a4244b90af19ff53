import { numberOf } from "../../reading/thresholds.ts";
import type { Subject } from "../../subject.ts";
import type { Bounds, Piece } from "../../tags.ts";

/*
 * "Updated in the last 24 hours", "not refreshed for two days": where the data has no history but an age, a stretch of time
 * up to now is a limit of that age.
 */

const HOURS: Readonly<Record<string, number>> = { hour: 1, day: 24, week: 168 };

/** The pieces with such a stretch as the limit, and what was done then left out. */
export const withRecency = (pieces: readonly Piece[], { day, measures }: Subject): Piece[] => {
  const age = measures.find(({ unit, value }) => unit === "hours" && value !== undefined);
  const found = day === undefined && age ? stretchIn(pieces) : undefined;
  if (!found) return [...pieces];
  const { from, to, hours } = found;
  const before = pieces.slice(0, from);
  const isDenied = before.some(({ tag, text }) => tag.is === "not" || /^not\b/.test(text));
  const threshold: Bounds = { ...(isDenied ? { above: hours } : { atMost: hours }), unit: "hours" };
  const text = pieces
    .slice(from, to)
    .map((piece) => piece.text)
    .join(" ");
  const limit: Piece = { text, clause: pieces[from]?.clause ?? false, tag: { is: "threshold", threshold } };
  return [...before.map((piece) => (isDone(piece) ? echo(piece) : piece)), limit, ...pieces.slice(to)];
};

/** "Updated", "not been refreshed": the age says so. */
const isDone = ({ tag, text }: Piece): boolean =>
  tag.is === "not" || (tag.is === "flag" && /^not\b/.test(text)) || (tag.is === "measure" && /(?:ed|ated)$/.test(text));

const echo = (piece: Piece): Piece => ({ ...piece, tag: { is: "filler" }, isEcho: true });

/** "The last 24 hours", "the past day" */
const stretchIn = (pieces: readonly Piece[]): { from: number; to: number; hours: number } | undefined => {
  const from = pieces.findIndex(({ text, tag }) => /^(?:last|past|previous)\b/.test(text) && tag.is !== "period");
  const lead = pieces.slice(Math.max(0, from - 2), Math.max(0, from)).map(({ text }) => text);
  if (from < 0 || !lead.some((text) => /^(?:in|within|during|over|for|since)$/.test(text))) return undefined;
  const words = pieces.slice(from, from + 3).flatMap(({ text }) => text.split(" "));
  const number = numberOf(words[1]);
  const unit = (words[number === undefined ? 1 : 2] ?? "").replace(/s$/, "");
  const hours = HOURS[unit];
  const isInOne = pieces[from]?.text.includes(" ") === true;
  if (hours === undefined) return undefined;
  return { from, to: from + (isInOne ? 1 : number === undefined ? 2 : 3), hours: hours * (number ?? 1) };
};
