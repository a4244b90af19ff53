import { countOf, isCounted } from "../counts.ts";
import type { Parts } from "../parts.ts";
import type { Piece } from "../tags.ts";
import { isPer, leadOf } from "./leads.ts";

/* What the words for rows ask for: a list, a number, a split, or nothing of their own. */

/** Adds what a word for rows says. */
export const addRecords = (parts: Parts, pieces: readonly Piece[], index: number): void => {
  parts.ofRows = true;
  if (isCounted(pieces, index) || isAverageOfRows(pieces, index)) return;
  const lead = leadOf(pieces, index);
  const before = isEveryOf(pieces, index) ? "all" : pieces[index - 1]?.tag.is;
  const { record, dimensions } = parts.subject;
  const own = dimensions.find(({ name }) => name === record.dimension);
  const like = own ?? dimensions.find(({ many }) => many === record.many);
  const listed = pieces[index - 1]?.tag.is === "joint" && parts.groups.length > 0 && lead === "split";
  if ((before === "by" || listed) && like) {
    if (!parts.groups.includes(like)) parts.groups.push(like);
    if (isPer(pieces, index)) parts.per.push(like);
  } else if (before === "by") {
    const count = countOf(parts.subject);
    if (parts.measures.length > 0 && isPer(pieces, index)) parts.over = count;
    else if (parts.groups.length > 0) parts.counted ??= "records";
    else parts.loose = [...(parts.loose ?? []), `per ${record.one}`];
  } else if (lead === "count") parts.counted ??= "records";
  else if (lead === "split" || parts.measures.length === 0 || (own && parts.order)) parts.records = true;
  if (/s$/.test(pieces[index]?.text ?? "")) parts.plural = true;
  if (lead === "split" && !own) parts.list = true;
};

/** "More than an hour per run on average": an average of rows is one per row. */
const isAverageOfRows = (pieces: readonly Piece[], index: number): boolean =>
  isPer(pieces, index) &&
  pieces.some(({ tag }) => tag.is === "average") &&
  pieces.some(({ tag }) => tag.is === "threshold" && tag.threshold.unit !== undefined);

/** "Give me every sale": all of them, and nothing by sale. */
const isEveryOf = (pieces: readonly Piece[], index: number): boolean =>
  /^(?:every|each)$/.test(pieces[index - 1]?.text ?? "") &&
  pieces.slice(0, index - 1).every(({ tag }) => ["filler", "list", "shown"].includes(tag.is));

/** "The first failed login", not "the first logins". */
export const isOneOf = (pieces: readonly Piece[], index: number): boolean => {
  // "Which customer is the newest"
  const asked = pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler");
  if (asked?.tag.is === "records" && /[^s]$/.test(asked.text) && pieces[pieces.indexOf(asked) - 1]?.text === "which")
    return true;
  const rows = pieces.slice(index + 1).find(({ tag }) => tag.is !== "flag" && tag.is !== "value");
  return (rows?.tag.is === "records" || rows?.tag.is === "measure") && /(?:[^s]|ss)$/.test(rows.text);
};
