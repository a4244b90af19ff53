import { isDate } from "./dates.ts";
import { asciiDigits } from "./digits.ts";
import { scaleOf } from "./number-scales.ts";

/* The figures that a text states, as opposed to dates, times and names that hold digits. */

/** A figure, in each way in which its marks can be read: `2.525` is 2,525 in German. */
export interface Figure {
  readings: Reading[];
  /** Of digits in groups that blanks part, `2 525`: the groups, which may be figures of their own. */
  parts: Figure[];
}

interface Reading {
  value: number;
  /** The weight of its last digit. */
  step: number;
}

/** Numbers of a text that are read at all, and characters of one. */
const mostFigures = 200;
const longest = 40;

/** The figures of a text, without its citations, in linear time. */
export const figuresIn = (text: string): Figure[] => {
  const found: Figure[] = [];
  const digital = asciiDigits(text).replace(address, " ");
  for (const { index, 0: digits } of digital.matchAll(number)) {
    if (found.length === mostFigures) break;
    const after = digital.slice(index + digits.length, index + digits.length + around);
    const before = digital.slice(Math.max(0, index - around), index);
    if (digits.length <= longest && !isPartOfName(before, digits, after) && !isDate(digits, before, after))
      found.push(figureOf(digits, before, after));
  }
  return found;
};

/** Groups of three digits may be parted by a blank. */
const number = /\d{1,3}(?: \d{3})+(?![\d.,]?\d)|\d+(?:[.,\u00a0\u202f'’]\d+)*/g;

/** What leads somewhere states nothing. */
const address = /https?:\/\/[^\s<>()[\]]+/gi;

/** Characters beside a number that are looked at. */
const around = 24;

const figureOf = (digits: string, before: string, after: string): Figure => {
  const groups = digits.split(" ");
  return {
    readings: readingsOf(groups.join(""), before, after),
    parts: groups.length > 1 ? groups.map((group) => figureOf(group, "", "")) : [],
  };
};

/** `C002`, `svc-2`, `2nd`, `[1]`, `#3`, `12:30`, `2026-11-24`, `24/7`, `a=1`, `第3`. */
const isPartOfName = (before: string, digits: string, after: string): boolean =>
  nameBefore.test(before) ||
  /^(?:_|[-/]\p{L}|st\b|nd\b|rd\b|th\b)/u.test(after) ||
  isMoment.test(`${/[\d:/-]*$/.exec(before)?.[0]}${digits}${/^[\d:/-]*/.exec(after)?.[0]}`);

/** Scripts without blanks between words write their numbers between letters. */
const nameBefore =
  /(?:[[\p{L}_#\[\/=\&]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]]|[第제]|\p{L}\d*-)$/v;

const isMoment =
  /^(?:\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?|\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,4}\/\d{1,2}(?:\/\d{1,4})?)[-/:]*$/;

const readingsOf = (digits: string, before: string, after: string): Reading[] => {
  const point = digits.lastIndexOf(".");
  const comma = digits.lastIndexOf(",");
  const isRound = rounding.test(before);
  const decimals = [...new Set([point, comma, -1])].map((at) => readingOf(digits, at, isRound));
  const scale = scaleOf(after);
  const scaled = scale === 1 ? decimals : decimals.map((reading) => times(reading, scale));
  return perCent.test(after) ? [...scaled, ...scaled.map((reading) => times(reading, 0.01))] : scaled;
};

const times = ({ value, step }: Reading, by: number): Reading => ({ value: value * by, step: step * by });

/** A share of 23 % is 0.23 in many tables. */
const perCent = /^[\u00a0\u202f ]?(?:%|(?:per ?cent(?:age)?|prozent(?:punkten?|punkte)?|pct|pp)(?:$|[^\p{L}]))/iu;

/** Words before a number that was rounded. */
const rounding =
  /(?:^|[^\p{L}])(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|over|more than|close to|rund|etwa|circa|ca\.?|knapp|fast|gut|über|mehr als|ungefähr) \p{Sc}?$/iu;

/** The number if its fraction begins after `at`; -1: it has none. Of one that was rounded, zeros at the end are not exact. */
const readingOf = (digits: string, at: number, isRound: boolean): Reading => {
  const whole = (at < 0 ? digits : digits.slice(0, at)).replace(/\D/g, "");
  const fraction = at < 0 ? "" : digits.slice(at + 1);
  const zeros = isRound && fraction === "" ? (/(?<=[1-9]\d)0+$/.exec(whole)?.[0].length ?? 0) : 0;
  return { value: Number(`${whole}.${fraction || 0}`), step: 10 ** (zeros - fraction.length) };
};
