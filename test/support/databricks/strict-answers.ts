import type { Answer, QueryAnswer } from "../../../sandbox/databricks/genie/answer.ts";
import { cells } from "./genie-answers.ts";

/*
 * Whether an answer is the one to a question: the figures that SQL finds, and rows of the same grain. More columns and
 * another order are no mistake. An answer whose sentence leads with the one figure or thing that is asked for may show
 * what it is one of.
 */

type Cell = string | number | null;
export type Verdict = "right" | "asked back" | "something else";

/** `expected`: what SQL finds; undefined: the data does not hold it. `missing`: what a question back has to name. */
export const strictVerdict = (answer: Answer, expected: Cell[][] | undefined, missing: string | undefined): Verdict => {
  if (answer.kind === "text") return missing && new RegExp(missing, "i").test(answer.text) ? "right" : "asked back";
  if (expected === undefined) return "something else";
  const found = cells(answer.attempt.result);
  const { text } = answer;
  const isAnswer =
    isSameGrain(expected, found, answer) ||
    leadsWithFirst(expected, found, answer) ||
    isSaid(expected, answer) ||
    (found.length === 0 && expected.flat().every((cell) => cell === 0) && text.includes("**0**")) ||
    isSideBySide(expected, found);
  return isAnswer ? "right" : "something else";
};

/** Each row that is expected is one of those that are found, and no other is. */
const isSameGrain = (expected: Cell[][], found: Cell[][], { attempt }: QueryAnswer): boolean => {
  if (expected.length !== found.length) return false;
  const left = [...found];
  return expected.every((row) => {
    const at = left.findIndex((other) => holds(other, row, attempt.sql));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
};

/** "**C003** has the most": a ranking, of which the first is asked for. */
const leadsWithFirst = (expected: Cell[][], [first = []]: Cell[][], { text, attempt }: QueryAnswer): boolean => {
  const [only] = expected;
  const leads = /^(?:\*\*[^*]+\*\*(?:, | and | und )?)+ (?:has the|have the|hat d\w\w|haben d\w\w) /.test(text);
  return expected.length === 1 && only !== undefined && leads && holds(first, only, attempt.sql);
};

/**
 * "Total revenue is **3,275**: …", "Umsatz: insgesamt **3.275**", "6 failed checks …", "12 days ago", "vor 12 Tagen": the one
 * figure begins the sentence.
 */
const isSaid = (expected: Cell[][], { text, asked }: QueryAnswer): boolean => {
  const [value, ...more] = expected.flat();
  const isGerman = asked?.manner?.language === "de";
  const said = (isGerman ? germanLeads : englishLeads).flatMap((pattern) => {
    const number = pattern.exec(text)?.[1];
    if (number === undefined) return [];
    return [Number(isGerman ? number.replaceAll(".", "").replace(",", ".") : number.replaceAll(",", ""))];
  });
  return typeof value === "number" && more.length === 0 && said.some((number) => isSame(value, number));
};

const englishLeads = [/^(?:Total [^*]* is )?\**([\d,.]+)/, /, ([\d,]+) days ago:/];
const germanLeads = [
  /^\**([\d,.]+)/,
  /^Es (?:war|waren|ist|sind) \*\*([\d,.]+)/,
  /^[^*]*: (?:insgesamt )?\*\*([\d,.]+)[^*]*\*\*/,
  /, vor ([\d.]+) Tagen:/,
];

/** Two periods beside each other in one row. */
const isSideBySide = (expected: Cell[][], found: Cell[][]): boolean => {
  const figures = expected.flat().filter((cell) => typeof cell === "number");
  const [row = []] = found;
  return (
    found.length === 1 &&
    expected.length === 2 &&
    figures.length === 2 &&
    figures.every((figure) => row.some((cell) => isSame(figure, cell)))
  );
};

/** What the query is limited to needs no column. */
const holds = (found: Cell[], expected: Cell[], sql: string): boolean =>
  expected.every(
    (cell) => found.some((other) => isSame(cell, other)) || (typeof cell === "string" && sql.includes(`'${cell}'`)),
  );

/** Figures may be rounded, and a share may be one of a hundred; a moment may be a day. */
const isSame = (expected: Cell, found: Cell): boolean => {
  if (typeof expected === "number" && typeof found === "number")
    return isNear(expected, found) || (Math.abs(expected) <= 1 && isNear(expected * 100, found));
  if (typeof expected === "string" && typeof found === "string")
    return expected === found || (/^\d{4}-/.test(expected) && found.startsWith(expected));
  return expected === found;
};

const isNear = (expected: number, found: number): boolean =>
  Math.abs(expected - found) <= (Number.isInteger(expected) ? 0.005 : Math.max(0.06, 0.0006 * Math.abs(expected)));
