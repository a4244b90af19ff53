import { daleChall } from "dale-chall";
import type { Lexicon } from "./lexicon.ts";
import { unitNamed } from "./thresholds.ts";
import { distance, fillerWords, isIrregular, isSlip, stemsOf, type Word } from "./words.ts";

/* Typing errors. Where two known words are as near, neither is read. */

/**
 * The known word that a typing error is nearest to; undefined: none is, or two of them. `more` are words of every question,
 * `isName`: it was written as a name, and only values are names.
 */
export const corrected = (word: Word, lexicon: Lexicon, more: readonly string[], isName: boolean): Word | undefined => {
  const { text } = word;
  if (unitNamed(text) || isEverydayVerbForm(text)) return undefined;
  const known = [...lexicon.vocabulary].filter(([each]) => isMeant(text, each, lexicon, isName));
  const others = more
    .filter((each) => text !== `${each}s` && isSlip(text, each) && isPlainSlip(text, each))
    .map((each): [string, string] => [each, stemsOf(each)[0] ?? each]);
  const empty = isName ? [] : fillerWords.filter((each) => each.length > 3 && isSlip(text, each));
  const near = [...known, ...others].map(([meant, stem]) => ({ meant, stem, slips: slipsOf(text, meant) }));
  const least = Math.min(...near.map(({ slips }) => slips));
  const best = near.filter(({ slips }) => slips === least);
  const [first] = best;
  const isOther =
    !more.includes(first?.meant ?? "") &&
    empty.some((each) => slipsOf(text, each) <= least && stemsOf(each)[0] !== first?.stem);
  if (!first || isOther || best.some(({ stem }) => stem !== first.stem)) return undefined;
  return { ...word, text: first.meant, stem: first.stem };
};

const everyday = new Set(daleChall);

/** "Parked", "fetches", "preparing", "planned": a form of a word that everybody knows is no typing error. */
const isEverydayVerbForm = (text: string): boolean =>
  text.length > 5 &&
  [/ed$/, /d$/, /ing$/, /s$/, /es$/].some((ending) => {
    if (!ending.test(text)) return false;
    const base = text.replace(ending, "");
    return [base, `${base}e`, base.replace(/(.)\1$/, "$1")].some((word) => everyday.has(word));
  });

const isMeant = (typed: string, known: string, { values }: Lexicon, isName: boolean): boolean => {
  const isValue = values.has(known);
  if (known.length < 3 || (isName && !isValue) || isFormOf(typed, known)) return false;
  const isLong = isValue && typed.length > 4;
  return formsLike(typed, known).some((meant) => isSlip(typed, meant) && (isLong || isPlainSlip(typed, meant)));
};

/** "Timed" is no mistyped "time". */
const isFormOf = (typed: string, known: string): boolean =>
  /(?:d|ing)$/.test(typed) && typed.length > known.length && typed.startsWith(known.replace(/e$/, ""));

/** The known word, and with the ending that the typed one has: "loginss", "exectued". */
const formsLike = (typed: string, known: string): string[] => {
  const ending = ENDINGS.find((each) => typed.endsWith(each) && !known.endsWith(each));
  if (ending === undefined) return [known];
  if (ending === "s") return [`${known}s`];
  return ending === "ed" && isIrregular(known) ? [known] : [known, `${known.replace(/e$/, "")}${ending}`];
};
const ENDINGS = ["ing", "ed", "s"];

/** How far two words are apart; the same letters in another order are nearest. */
const slipsOf = (typed: string, known: string): number =>
  Math.min(...formsLike(typed, known).map((meant) => (hasSameLetters(typed, meant) ? 0.5 : distance(typed, meant))));

const hasSameLetters = (one: string, other: string): boolean =>
  one.length === other.length && [...one].toSorted().join("") === [...other].toSorted().join("");

/** In a short word another letter is another word: shoes are no shows. */
const isPlainSlip = (typed: string, meant: string): boolean =>
  typed.length > 5 || typed.length !== meant.length || hasSameLetters(typed, meant);
