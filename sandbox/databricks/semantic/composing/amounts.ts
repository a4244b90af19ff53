import { list } from "../../spaces/space.ts";
import type { Measure } from "../subject.ts";
import type { Bounds } from "../tags.ts";
import type { Figure } from "./figures.ts";

/** "above 5 and at most 10" */
export const boundsText = ({ above, atLeast, below, atMost }: Bounds, unit: Measure["unit"]): string =>
  list([
    ...(above === undefined ? [] : [`above ${amount(above, unit)}`]),
    ...(atLeast === undefined ? [] : [`at least ${amount(atLeast, unit)}`]),
    ...(below === undefined ? [] : [`below ${amount(below, unit)}`]),
    ...(atMost === undefined ? [] : [`at most ${amount(atMost, unit)}`]),
  ]);

/** "above 3 times", "below twice"; nothing for once. */
export const timesText = (bounds: Bounds): string =>
  boundsText(bounds, "amount")
    .replace(/\b[\d.,]+$/, (factor) => (factor === "1" ? "" : factor === "2" ? "twice" : `${factor} times`))
    .trim();

/** A value with its unit. */
export const amount = (value: string | number | null | undefined, unit: Figure["unit"]): string => {
  if (value === null || value === undefined) return unit === "count" || unit === "amount" ? "0" : "unknown";
  if (typeof value === "string") return value;
  switch (unit) {
    case "dollars":
      return `$${cents.format(value)}`;
    case "percent":
      return `${number(value)} %`;
    case "bytes":
      return `${number(value / 1e9)} GB`;
    case "megabytes":
      return `${number(value)} MB`;
    case "gigabytes":
      return `${number(value)} GB`;
    case "terabytes":
      return `${number(value)} TB`;
    case "seconds":
      return `${number(value)} s`;
    case "minutes":
      return `${number(value)} minutes`;
    case "hours":
      return `${number(value)} hours`;
    default:
      return number(value);
  }
};

/** With thousands separators and up to two decimals. */
export const number = (value: number): string => decimals.format(value);
const decimals = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const cents = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** With its sign. */
export const signed = (value: number): string => `${value >= 0 ? "+" : "−"}${number(Math.abs(value))}`;
