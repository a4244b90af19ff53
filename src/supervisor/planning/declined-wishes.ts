import type { JobConfig } from "../../config/config.ts";
import { denies, deniesStart } from "../../jobs/start-words.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { jobMeantIn } from "./job-router.ts";

/**
 * What is said at once to a wish that nobody here can fulfil: that a job be not started, or that a figure be watched. No
 * model and no agent is asked. Undefined for all else.
 */
export const declineIn = (question: string, jobs: readonly JobConfig[], locale?: string): string | undefined => {
  if (question.length > longest) return undefined;
  const words = wordsIn(locale);
  const job = jobMeantIn(question, jobs);
  if (job) return deniesStart(question) ? words.wontStart(job.name) : undefined;
  return watches.some((way) => way.test(question.trim())) && !denies(question) ? words.cannotWatch : undefined;
};

/** Whoever writes more wants more. */
const longest = 200;

/** "Alert me when revenue drops below 1000": neither of a run, which is watched, nor of a message that is sent now. */
const watches: readonly RegExp[] = [
  /^(?:please )?(?:alert|warn|notify|ping|inform|message) (?:me|us) (?:when|whenever|if|as soon as|once|every time)\b(?!.*\b(?:runs?(?! (?:low|out|dry))|jobs?|it|is done|finish(?:es|ed)?)\b)/i,
  /^(?:please )?(?:tell me|let me know|remind me) (?:whenever|as soon as|every time)\b(?!.*\b(?:runs?(?! (?:low|out|dry))|jobs?|it|is done|finish(?:es|ed)?)\b)/i,
  /^(?:bitte )?(?:warne|benachrichtige|informiere) (?:mich|uns),? (?:wenn|sobald|falls)(?!\p{L})(?!.*(?<!\p{L})(?:läufe?|jobs?|es|fertig)(?!\p{L}))/iu,
];
