import type { Parts } from "../parts.ts";
import type { Dimension, Measure } from "../subject.ts";
import { type Averaged, isExtreme } from "./figures.ts";
import { severalOf, wantsTrend } from "./times.ts";

/** The dimension that a lone total is shown by. */
export const splitOf = (
  parts: Parts,
  measures: Measure[],
  { figures, groups, grain, isPlain }: Averaged & { isPlain: boolean },
): Dimension | undefined => {
  // "Stock versus reorder level": of each thing, where a row is one of it.
  const areOfThings =
    parts.versus === true &&
    !parts.total &&
    measures.every(({ split }) => split !== undefined && split === parts.subject.record.dimension);
  const isLone = groups.length === 0 && !grain && (figures.length === 1 || areOfThings) && isPlain;
  if (
    !isLone ||
    parts.average ||
    parts.median ||
    wantsTrend(parts, undefined) ||
    isExtreme(parts, measures) ||
    severalOf(parts).length > 0
  )
    return undefined;
  return parts.subject.dimensions.find(({ name }) => name === measures[0]?.split);
};
