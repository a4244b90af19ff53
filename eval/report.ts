import type { Mode, Thresholds } from "./case-file.ts";
import { expectedOf, gotOf, judge, type Outcome, type Totals } from "./score.ts";

/* What npm run eval writes. */

/** How one way of planning did. */
export interface ModeReport {
  mode: Mode;
  totals: Totals;
  thresholds: Thresholds | undefined;
  /** What is below its threshold, in a sentence each. */
  failures: string[];
  /** Cases that came out wrong, the worst first. */
  wrong: Outcome[];
}

export const reportOf = (
  mode: Mode,
  outcomes: readonly Outcome[],
  totals: Totals,
  thresholds: Thresholds | undefined,
): ModeReport => ({
  ...{ mode, totals, thresholds },
  failures: thresholds ? failuresOf(totals, thresholds) : [],
  wrong: outcomes
    .filter((outcome) => !judge(outcome).tolerated || (outcome.missing?.length ?? 0) > 0)
    .toSorted(byWorth),
});

/** Nobody was asked and nothing offered; then somebody else was; then the set is only not quite right. */
const byWorth = (one: Outcome, other: Outcome): number => worth(one) - worth(other);
const worth = (outcome: Outcome): number => {
  const { offered, recall } = judge(outcome);
  return (offered ? 1 : 0) + recall;
};

const failuresOf = ({ tolerated, offered }: Totals, least: Thresholds): string[] => [
  ...(tolerated < least.exact ? [`exact or tolerated ${percent(tolerated)} is below ${percent(least.exact)}`] : []),
  ...(offered < least.offered ? [`asked or offered ${percent(offered)} is below ${percent(least.offered)}`] : []),
];

const titles: Record<Mode, string> = { "without-model": "Without a model", "with-model": "With the model" };

/** Lines for people; `most`: how many wrong cases are shown. */
export const linesOf = ({ mode, totals, failures, wrong }: ModeReport, most: number): string[] => [
  `${titles[mode]}: ${totals.cases} cases`,
  `  exact               ${percent(totals.exact)}`,
  `  exact or tolerated  ${percent(totals.tolerated)}`,
  `  asked or offered    ${percent(totals.offered)}`,
  `  recall              ${percent(totals.recall)}`,
  `  wrong refusals      ${totals.refusedWrongly}`,
  ...(totals.errors > 0 ? [`  errors              ${totals.errors}`] : []),
  ...(totals.answers ? [`  answers             ${totals.answers.right} of ${totals.answers.cases} as expected`] : []),
  `  time of a plan      ${milliseconds(totals.ms.median)} median, ${milliseconds(totals.ms.p95)} 95th percentile`,
  ...(mode === "with-model" ? [`  tokens              about ${totals.tokens}, ${perCase(totals)} a case`] : []),
  "",
  "  right, of all, by tag",
  ...Object.entries(totals.byTag).map(
    ([tag, { cases, tolerated, offered }]) =>
      `    ${tag.padEnd(14)} ${String(tolerated).padStart(3)} / ${cases}${offered > tolerated ? `, asked or offered ${offered}` : ""}`,
  ),
  ...section("expected → got", totals.confusion.slice(0, most).map(confusionLine)),
  ...section(`worst of ${wrong.length} wrong cases`, wrong.slice(0, most).flatMap(wrongLines)),
  ...section("below the threshold", failures),
];

const perCase = ({ tokens, cases }: Totals): number => Math.round(tokens / Math.max(1, cases));

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? ["", `  ${title}`, ...lines.map((line) => `    ${line}`)] : [];

const confusionLine = ({ expected, got, cases }: Totals["confusion"][number]): string =>
  `${String(cases).padStart(3)} × ${expected} → ${got}`;

const wrongLines = (outcome: Outcome): string[] => [
  oneLine(outcome.case.ask),
  `  expected ${expectedOf(outcome.case)}, got ${gotOf(outcome)}${outcome.error ? `: ${oneLine(outcome.error)}` : ""}`,
  ...(outcome.missing?.length ? [`  the answer lacks ${outcome.missing.join(", ")}`] : []),
];

/** What is in a case could steer the terminal. */
const oneLine = (text: string): string => text.replace(/\p{C}+/gu, " ");

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const milliseconds = (ms: number): string => `${ms.toFixed(1)} ms`;
