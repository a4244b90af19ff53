import { z } from "zod";
import { quoted, quotedValues, unquoted } from "../text/markup/quotes.ts";

/** Words about jobs; `cancel` alone may mean a question as well. */
export type JobWords =
  | { verb: "jobs" | "runs"; rest?: string }
  | { verb: "cancel" | "status" | "why"; target: string }
  | { verb: "run"; rest: string };

/** What a person wants of the jobs. `job` is a name as they wrote it, `run` the number of a run. */
export const JobOrder = z.object({
  action: z.enum(["start", "status", "cancel", "runs", "jobs", "why"]),
  job: z.string().optional(),
  run: z.string().optional(),
  parameters: z.record(z.string(), z.string()),
  /** Of `runs`: only those that this person started. */
  mine: z.boolean(),
  /** Of `runs`: only those that failed, and how many at most. */
  failed: z.boolean().default(false),
  most: z.number().optional(),
  /** The person said it in so many words. False: it was understood so, and is confirmed before anything is done. */
  isSpoken: z.boolean().default(true),
  /** Parameters whose values the person's words do not hold. */
  proposed: z.array(z.string()).default([]),
});
export type JobOrder = z.infer<typeof JobOrder>;

export const order = (action: JobOrder["action"], more: Partial<JobOrder> = {}): JobOrder => ({
  action,
  parameters: {},
  mine: false,
  failed: false,
  isSpoken: true,
  proposed: [],
  ...more,
});

/** The order in words that stand for one. */
export const orderOf = (words: JobWords): JobOrder => {
  switch (words.verb) {
    case "jobs":
      return order("jobs", words.rest ? { job: words.rest } : {});
    case "runs":
      return order("runs", runsOf(words.rest ?? ""));
    case "status":
    case "cancel":
    case "why":
      return order(words.verb, targetOf(words.target));
    case "run":
      return order("start", parseStart(words.rest));
  }
};

const mostRuns = 50;

/** `failed`, `mine`, a number, or the name of a job, in any order. */
const runsOf = (text: string): Partial<JobOrder> => {
  const words = text.split(/\s+/).filter(Boolean);
  const number = words.find((word) => /^\d{1,2}$/.test(word));
  const name = words.filter((word) => !runsWords.has(word.toLowerCase()) && word !== number).join(" ");
  return {
    failed: words.some((word) => /^(?:fail(?:ed|ures?|ing)?|fehlgeschlagene?)$/i.test(word)),
    mine: words.some((word) => /^(?:mine|my|meine)$/i.test(word)),
    ...(number && { most: Math.min(mostRuns, Math.max(1, Number(number))) }),
    ...(name && { job: name }),
  };
};

/** Words after `runs` that are no part of a job's name. */
export const runsWords: ReadonlySet<string> = new Set([
  "failed",
  "failing",
  "failures",
  "failure",
  "mine",
  "my",
  "of",
  "last",
  "fehlgeschlagen",
  "fehlgeschlagene",
  "meine",
  "von",
  "letzte",
]);

const targetOf = (text: string): Pick<JobOrder, "job" | "run"> => {
  const target = text.trim().replace(/^(?:run|job|lauf)\s+(?=\S)/i, "");
  if (isRun(target)) return { run: target };
  return target === "" ? {} : { job: target };
};

/** The number of a run, as Databricks gives it. */
export const isRun = (text: string): boolean => /^\d{1,19}$/.test(text);

/**
 * `nightly load date=2026-01-31 reason="late data"`: the name of a job, then its parameters. A value goes on until the
 * next name; quotes and braces keep together what looks like one.
 */
export const parseStart = (text: string): { job: string; parameters: Record<string, string> } => {
  const [{ index: end } = { index: text.length }] = names(text);
  const parameters = valuesIn(text).map(([name, value]) => [name, unquoted(value)]);
  return { job: text.slice(0, end).trim(), parameters: Object.fromEntries(parameters) };
};

/** The parameters that stand in a sentence: "with days=3 and region=North, please." */
export const parametersSaid = (sentence: string): Record<string, string> =>
  Object.fromEntries(
    valuesIn(sentence).map(([name, value]) => [name, unquoted(isQuoted(value) ? value : withoutJoint(value))]),
  );

/** Names, each with what is written up to the next one. */
const valuesIn = (text: string): [name: string, value: string][] => {
  const found = names(text);
  return found.map(({ head, name }, at) => [name, text.slice(head, found[at + 1]?.index ?? text.length).trim()]);
};

const isQuoted = (value: string): boolean => /["'”}\]]$/.test(value);

/** A value without what joins it to the rest of its sentence. */
const withoutJoint = (value: string): string =>
  value.slice(0, -longestJoint) + value.slice(-longestJoint).replace(joint, "");
const longestJoint = 40;
const joint = /(?:[\s,;]+(?:and|with|please|und|mit|bitte))*[\s,;.!?]*$/i;

/** A parameter's name: where it begins, with the blank before it, and where its value begins. */
interface Name {
  index: number;
  head: number;
  name: string;
}

/** Names with their `=`, but not within quotes that begin a value. */
const names = (text: string): Name[] => {
  const quoted = quotedValues(text);
  const found: Name[] = [];
  let next = 0;
  for (const { index, 0: head, 1: name = "" } of text.matchAll(/(?:^|\s)([A-Za-z0-9_.-]+)=/g)) {
    while ((quoted[next]?.end ?? text.length) <= index) next += 1;
    const isQuoted = (quoted[next]?.start ?? text.length) < index;
    if (!isQuoted) found.push({ index, head: index + head.length, name });
  }
  return found;
};

/** The words after `run` that start a job with exactly these parameters: `parseStart` reads them back byte for byte. */
export const startWords = (job: string, parameters: Readonly<Record<string, string>>): string =>
  [job, ...Object.entries(parameters).map(([name, value]) => `${name}=${quoted(value)}`)].join(" ");

/** The values that the person gave, without those that were guessed. */
export const givenValues = ({
  parameters,
  proposed,
}: Pick<JobOrder, "parameters" | "proposed">): Record<string, string> =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => !proposed.includes(name)));
