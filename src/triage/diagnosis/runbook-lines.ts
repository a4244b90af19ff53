import { asProblem } from "../../errors.ts";
import type { Log } from "../../logging/log.ts";
import type { Quote } from "../../ports/tool.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { isFiller, stems } from "../../text/word-forms.ts";
import { causeIn } from "./error-judgement.ts";
import { errorsIn } from "./exception-chain.ts";

/** Looks something up in the runbooks. */
export type Runbooks = (words: string, signal: AbortSignal) => Promise<Quote[]>;

interface Failing {
  job: string;
  failure: string;
  cause: string;
}

const withinMs = 3_000;
const mostWords = 300;
const mostText = 250;

/** The passage of the runbooks that fits a failure best, as a line of evidence; none where too little fits. */
export const runbookLines = async (
  { runbooks, log }: { runbooks?: Runbooks | undefined; log: Log },
  { job, failure, cause }: Failing,
): Promise<string[]> => {
  if (!runbooks) return [];
  const words = shortened(oneLine(`${job} ${failure} ${cause}`), mostWords);
  try {
    const found = await runbooks(words, AbortSignal.timeout(withinMs));
    const fitting = found.find((quote) => fits(quote, { job, failure, cause: words }));
    return fitting ? [lineOf(fitting)] : [];
  } catch (thrown) {
    log.warn({ event: "triage.runbooks-missing", err: asProblem(thrown) }, "the runbooks cannot be read");
    return [];
  }
};

/** It names the job or the kind of failure, and something else of what happened; its title, no other kind. */
const fits = ({ title, text }: Quote, { job, failure, cause }: Failing): boolean => {
  const kind = causeIn(errorsIn(title))?.class;
  if (kind !== undefined && kind !== failure) return false;
  const own = new Set(stems(`${title} ${text}`));
  const names = meaningful(job);
  const isAboutIt =
    (names.length > 0 && names.every((word) => own.has(word))) || stems(failure).some((word) => own.has(word));
  return isAboutIt && meaningful(cause).filter((word) => own.has(word)).length >= leastShared;
};

const leastShared = 2;

const meaningful = (text: string): string[] => [...new Set(stems(text).filter((word) => !isFiller(word)))];

const lineOf = ({ title, text, where, url }: Quote): string =>
  [`Runbook ${where}, ${title}: “${shortened(oneLine(text), mostText)}”`, url].filter(Boolean).join(" ");
