import type { JobConfig } from "../config/config.ts";
import { stems } from "../text/word-forms.ts";

export type JobName = Pick<JobConfig, "id" | "name" | "job_id">;
/** `isSure`: it is called exactly so. */
export type Found = { job: JobConfig; isSure: boolean } | { choices: JobConfig[] };

/** The job that a person means by a name; several when it is not clear, none when nothing is like it. */
export const findJob = (jobs: readonly JobConfig[], text: string): Found => {
  const wanted = normalizeName(text);
  if (!wanted) return { choices: [] };
  const first = leadingJob(jobs, text);
  const sure = jobs.find(
    (job) => normalizedNames(job).includes(wanted) || [job.id, job.name, job.job_id].some((name) => name === first),
  );
  if (sure) return { job: sure, isSure: true };
  const words = stems(text).filter((word) => !ornaments.has(word));
  const held = jobs.filter((job) => holds(job, words));
  const choices = held.length > 0 ? held : jobs.filter((job) => isTypo(job, wanted));
  const [only, ...others] = choices;
  return only && others.length === 0 ? { job: only, isSure: false } : { choices };
};

/** The known job whose id, name or number begins a text; the longest match. */
export const leadingJob = (jobs: readonly JobName[], text: string): string | undefined => {
  const lower = text.trimStart().toLowerCase();
  const names = jobs.flatMap(({ id, name, job_id }) => [id, name, job_id]);
  return names
    .filter((name) => lower.startsWith(name.toLowerCase()) && !/^[\p{L}\p{N}_-]/u.test(lower.slice(name.length)))
    .toSorted((a, b) => b.length - a.length)[0];
};

const normalizedNames = ({ id, name }: JobConfig): string[] => [normalizeName(id), normalizeName(name)];

const normalizeName = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Every word of the text is one of the job's, as in "the load". */
const holds = (job: JobConfig, words: readonly string[]): boolean => {
  const own = new Set(stems(`${job.id} ${job.name}`));
  return words.length > 0 && words.every((word) => own.has(word));
};

const ornaments = new Set(stems("the a an my our job run task"));

const isTypo = (job: JobConfig, wanted: string): boolean =>
  normalizedNames(job).some((own) => isNear(own, wanted, Math.max(1, Math.floor(own.length / 5))));

/**
 * At most so many letters have to change to make one text the other. Texts of very different lengths are not compared.
 */
export const isNear = (a: string, b: string, most: number): boolean =>
  Math.abs(a.length - b.length) <= most && distance(a, b) <= most;

/** Letters to change, add, drop or swap with their neighbour, to make one text the other. */
const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      const best = Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + cost);
      const isSwapped = row > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      next.push(isSwapped ? Math.min(best, (before[column - 2] ?? 0) + 1) : best);
    }
    [before, last] = [last, next];
  }
  return last[b.length] ?? 0;
};
