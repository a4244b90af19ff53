import type { Parts } from "../parts.ts";
import type { Piece } from "../tags.ts";
import { isSuperlative } from "./nearby.ts";

/* Where rows themselves are asked for, and what else is named is one of their columns. */

/** "List the failed checks with table, check and bad rows": columns of the rows, and no split. */
export const showsColumns = (
  { groups, per, measures, counted, order, subject }: Parts,
  pieces: readonly Piece[],
): boolean => {
  const at = pieces.findIndex(({ tag }) => tag.is === "records" || (tag.is === "measure" && tag.measure.flag));
  const start = pieces.slice(0, Math.max(at, 0));
  const from = pieces.findIndex(({ text }, index) => index > at && text === "with");
  const named = pieces.slice(from + 1);
  const isListed = start.some(({ tag, text }) => tag.is === "list" || /^(?:show|give|every)$/.test(text));
  if (at < 0 || from < 0 || !isListed || per.length > 0 || counted !== undefined || order) return false;
  const columns = subject.list.columns.split(", ");
  return (
    named.some(({ tag }) => tag.is === "dimension") &&
    named.every(({ tag, text }) => COLUMNS.has(tag.is) || text === "date") &&
    groups.every(({ name }) => columns.includes(name)) &&
    measures.every(({ value, name, flag }) => flag !== undefined || columns.includes(value ?? name))
  );
};
const COLUMNS = new Set(["dimension", "measure", "joint", "filler", "period", "records"]);

/** "The smallest sale", "the longest run" */
export const isOneTop = (pieces: readonly Piece[], at: number): boolean =>
  isTopAt(pieces, at) && pieces[at + 1]?.tag.is === "records" && /[^s]$/.test(pieces[at + 1]?.text ?? "");
const isTopAt = (pieces: readonly Piece[], at: number): boolean => {
  const piece = pieces[at];
  return (
    (piece?.tag.is === "degree" && isSuperlative(pieces, at)) ||
    (piece?.tag.is === "order" && /est$|^m(?:ax|in)imum$/.test(piece.text))
  );
};

/** "Who are our customers", "who joined in 2026": each row is one of those, so they are listed and not counted. */
export const areRows = (parts: Parts): boolean => {
  const { groups, per, subject, measures, thresholds, counted, flags, never, some, absent } = parts;
  const [only] = groups;
  const isPlain = ["order", "limit", "grain", "versus", "change", "trend", "share", "total", "average", "why"].every(
    (part) => !parts[part as keyof Parts],
  );
  return (
    isPlain &&
    groups.length === 1 &&
    only?.name === subject.record.dimension &&
    only?.join === undefined &&
    per.length + measures.length + thresholds.length + flags.length === 0 &&
    counted === undefined &&
    !never &&
    !some &&
    !absent
  );
};
