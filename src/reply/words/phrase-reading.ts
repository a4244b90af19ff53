import type { Failure } from "../../errors.ts";
import type { Language } from "../../ports/preference.ts";
import { isProblemCode, problems } from "../../problems/all-problems.ts";
import { filled, valuesIn } from "../../text/template.ts";
import { causes } from "./english/causes.ts";
import { phrases } from "./english/stored-phrases.ts";
import { germanCauses } from "./german/causes-de.ts";
import { germanProblems } from "./german/problems-de.ts";
import { germanPhrases } from "./german/stored-phrases-de.ts";
import { separatorsIn } from "./locale-style.ts";
import { languageOf } from "./words.ts";

/*
 * Sentences that are stored or made in English, in the language of whoever reads them: their values are read back from
 * them. A sentence that is none of ours stays as it is.
 */

/** By key or code. */
type Texts = Readonly<Record<string, string>>;

interface Translations {
  locale: string;
  phrases: Texts;
  causes: Texts;
  problems: Texts;
  task: (name: string) => string;
  run: string;
}

const translations: Readonly<Record<Exclude<Language, "en">, Translations>> = {
  de: {
    locale: "de",
    phrases: germanPhrases,
    causes: germanCauses,
    problems: germanProblems,
    task: (name) => `Die Aufgabe ${name}`,
    run: "Der Lauf",
  },
};

const translationsIn = (locale: string | undefined): Translations | undefined => {
  const language = languageOf(locale);
  return language === "en" ? undefined : translations[language];
};

/** Longer texts are not ours. */
const longest = 4_000;
/** Parts of a list. */
const mostParts = 12;
/** Phrases within phrases. */
const deepest = 3;

/** The sentence of a failure. */
export const failureIn = ({ code, sentence }: Failure, locale: string | undefined): string => {
  const to = translationsIn(locale);
  return (to && problemOf(to, code, sentence, deepest)) ?? sentence;
};

/** One of our phrases, or a sentence of a problem whose code is not known. */
export const phraseIn = (text: string, locale: string | undefined): string => {
  const to = translationsIn(locale);
  return (to && said(to, text, deepest)) ?? text;
};

/** Why a task failed. */
export const causeIn = (text: string, locale: string | undefined): string => {
  const to = translationsIn(locale);
  if (!to || text.length > longest) return text;
  const task = /^Task (\S+) /.exec(text);
  if (!task && !text.startsWith("The run ")) return text;
  const rest = text.slice(task?.[0].length ?? "The run ".length, -1);
  const found = causeOf(to, rest);
  return found === undefined ? text : `${task ? to.task(task[1] ?? "") : to.run} ${found}.`;
};

const causeOf = (to: Translations, rest: string): string | undefined => {
  for (const [key, english] of Object.entries(causes)) {
    for (const template of [english, `${english}: {about}`, `${english} ({host})`]) {
      const values = valuesIn(template, rest);
      if (values) return filled(`${to.causes[key]}${template.slice(english.length)}`, Object.fromEntries(values));
    }
  }
  return undefined;
};

const said = (to: Translations, text: string, depth: number): string | undefined => {
  if (depth === 0 || text === "" || text.length > longest) return undefined;
  for (const [key, english] of Object.entries(phrases)) {
    const values = valuesIn(english, text);
    if (values) return filled(to.phrases[key] ?? english, translated(to, values, depth));
  }
  for (const code of Object.keys(to.problems)) {
    const found = problemOf(to, code, text, depth);
    if (found !== undefined) return found;
  }
  return undefined;
};

const problemOf = (to: Translations, code: string, sentence: string, depth: number): string | undefined => {
  const template = to.problems[code];
  const values =
    template === undefined || !isProblemCode(code) ? undefined : valuesIn(problems[code].sentence, sentence);
  return template === undefined || !values ? undefined : filled(template, translated(to, values, depth));
};

/** Values may be phrases of ours, or a list of some. */
const translated = (to: Translations, values: ReadonlyMap<string, string>, depth: number): Record<string, string> =>
  Object.fromEntries(
    [...values].map(([name, value]) => [
      name,
      said(to, value, depth - 1) ?? numberIn(to, value) ?? listIn(to, value, depth - 1),
    ]),
  );

/** A number in groups of digits, as it is written in English. */
const numberIn = ({ locale }: Translations, value: string): string | undefined =>
  /^\d{1,3}(?:,\d{3}){1,5}$/.test(value) ? value.replaceAll(",", separatorsIn(locale).group) : undefined;

const listIn = (to: Translations, value: string, depth: number): string => {
  const parts = value.split(", ");
  return parts.length > mostParts ? value : parts.map((part) => said(to, part, depth) ?? part).join(", ");
};
