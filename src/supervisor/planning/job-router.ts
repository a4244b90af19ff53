import type { JobConfig } from "../../config/config.ts";
import { type JobOrder, order, parseStart } from "../../jobs/job-order.ts";
import { oneOf, standInOrder, withoutEnd } from "../../text/scan.ts";
import { isFiller, stems } from "../../text/word-forms.ts";
import type { Plan } from "../state.ts";

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
    aboutJob(text, meant(text, jobs)) ??
    aboutSomeJob(text) ??
    aboutPartOfName(text, jobs);
  return found && { kind: "job", asks: [], choices: [], byModel: false, ...found };
};

type Found = Pick<Plan, "order" | "confidence">;

const polite =
  /^(?:please|(?:can|could|would|will) you|i(?:'d| would) like (?:you )?to|i (?:want|need) (?:you )?to|hey|hi|hello)[\s,]+(?:please\s+)?/i;
/** "Can you run it?" is a wish, "tell me whether it is done" a question. */
const withoutCourtesy = (text: string): string => {
  const bare = text.replace(polite, "");
  const wish = bare === text ? text : withoutEnd(bare, oneOf("?"));
  return wish.replace(/^(?:tell me|do you know)\s+(?:if|whether)\s+/i, "is ");
};

const stops = /^(?:cancel|stop|abort|kill|terminate)\b/i;
const asksState =
  /\b(?:status|state|progress|doing|going|done|finish(?:ed)?|ended|complete[d]?|succeed(?:ed)?|through|still running|already|last run|how far(?: along)?)\b/i;
const asks = /^(?:what|which|who|when|where|why|how|is|are|was|were|did|do|does|has|have|had|should)\b|\?\s*$/i;
/** Verbs of sentences that want to see data, not to set something going. */
const shows =
  /^(?:show|list|tell|give|find|explain|compare|describe|plot|chart|get|report|summari[sz]e|count|display)\b/i;
const starts = /^(?:(?:re-?)?run|(?:re-?)?start|launch|trigger|kick off|execute|begin|fire)\b/i;

const sure = (wanted: JobOrder, confidence = 0.9): Found => ({ order: wanted, confidence });

/** "Why did the nightly load fail?", "what failed last night?", "is it green again?" */
const aboutFailure = (text: string, jobs: readonly JobConfig[]): Found | undefined => {
  if (listFailures.test(text)) return sure(order("runs", { failed: true }));
  const isWhy = whyWords.test(text) && failWords.test(text);
  const isGreen = /^(?:is|are|was)\b/i.test(text) && /\b(?:green|recovered|back to normal)\b/i.test(text);
  if (!isWhy && !isGreen) return undefined;
  const action = isWhy ? "why" : "status";
  const run = numberIn(text);
  if (run !== undefined) return sure(order(action, { run }));
  const job = meant(text, jobs);
  if (job) return sure(order(action, { job: job.id }));
  return aboutThis.test(text) ? sure(order(action)) : undefined;
};

const listFailures =
  /^(?:what|which (?:jobs|runs)|what (?:jobs|runs)|did anything|has anything)(?: has| have)? (?:failed|fail|broken?)(?: (?:last night|overnight|tonight|today|yesterday|this morning|lately|recently|since yesterday|in the last (?:day|24 hours)))?[\s?.!]*$/i;
const whyWords = /^(?:why|how come|what happened|what went wrong|what's wrong|what is wrong)\b/i;
const failWords = /\b(?:fail(?:s|ed|ing|ure)?|broken?|crash(?:ed)?|wrong|red|happened)\b/i;
/** What is meant is the run that this thread is about. */
const aboutThis = /\b(?:it|that|this|(?:the|my) (?:last |latest )?(?:run|job))\b/i;

const numberIn = (text: string): string | undefined =>
  /\b(?:run|job)\s+#?(\d{1,19})\b/i.exec(text)?.[1] ?? /(?<!\S)#?(\d{9,19})(?=[\s?.!,]|$)/.exec(text)?.[1];

/** A number after "run" or "job", or one that is long enough to be nothing else. */
const aboutRun = (text: string): Found | undefined => {
  const run = numberIn(text);
  if (run === undefined) return undefined;
  if (stops.test(text)) return sure(order("cancel", { run }));
  return asksState.test(text) || /^how\b/i.test(text) ? sure(order("status", { run })) : undefined;
};

const aboutLists = (text: string): Found | undefined => {
  if (standInOrder(text, askOwnRuns) || /^(?:show )?my runs\b/i.test(text)) return sure(order("runs", { mine: true }));
  if (standInOrder(text, askJobs) || listJobs.test(text)) return sure(order("jobs"));
  return /^(?:what is|what's|which jobs are) running\b/i.test(text) ? sure(order("runs")) : undefined;
};

/** "What did I start today?" */
const askOwnRuns = [
  /\b(?:what|which|jobs|runs)\b/gi,
  /\b(?:did|have) i\b/gi,
  /\b(?:start(?:ed)?|run|ran|launch(?:ed)?)\b/gi,
];
/** "What jobs can I start?" */
const askJobs = [/\b(?:what|which) jobs\b/gi, /\b(?:can|may|could)\b/gi, /\b(?:start|run|launch)\b/gi];
const listJobs =
  /^(?:list|show)(?: me)?(?: the| my| all)? jobs\W*$|^(?:what|which) jobs (?:are there|do you have|do we have|are available|exist|are offered)\b/i;

const aboutJob = (text: string, job: JobConfig | undefined): Found | undefined => {
  if (!job) return undefined;
  if (stops.test(text)) return sure(order("cancel", { job: job.id }));
  if (asks.test(text)) return asksState.test(text) ? sure(order("status", { job: job.id })) : undefined;
  if (/^status\b/i.test(text)) return sure(order("status", { job: job.id }));
  if (shows.test(text) || !beginsAsSentence.test(text)) return undefined;
  const { parameters } = parseStart(text);
  return sure(order("start", { job: job.id, parameters }), starts.test(text) ? 0.9 : 0.7);
};

/** What does not begin with a word is no wish of a person: markup, JSON. */
const beginsAsSentence = /^["'“„«¿¡(]?[\p{L}\p{N}]/u;

/** "What's the job status?", "abort my run", "start a job for data analysis": a job without its name. */
const aboutSomeJob = (text: string): Found | undefined => {
  if (asksSomeState.test(text)) return sure(order("status"));
  if (stops.test(text) && someJob.test(text)) return sure(order("cancel"));
  const [, topic = ""] = startSome.exec(text) ?? [];
  return startSome.test(text) ? sure(order("jobs", topic ? { job: topic } : {})) : undefined;
};

const asksSomeState =
  /^(?:what(?:'s| is) |show (?:me )?|check |get )?(?:the |my )?(?:(?:job|run)(?:'s)? (?:status|state|progress)|(?:status|state|progress) of (?:the|my) (?:job|run))[\s?.!]*$|^how(?:'s| is| are) (?:my|the) (?:runs?|jobs?) (?:doing|going|coming along)[\s?.!]*$|^how far (?:along )?(?:is|are) (?:my|the) (?:runs?|jobs?)[\s?.!]*$|^(?:is|are|has|have|did) (?:my|the) (?:last |latest )?(?:runs?|jobs?) (?:already |been )?(?:done|through|finish(?:ed)?|ready|over|complete(?:d)?|ended|succeed(?:ed)?)(?: yet| already| by now)?[\s?.!]*$/i;
const someJob = /^\S+ (?:my|the|this|that) (?:last |latest |current )?(?:run|job)[\s.!?]*$/i;
const startSome =
  /^(?:run|start|launch|trigger|execute|kick off|begin) (?:a |an |another |some |one )?(?:new )?jobs?(?:(?: for| to| about| that| which| doing) ([^\n]{1,200}?))?[\s.!?]*$/i;

/** "Kick off the transaction check": a word of a job's name, and what to do with it. The jobs that fit are offered. */
const aboutPartOfName = (text: string, jobs: readonly JobConfig[]): Found | undefined => {
  if (!starts.test(text) && !stops.test(text)) return undefined;
  const words = new Set(stems(text.slice(0, mostWish)));
  const fits = jobs.filter(({ id, name }) => stems(`${id} ${name}`).some((word) => !isFiller(word) && words.has(word)));
  const [only] = fits;
  if (stops.test(text)) return only && fits.length === 1 ? sure(order("cancel", { job: only.id }), 0.7) : undefined;
  const topic = text.replace(starts, "").trim().slice(0, mostWish);
  return only && sure(order("jobs", { job: topic }), 0.7);
};

/** Characters of a wish for a job that are looked at. */
const mostWish = 200;

/** "feature-backfill" is another job than "backfill". */
const withoutOtherNames = (text: string, jobs: readonly JobConfig[]): string => {
  const own = new Set(jobs.flatMap(({ id, name }) => [id.toLowerCase(), name.toLowerCase()]));
  return text.replace(/[\p{L}\p{N}_-]+/gu, (word) => (word.includes("-") && !own.has(word.toLowerCase()) ? " " : word));
};

/** The job whose words all stand in the text; of several the one with the most words. */
const meant = (text: string, jobs: readonly JobConfig[]): JobConfig | undefined => {
  const words = new Set(stems(withoutOtherNames(text, jobs)));
  const length = (job: JobConfig): number =>
    Math.max(
      ...[job.id, job.name].map((name) => {
        const own = stems(name).filter((word) => !isFiller(word));
        return own.length > 0 && own.every((word) => words.has(word)) ? own.length : 0;
      }),
    );
  return jobs.filter((job) => length(job) > 0).toSorted((a, b) => length(b) - length(a))[0];
};
