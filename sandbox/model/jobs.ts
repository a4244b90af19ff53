import { z } from "zod";

const Parameter = z.object({
  name: z.string(),
  type: z.string().default("string"),
  values: z.array(z.union([z.string(), z.number()])).optional(),
});
export const Job = z.object({ id: z.string(), name: z.string(), parameters: z.array(Parameter).default([]) });
export type Job = z.infer<typeof Job>;

export interface JobRequest {
  action: "start" | "status" | "cancel" | "runs" | "jobs";
  job: string;
  run: string;
  mine: boolean;
  parameters: { name: string; value: string }[];
}

const request = (action: JobRequest["action"], more: Partial<JobRequest> = {}): JobRequest => ({
  action,
  job: "",
  run: "",
  mine: false,
  parameters: [],
  ...more,
});

/** What a sentence asks of the jobs. Undefined for a question about data. */
export const jobRequestIn = (sentence: string, jobs: readonly Job[]): JobRequest | undefined => {
  if (jobs.length === 0) return undefined;
  const asked = sentence.trim().replace(/^please\s+/i, "");
  const wish = asked.replace(/^(?:can|could|would) you(?: please)?\s+/i, "");
  const text = wish === asked ? asked : wish.replace(/\?$/, "");
  const lower = text.toLowerCase();
  if (!/^["'“]?[\p{L}\p{N}]/u.test(text)) return undefined;
  if (/^(?:cancel|stop|abort|kill)\s+(?:my|the|this)\s+(?:run|job)\b[.!]*$/.test(lower)) return request("cancel");
  if (/\b(did|have) i\b.*\bstart(ed)?\b|\bmy runs\b/.test(lower)) return request("runs", { mine: true });
  if (/\b(which|what) jobs\b.*\b(can|may) (i|we|you)\b/.test(lower)) return request("jobs");
  if (/\b(what|which jobs)\b.*\b(is|are) running\b(?! (low|out|short|dry))|\blatest runs\b/.test(lower))
    return request("runs");

  const number = /\b(?:run|job)\s+#?(\d+)\b/.exec(lower)?.[1] ?? /\b\d{10,19}\b/.exec(lower)?.[0] ?? "";
  const job = jobNamedIn(lower, jobs);
  if (!number && !job) return undefined;
  const about = number ? { run: number } : { job: job?.id ?? "" };
  if (/^(please )?(cancel|stop|abort|kill|brich|stoppe?|beende)\b|\b(abbrechen|stoppen)[.!?]*$/.test(lower))
    return request("cancel", about);
  const isQuestion =
    /^(is|are|was|has|have|did|does|how|what|when|where|which|who|why|ist|läuft|lief|wie|warum|wann)\b|\?$/.test(lower);
  if (isQuestion || /^status\b|\b(?:status|state)[.!]?$/.test(lower)) {
    return /\b(status|state|done|finished|ended|running|doing|going|ready|through|fail(ed)?|last|fertig|läuft|lief)\b/.test(
      lower,
    )
      ? request("status", about)
      : undefined;
  }
  if (!job || /^(show|list|tell|compare|explain|give|find|count|zeige?|gib|vergleiche?)\b/.test(lower))
    return undefined;
  if (tells.test(lower)) return undefined;
  return request("start", { job: job.id, parameters: parametersIn(text, job) });
};

/** Denied, or told: "the load is slow", "I ran it yesterday". */
const tells =
  /\b(don'?t|do not|never|not|no need|nicht|is|are|was|were|has|had|ran|looks?|seems?|worked|failed|thanks|ist|war|lief)\b/;

/** The job whose words are all in the sentence, in any form. */
const jobNamedIn = (sentence: string, jobs: readonly Job[]): Job | undefined => {
  // "feature-backfill" is another job than "backfill".
  const words = (sentence.match(/[a-z0-9-]+/g) ?? []).flatMap((word) =>
    !word.includes("-") ? [word] : jobs.some(({ id, name }) => id === word || name === word) ? word.split("-") : [],
  );
  const fits = (name: string) =>
    (name.toLowerCase().match(/[a-z0-9]+/g) ?? []).every((word) => words.some((other) => isSameWord(word, other)));
  return jobs.find(({ id, name }) => fits(id) || fits(name));
};

const isSameWord = (one: string, other: string): boolean => root(one) === root(other);
const root = (word: string): string => word.replace(/ies$/, "y").replace(/(?<=...)(s|ed|ing)$/, "");

/** Values in the sentence: one that the parameter lists, else days and numbers in the order of the parameters. */
const parametersIn = (sentence: string, { parameters }: Job): JobRequest["parameters"] => {
  const days = sentence.match(/\b\d{4}-\d\d-\d\d\b/g) ?? [];
  const numbers = sentence.match(/(?<![\d-])\d{1,4}(?![\d-])/g) ?? [];
  return parameters.flatMap(({ name, type, values = [] }) => {
    const explicit = new RegExp(`\\b${name}\\s*=\\s*(\\S+)`, "i").exec(sentence)?.[1];
    const listed = values.map(String).find((value) => sentence.toLowerCase().includes(value.toLowerCase()));
    const value =
      explicit ?? listed ?? (type === "date" ? days.shift() : type === "integer" ? numbers.shift() : undefined);
    return value === undefined ? [] : [{ name, value }];
  });
};
