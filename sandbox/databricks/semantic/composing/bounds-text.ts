import { englishNames } from "../saying/english/english-names.ts";
import { englishNumbers } from "../saying/english/english-numbers.ts";
import { numbersIn } from "../saying/numbers.ts";
import type { Measure } from "../subject.ts";
import type { Bounds } from "../tags.ts";

/* Limits in the names of states that a question makes, which are English: "with a cost above $5.00". */

const { amount } = numbersIn(englishNumbers);

/** "above 5 and at most 10" */
export const boundsText = (bounds: Bounds, unit: Measure["unit"]): string =>
  englishNames.bounds(bounds, (value) => amount(value, unit));

/** "above 3 times", "below twice"; nothing for once. */
export const timesText = (bounds: Bounds): string =>
  boundsText(bounds, "amount")
    .replace(/\b[\d.,]+$/, (factor) => (factor === "1" ? "" : factor === "2" ? "twice" : `${factor} times`))
    .trim();
