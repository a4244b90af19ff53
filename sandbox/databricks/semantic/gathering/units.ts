import type { Parts } from "../parts.ts";
import type { Grain, Piece } from "../tags.ts";
import { isPer } from "./leads.ts";

/** Adds a unit of time: what the rows are split by, or what a figure is divided by. */
export const addUnit = (parts: Parts, pieces: readonly Piece[], index: number, unit: Grain): void => {
  if (parts.grain && parts.grain !== unit && unit !== "weekday") {
    addInner(parts, pieces, index, unit);
    return;
  }
  // "List the sales sorted by date": their order.
  const isSorted = /^(?:sorted|ordered|ranked) by$/.test(pieces[index - 1]?.text ?? "") && unit === "day";
  if (isSorted && parts.records && parts.measures.length + parts.groups.length === 0) {
    Object.assign(parts, { latest: "asc", list: true, sorted: true });
    return;
  }
  parts.grain = unit;
  const isOfOne = /^an?$/.test(pieces[index - 1]?.text ?? "") && pieces.some(({ tag }) => tag.is === "average");
  if (
    isPer(pieces, index) ||
    isOfOne ||
    pieces[index - 1]?.tag.is === "average" ||
    /ly$/.test(pieces[index]?.text ?? "")
  )
    parts.perGrain = true;
  const before = pieces[index - 1]?.tag;
  if (before?.is === "grade") parts.order = before.good ? "desc" : "asc";
};

/** "The average cost per day for each month": of the days in each month. */
const addInner = (parts: Parts, pieces: readonly Piece[], index: number, unit: Grain): void => {
  const { grain = unit } = parts;
  const sizes = [grain, unit].map((each) => SIZES.indexOf(each));
  const isSplit = /ly$/.test(pieces[index]?.text ?? "") || pieces[index - 1]?.tag.is === "by";
  if (!parts.perGrain || !isSplit || sizes.includes(-1) || !pieces.some(({ tag }) => tag.is === "average")) return;
  const isLarger = (sizes[1] ?? 0) > (sizes[0] ?? 0);
  Object.assign(parts, { grain: isLarger ? unit : grain, inner: isLarger ? grain : unit, perGrain: false });
};
const SIZES: readonly Grain[] = ["day", "week", "month", "quarter", "year"];
