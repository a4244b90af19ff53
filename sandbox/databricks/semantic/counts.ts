import { fittingMeasure } from "./composing/units.ts";
import type { Parts, Threshold } from "./parts.ts";
import type { Dimension, Flag, Measure, Subject } from "./subject.ts";
import type { Piece } from "./tags.ts";

/* Numbers in a question, and what they count. */

/** A number without words around it that make a limit of it: so many rows, if it stands beside what they are. */
export const addNumber = (parts: Parts, pieces: readonly Piece[], index: number, number: number): void => {
  const near = [pieces[index - 1], pieces[index + 1]];
  // "The 3 days with the highest cost"
  const isOfUnits = near[1]?.tag.is === "unit" && pieces.slice(index).some(({ text }) => TOP.test(text));
  const limits = isOfUnits || near.some((piece) => piece && COUNTABLE.has(piece.tag.is));
  if (limits && number > 0 && Number.isInteger(number)) parts.limit = number;
  else parts.thresholds.push({ bounds: { unit: `bare ${number}` } });
};
const TOP = /^(?:most|fewest|highest|lowest|largest|smallest|biggest)$/;
const COUNTABLE = new Set("order grade degree latest earliest dimension records flag value measure".split(" "));

/** "More than 2 units", "more than one product": what stands behind a limit is limited, else the nearest figure. */
export const limitedBy = (subject: Subject, pieces: readonly Piece[], index: number): { measure?: Measure } => {
  const at = countedAt(pieces, index);
  const here = pieces[index];
  if (here && isTimes(here, pieces[index + 1])) return { measure: countOf(subject) };
  const next = pieces[at]?.clause ? undefined : pieces[at]?.tag;
  if (next?.is === "measure") return { measure: next.measure };
  if (isCounted(pieces, at)) {
    if (next?.is === "records") return { measure: countOf(subject) };
    if (next?.is === "dimension") return { measure: distinctCount(next.dimension) };
  }
  const ofVerb = here && verbLimit(subject, here, pieces[index - 1]);
  if (ofVerb) return { measure: ofVerb };
  const ofRows = here && rowLimit(subject, here, pieces[index - 1]);
  if (ofRows) return { measure: ofRows };
  for (let by = 1; by < pieces.length; by += 1)
    for (const at of [index - by, index + by]) {
      const tag = pieces[at]?.tag;
      if (tag?.is === "measure" || tag?.is === "degree") return { measure: tag.measure };
    }
  return {};
};

/** "The wait of queries longer than a minute": of how long they take, whatever else is asked for. */
const rowLimit = (subject: Subject, { tag }: Piece, before: Piece | undefined): Measure | undefined =>
  tag.is === "threshold" && before?.tag.is === "records" && TIMES.has(tag.threshold.unit ?? "")
    ? fittingMeasure(subject, tag.threshold)
    : undefined;

/** "Waited more than 2 seconds and still ran over 30 seconds": each limit is one of its own verb. */
const verbLimit = (subject: Subject, { tag }: Piece, before: Piece | undefined): Measure | undefined =>
  tag.is === "threshold" && TIMES.has(tag.threshold.unit ?? "") && LASTING.test(before?.text ?? "")
    ? fittingMeasure(subject, tag.threshold)
    : undefined;
const LASTING = /^(?:ran|runs?|running|took|takes?|taking|lasted|lasts?|lasting)$/;
const TIMES = new Set(["seconds", "minutes", "hours"]);

/** "Runs over an hour", "customers with more than one order": the limit is said of what stands right before it. */
export const saidOf = (pieces: readonly Piece[], index: number): Pick<Threshold, "of"> => {
  if (pieces[index + 1]?.tag.is === "average") return {};
  const said = pieces
    .slice(0, index)
    .findLast(
      (piece, at) => !PASSED.has(piece.tag.is) && !PASSED_WORDS.test(piece.text) && !isKindOfValue(pieces, at, piece),
    );
  if (said?.tag.is === "records") return /s$/.test(said.text) ? { of: "rows" } : {};
  return said?.tag.is === "dimension" ? { of: said.tag.dimension } : {};
};

/** "The ml-platform team": one of them, and no things that could keep a limit. */
const isKindOfValue = (pieces: readonly Piece[], at: number, { tag }: Piece): boolean => {
  const before = pieces[at - 1]?.tag;
  return tag.is === "dimension" && before?.is === "value" && before.dimension === tag.dimension;
};

const PASSED = new Set(["filler", "measure", "degree", "flag", "value", "average", "total", "follow"]);
const PASSED_WORDS = /^with$/;

/** "Over 300 a day on average", "whose daily average is above 300": the limit of what is folded, and not of "teams that spent over 300". */
export const isOfFolded = (pieces: readonly Piece[], index: number): boolean => {
  const isFold = ({ tag }: Piece) => ["average", "total", "median"].includes(tag.is);
  const end = pieces.findIndex(({ tag, clause }, at) => at > index && (clause || tag.is === "joint"));
  if (pieces[index + 1]?.text === "per") return true;
  if (pieces.slice(index + 1, end < 0 ? undefined : end).some(isFold)) return true;
  const before = pieces.slice(0, index);
  const fold = before.findLastIndex(isFold);
  const isThing = ({ tag }: Piece) => tag.is === "dimension" || tag.is === "records" || tag.is === "who";
  return fold >= 0 && !before.slice(fold).some((piece, at) => isThing(piece) && before[fold + at - 1]?.tag.is !== "by");
};

/** "More than twice", "at least 3 times": a number of rows. */
export const isTimes = ({ tag, text }: Piece, next: Piece | undefined): boolean =>
  tag.is === "threshold" && (/\b(?:once|twice)\b/.test(text) || next?.text === "times");

/** What stands behind a limit, with a state or a value between: "more than 2 denied events". */
const countedAt = (pieces: readonly Piece[], index: number): number => {
  const at = pieces.findIndex(
    ({ tag, text }, place) => place > index && tag.is !== "flag" && tag.is !== "value" && !DISTINCT.test(text),
  );
  const next = pieces.findIndex(({ text }, place) => place > index && !DISTINCT.test(text));
  return isNoun(pieces[at]) ? at : next;
};
/** Between a limit and what it counts: "more than five different tables". */
const DISTINCT = /^(?:different|distinct|unique|separate)$/;

/** A limit without a unit stands right before it: "more than one product". */
export const isCounted = (pieces: readonly Piece[], index: number): boolean => {
  const named = pieces.slice(0, index).filter(({ text }) => !DISTINCT.test(text));
  const before = named.findLast(({ tag }) => tag.is !== "flag" && tag.is !== "value");
  const isRecords = isNoun(pieces[index]);
  const tag = isRecords ? before?.tag : named.at(-1)?.tag;
  return tag?.is === "threshold" && tag.threshold.unit === undefined && !pieces[index]?.clause;
};

const isNoun = (piece: Piece | undefined): boolean => piece?.tag.is === "records" || piece?.tag.is === "dimension";

/** The number of rows, or of those with a flag. */
export const countOf = ({ measures, record }: Subject, flag?: Flag): Measure => {
  const known = measures.find(({ sql, flag: name }) => (flag ? name === flag.name : sql === "COUNT(*)"));
  const label = flag ? `${record.many} (${flag.name})` : record.many;
  const sql = flag ? `SUM(CASE WHEN ${flag.where} THEN 1 ELSE 0 END)` : "COUNT(*)";
  return (
    known ?? { name: label.replace(/\W+$/, "").replace(/\W+/g, "_"), label, words: "", sql, unit: "count", adds: true }
  );
};

/** The number of different values. */
export const distinctCount = (dimension: Dimension): Measure => ({
  name: dimension.many.replaceAll(" ", "_").toLowerCase(),
  label: dimension.many,
  words: "",
  sql: `COUNT(DISTINCT ${dimension.sql ?? dimension.name})`,
  unit: "count",
  adds: false,
  ...(dimension.join && { join: dimension.join }),
  ...(dimension.where && { where: dimension.where }),
});
