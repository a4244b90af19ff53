import type { Separators } from "../words/locale-style.ts";

/*
 * Numbers as the warehouse writes them, in digits. Everything works on the digits themselves, so that no large number
 * is rounded and no small one becomes 0.
 */

/** A decimal number: sign, the digits before the point, the digits after it. */
export interface Digits {
  sign: "" | "-";
  whole: string;
  fraction: string;
}

/** Characters of the longest number that is read. A DECIMAL(38) with sign and point has 40. */
const longest = 60;
/** Digits that a double keeps; what comes after them is the dust of binary fractions. */
const exactDigits = 15;
/** Digits that a double is written with at most; a number of more is a decimal, which has no dust. */
const doubleDigits = 17;
/** A fraction of more digits than these comes from a calculation. */
const longFraction = 6;
/** Significant digits of a calculated number. */
const calculatedDigits = 6;

/** Reads `-12.50`, `2.4E3` or `4.5E-7`. Undefined: not a number that people would write in digits. */
export const digitsOf = (value: string): Digits | undefined => {
  if (value.length > longest) return undefined;
  const number = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(value.trim());
  if (!number) return undefined;
  const [, sign, whole = "", fraction = "", exponent] = number;
  const shown = exponent === undefined ? { whole, fraction } : movedPoint(whole, fraction, Number(exponent));
  if (!shown || shown.whole.length + shown.fraction.length > longest) return undefined;
  return { sign: sign === "-" ? "-" : "", whole: withoutLeadingZeros(shown.whole), fraction: shown.fraction };
};

/** Digits with the decimal point moved by an exponent. */
const movedPoint = (whole: string, fraction: string, by: number): { whole: string; fraction: string } | undefined => {
  if (Math.abs(by) > longest) return undefined;
  const digits = `${"0".repeat(Math.max(0, -by - whole.length + 1))}${whole}${fraction}${"0".repeat(Math.max(0, by - fraction.length))}`;
  const point = Math.max(whole.length, -by + 1) + by;
  return { whole: digits.slice(0, point), fraction: withoutTrailingZeros(digits.slice(point)) };
};

/**
 * A number as people want it: one with a long fraction was calculated and keeps six significant digits, and two
 * decimals in any case; all others stay as they are.
 */
export const readable = (digits: Digits): Digits => {
  if (digits.fraction.length <= longFraction) return digits;
  const isExact = significant(digits) > doubleDigits;
  const clean = isExact ? digits : rounded(digits, exactDigits + zerosBefore(digits));
  const shown = rounded(clean, Math.max(2, calculatedDigits + zerosBefore(clean)));
  return { ...shown, fraction: withoutTrailingZeros(shown.fraction) };
};

/** Digits from the first to the last that is not 0. */
const significant = ({ whole, fraction }: Digits): number =>
  withoutTrailingZeros(`${whole}${fraction}`).replace(/^0+/, "").length;

/** Zeros between the point and the first digit that counts; negative: as many digits before the point. */
const zerosBefore = ({ whole, fraction }: Digits): number =>
  whole === "0" ? Math.max(0, fraction.search(/[1-9]/)) : -whole.length;

/** Rounded half up to so many decimals. */
const rounded = ({ sign, whole, fraction }: Digits, decimals: number): Digits => {
  if (fraction.length <= decimals) return { sign, whole, fraction };
  const kept = `${whole}${fraction.slice(0, Math.max(0, decimals))}`;
  const isUp = (fraction[Math.max(0, decimals)] ?? "0") >= "5";
  const next = (BigInt(kept) + (isUp ? 1n : 0n)).toString().padStart(kept.length, "0");
  const point = next.length - Math.max(0, decimals);
  return { sign, whole: next.slice(0, point), fraction: next.slice(point) };
};

const english: Separators = { group: ",", decimal: "." };

/** `1234567`, `5` as `1,234,567.5`. `decimals`: at least so many digits after the point. */
export const writtenOut = ({ sign, whole, fraction }: Digits, decimals = 0, marks: Separators = english): string => {
  const shown = fraction.padEnd(decimals, "0");
  return `${sign}${inThrees(whole, marks.group)}${shown === "" ? "" : `${marks.decimal}${shown}`}`;
};

/** `1234567.5` as `1,234,567.5`, `750.0` as `750`; what is no number stays as it is. */
export const grouped = (value: string, marks: Separators = english): string => {
  const digits = digitsOf(value);
  if (!digits) return value;
  const shown = readable(digits);
  return writtenOut(/^0*$/.test(shown.fraction) ? { ...shown, fraction: "" } : shown, 0, marks);
};

const inThrees = (digits: string, group: string): string => {
  const first = digits.length % 3 || 3;
  const groups = Array.from({ length: Math.ceil((digits.length - first) / 3) }, (_, at) =>
    digits.slice(first + 3 * at, first + 3 * at + 3),
  );
  return [digits.slice(0, first), ...groups].join(group);
};

const withoutLeadingZeros = (digits: string): string => digits.replace(/^0+(?=\d)/, "");

const withoutTrailingZeros = (digits: string): string => {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
};

/** The number in a cell; undefined for no value and for what is no number: an empty text, `NaN`, `Infinity`. */
export const numberOf = (cell: string | null | undefined): number | undefined => {
  const value = cell?.trim() ? Number(cell) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
};
