import { z } from "zod";
import type { JobConfig } from "../config/config.ts";
import { coerce } from "../config/parameter-values.ts";
import { phrase } from "../reply/words/phrase.ts";

/** What is wrong with a parameter, as the end of a sentence that begins with its name. */
export const Complaint = z.object({ name: z.string(), wrong: z.string() });
export type Complaint = z.infer<typeof Complaint>;

export type Checked = { values: Record<string, string> } | { complaints: Complaint[] };

/** The parameter that takes the words with which a person asked for the job. */
export const requestName = "user_request";

/** Parameters that a person is asked for: all but their own words. */
export const askedParameters = ({ parameters }: JobConfig) =>
  Object.entries(parameters).filter(([name]) => name !== requestName);

/** Exactly the parameters with which a job may be started, or what is wrong with those that were given. */
export const checkParameters = (
  job: JobConfig,
  given: Readonly<Record<string, string>>,
  words: string,
  today: string,
): Checked => {
  const values: Record<string, string> = {};
  const complaints: Complaint[] = Object.keys(given)
    .filter((name) => name !== requestName && !Object.hasOwn(job.parameters, name))
    .map((name) => ({ name, wrong: phrase("undeclared", {}) }));
  for (const [name, parameter] of askedParameters(job)) {
    const text = (Object.hasOwn(given, name) ? given[name]?.trim() : "") || parameter.default || "";
    if (!text && parameter.required) complaints.push({ name, wrong: phrase("missing", {}) });
    if (!text) continue;
    const coerced = coerce(parameter, text, today);
    if ("wrong" in coerced)
      complaints.push({ name, wrong: phrase("otherThan", { wrong: coerced.wrong, text: text.slice(0, 100) }) });
    else values[name] = coerced.value;
  }
  complaints.push(...outOfOrder(job, values));
  if (complaints.length > 0) return { complaints };
  const request = takesRequest(job) ? { [requestName]: requestOf(given, words) } : {};
  return { values: { ...request, ...values } };
};

/** Names of the first and the last day of a time. */
const spans = [
  ["from", "to"],
  ["from", "until"],
  ["since", "until"],
  ["start", "end"],
  ["begin", "end"],
  ["first", "last"],
];

/** Days that end a time before it begins: `from` after `to`, `start_date` after `end_date`. */
const outOfOrder = ({ parameters }: JobConfig, values: Readonly<Record<string, string>>): Complaint[] =>
  Object.entries(parameters).flatMap(([name, { type }]) => {
    const last = values[name];
    if (type !== "date" || last === undefined) return [];
    return firstsOf(name).flatMap((other) => {
      const first = Object.hasOwn(parameters, other) && parameters[other]?.type === "date" ? values[other] : undefined;
      return first !== undefined && first > last ? [{ name, wrong: phrase("beforeStart", { other, day: first }) }] : [];
    });
  });

const firstsOf = (name: string): string[] => {
  const parts = name.split("_");
  return spans.flatMap(([first = "", last]) =>
    parts.some((part) => part.toLowerCase() === last)
      ? [parts.map((part) => (part.toLowerCase() === last ? first : part)).join("_")]
      : [],
  );
};

/** By its configuration the job gets the person's words. */
export const takesRequest = (job: JobConfig): boolean => job.user_request || Object.hasOwn(job.parameters, requestName);

const requestLength = 2_000;

/** The person's words, as a job gets them. */
export const requestOf = (given: Readonly<Record<string, string>>, words: string): string =>
  ((Object.hasOwn(given, requestName) && given[requestName]?.trim()) || words.trim()).slice(0, requestLength);
