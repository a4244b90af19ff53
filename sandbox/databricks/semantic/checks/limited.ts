import type { Written } from "../composing/written.ts";
import { isTimes, saidOf } from "../counts.ts";
import type { Piece } from "../tags.ts";

/* What a limit or a number is said of: "customers with more than one order", "per 100 runs", "between 9 and 11". */

type Rule = (pieces: readonly Piece[], index: number, query: Written) => boolean;

/** Limits and numbers that the query puts on something else. */
export const mislimited = (pieces: readonly Piece[], query: Written): string[] =>
  pieces.flatMap(({ text }, index) => (rules.some((rule) => rule(pieces, index, query)) ? [text] : []));

/** "Revenue of customers with more than 1 order": of the customers, which the query does not have apart. */
const isOfOtherThing: Rule = (pieces, index, { plan }) => {
  const { tag } = pieces[index] ?? { tag: { is: "filler" } };
  if (tag.is !== "threshold" || plan.kind !== "figures" || plan.groupLimits.length === 0) return false;
  const { of } = saidOf(pieces, index);
  return of !== undefined && of !== "rows" && !plan.groups.some(({ name }) => name === of.name);
};

/** "Failures per 100 runs": neither a number of rows nor a limit. */
const isDivisor: Rule = (pieces, index) =>
  pieces[index]?.tag.is === "number" && pieces[index - 1]?.tag.is === "by" && pieces[index + 1]?.tag.is === "records";

/** "Queries between 9 and 11 that waited over 10 seconds": of what the first one is a limit is not said. */
const isOfNothing: Rule = (pieces, index, { plan }) => {
  const { tag } = pieces[index] ?? { tag: { is: "filler" } };
  if (tag.is !== "threshold" || tag.threshold.unit !== undefined || isTimes(pieces[index] ?? NONE, pieces[index + 1]))
    return false;
  const isBeside = pieces[index - 1]?.tag.is === "records" && !NAMED.has(pieces[index + 1]?.tag.is ?? "");
  const sameLimits = plan.rowLimits.filter(({ sql }) => plan.rowLimits.some((other) => other.sql === sql));
  return isBeside && sameLimits.length > 1;
};
const NONE: Piece = { tag: { is: "filler" }, text: "", clause: false };
const NAMED = new Set(["measure", "records", "dimension"]);

/** "Customers under 35 and over 55": one of the two is read as another figure's limit. */
const isOtherLimit: Rule = (pieces, index, { plan }) => {
  const [before, joint, here] = pieces.slice(Math.max(0, index - 2), index + 1);
  if (here?.tag.is !== "threshold" || joint?.tag.is !== "joint" || before?.tag.is !== "threshold") return false;
  const unit = before.tag.threshold.unit ?? here.tag.threshold.unit;
  return plan.rowLimits.length === 1 && unit === undefined;
};

/** "Teams with over 100 on serverless": of what is not said, and it is no number of rows. */
const isOfNoFigure: Rule = (pieces, index, { plan }) => {
  const { tag } = pieces[index] ?? NONE;
  if (tag.is !== "threshold" || tag.threshold.unit !== undefined || plan.kind !== "figures") return false;
  // "More than 3?" is of what was asked for before.
  const isWhole = pieces.some((piece) => piece.tag.is === "dimension" || piece.tag.is === "who");
  const isNamed = !isWhole || pieces.some((piece, at) => COUNTED.has(piece.tag.is) || isTimes(piece, pieces[at + 1]));
  return !isNamed && plan.groupLimits.some(({ figure }) => figure.sql === "COUNT(*)");
};
const COUNTED = new Set(["measure", "degree", "records", "count", "flag"]);

/** "The failure rate of jobs that run longer than an hour on average": of the jobs, and not of each run. */
const isOfAverages: Rule = (pieces, index, { plan }) =>
  pieces[index]?.tag.is === "threshold" &&
  pieces[index + 1]?.tag.is === "average" &&
  plan.rowLimits.length > 0 &&
  pieces.slice(0, index).some(({ tag }) => tag.is === "dimension");

/** "More than twice as long as", "as much as": a multiple of something, and no number of rows. */
const isMultiple: Rule = (pieces, index) =>
  pieces[index]?.tag.is === "threshold" &&
  pieces.slice(index + 1, index + 3).some(({ tag, text }) => tag.is === "filler" && text === "as");

const rules: readonly Rule[] = [
  isMultiple,
  isOfNoFigure,
  isOfAverages,
  isOfOtherThing,
  isDivisor,
  isOfNothing,
  isOtherLimit,
];
