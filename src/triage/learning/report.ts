import { duration } from "../../reply/format.ts";
import type { Lesson } from "./lessons.ts";

/** What the decisions of a time were worth. */
export interface TriageReport {
  decisions: number;
  classes: { class: string; decisions: number; judged: number; right: number }[];
  retries: { tried: number; helped: number };
  signatures: { job: string; signature: string; cause: string; times: number; tried: number; helped: number }[];
  /** From the failure to the first success, ms; the median. */
  timeToGreenMs: number | undefined;
  recommendations: string[];
}

const mostSignatures = 10;

/** Counts what was decided, what people said of it, and what helped. */
export const reportOf = (lessons: readonly Lesson[]): TriageReport => {
  const classes = [...Map.groupBy(lessons, (lesson) => lesson.class)].map(([name, some]) => {
    const judged = some.filter(({ really }) => really !== undefined);
    const right = judged.filter(({ really }) => really === name).length;
    return { class: name, decisions: some.length, judged: judged.length, right };
  });
  const signatures = [...Map.groupBy(lessons, ({ signature }) => signature)]
    .map(([signature, some]) => ({
      ...{
        job: some[0]?.job ?? "",
        signature,
        cause: some.at(-1)?.cause || some.at(-1)?.class || "",
        times: some.length,
      },
      ...{ tried: count(some, ({ tried }) => tried), helped: count(some, ({ mended }) => mended) },
    }))
    .filter(({ times }) => times > 1)
    .toSorted((a, b) => b.times - a.times)
    .slice(0, mostSignatures);
  return {
    decisions: lessons.length,
    classes: classes.toSorted((a, b) => b.decisions - a.decisions),
    retries: { tried: count(lessons, ({ tried }) => tried), helped: count(lessons, ({ mended }) => mended) },
    signatures,
    timeToGreenMs: median(lessons.flatMap(({ at, greenAt }) => (greenAt === undefined ? [] : [greenAt - at]))),
    recommendations: [...classAdvice(classes), ...signatureAdvice(signatures)],
  };
};

const count = <T>(all: readonly T[], test: (one: T) => boolean): number => all.filter(test).length;

const median = (values: readonly number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Fewer judgements than these say nothing. */
const fewJudged = 3;
const fewTries = 3;

const classAdvice = (classes: TriageReport["classes"]): string[] =>
  classes
    .filter(({ judged, right }) => judged >= fewJudged && right / judged < 0.8)
    .map(
      ({ class: name, judged, right }) =>
        `Only ${right} of ${judged} judged failures of kind ${name} were recognised as people see them: set another treatment for ${name} under triage.classes, or leave it to people.`,
    );

const signatureAdvice = (signatures: TriageReport["signatures"]): string[] =>
  signatures.flatMap(({ job, cause, times, tried, helped }) => {
    if (tried < fewTries) return [];
    if (helped / tried >= 0.7)
      return [`${job}: running it again helped ${helped} of ${tried} times (“${cause}”): policy auto could do that.`];
    if (helped / tried <= 0.3)
      return [
        `${job}: running it again helped only ${helped} of ${tried} times (“${cause}”, seen ${times} times): mend the cause instead.`,
      ];
    return [];
  });

/** The report as Markdown. */
export const reportMarkdown = (report: TriageReport): string => {
  const { decisions, classes, retries, signatures, timeToGreenMs, recommendations } = report;
  const rate = (part: number, whole: number): string => (whole === 0 ? "–" : `${Math.round((100 * part) / whole)} %`);
  return [
    "# Failures",
    `${decisions} decisions. Run again: ${retries.tried} times, helped: ${retries.helped} (${rate(retries.helped, retries.tried)}). Time to green: ${timeToGreenMs === undefined ? "–" : duration(timeToGreenMs)} (median).`,
    "## By kind",
    table(
      ["kind", "decisions", "judged", "right"],
      classes.map((one) => [one.class, one.decisions, one.judged, rate(one.right, one.judged)]),
    ),
    "## Repeated",
    table(
      ["job", "cause", "times", "run again", "helped"],
      signatures.map(({ job, cause, times, tried, helped }) => [job, cause, times, tried, helped]),
    ),
    "## Recommendations",
    recommendations.length > 0 ? recommendations.map((line) => `- ${line}`).join("\n") : "None.",
  ].join("\n\n");
};

const table = (heads: string[], rows: (string | number)[][]): string => {
  if (rows.length === 0) return "None.";
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replace(/[|\n\r]/g, " ")).join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
};
