import type { FailureClass } from "../../config/triage-config.ts";
import { causes } from "../../reply/words/english/causes.ts";
import { positionOf } from "../../text/phrases.ts";
import { shortened } from "../../text/shorten.ts";
import { type CausePhrase, causePhrases } from "./cause-phrases.ts";

/** Why a task failed, in one sentence that a person understands. `line`: the words of the error that say it best. */
export const causeOf = (failure: FailureClass, task: string | undefined, line: string): string => {
  const who = task === undefined ? "The run" : `Task ${shortened(task, 60)}`;
  const low = line.toLowerCase();
  const fits = ({ words }: CausePhrase) => words.length === 0 || words.some((word) => positionOf(low, word) >= 0);
  return `${who} ${causePhrases[failure].find(fits)?.say(line) ?? causes.failed}.`;
};
