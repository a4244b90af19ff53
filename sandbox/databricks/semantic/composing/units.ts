import type { Parts } from "../parts.ts";
import type { Measure, Subject } from "../subject.ts";
import type { Bounds } from "../tags.ts";

/** The measure of a limit by its unit. */
export const fittingMeasure = (subject: Subject, { unit }: Bounds): Measure | undefined => {
  const family = unit && families.find((each) => each.includes(unit));
  return family ? subject.measures.find((measure) => family.includes(measure.unit)) : undefined;
};

/** A limit with a unit is about a measure of that unit, not about the one that stands nearest. */
export const fitted = ({ measure, bounds, ...said }: Parts["thresholds"][number]): Parts["thresholds"][number] =>
  measure && bounds.unit && !fits(measure, bounds.unit)
    ? { bounds, ...said }
    : { bounds, ...(measure && { measure }), ...said };

/** The measure can be limited in that unit. */
export const fits = (measure: Measure | undefined, unit: string): boolean =>
  measure !== undefined && families.some((family) => family.includes(unit) && family.includes(measure.unit));

const families = [
  ["seconds", "minutes", "hours"],
  ["dollars", "amount"],
  ["percent"],
  ["bytes", "megabytes", "gigabytes", "terabytes"],
];

const sizes: Record<string, number> = {
  seconds: 1,
  minutes: 60,
  hours: 3_600,
  bytes: 1,
  megabytes: 1e6,
  gigabytes: 1e9,
  terabytes: 1e12,
};

/** What a unit is one of, and how much of it. */
export const sizeOf = (unit: string): { family: number; size: number } | undefined => {
  const size = sizes[unit];
  return size === undefined ? undefined : { family: families.findIndex((family) => family.includes(unit)), size };
};

/** The limits in the measure's own unit. */
export const converted = (bounds: Bounds, unit: Measure["unit"]): Bounds => {
  const from = sizes[bounds.unit ?? ""];
  const to = sizes[unit];
  const by = from && to ? from / to : 1;
  const { unit: _, ...limits } = bounds;
  return Object.fromEntries(Object.entries(limits).map(([name, value]) => [name, Number(value) * by]));
};
