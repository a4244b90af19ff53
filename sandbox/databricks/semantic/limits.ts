import type { Calendar, Period } from "../data/calendar.ts";
import { type Figure, figureOf } from "./composing/figures.ts";
import { mainOf } from "./composing/measures.ts";
import { periodOf } from "./composing/times.ts";
import { converted, fittingMeasure } from "./composing/units.ts";
import type { Filter, Parts, State } from "./parts.ts";
import type { Dimension, Flag, Measure, Subject } from "./subject.ts";
import type { Bounds, Grain } from "./tags.ts";

/** What the figure of each group has to keep; `of`: a multiple of what the groups have on average. */
export interface GroupLimit {
  figure: Figure;
  bounds: Bounds;
  of?: "average";
}

/** Limits that whole groups have to keep. */
export const groupLimitsOf = (
  parts: Parts,
  figures: Figure[],
  groups: Dimension[],
  grain: Grain | undefined,
): GroupLimit[] => {
  if (groups.length === 0 && !grain) return [];
  const named = parts.thresholds
    .filter((threshold) => !isRowLimit(parts, threshold))
    .flatMap(({ measure, bounds, folded }) => {
      const wanted = measure ?? fittingMeasure(parts.subject, bounds);
      const shown = measure ? undefined : figures.find(({ unit }) => unit === bounds.unit && unit === "percent");
      if (shown) return [{ figure: shown, bounds: converted(bounds, shown.unit) }];
      const isWanted = ({ name, of }: Figure) => (folded ? of : name) === wanted?.name;
      const figure = figures.find(isWanted) ?? (wanted ? figureOf(wanted) : figures[0]);
      return figure ? [{ figure, bounds: converted(bounds, figure.unit) }] : [];
    });
  const [main] = figures;
  return [
    ...named,
    ...(parts.relatives ?? []).flatMap(({ bounds }) =>
      main ? [{ figure: main, bounds, of: "average" as const }] : [],
    ),
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
  // "Number of queries above one minute by warehouse"
  const isOfCount =
    threshold.bounds.unit !== undefined &&
    parts.measures.length > 0 &&
    parts.measures.every(({ sql, flag }) => sql === "COUNT(*)" && flag === undefined);
  return (
    parts.counted === "records" ||
    isOfRows ||
    isOfCount ||
    threshold.of === "rows" ||
    (parts.groups.length === 0 && !parts.grain)
  );
};

const rowLimit = (measure: Measure, bounds: Bounds) => ({
  sql: measure.value ?? "",
  bounds,
  label: measure.label.replace(/^average /, ""),
  unit: measure.unit,
});

/** Groups are compared with an average, and not rows. */
const isOfGroups = ({ groups, grain, counted }: Parts): boolean =>
  counted !== "records" && (groups.length > 0 || grain !== undefined);

/** The measure that a limit on rows is about. */
export const limitedOf = (
  { subject, measures }: Parts,
  { measure, bounds }: Parts["thresholds"][number],
): Measure | undefined =>
  measure ?? fittingMeasure(subject, bounds) ?? measures[0] ?? (bounds.unit ? undefined : mainOf(subject));

/** What all plans have: which rows they are about. */
export interface Scope {
  subject: Subject;
  filters: Filter[];
  flags: State[];
  /** Limits that each row must keep. */
  rowLimits: { sql: string; bounds: Bounds; label: string; unit: Measure["unit"]; of?: "average" }[];
  conditions: string[];
  joins: string[];
  period: Period | undefined;
  /** Nobody named the period. */
  usual: boolean;
}

/** The rows that a question is about. */
export const scopeOf = (parts: Parts, measures: Measure[], calendar: Calendar, groups: Dimension[]): Scope => {
  const { subject } = parts;
  const limiting = parts.thresholds.flatMap((threshold) => {
    const measure = limitedOf(parts, threshold);
    return measure?.value && isRowLimit(parts, threshold) ? [{ measure, bounds: threshold.bounds }] : [];
  });
  const dimensions = [...groups, ...parts.per, ...parts.filters.map(({ dimension }) => dimension)];
  const implying = [
    ...groups,
    ...parts.per,
    ...parts.filters.filter(({ not }) => !not).map(({ dimension }) => dimension),
  ];
  const used = [...measures, ...limiting.map(({ measure }) => measure)];
  const { period, usual } = periodOf(parts, calendar);
  return {
    subject,
    filters: parts.filters,
    flags: parts.flags,
    rowLimits: [
      ...limiting.map(({ measure, bounds }) => rowLimit(measure, converted(bounds, measure.unit))),
      ...(isOfGroups(parts) ? [] : (parts.relatives ?? [])).flatMap(({ bounds }) => {
        const measure = [...measures, mainOf(subject)].find(({ value }) => value !== undefined);
        return measure ? [{ ...rowLimit(measure, bounds), of: "average" as const }] : [];
      }),
    ],
    conditions: [...new Set([...implying, ...used].flatMap(({ where }) => where ?? []))],
    joins: [
      ...new Set(
        [
          ...dimensions,
          ...used,
          ...parts.flags.map(({ flag }) => flag),
          ...(parts.some ?? []),
          ...(parts.never ?? []),
        ].flatMap(({ join }) => join ?? []),
      ),
    ].map((name) => subject.joins?.[name] ?? ""),
    period,
    usual,
  };
};
