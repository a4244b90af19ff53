import type { JobConfig } from "../../config/config.ts";
import { coerce, dayOf } from "../../config/parameter-values.ts";
import { findJob } from "../../jobs/job-names.ts";
import { type JobOrder, parametersSaid } from "../../jobs/job-order.ts";
import { routeJobs } from "./job-router.ts";

/*
 * A model alone never causes an action. Rules read the person's words too, and only an order that both agree on is
 * carried out without asking back. Without a model, the rules decide alone.
 */

export interface SpokenView {
  /** What the person wrote; undefined: they clicked, so the words are not theirs. */
  words: string | undefined;
  jobs: readonly JobConfig[];
  /** Epoch ms. */
  now: number;
  /** Where they are. */
  zone?: string | undefined;
}

/** The order with what the person did not say in so many words. */
export const asSpoken = (order: JobOrder, { words, jobs, now, zone }: SpokenView): JobOrder => {
  const heard = words === undefined ? undefined : routeJobs(words, jobs)?.order;
  const isSpoken =
    heard?.isSpoken === true &&
    heard.action === order.action &&
    heard.run === order.run &&
    jobOf(heard, jobs) === jobOf(order, jobs);
  const job = jobs.find(({ id }) => id === jobOf(order, jobs));
  const parameters =
    order.action === "start" || order.action === "jobs"
      ? { ...leftOut(order.parameters, words ?? ""), ...order.parameters }
      : order.parameters;
  const proposed = Object.entries(parameters).filter(
    ([name, value]) => !isUsual(job, name, value) && !isSaid(value, words ?? "", dayOf(now, zone)),
  );
  return { ...order, parameters, isSpoken, proposed: proposed.map(([name]) => name) };
};

/**
 * What a person wrote down and the order has under no name. A value is never left out of a start: what the job does not
 * take, they are told.
 */
const leftOut = (given: JobOrder["parameters"], words: string): JobOrder["parameters"] => {
  const written = Object.entries(parametersSaid(words));
  const names = new Set(written.map(([name]) => name.toLowerCase()));
  const renamed = new Set(
    Object.entries(given).flatMap(([name, value]) => (names.has(name.toLowerCase()) ? [] : value)),
  );
  const known = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  return Object.fromEntries(written.filter(([name, value]) => !known.has(name.toLowerCase()) && !renamed.has(value)));
};

const jobOf = ({ job }: JobOrder, jobs: readonly JobConfig[]): string | undefined => {
  if (job === undefined) return undefined;
  const found = findJob(jobs, job);
  return "job" in found ? found.job.id : job;
};

/** True for the value that the job uses by default. */
const isUsual = (job: JobConfig | undefined, name: string, value: string): boolean =>
  job !== undefined && Object.hasOwn(job.parameters, name) && job.parameters[name]?.default === value;

/** True if the words contain the value as whole words, or a word like "yesterday" that means it. */
const isSaid = (value: string, words: string, today: string): boolean => {
  const wanted = value.trim().toLowerCase();
  if (wanted === "") return true;
  return (
    standsIn(wanted, words.toLowerCase()) ||
    days.some((day) => isDay(day, wanted, today) && standsIn(day, words.toLowerCase()))
  );
};

const days = ["yesterday", "today", "tomorrow", "vorgestern", "gestern", "heute", "morgen"];

const isDay = (word: string, value: string, today: string): boolean => {
  const day = coerce({ type: "date" }, word, today);
  return "value" in day && day.value === value;
};

const standsIn = (part: string, text: string): boolean => {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    if (!isWordCharacter(text.charAt(at - 1)) && !isWordCharacter(text.charAt(at + part.length))) return true;
  }
  return false;
};

const isWordCharacter = (character: string): boolean => /[\p{L}\p{N}_]/u.test(character);
