import type { JobConfig } from "../../config/config.ts";
import { type JobOrder, order, parametersSaid, parseStart } from "../../jobs/job-order.ts";
import { asksForLater, denies, deniesStart, isNameAlone } from "../../jobs/start-words.ts";
import { oneOf, standInOrder, withoutEnd } from "../../text/scan.ts";
import { isFiller, stems } from "../../text/word-forms.ts";
import { remembered } from "../routing/remembered.ts";
import type { Plan } from "../state.ts";
import {
  aboutThis,
  asksWhether,
  failWords,
  greenWords,
  listFailures,
  mends,
  tellsFailure,
  wellWords,
  whyWords,
} from "./failure-sentences.ts";
import {
  asks,
  asksRunning,
  asksSomeState,
  asksState,
  listJobs,
  listsRuns,
  ownRuns,
  polite,
  shows,
  someJob,
  startSome,
  starts,
  stops,
  withoutStart,
  works,
} from "./job-sentences.ts";

/**
 * The order about jobs that a sentence expresses, by its words alone; undefined when it expresses none. A job is meant
 * when the sentence contains every word of its id or name.
 */
export const routeJobs = (question: string, jobs: readonly JobConfig[]): Plan | undefined => {
  if (jobs.length === 0) return undefined;
  const text = withoutCourtesy(question.trim());
  const found =
    aboutFailure(text, jobs) ??
    aboutRun(text) ??
    aboutLists(text) ??
    aboutJob(text, jobs) ??
    aboutSomeJob(text) ??
    aboutPartOfName(text, jobs);
  return found && { kind: "job", asks: [], choices: [], byModel: false, ...found };
};

type Found = Pick<Plan, "order" | "confidence">;

const indirect =
  /^(?:(?:tell me|do you know)\s+(?:if|whether)|(?:mir (?:bitte )?sagen|sage? mir(?: bitte)?|wissen|weißt du),?\s+ob)\s+/i;
/** "Can you run it?" is a wish, "tell me whether it is done" a question. */
const withoutCourtesy = (text: string): string => {
  const bare = text.replace(polite, "");
  const wish = bare === text ? text : withoutEnd(bare, oneOf("?"));
  return wish.replace(indirect, "is ").replace(telling, "");
};

/** "Tell me why …" asks why. */
const telling =
  /^(?:tell me|do you know|explain(?: to me)?|find out|say|sage? mir|mir (?:bitte )?sagen|erklär(?:e)? mir|weißt du),? (?=(?:why|what|who|since|warum|wieso|weshalb|woran|was|wer|seit)(?!\p{L}))/iu;

const sure = (wanted: JobOrder, confidence = 0.9): Found => ({ order: wanted, confidence });

/** "Why did the nightly load fail?", "what failed last night?", "is it green again?", "rerun what failed" */
const aboutFailure = (text: string, jobs: readonly JobConfig[]): Found | undefined => {
  if (listFailures.test(text)) return sure(order("runs", { failed: true }));
  const isMended = mends.test(text);
  const isWhy = isMended || (whyWords.test(text) && failWords.test(text)) || tellsFailure.test(text);
  const isWhether = !isWhy && asksWhether.test(text);
  if (!isWhy && !isWhether) return undefined;
  const action = isWhy ? "why" : "status";
  const isHealth = isWhy || greenWords.test(text);
  const run = numberIn(text);
  if (run !== undefined) return isHealth ? sure(order(action, { run })) : undefined;
  const job = meant(text, jobs);
  if (job)
    return isHealth || failWords.test(text) || wellWords.test(text) ? sure(order(action, { job: job.id })) : undefined;
  if (!isHealth) return undefined;
  // "Retry it" may mean a question as well.
  const isThis = isMended && /^retry\b/i.test(text) ? failWords.test(text) : aboutThis.test(text) || isMended;
  return isThis && (!isMended || aboutThis.test(text) || failWords.test(text)) ? sure(order(action)) : undefined;
};

const numberIn = (text: string): string | undefined =>
  /\b(?:run|job|lauf)\s+#?(\d{1,19})\b/i.exec(text)?.[1] ?? /(?<!\S)#?(\d{9,19})(?=[\s?.!,]|$)/.exec(text)?.[1];

/** A number after "run" or "job", or one that is long enough to be nothing else. */
const aboutRun = (text: string): Found | undefined => {
  const run = numberIn(text);
  if (run === undefined) return undefined;
  if (stops.test(text)) return sure(order("cancel", { run }));
  return asksState.test(text) || /^(?:how|wie)\b/i.test(text) ? sure(order("status", { run })) : undefined;
};

const aboutLists = (text: string): Found | undefined => {
  if (standInOrder(text, askOwnRuns) || ownRuns.test(text)) return sure(order("runs", { mine: true }));
  if (standInOrder(text, askJobs) || listJobs.test(text)) return sure(order("jobs"));
  return asksRunning.test(text) ? sure(order("runs")) : undefined;
};

/** "What did I start today?" */
const askOwnRuns = [
  /\b(?:what|which|jobs|runs)\b/gi,
  /\b(?:did|have) i\b/gi,
  /\b(?:start(?:ed)?|run|ran|launch(?:ed)?)\b/gi,
];
/** "What jobs can I start?" */
const askJobs = [/\b(?:what|which) jobs\b/gi, /\b(?:can|may|could)\b/gi, /\b(?:start|run|launch)\b/gi];

const aboutJob = (text: string, jobs: readonly JobConfig[]): Found | undefined => {
  const job = meant(text, jobs);
  if (!job) return undefined;
  if (stops.test(text)) return sure(order("cancel", { job: job.id }));
  if (asks.test(text)) return asksState.test(text) ? sure(order("status", { job: job.id })) : undefined;
  if (listsRuns.test(text) && !starts.test(text)) return sure(order("runs", { job: job.id }));
  if (/^status\b/i.test(text) || (asksState.test(text) && !starts.test(text) && !shows.test(text)))
    return sure(order("status", { job: job.id }));
  if (shows.test(text) || !beginsAsSentence.test(text)) return undefined;
  if (starts.test(text) && isOneOfSeveral(text, job, jobs)) return offer(withoutStart(text), 0.7);
  return startOf(text, job);
};

/** "Run the nightly load and the backfill": one of them alone would be half of what was asked. */
const isOneOfSeveral = (text: string, job: JobConfig, jobs: readonly JobConfig[]): boolean => {
  const own = new Set([job.id, job.name].flatMap(wordsOfName));
  const others = jobs.filter(({ id, name }) => ![id, name].flatMap(wordsOfName).every((word) => own.has(word)));
  return meant(text, others) !== undefined;
};

/** A start that is said, or what the job does said as a wish; its name alone is confirmed. What is denied or only told is none. */
const startOf = (text: string, job: JobConfig): Found | undefined => {
  const parameters = parametersSaid(text);
  if (deniesStart(text)) return undefined;
  const isSpoken = !asksForLater(text, [job.id, job.name]);
  if (starts.test(text)) return sure(order("start", { job: job.id, parameters, isSpoken }));
  if (denies(text)) return undefined;
  if (works.test(text)) return sure(order("start", { job: job.id, parameters, isSpoken }), 0.7);
  if (!isNameAlone(text, [job.id, job.name])) return undefined;
  return sure(order("start", { job: job.id, parameters, isSpoken: false }), 0.7);
};

/** What does not begin with a word is no wish of a person: markup, JSON. */
const beginsAsSentence = /^["'“„«¿¡(]?[\p{L}\p{N}]/u;

/** "What's the job status?", "abort my run", "start a job for data analysis": a job without its name. */
const aboutSomeJob = (text: string): Found | undefined => {
  if (asksSomeState.test(text)) return sure(order("status"));
  if (stops.test(text) && someJob.test(text)) return sure(order("cancel"));
  const wish = startSome.map((way) => way.exec(text)).find((found) => found !== null);
  return wish && offer(wish[1] ?? "", 0.9);
};

/** The jobs that fit a wish are offered, each with the parameters that it holds. */
const offer = (wish: string, confidence: number): Found => {
  const { job } = parseStart(wish.slice(0, mostWish));
  return sure(order("jobs", { ...(job && { job }), parameters: parametersSaid(wish) }), confidence);
};

/** "Kick off the transaction check": a word of a job's name, and what to do with it. The jobs that fit are offered. */
const aboutPartOfName = (text: string, jobs: readonly JobConfig[]): Found | undefined => {
  if (!starts.test(text) && !stops.test(text)) return undefined;
  const words = new Set(stems(text.slice(0, mostWish)));
  const fits = jobs.filter(({ id, name }) => stems(`${id} ${name}`).some((word) => !isFiller(word) && words.has(word)));
  const [only] = fits;
  if (stops.test(text)) return only && fits.length === 1 ? sure(order("cancel", { job: only.id }), 0.7) : undefined;
  return only && offer(withoutStart(text), 0.7);
};

/** The job that a sentence names, whatever it says of it. */
export const jobMeantIn = (question: string, jobs: readonly JobConfig[]): JobConfig | undefined =>
  meant(question.slice(0, mostWish), jobs);

/** Characters of a wish for a job that are looked at. */
const mostWish = 200;

/** "feature-backfill" is another job than "backfill". */
const withoutOtherNames = (text: string, jobs: readonly JobConfig[]): string => {
  const own = new Set(jobs.flatMap(({ id, name }) => [id.toLowerCase(), name.toLowerCase()]));
  return text.replace(/[\p{L}\p{N}_-]+/gu, (word) => (word.includes("-") && !own.has(word.toLowerCase()) ? " " : word));
};

/** Names are the same for every question. */
const wordsOfName = remembered((name) => stems(name).filter((word) => !isFiller(word)));

/** The job whose words all stand in the text; of several the one with the most words. */
const meant = (text: string, jobs: readonly JobConfig[]): JobConfig | undefined => {
  const words = new Set(stems(withoutOtherNames(text, jobs)));
  const length = (job: JobConfig): number =>
    Math.max(
      ...[job.id, job.name].map((name) => {
        const own = wordsOfName(name);
        return own.length > 0 && own.every((word) => words.has(word)) ? own.length : 0;
      }),
    );
  return jobs.filter((job) => length(job) > 0).toSorted((a, b) => length(b) - length(a))[0];
};
