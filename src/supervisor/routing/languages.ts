import stemmers from "snowball-stemmers";
import { foldText } from "../../text/word-forms.ts";
import { dutch } from "./languages/dutch.ts";
import { french } from "./languages/french.ts";
import { german } from "./languages/german.ts";
import { italian } from "./languages/italian.ts";
import type { LanguageWords } from "./languages/language.ts";
import { portuguese } from "./languages/portuguese.ts";
import { spanish } from "./languages/spanish.ts";
import { prepared } from "./prepared.ts";
import { keyOf, rawWordsIn, type Word, wordsIn } from "./question-words.ts";
import { remembered } from "./remembered.ts";

/** A language other than English. */
export interface OtherLanguage {
  /** Says nothing about the subject. */
  isSmall(word: Pick<Word, "raw">): boolean;
  /** The English phrases, by key, that words of it mean. */
  meaningOf(words: readonly Word[]): string | undefined;
  /** Most words of a phrase. */
  longest: number;
}

/** Every language that is understood. A new one is a file and a name here. */
const all: LanguageWords[] = [german, spanish, french, italian, portuguese, dutch];

/** The languages. */
export const otherLanguages = prepared(function* (): Generator<undefined, readonly OtherLanguage[]> {
  const languages: OtherLanguage[] = [];
  for (const words of all) languages.push(yield* languageOf(words));
  return languages;
});

function* languageOf({ stemmer: name, small, words }: LanguageWords): Generator<undefined, OtherLanguage> {
  const stemmer = stemmers.newStemmer(name);
  const stem = remembered((raw) => foldText(stemmer.stem(raw)));
  const phraseKey = (raws: readonly string[]): string => raws.map(stem).join(" ");
  const smallWords = new Set(small.trim().split(/\s+/));
  const meanings = new Map<string, string>();
  for (const line of words.split("\n").filter((text) => text.includes(":"))) {
    const colon = line.indexOf(":");
    const english = keyOf(wordsIn(line.slice(0, colon)));
    for (const phrase of line.slice(colon + 1).split(",")) {
      const key = phraseKey(rawWordsIn(phrase));
      if (key && !meanings.has(key)) meanings.set(key, english);
    }
    yield;
  }
  const isWord = (part: string): boolean => meanings.has(stem(part));
  const compound = remembered((raw) => {
    const tail = compoundTail(raw, isWord);
    return tail === undefined ? undefined : meanings.get(stem(tail));
  });
  return {
    isSmall: ({ raw }) => smallWords.has(raw),
    longest: Math.max(...[...meanings.keys()].map((key) => key.split(" ").length)),
    meaningOf: (some) => {
      const found = meanings.get(phraseKey(some.map(({ raw }) => raw)));
      const [only] = some;
      return found !== undefined || some.length !== 1 || !only ? found : compound(only.raw);
    },
  };
}

const leastPart = 4;
/** Longer than any word that is put together of two. */
const longestCompound = 32;

/** Parts that German and Dutch put at the end of the clause: "Wer gibt am meisten aus?" */
const separable = new Set(
  "ab an auf aus bei durch ein her hin los nach vor weg zu zurück aan af bij door in mee op over toe uit".split(" "),
);

/** The words with a verb put together again with its part at the end of the clause, or around its "zu". */
export const joinedVerbs = (words: readonly Word[], { meaningOf }: OtherLanguage): Word[] =>
  words.map((word) => {
    const last = words.findLast(({ clause }) => clause === word.clause);
    const raw =
      last && last !== word && separable.has(last.raw) ? `${last.raw}${word.raw}` : withoutInfinitiveZu(word.raw);
    return raw === undefined || meaningOf([{ ...word, raw }]) === undefined ? word : { ...word, raw };
  });

/** "abzuspringen" is "abspringen". */
const withoutInfinitiveZu = (raw: string): string | undefined => {
  const at = raw.indexOf("zu", shortestPart);
  const part = raw.slice(0, at);
  return at > 0 && separable.has(part) ? part + raw.slice(at + "zu".length) : undefined;
};
const shortestPart = 2;

/** The last part of a word that is put together of two that are known: "Kundenumsatz". */
const compoundTail = (word: string, isWord: (part: string) => boolean): string | undefined => {
  if (word.length > longestCompound) return undefined;
  for (let at = leastPart; at <= word.length - leastPart; at += 1) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    if (isWord(tail) && (isWord(head) || isWord(head.slice(0, -1)))) return tail;
  }
  return undefined;
};
