import { chartOf } from "../../src/reply/tables/chart.ts";
import { columnViews } from "../../src/reply/tables/column-view.ts";
import { classify } from "../../src/triage/diagnosis/classification.ts";
import { readers, renderers } from "../support/reading/readers.ts";

/*
 * Words that every object has: a table of words that is looked up like an object finds them, though nobody wrote them
 * there. They are names of columns (`constructor` in racing), codes, values and plain words like any other.
 */

const words = ["constructor", "__proto__", "toString", "valueOf", "hasOwnProperty", "prototype"];

/** A word alone, and where readers look for a word of theirs. */
const textsOf = (word: string): string[] => [
  word,
  `${word} ${word}`,
  `${word}(${word})`,
  `last ${word}`,
  `${word} month`,
  `last 3 ${word}`,
  `run ${word} ${word}=${word}`,
  `${word}: ${word}`,
  `SELECT ${word} FROM ${word} WHERE ${word} ${word} 5 AND d >= trunc(current_date(), '${word}')`,
  `[${word}] ${word} ${word.toUpperCase()}_EXCEPTION`,
];

const all = [
  ...Object.entries(readers).flatMap(([area, some]) =>
    Object.entries(some).map(([name, read]) => [`${area}: ${name}`, read] as const),
  ),
  ...Object.entries(renderers),
];

describe("words that every object has", () => {
  it.each(all)("are words like any other: %s", (_, read) => {
    for (const text of words.flatMap(textsOf)) expect(() => read(text), text).not.toThrow();
  });

  it.each(words)("name columns of numbers: %s", (word) => {
    const columns = [
      { name: "team", type: "text" as const },
      { name: word, type: "number" as const },
    ];
    const table = { columns, rows: ["a", "b", "c"].map((team) => [team, "5"]), total: 3, truncated: false };
    expect(columnViews(table).map((view) => view.cell("1234"))).toEqual(["1234", "1,234"]);
    expect(chartOf(table)).toMatchObject([{ series: [{ values: [5, 5, 5] }] }]);
  });

  it.each(words)("are codes of failures that no rule knows: %s", (code) => {
    const texts = { message: "", error: "", trace: "", logs: "" };
    expect(classify({ outcome: "failed", code, type: code, ...texts })).toMatchObject({ class: "unknown" });
  });
});
