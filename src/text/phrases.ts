/*
 * Looks for fixed phrases in text from outside. No pattern is used, so the time is linear in the text.
 */

/** A phrase in parts: between two of them anything may stand within the same line. */
export type Phrase = readonly string[];

/** The farthest that two parts of a phrase stand from each other. */
const mostBetween = 300;

/** A phrase as it is written down: `table … not found`. */
export const phraseOf = (text: string): Phrase => text.toLowerCase().split(" … ");

/** Where a phrase begins in a line, which is in lower case; -1: nowhere. */
export const positionOf = (line: string, phrase: Phrase): number => {
  const [first = "", ...others] = phrase;
  const start = wordsAt(line, first, 0);
  if (start < 0 || others.length === 0) return start;
  let at = start + first.length;
  for (const part of others) {
    const next = wordsAt(line, part, at);
    if (next < 0 || next - at > mostBetween) return -1;
    at = next + part.length;
  }
  return start;
};

/** The first place from `from` on where these words stand as words of their own. */
const wordsAt = (line: string, words: string, from: number): number => {
  for (let at = line.indexOf(words, from); at >= 0; at = line.indexOf(words, at + 1)) {
    if (beginsAt(line, at, words) && endsAt(line, at + words.length, words)) return at;
  }
  return -1;
};

const beginsAt = (line: string, at: number, words: string): boolean =>
  !isAlphanumeric(words.charAt(0)) || !isAlphanumeric(line.charAt(at - 1));

/** At the end may also stand a word with which names of exceptions end. */
const endsAt = (line: string, end: number, words: string): boolean =>
  !isAlphanumeric(words.at(-1) ?? "") ||
  !isAlphanumeric(line.charAt(end)) ||
  endings.some((ending) => line.startsWith(ending, end));

const endings = ["exception", "error"];

const isAlphanumeric = (character: string): boolean => /^[\p{L}\p{N}]$/u.test(character);
