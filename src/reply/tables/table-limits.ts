import type { Table } from "../../ports/table.ts";
import { shortened } from "../../text/shorten.ts";
import { wordsIn } from "../words/words.ts";

/* How much of a result a message shows, on every platform. A platform with less room shows less. */

/** Rows. Buttons lead to the others, and to a file of all of them. */
export const shownRows = 20;

/** Columns. The names of the others are listed. */
export const shownColumns = 20;

const mostNames = 1_000;
const longestName = 100;

/** Says which columns a message has no room for, as many names as it has room for. */
export const hiddenColumns = ({ columns, locale }: Pick<Table, "columns" | "locale">, shown: number): string => {
  const hidden = columns.slice(shown).map(({ name }) => shortened(name, longestName));
  if (hidden.length === 0) return "";
  const named: string[] = [];
  for (let length = 0; named.length < hidden.length; named.push(hidden[named.length] ?? "")) {
    length += (hidden[named.length]?.length ?? 0) + 2;
    if (length > mostNames) break;
  }
  const left = hidden.length - named.length;
  return wordsIn(locale).answers.hiddenColumns(named.join(", "), left);
};
