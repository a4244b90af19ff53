import { z } from "zod";

/** Words about jobs; `cancel` alone may mean a question as well. */
export type JobWords =
  | { verb: "jobs" | "runs" }
  | { verb: "cancel" | "status"; target: string }
  | { verb: "run"; rest: string };

/** What a person wants of the jobs. `job` is a name as they wrote it, `run` the number of a run. */
export const JobOrder = z.object({
  action: z.enum(["start", "status", "cancel", "runs", "jobs"]),
  job: z.string().optional(),
  run: z.string().optional(),
  parameters: z.record(z.string(), z.string()),
  /** Of `runs`: only those that this person started. */
  mine: z.boolean(),
});
export type JobOrder = z.infer<typeof JobOrder>;

export const order = (action: JobOrder["action"], more: Partial<JobOrder> = {}): JobOrder => ({
  action,
  parameters: {},
  mine: false,
  ...more,
});

/** The order in words that stand for one. */
export const orderOf = (words: JobWords): JobOrder => {
  switch (words.verb) {
    case "jobs":
    case "runs":
      return order(words.verb);
    case "status":
    case "cancel":
      return order(words.verb, targetOf(words.target));
    case "run":
      return order("start", parseStart(words.rest));
  }
};

const targetOf = (text: string): Pick<JobOrder, "job" | "run"> => {
  const target = text.trim().replace(/^(?:run|job)\s+(?=\S)/i, "");
  if (isRun(target)) return { run: target };
  return target === "" ? {} : { job: target };
};

/** The number of a run, as Databricks gives it. */
export const isRun = (text: string): boolean => /^\d{1,19}$/.test(text);

/**
 * `nightly load date=2026-01-31 reason="late data"`: the name of a job, then its parameters. A value goes on until the
 * next name; quotes keep together what looks like one.
 */
export const parseStart = (text: string): { job: string; parameters: Record<string, string> } => {
  const found = [...text.matchAll(/(?:^|\s)([A-Za-z0-9_.-]+)=/g)].filter(({ index }) => !isQuoted(text, index));
  const end = (at: number): number => found[at]?.index ?? text.length;
  const parameters = found.map(({ index, 0: head, 1: name = "" }, at) => [
    name,
    unquoted(text.slice(index + head.length, end(at + 1)).trim()),
  ]);
  return { job: text.slice(0, end(0)).trim(), parameters: Object.fromEntries(parameters) };
};

/** True inside of quotes that begin a value. */
const isQuoted = (text: string, index: number): boolean => {
  for (const { index: start, 0: whole } of text.matchAll(/=(?:"[^"]*"|'[^']*'|“[^”]*”)/g)) {
    if (start < index && index < start + whole.length) return true;
  }
  return false;
};

const unquoted = (text: string): string =>
  /^(?:"([^"]*)"|'([^']*)'|“([^”]*)”)$/
    .exec(text)
    ?.slice(1)
    .find((part) => part !== undefined) ?? text;

/** The words after `run` that start a job with these parameters again. */
export const startWords = (job: string, parameters: Readonly<Record<string, string>>): string =>
  [job, ...Object.entries(parameters).map(([name, value]) => `${name}="${value.replaceAll('"', "'")}"`)].join(" ");
