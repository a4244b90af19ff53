import type { Failure } from "../../errors.ts";
import { problems } from "../../problems/all-problems.ts";
import { de } from "./de.ts";
import { en, type OwnWords } from "./en.ts";
import { germanProblems } from "./problems-de.ts";

/*
 * What we say ourselves, in the language of whoever reads it. Another language is a file of words, a file of problems and
 * a line in each of the two lists below.
 */

const languages = { en, de } satisfies Record<string, OwnWords>;
const problemsIn: Record<keyof typeof languages, Readonly<Partial<Record<string, string>>>> = {
  en: {},
  de: germanProblems,
};

/** A language out of a locale as platforms name it: `de`, `de-AT`, `de_CH`. */
export const languageOf = (locale: string | undefined): keyof typeof languages => {
  const language = (locale ?? "").slice(0, 2).toLowerCase();
  return language in languages ? (language as keyof typeof languages) : "en";
};

/** The languages besides this one: what they are called in themselves and in English. */
export const otherLanguages = (than: keyof typeof languages): { name: string; english: string }[] =>
  [
    { code: "en", name: en.languageName, english: "English" },
    { code: "de", name: de.languageName, english: "German" },
  ].filter(({ code }) => code !== than);

export const wordsIn = (locale: string | undefined): OwnWords => languages[languageOf(locale)];

/** What stands between groups of digits, and before the decimals. */
export interface Separators {
  group: string;
  decimal: string;
}

/** How numbers are written there. */
export const separatorsIn = (locale: string | undefined): Separators =>
  languageOf(locale) === "de" ? { group: ".", decimal: "," } : { group: ",", decimal: "." };

/**
 * The sentence of a failure in another language. It is stored in English, so its values are read back from it; a sentence
 * that is not that of the catalogue stays as it is.
 */
export const failureIn = ({ code, sentence }: Failure, locale: string | undefined): string => {
  const translated = problemsIn[languageOf(locale)][code];
  const values = translated === undefined ? undefined : valuesIn(problems[code].sentence, sentence);
  if (translated === undefined || !values) return sentence;
  return translated.replace(/\{([a-z]+)\}/g, (whole, name: string) => values.get(name) ?? whole);
};

/** What stands in a sentence in place of the placeholders of its template. */
const valuesIn = (template: string, sentence: string): Map<string, string> | undefined => {
  const values = new Map<string, string>();
  const parts = template.split(/\{([a-z]+)\}/);
  let at = 0;
  for (let index = 0; index < parts.length; index += 2) {
    const fixed = parts[index] ?? "";
    const next =
      index === 0 ? 0 : index === parts.length - 1 ? sentence.length - fixed.length : sentence.indexOf(fixed, at);
    if (next < at || !sentence.startsWith(fixed, next)) return undefined;
    const name = parts[index - 1];
    if (name !== undefined) values.set(name, sentence.slice(at, next));
    at = next + fixed.length;
  }
  return at === sentence.length ? values : undefined;
};
