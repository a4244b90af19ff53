import { englishAnswers } from "./english-answers.ts";

const join = englishAnswers.list;

/* What a query does, in English: Genie's own understanding of the question. */

export const englishAbouts = {
  lists: (limit: string | undefined, rows: string, by: string | undefined): string =>
    `lists ${limit === "1" ? "one " : limit ? `up to ${limit} ` : "the "}${rows}${by ? ` by ${by}` : ""}`,
  ends: (rows: string, areLatest: boolean): string => `the ${areLatest ? "latest" : "earliest"} ${rows}`,
  absent: (things: string, rows: string, counts: boolean): string =>
    `${counts ? "counts" : "lists"} the ${things} without a ${rows}`,
  streaks: (of: readonly string[], limit: string, until: string): string =>
    `days in a row${of.length > 0 ? ` by ${join(of)}` : ""}${limit && `, ${limit}`}${until && ` up to ${until}`}`,
  figures: (what: readonly string[], isShare: boolean, by: readonly string[]): string =>
    `${isShare ? "share of " : ""}${join(what)}${by.length > 0 ? ` by ${join(by)}` : ""}`,
  comparedWith: (period: string): string => `compared with ${period.replace(/^(?:in|on) /, "")}`,
  first: (count: number): string => `the first ${count}`,
  firstOfEach: (count: number): string => (count === 1 ? "the first of each" : `the first ${count} of each`),
  place: (place: number): string => `number ${place} of the order`,
  addedUp: "added up",
  ordered: (isDescending: boolean): string => `${isDescending ? "highest" : "lowest"} first`,
  where: (limit: string): string => `with ${limit}`,
  overAll: "over all data",
  now: "as of now",
  usual: (period: string): string => `${period}, since no period was named`,
  returns: (columns: readonly string[]): string => `Returns ${columns.join(", ")}.`,
  atLeast: (what: string, bounds: string): string => `${what} ${bounds}`,
  rowsAtLeast: (what: string, bounds: string): string => `${bounds} ${what}`,
};
