import { boundsText, timesText } from "../composing/bounds-text.ts";
import { mainOf } from "../composing/measures.ts";
import { countOf, isOfFolded, limitedBy, saidOf } from "../counts.ts";
import type { Parts } from "../parts.ts";
import type { Flag, Subject } from "../subject.ts";
import { type Bounds, type Piece, signs } from "../tags.ts";

/* Limits that are conditions of rows, and no limits of one figure. */

/** Adds the condition that a limit means, if it means one. */
export const addCondition = (parts: Parts, pieces: readonly Piece[], index: number, bounds: Bounds): boolean => {
  const flag =
    multipleOf(parts, pieces, index, bounds) ??
    valueLimitOf(parts, pieces, index, bounds) ??
    ageOf(parts, pieces, index, bounds);
  if (flag === "within a group") parts.thresholds.push({ bounds: { ...bounds, unit: "years of age" } });
  else if (flag) parts.flags.push({ flag, not: false, at: index });
  const isUnclear = flag === undefined && isOfFigure(pieces, index);
  if (isUnclear) parts.loose = [...(parts.loose ?? []), pieces[index]?.text ?? ""];
  return flag !== undefined || isUnclear;
};

/** "Three times the quantity": of another figure, and no number of rows. */
const isOfFigure = (pieces: readonly Piece[], index: number): boolean =>
  / (?:twice|times)$/.test(pieces[index]?.text ?? "") &&
  /^(?:the|our|its|their|as much as)$/.test(pieces[index + 1]?.text ?? "") &&
  pieces.slice(index + 2).find(({ tag }) => tag.is !== "filler")?.tag.is === "measure";

/** "Sales above 500 by region": each of them, not their number. */
const valueLimitOf = (
  { subject }: Parts,
  pieces: readonly Piece[],
  index: number,
  bounds: Bounds,
): Flag | undefined => {
  const { value, label, unit } = mainOf(subject);
  const isOfRows = pieces[index - 1]?.tag.is === "records" && !pieces[index]?.clause;
  const next = pieces[index + 1]?.tag.is;
  if (!isOfRows || !subject.record.measure || !value || bounds.unit || next === "measure" || next === "records")
    return undefined;
  const where = signs.flatMap(([name, sign]) =>
    bounds[name] === undefined ? [] : [`${value} ${sign} ${bounds[name]}`],
  );
  return { name: `with a ${label} ${boundsText(bounds, unit)}`, words: "", where: where.join(" AND ") };
};

/** "At least twice their reorder level": one column by another. */
const multipleOf = ({ subject }: Parts, pieces: readonly Piece[], index: number, bounds: Bounds): Flag | undefined => {
  if (!/ (?:twice|times)$/.test(pieces[index]?.text ?? "")) return undefined;
  const main = mainOf(subject);
  // "Three times the quantity of their reorder level"
  const isOwn = ({ tag, text }: Piece) =>
    tag.is === "filler" || text === "of" || (tag.is === "measure" && tag.measure === main);
  const next = pieces.slice(index + 1).find((piece) => !isOwn(piece))?.tag;
  const other = next?.is === "measure" ? next.measure : undefined;
  if (!main.value || !other?.value || other === main) return undefined;
  const where = signs.flatMap(([name, sign]) =>
    bounds[name] === undefined ? [] : [`${main.value} ${sign} ${bounds[name]} * ${other.value}`],
  );
  const limit = timesText(bounds);
  return { name: `with a ${main.label} ${limit} the ${other.label}`, words: "", where: where.join(" AND ") };
};

/** "Women under 35", "older than 40": the age groups that are wholly so. */
const ageOf = (
  { subject }: Parts,
  pieces: readonly Piece[],
  index: number,
  bounds: Bounds,
): Flag | "within a group" | undefined => {
  const ages = subject.dimensions.find(({ edges }) => edges !== undefined);
  if (!ages?.edges || !isAge(pieces, index, bounds, subject)) return undefined;
  const starts = [bounds.atLeast, bounds.below, plusOne(bounds.above), plusOne(bounds.atMost)];
  if (starts.some((start) => start !== undefined && !ages.edges?.includes(start))) return "within a group";
  const [from, to] = [`CAST(substr(${ages.name}, 1, 2) AS INTEGER)`, `CAST(substr(${ages.name}, 4, 2) AS INTEGER)`];
  const where = signs.flatMap(([name, sign]) =>
    bounds[name] === undefined ? [] : [`${name === "above" || name === "atLeast" ? from : to} ${sign} ${bounds[name]}`],
  );
  const name = `with an age group wholly ${boundsText(bounds, "amount")}`;
  return { name, words: "", where: where.join(" AND "), ...(ages.join && { join: ages.join }) };
};

const plusOne = (age: number | undefined): number | undefined => (age === undefined ? undefined : age + 1);

/** It is named as one, or it stands right behind people and no figure is named that it could limit. */
const isAge = (pieces: readonly Piece[], index: number, bounds: Bounds, { who }: Subject): boolean => {
  if (bounds.unit !== undefined) return bounds.unit === "years of age";
  const before = pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler")?.tag;
  const isCount = (tag: Piece["tag"] | undefined) => tag?.is === "measure" && tag.measure.sql === "COUNT(*)";
  const isPerson = before?.is === "value" && before.dimension.name === "gender";
  const isOfPeople =
    (before?.is === "records" || isCount(before)) &&
    (bounds.above ?? bounds.atLeast ?? bounds.below ?? bounds.atMost ?? 0) < 100;
  // "The average value of customers under 45"
  const first = bounds.above ?? bounds.atLeast ?? bounds.below ?? bounds.atMost ?? 0;
  const person = pieces[index - 1]?.tag;
  const isPeople = person?.is === "dimension" && person.dimension.name === who && isLimitAlone(pieces, index);
  const isRightBehind = (person?.is === "records" || isPeople) && first >= 16 && first < 100;
  const isNamed = before?.is === "dimension" && before.dimension.edges !== undefined;
  const isMeasured = pieces.some(({ tag }) => (tag.is === "measure" && !isCount(tag)) || tag.is === "degree");
  return (
    isNamed ||
    (isPeople && isRightBehind) ||
    (isOfPeople && (!isMeasured || isRightBehind)) ||
    (isPerson && pieces[index + 1]?.tag.is !== "measure")
  );
};

/** "Revenue from customers under 35": no figure stands behind the number that it could be one of. */
const isLimitAlone = (pieces: readonly Piece[], index: number): boolean =>
  pieces[index - 2]?.text === "from" && !["measure", "records", "dimension"].includes(pieces[index + 1]?.tag.is ?? "");

/** A limit, and what it is said of. */
export const addThreshold = (parts: Parts, pieces: readonly Piece[], index: number, bounds: Bounds): void => {
  parts.thresholds.push({
    bounds,
    ...(flaggedAt(parts, pieces, index) ?? limitedBy(parts.subject, pieces, index)),
    ...saidOf(pieces, index),
    ...(isOfFolded(pieces, index) && { folded: true }),
  });
};

/** "Queries by user with more than 10 failed ones": of the failed ones, while all of them are counted. */
const flaggedAt = (
  { subject }: Parts,
  pieces: readonly Piece[],
  index: number,
): Pick<Parts["thresholds"][number], "measure"> | undefined => {
  const [state, ones] = pieces.slice(index + 1, index + 3);
  if (state?.tag.is !== "flag" || ones?.text !== "ones") return undefined;
  return { measure: countOf(subject, state.tag.flag) };
};
