import { type Figure, figureOf, mainOf } from "./composing/figures.ts";
import { converted, fittingMeasure } from "./composing/units.ts";
import type { Parts } from "./parts.ts";
import type { FiguresPlan } from "./plan.ts";
import type { Dimension, Flag, Measure, Subject } from "./subject.ts";
import type { Grain } from "./tags.ts";

/** Limits that whole groups have to keep. */
export const groupLimitsOf = (
  parts: Parts,
  figures: Figure[],
  groups: Dimension[],
  grain: Grain | undefined,
): FiguresPlan["groupLimits"] => {
  if (groups.length === 0 && !grain) return [];
  const named = parts.thresholds
    .filter((threshold) => !isRowLimit(parts, threshold))
    .flatMap(({ measure, bounds }) => {
      const wanted = measure ?? fittingMeasure(parts.subject, bounds);
      const figure = figures.find(({ name }) => name === wanted?.name) ?? (wanted ? figureOf(wanted) : figures[0]);
      return figure ? [{ figure, bounds: converted(bounds, figure.unit) }] : [];
    });
  return [
    ...named,
    ...(parts.some ?? []).map((flag) => ({ figure: flaggedCount(flag, parts.subject), bounds: { atLeast: 1 } })),
    ...(parts.never ?? []).map((flag) => ({ figure: flaggedCount(flag, parts.subject), bounds: { atMost: 0 } })),
  ];
};

const flaggedCount = ({ name, where }: Flag, { record }: Subject): Figure => ({
  name: `${name.replaceAll(" ", "_")}_${record.many.replaceAll(" ", "_")}`,
  label: `number of ${name} ${record.many}`,
  sql: `SUM(CASE WHEN ${where} THEN 1 ELSE 0 END)`,
  unit: "count",
  adds: true,
  lowIsGood: false,
});

/** A limit is about rows where rows are listed or counted, and about groups otherwise. */
export const isRowLimit = (parts: Parts, threshold: Parts["thresholds"][number]): boolean => {
  if (!limitedOf(parts, threshold)?.value) return false;
  const isOfRows =
    parts.records === true &&
    parts.plural === true &&
    parts.measures.length === 0 &&
    threshold.bounds.unit !== undefined;
  return parts.counted === "records" || isOfRows || (parts.groups.length === 0 && !parts.grain);
};

/** The measure that a limit on rows is about. */
export const limitedOf = (
  { subject, measures }: Parts,
  { measure, bounds }: Parts["thresholds"][number],
): Measure | undefined =>
  measure ?? fittingMeasure(subject, bounds) ?? measures[0] ?? (bounds.unit ? undefined : mainOf(subject));
