import { isGerman } from "../semantic/reading/german/german.ts";
import { numberFormIn } from "../semantic/reading/number-forms.ts";
import type { Language, Manner } from "../semantic/saying/language.ts";
import { quotedQuestions } from "./quotations.ts";

/** How a question is to be answered. */
export interface AskedManner extends Manner {
  currency?: "euro" | "dollar";
}

export interface Mannered {
  manner: AskedManner;
  /** The question without what it says of numbers. */
  question: string;
  /** It says nothing else: the last answer is wanted again, in another form. */
  isAgain: boolean;
}

/** How a question wants its answer; a follow-up is answered like the question before where it does not say otherwise. */
export const mannerOf = (text: string, before: AskedManner | undefined): Mannered => {
  const [first = "", ...below] = text.split("\n\n");
  const { form, currency, rest } = numberFormIn(first);
  const isFormed = Object.keys(form).length > 0;
  const { unquoted } = quotedQuestions(text);
  const said = { form: isFormed ? form : (before?.form ?? {}), ...(currency && { currency }) };
  return {
    manner: { ...(!isFormed && before), ...said, language: languageOf(unquoted, before?.language) },
    question: [rest, ...below].join("\n\n"),
    isAgain: isFormed && before !== undefined && wordsOf(rest).every((word) => quiet.has(word)),
  };
};

/** Names alone, "Laptop" or "Q3 2026", are of no language. */
const languageOf = (question: string, before: Language | undefined): Language => {
  if (isGerman(question)) return "de";
  return wordsOf(question).length <= 2 ? (before ?? "en") : "en";
};

const MOST_CHARACTERS = 4_000;
const wordsOf = (text: string): string[] =>
  text
    .slice(0, MOST_CHARACTERS)
    .toLowerCase()
    .match(/\p{L}+/gu) ?? [];

const quiet = new Set(
  `and und now jetzt please bitte the same dasselbe das es it that this show zeig zeige me mir again nochmal noch mal but
  aber as give gib them alles ganze auch also figures numbers zahlen werte values nur only`.split(/\s+/),
);
