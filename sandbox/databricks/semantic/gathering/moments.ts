import type { Parts } from "../parts.ts";
import type { Dimension } from "../subject.ts";
import type { Piece } from "../tags.ts";

/** "When did each job first fail?": the first or the last time of each thing, and no row of its own. */
export const momentsOf = (parts: Parts, pieces: readonly Piece[]): Partial<Parts> | undefined => {
  const { latest, per, groups, measures, subject, flags, records, counted, thresholds, event } = parts;
  const isBoth = isFirstAndLast(pieces) && groups.length === 0;
  const isEach = groups.every((group) => per.includes(group) || isNamedEach(pieces, group));
  if (
    !latest ||
    !subject.day ||
    (groups.length === 0 && !isBoth) ||
    !isEach ||
    per.some((group) => !groups.includes(group))
  )
    return undefined;
  if ([parts.order, parts.share, parts.average, parts.total, parts.change, parts.versus, parts.limit].some(Boolean))
    return undefined;
  const isNamed = records === true || flags.length > 0 || event === true || measures.length > 0;
  const isOfDay = parts.grain === undefined || (parts.grain === "day" && !parts.perGrain);
  if (!isNamed || counted !== undefined || thresholds.length > 0 || !isOfDay || isFurther(pieces)) return undefined;
  const counting = measures.flatMap((measure) => subject.flags?.find(({ name }) => name === measure.flag) ?? []);
  if (
    measures.some(
      ({ flag, value, adds }) => flag === undefined && !(value !== undefined && adds && subject.record.measure),
    )
  )
    return undefined;
  return {
    moment: isFirstAndLast(pieces) ? "both" : latest,
    measures: [],
    flags: [
      ...flags,
      ...counting.filter((flag) => !flags.some((each) => each.flag === flag)).map((flag) => ({ flag, not: false })),
    ],
    records: false,
    grain: undefined,
    when: false,
    ever: parts.periods.length === 0,
    latest: undefined,
  };
};

/** "First and last sale date" */
const isFirstAndLast = (pieces: readonly Piece[]): boolean =>
  pieces.some(
    ({ tag }, at) => tag.is === "earliest" && pieces[at + 1]?.text === "and" && pieces[at + 2]?.tag.is === "latest",
  );

/** "Each check" */
export const isNamedEach = (pieces: readonly Piece[], dimension: Dimension): boolean =>
  pieces.some(
    ({ tag, text }) => tag.is === "dimension" && tag.dimension === dimension && /^(?:each|every|per|by)\b/.test(text),
  );

/** "The last run of each job, and did it fail?": said of the row that was found, not of those among which it is the last. */
const isFurther = (pieces: readonly Piece[]): boolean => {
  const by = pieces.findIndex(({ tag }) => tag.is === "latest" || tag.is === "earliest");
  const joint = pieces.findIndex(({ tag, clause }, index) => index > by && (tag.is === "joint" || clause));
  return joint >= 0 && pieces.slice(joint).some(({ tag }) => FURTHER.has(tag.is));
};
const FURTHER = new Set(["flag", "measure", "asked", "why", "value"]);
