import type { Table } from "../../ports/table.ts";
import { lookup } from "../../text/lookup.ts";
import { shortened } from "../../text/shorten.ts";
import { fieldLabel } from "../field-label.ts";
import { type Separators, separatorsIn } from "../words/locale-style.ts";
import { wordsIn } from "../words/words.ts";
import { type Digits, digitsOf, grouped, readable, writtenOut } from "./numbers.ts";

type Column = Table["columns"][number];

/** How a column is shown: its heading, whether it holds amounts to compare, and its cells as people read them. */
export interface ColumnView {
  title: string;
  isQuantity: boolean;
  cell(value: string | null | undefined): string;
}

/** Characters of a cell that are read at all: no place shows more of them. */
export const mostCell = 1_000;

/** Cells where the warehouse has no value. */
const nothing = "–";

/** The columns of a table as they are shown. Numbers of one column have the same number of decimals, if they have one unit. */
export const columnViews = ({ columns, rows, locale }: Pick<Table, "columns" | "rows" | "locale">): ColumnView[] => {
  const marks = separatorsIn(locale);
  const isMixed = columns.some(({ name, type }) => type === "text" && measureWords.has(wordsOf(name).at(-1) ?? ""));
  return columns
    .map((column, at) =>
      columnView(
        column,
        rows.map((row) => row[at] ?? null),
        isMixed && !column.name.includes("%"),
        marks,
      ),
    )
    .map((view, at) => (view.title.trim() === "" ? { ...view, title: wordsIn(locale).answers.column(at + 1) } : view));
};

/** A column of these names what each row measures, so that the numbers of a column have units of their own. */
const measureWords = new Set("metric measure kpi indicator".split(" "));

const columnView = (column: Column, values: (string | null)[], isMixed: boolean, marks: Separators): ColumnView => {
  const isAmount = isQuantity(column, values);
  const show = isAmount
    ? isMixed
      ? ofAnyUnit(marks)
      : amounts(column, values, marks)
    : column.type === "time"
      ? moment
      : (value: string) => value;
  return {
    title: heading(column.name),
    isQuantity: isAmount,
    cell: (value) => (value === null || value === undefined ? nothing : show(shortened(value, mostCell))),
  };
};

/** `total_revenue` as "Total revenue"; what is no plain name (`sum(price)`, `Net Revenue`) stays as it is. */
const heading = (name: string): string => (/^\p{Ll}[\p{L}\p{N}_]*$/u.test(name) ? fieldLabel(name) : name);

/** More decimals than these are not filled up with zeros. */
const mostFilledUp = 4;

const amounts = (column: Column, values: (string | null)[], marks: Separators): ((value: string) => string) => {
  const needed = Math.max(0, ...values.map((value) => (value === null ? 0 : decimalsOf(amountOf(value)))));
  const least = isMoney(column) && needed > 0 ? 2 : 0;
  const decimals = needed <= mostFilledUp ? Math.max(least, needed) : least;
  return (value) => {
    const digits = amountOf(value);
    return digits ? writtenOut(digits, decimals, marks) : value;
  };
};

/** A value of ten thousand of something needs no fraction. */
const ofAnyUnit =
  (marks: Separators) =>
  (value: string): string =>
    grouped(/^-?\d{5,}\.\d+$/.test(value) ? Number(value).toFixed(0) : value, marks);

const amountOf = (value: string): Digits | undefined => {
  const digits = digitsOf(value);
  if (!digits) return undefined;
  const shown = readable(digits);
  return /^0*$/.test(shown.fraction) ? { ...shown, fraction: "" } : shown;
};

const decimalsOf = (digits: Digits | undefined): number => digits?.fraction.length ?? 0;

/** Amounts of money are written with cents once one of them has some. */
const isMoney = ({ name }: Column): boolean => wordsOf(name).some((word) => moneyWords.has(word));

const moneyWords = new Set(
  "revenue sales price cost costs spend amount profit margin fee fees value budget balance salary usd eur gbp chf jpy".split(
    " ",
  ),
);

/**
 * A column of amounts to compare, unlike an id, a code, a year or a month that only looks like a number. Decided by the
 * name, and by the values where a name can mean both.
 */
export const isQuantity = ({ name, type }: Column, values: (string | null)[]): boolean => {
  if (type !== "number") return false;
  const words = wordsOf(name);
  if (words.includes("per") || words[0] === "number" || words[0] === "count") return true;
  const kind = functionIn(name) ?? words.at(-1) ?? "";
  if (labelWords.has(kind) || isJoinedId(kind)) return false;
  const range = partOfTime(kind);
  return !(range && values.every((value) => value === null || isWithin(value, range)));
};

/** The function of `year(order_date)`. */
const functionIn = (name: string): string | undefined => /^(\p{L}+)\(/u.exec(name)?.[1]?.toLowerCase();

/** What identifies something, whatever its value: at the end of a name (`order_number`), or as a function (`year(x)`). */
const labelWords = new Set(
  "id ids key code zip zipcode postcode postalcode plz phone fax sku isbn ean upc uuid guid nr no number num year yr yyyy yyyymm yyyymmdd".split(
    " ",
  ),
);

/** Parts of dates are labels only where every value can be one: `month` from 1 to 12, or 202611. */
const partOfTime = lookup<readonly (readonly [number, number])[]>({
  month: [
    [1, 12],
    [190_001, 219_912],
  ],
  quarter: [
    [1, 4],
    [19_001, 21_994],
  ],
  week: [
    [1, 53],
    [190_001, 219_953],
  ],
  period: [[190_001, 219_912]],
  day: [
    [1, 31],
    [19_000_101, 21_991_231],
  ],
  date: [[19_000_101, 21_991_231]],
  hour: [[0, 23]],
});

const isWithin = (value: string, ranges: readonly (readonly [number, number])[]): boolean =>
  /^\d{1,8}$/.test(value) && ranges.some(([from, to]) => Number(value) >= from && Number(value) <= to);

/** `customerid`, but not `paid`. */
const isJoinedId = (word: string): boolean => word.length > 4 && word.endsWith("id") && !wordsInId.has(word);

const wordsInId = new Set(
  "unpaid prepaid repaid valid invalid grid hybrid fluid liquid solid rapid covid overpaid".split(" "),
);

/** The words of a name, lower case: at marks and before a capital that follows a small letter. */
const wordsOf = (name: string): string[] =>
  name
    .slice(0, 200)
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** `2026-11-19T15:43:08.000Z` as `2026-11-19 15:43:08 UTC`; a fraction of a second stays where there is one. */
const moment = (value: string): string =>
  value.length > longestMoment
    ? value
    : value
        .replace(/^(\d{4}-\d\d-\d\d)T(?=\d\d:\d\d)/, "$1 ")
        .replace(/(:\d\d)\.0+(?=$|[Z+-])/, "$1")
        .replace(/(?<=:\d\d(?:\.\d+)?)(?:Z|\+00:00)$/, " UTC");

const longestMoment = 60;
