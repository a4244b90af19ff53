import type { Table } from "../ports/reply.ts";
import { shortened } from "../text/shorten.ts";

type Column = Table["columns"][number];

/** Characters of a cell that are read at all: no place shows more of them. */
export const mostCell = 1_000;

/**
 * A cell as people read it: grouped digits in columns of quantities, times without a machine's marks, a dash where
 * there is no value.
 */
export const cellText = (value: string | null | undefined, column: Column): string => {
  if (value === null || value === undefined) return "–";
  const short = shortened(value, mostCell);
  if (column.type === "time") return moment(short);
  return isQuantity(column) ? grouped(short) : short;
};

/** `2026-11-19T15:43:08.000Z` as `2026-11-19 15:43:08 UTC`; a fraction of a second stays where there is one. */
const moment = (value: string): string =>
  value.length > longestMoment
    ? value
    : value
        .replace(/^(\d{4}-\d\d-\d\d)T(?=\d\d:\d\d)/, "$1 ")
        .replace(/(:\d\d)\.0+(?=$|[Z+-])/, "$1")
        .replace(/(?<=:\d\d(?:\.\d+)?)(?:Z|\+00:00)$/, " UTC");

const longestMoment = 60;

/** A column of amounts to compare, unlike an id, a code or a year that only looks like a number. */
export const isQuantity = ({ name, type }: Column): boolean =>
  type === "number" && !/(?:^|[^a-z])(?:id|key|code|zip|year|yr|nr|no)$/i.test(name) && !camelLabel.test(name);

const camelLabel = /[a-z](?:Id|ID|Key|Code|Zip|Year|Nr|No)$/;

/**
 * `1234567.5` as `1,234,567.5`, `750.0` as `750`. Works on the digits themselves, so that no large number is rounded.
 */
export const grouped = (value: string): string => {
  const number = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plainNumber(value));
  if (!number) return value;
  const [, sign = "", whole = "", fraction = ""] = number;
  return `${sign}${inThrees(whole)}${fraction && fraction !== "0" ? `.${fraction}` : ""}`;
};

const inThrees = (digits: string): string => {
  const first = digits.length % 3 || 3;
  const groups = Array.from({ length: Math.ceil((digits.length - first) / 3) }, (_, at) =>
    digits.slice(first + 3 * at, first + 3 * at + 3),
  );
  return [digits.slice(0, first), ...groups].join(",");
};

/** Doubles come with exponents (`2.4E3`) and with the dust of binary fractions; both are for machines. */
const plainNumber = (value: string): string => {
  const noisy = /e/i.test(value) || /\.\d{7,}$/.test(value);
  const number = Number(value);
  if (!noisy || !Number.isFinite(number) || Math.abs(number) >= 1e15) return value;
  return String(Number(number.toFixed(4)));
};

/** `12 s`, `1 min 20 s`, `2 h 5 min`. */
export const duration = (ms: number): string => {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return [`${minutes} min`, seconds % 60 ? `${seconds % 60} s` : ""].join(" ").trim();
  return [`${Math.floor(minutes / 60)} h`, minutes % 60 ? `${minutes % 60} min` : ""].join(" ").trim();
};

/** A link in markdown, safe for any address. */
export const markdownLink = (label: string, url: string): string =>
  `[${label}](${url.replace(/[()\s]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)})`;

/** `1 row`, `2,345 rows`. */
export const rowCount = (rows: number): string => `${grouped(String(rows))} ${rows === 1 ? "row" : "rows"}`;

/** Says how much of a result is shown, and nothing when that is all of it. */
export const extent = (shown: number, table: Table): string | undefined => {
  const total = Math.max(table.total, table.rows.length);
  if (table.truncated) return `first ${grouped(String(shown))} rows; the result was cut at ${rowCount(total)}`;
  return shown < total ? `first ${grouped(String(shown))} of ${rowCount(total)}` : undefined;
};
