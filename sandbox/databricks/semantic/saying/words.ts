import { asAsked } from "../reading/german/german.ts";
import { englishAbouts } from "./english/english-abouts.ts";
import { englishAnswers } from "./english/english-answers.ts";
import { englishForms } from "./english/english-forms.ts";
import { englishLacks } from "./english/english-lacks.ts";
import { englishNames } from "./english/english-names.ts";
import { englishNumbers } from "./english/english-numbers.ts";
import { englishTimes } from "./english/english-times.ts";
import { germanAbouts } from "./german/german-abouts.ts";
import { germanAnswers } from "./german/german-answers.ts";
import { germanForms } from "./german/german-forms.ts";
import { germanLacks } from "./german/german-lacks.ts";
import { germanNames } from "./german/german-names.ts";
import { germanNumbers } from "./german/german-numbers.ts";
import { germanTimes } from "./german/german-times.ts";
import type { Language, Manner } from "./language.ts";
import type { Names } from "./names.ts";
import { type Numbers, type NumberWords, numbersIn } from "./numbers.ts";

/*
 * What the spaces say, in the language of the question. Another language is a folder of words, and a line in the list here
 * and in that of the spaces' names.
 */

interface Words {
  abouts: typeof englishAbouts;
  answers: typeof englishAnswers;
  forms: typeof englishForms;
  lacks: typeof englishLacks;
  names: Names;
  numbers: NumberWords;
  times: typeof englishTimes;
}

const languages: Record<Language, Words> = {
  en: {
    abouts: englishAbouts,
    answers: englishAnswers,
    forms: englishForms,
    lacks: englishLacks,
    names: englishNames,
    numbers: englishNumbers,
    times: englishTimes,
  },
  de: {
    abouts: germanAbouts,
    answers: germanAnswers,
    forms: germanForms,
    lacks: germanLacks,
    names: germanNames,
    numbers: germanNumbers,
    times: germanTimes,
  },
};

/** The words of an answer, and its numbers as they were asked for. */
export interface Voice extends Omit<Words, "numbers">, Numbers {
  language: Language;
  /** Words as they stand in the question, where they were read in English. */
  asked(words: readonly string[]): string[];
  /** Numbers of conditions, which stay as they were asked. */
  plain: Numbers;
  /** The same for whole numbers: "above $5". */
  whole: Numbers;
}

/** A sentence that waits for its language. */
export type Say = (voice: Voice) => string;

export const voiceIn = ({ language, form }: Manner, question = ""): Voice => {
  const { numbers, ...words } = languages[language];
  return {
    ...words,
    asked: (said) => said.map((word) => asAsked(word, question) ?? word),
    language,
    ...numbersIn(numbers, form),
    plain: numbersIn(numbers),
    whole: numbersIn(numbers, { decimals: 0 }),
  };
};
