import type { Row } from "../../data/database.ts";
import type { Voice } from "./words.ts";

/** How many rows a sentence names; one more is named rather than left to the table. */
export const NAMED = 5;

/** The rows that a sentence names, and where to find the others. */
export const shown = ({ answers, plain }: Voice, rows: Row[], most = NAMED): { named: Row[]; more: string } =>
  rows.length <= NAMED + 1
    ? { named: rows, more: "" }
    : { named: rows.slice(0, most), more: answers.all(plain.number(rows.length)) };
