import type { Found, Lexicon } from "./lexicon.ts";
import { thresholdAt } from "./thresholds.ts";
import type { Word } from "./words.ts";

/** "What share of failed runs were on weekends": no rate, but a share of those that failed. */
export const isWholeOf = (words: readonly Word[], at: number, { tag, length }: Found, lexicon: Lexicon): boolean => {
  if (tag.is !== "measure" || words[at + 1]?.text !== "of" || length < 3) return false;
  const behind = words.slice(at + length, at + length + MOST_BETWEEN);
  const verb = behind.findIndex(({ text }) => /^(?:is|are|was|were|come|comes|came)$/.test(text));
  const from = at + length + verb + 1;
  return verb >= 0 && [0, 1, 2, 3].some((offset) => isCondition(words, from + offset, lexicon));
};

/** A period may stand between the whole and the verb. */
const MOST_BETWEEN = 6;

const isCondition = (words: readonly Word[], at: number, lexicon: Lexicon): boolean => {
  const next = lexicon.at(words, at)?.tag;
  if (next?.is === "measure") return next.measure.where !== undefined;
  return next?.is === "value" || next?.is === "flag" || thresholdAt(words, at) !== undefined;
};
