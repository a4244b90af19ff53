import { daleChall } from "dale-chall";
import { prepared } from "./prepared.ts";
import { englishStem } from "./question-words.ts";
import { remembered } from "./remembered.ts";

/** Words that everybody knows are no typing errors of others. */
export const familiarWords = prepared(function* (): Generator<undefined, ReadonlySet<string>> {
  const familiar = new Set<string>();
  for (const [at, word] of daleChall.entries()) {
    familiar.add(word.toLowerCase()).add(englishStem(word.toLowerCase()));
    if (at % 20 === 0) yield;
  }
  return familiar;
});

/** Knows how words are spelt. */
export interface Spelling {
  isKnown(text: string): boolean;
  /** The stem of the word that is meant by a word with a typing error. */
  corrected(text: string): string | undefined;
}

/** Shorter and longer words than these are left as they are. */
const shortest = 4;
const mostLetters = 24;

/**
 * Corrects words with few typing errors: two letters that changed places, one that is missing, too much or another; two of
 * them in long words. `words`: how they are written, with what they are compared by. Only words with the same first letter,
 * or with their first two letters swapped, are compared, so the work for one word is bounded by the vocabulary.
 */
export const createSpelling = (words: ReadonlyMap<string, string>): Spelling => {
  const familiar = familiarWords.get();
  const byStart = Map.groupBy(
    [...words].filter(([word]) => word.length >= shortest && word.length <= mostLetters),
    ([word]) => word.charAt(0),
  );
  const corrected = remembered((text): string | undefined => {
    if (text.length < shortest || text.length > mostLetters || /\d/.test(text)) return undefined;
    let best: { stem: string; errors: number } | undefined;
    for (const start of new Set([text.charAt(0), text.charAt(1)]))
      for (const [word, stem] of byStart.get(start) ?? []) {
        const most = best ? best.errors - 1 : errorsIn(text.length);
        if (most < 1) return best?.stem;
        if (start !== text.charAt(0) && word.charAt(1) !== text.charAt(0)) continue;
        if (Math.abs(word.length - text.length) > most) continue;
        // Of short words, another one of the same length is another word.
        if (text.length === shortest && word.length <= text.length && !isAnagram(text, word)) continue;
        const errors = distance(text, word, most);
        if (errors <= most) best = { stem, errors };
      }
    return best?.stem;
  });
  const isKnown = (text: string): boolean => words.has(text) || familiar.has(text) || familiar.has(englishStem(text));
  return { isKnown, corrected };
};

const isAnagram = (one: string, other: string): boolean => [...one].toSorted().join() === [...other].toSorted().join();

/** How many errors are believed. */
const errorsIn = (length: number): number => (length < 8 ? 1 : 2);

/** Edits between two words, where two neighbours that changed places count once; more than `most`: any larger number. */
const distance = (one: string, other: string, most: number): number => {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const differs = one[row - 1] === other[column - 1] ? 0 : 1;
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      here[column] = Math.min(
        (above[column] ?? 0) + 1,
        (here[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + differs,
        isSwap ? (before[column - 2] ?? 0) + 1 : most + 1,
      );
    }
    if (Math.min(...here) > most) return most + 1;
    [before, above] = [above, here];
  }
  return above[other.length] ?? most + 1;
};
