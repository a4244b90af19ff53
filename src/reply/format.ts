import type { Source } from "../ports/chat/answer-parts.ts";
import type { Table } from "../ports/table.ts";
import { grouped } from "./tables/numbers.ts";
import { separatorsIn } from "./words/locale-style.ts";
import { wordsIn } from "./words/words.ts";

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
export const rowCount = (rows: number, locale?: string): string =>
  wordsIn(locale).rows(rows, grouped(String(rows), separatorsIn(locale)));

/** Says which rows of a result are shown, and nothing when that is all of it. `from`: number of the first one, from 0. */
export const extent = (shown: number, table: Table, from = 0): string | undefined => {
  const { locale } = table;
  const words = wordsIn(locale).answers;
  const number = (count: number): string => grouped(String(count), separatorsIn(locale));
  const total = Math.max(table.total, table.rows.length);
  if (from > 0) {
    const [first, last] = [number(from + 1), number(from + shown)];
    return table.truncated
      ? words.rowsCutAt(first, last, rowCount(total, locale))
      : words.rowsOf(first, last, number(total));
  }
  if (table.truncated) return words.firstRows(number(shown), rowCount(total, locale));
  return shown < total ? words.firstOf(number(shown), rowCount(total, locale)) : undefined;
};

/** What a source is credited to, as Databricks wants it named, or as its tool is called; nothing where its line says that. */
export const creditOf = ({ title, credit, link }: Pick<Source, "title" | "credit" | "link">): string =>
  credit === title && link === undefined ? "" : (credit ?? wordsIn(undefined).answers.poweredByGenie);
