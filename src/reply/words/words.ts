import type { Language } from "../../ports/preference.ts";
import { en, type OwnWords } from "./english/en.ts";
import { de } from "./german/de.ts";

/*
 * What we say ourselves, in the language of whoever reads it. Another language is a folder of words, and a line in each of
 * the lists here and in `phrase-reading.ts`.
 */

const languages: Record<Language, OwnWords> = { en, de };

/** A language out of a locale as platforms name it: `de`, `de-AT`, `de_CH`. */
export const languageOf = (locale: string | undefined): Language => {
  const language = (locale ?? "").slice(0, 2).toLowerCase();
  return isLanguage(language) ? language : "en";
};

const isLanguage = (text: string): text is Language => Object.hasOwn(languages, text);

/** The languages besides this one: what they are called in themselves and in English. */
export const otherLanguages = (than: Language): { name: string; english: string }[] =>
  [
    { code: "en", name: en.languageName, english: "English" },
    { code: "de", name: de.languageName, english: "German" },
  ].filter(({ code }) => code !== than);

export const wordsIn = (locale: string | undefined): OwnWords => languages[languageOf(locale)];
