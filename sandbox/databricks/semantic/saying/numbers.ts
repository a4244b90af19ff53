import type { Measure } from "../subject.ts";
import type { NumberForm, Scale } from "./language.ts";

/* Numbers as a language writes them. */

export interface NumberWords {
  locale: string;
  /** A number with its unit; `one`: it is 1. */
  units: Record<Exclude<Measure["unit"], "count" | "amount" | "bytes">, (number: string, one: boolean) => string>;
  scales: Record<Scale, string>;
  unknown: string;
}

type Value = string | number | null | undefined;

export interface Numbers {
  /** A value with its unit. */
  amount(value: Value, unit: Measure["unit"]): string;
  /** The same with its sign, points of a percentage where it is one. */
  signed(value: number, unit: Measure["unit"]): string;
  /** With thousands separators and up to two decimals, whatever form was asked for. */
  number(value: number): string;
}

/** Units that can be given in thousands. */
export const scales = (unit: Measure["unit"]): boolean => unit === "count" || unit === "amount" || unit === "dollars";

/** Rounding makes no difference to these. */
const isWhole = (value: number, unit: Measure["unit"]): boolean => unit === "count" && Number.isInteger(value);

export const numbersIn = (words: NumberWords, form: NumberForm = {}): Numbers => {
  const plain = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 2 });
  const rounded = (value: number, unit: Measure["unit"]): number =>
    form.nearest && scales(unit) ? Math.round(value / form.nearest) * form.nearest : value;
  const figure = (exact: number, unit: Measure["unit"]): string => {
    const value = rounded(exact, unit);
    return form.scale && scales(unit)
      ? scaled(value, form.scale, words, form.decimals)
      : digits(value, unit, words, form);
  };
  const amount = (value: Value, unit: Measure["unit"]): string => {
    if (value === null || value === undefined) return unit === "count" || unit === "amount" ? "0" : words.unknown;
    if (typeof value === "string") return value;
    if (unit === "bytes") return words.units.gigabytes(figure(value / 1e9, "gigabytes"), false);
    if (unit === "count" || unit === "amount") return figure(value, unit);
    return words.units[unit](figure(value, unit), value === 1);
  };
  return {
    amount,
    number: (value) => plain.format(value),
    signed: (value, unit) => `${value >= 0 ? "+" : "−"}${amount(Math.abs(value), unit)}`,
  };
};

const digits = (
  value: number,
  unit: Measure["unit"],
  { locale }: NumberWords,
  { nearest, decimals = nearest && 0 }: NumberForm,
): string =>
  new Intl.NumberFormat(locale, {
    minimumFractionDigits: isWhole(value, unit) ? 0 : (decimals ?? (unit === "dollars" ? 2 : 0)),
    maximumFractionDigits: decimals ?? 2,
  }).format(value);

/** What is less than one of the scale keeps two digits that say something. */
const scaled = (value: number, scale: Scale, { locale, scales: names }: NumberWords, decimals?: number): string => {
  const by = value / scale;
  const isSmall = by !== 0 && Math.abs(by) < 1 && decimals === undefined;
  const format = isSmall
    ? { maximumSignificantDigits: 2 }
    : { maximumFractionDigits: decimals ?? 2, minimumFractionDigits: decimals ?? 0 };
  return `${new Intl.NumberFormat(locale, format).format(by)} ${names[scale]}`;
};
