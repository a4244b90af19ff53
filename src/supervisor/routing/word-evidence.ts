import { joinedVerbs, type OtherLanguage } from "./languages.ts";
import { englishStem, isSmall, isWhole, keyOf, type Word } from "./question-words.ts";
import { type Vocabulary, type Weights, weightOf } from "./vocabulary.ts";

/** What one word says. */
export interface WordEvidence {
  weights: Weights;
  /** The agents that list the word, or the phrase that it belongs to, as their own. */
  listing: readonly number[];
  /** The word says nothing about a subject. */
  isQuiet: boolean;
  /** It says by what the figures are to be told apart. */
  isGrouping: boolean;
  /** It belongs to the name of something in the data: who has that, and who has not. */
  owners?: Weights;
  /** It begins something else: another clause, or behind "and". */
  isBreak: boolean;
}

/** What a longer phrase counts more, a word more; and what is left of a word within a known phrase. */
const bonus = { word: 0.25, within: 0.25 };
/** What is left of a weight where a word was corrected, translated, or names a table. */
const kept = { corrected: 0.8, translated: 0.9, table: 0.35, grouping: 0.7, listed: 0.8 };
export const { corrected } = kept;

/** What each word of a question says. */
export const evidenceOf = (asked: readonly Word[], vocabulary: Vocabulary): WordEvidence[] => {
  const none: Weights = vocabulary.agents.map(() => 0);
  const language = languageOf(asked, vocabulary.languages);
  let tries = 0;
  const mayTry = (): boolean => {
    tries += 1;
    return tries <= mostTries;
  };
  const words = (language ? joinedVerbs(asked, language) : asked).map((word) => spelt(word, vocabulary, mayTry));
  const phrased = phrasesIn(words, vocabulary, language);
  return words.map((word, at) => {
    const single = isBreakdown(words, at) ? none : (singleOf(word, vocabulary, language) ?? none);
    const own = phrased[at];
    const owners = own?.owners ?? vocabulary.values.get(word.stem);
    const weights = !own
      ? single
      : own.owners
        ? own.weights.map((weight) => own.more * weight)
        : own.weights.map((weight, agent) => together(own, own.more * weight, single[agent] ?? 0));
    const left =
      (word.isCorrected ? kept.corrected : 1) *
      (!own?.owners && isTableName(words, at) ? kept.table : 1) *
      (isGrouping(words, at) ? kept.grouping : 1);
    const isQuiet = isSmall(word) || (language?.isSmall(word) ?? false) || /^\d/.test(word.text);
    return {
      weights: left === 1 ? weights : weights.map((weight) => left * weight),
      listing: vocabulary.agents.flatMap((_, agent) =>
        Math.max(own?.weights[agent] ?? 0, single[agent] ?? 0) >= weightOf.keyword ? [agent] : [],
      ),
      isQuiet,
      isGrouping: isGrouping(words, at),
      ...(owners && { owners }),
      isBreak: joints.has(word.text) || word.clause !== words[at - 1]?.clause,
    };
  });
};

const joints = new Set(
  "and or but with versus vs also than to because cause causes caused while whereas although despite given und oder aber mit y o pero con et ou mais avec e en".split(
    " ",
  ),
);

/** Words of a question that are looked at for typing errors. */
const mostTries = 25;

/** A word within a phrase means the phrase: who does not know that is hardly meant by the word alone. */
const together = ({ isPlain }: PhraseFound, phrase: number, word: number): number => {
  if (phrase > 0) return Math.max(phrase + bonus.within * word, word);
  return (isPlain && word >= weightOf.keyword ? kept.listed : bonus.within) * word;
};

type Spelt = Word & { isCorrected?: true };

/** The word without typing errors, if no language knows it as it is. */
const spelt = (word: Word, { phrases, languages, spelling }: Vocabulary, mayTry: () => boolean): Spelt => {
  if (isSmall(word) || phrases.has(word.stem)) return word;
  const single = word.text.endsWith("s") ? englishStem(word.text.slice(0, -1)) : "";
  if (phrases.has(single)) return { ...word, stem: single };
  if (word.isName || isWhole(word) || spelling.isKnown(word.text)) return word;
  if (languages.some((one) => one.isSmall(word) || one.meaningOf([word]) !== undefined)) return word;
  const stem = mayTry() ? spelling.corrected(word.text) : undefined;
  return stem === undefined ? word : { ...word, stem, isCorrected: true };
};

/** "Break it down": somebody wants more detail, and nothing is broken. */
const isBreakdown = (words: readonly Word[], at: number): boolean => {
  const { clause, stem } = words[at] ?? {};
  if (stem !== "break") return false;
  const before = words.slice(0, at).filter((word) => word.clause === clause);
  return before.every(isSmall) && words.slice(at + 1, at + 4).some(({ text }) => text === "down");
};

/** "by team", "per category": how the figures are to be told apart, not what they are about. */
const isGrouping = (words: readonly Word[], at: number): boolean => groupings.has(words[at - 1]?.text ?? "");
const groupings = new Set(["by", "per", "each", "nach", "je", "pro", "por", "par"]);

/** "the orders table", "sales.orders": what stands in it is not what the question is about. */
const isTableName = (words: readonly Word[], at: number): boolean => {
  const next = words[at + 1];
  if (words[at]?.isQualified) return true;
  return next !== undefined && next.clause === words[at]?.clause && tables.has(next.text);
};
const tables = new Set(["table", "dataset", "schema", "column", "field"]);

/** The language of a question that is not English, told by its small words. */
const languageOf = (words: readonly Word[], languages: readonly OtherLanguage[]): OtherLanguage | undefined => {
  const counted = languages
    .map((language) => ({ language, count: words.filter((word) => language.isSmall(word)).length }))
    .toSorted((a, b) => b.count - a.count)[0];
  const english = words.filter(isSmall).length;
  return counted && counted.count > 0 && counted.count >= english ? counted.language : undefined;
};

/** A phrase counts `more` than a single word. */
interface PhraseFound {
  weights: Weights;
  more: number;
  owners: Weights | undefined;
  /** One of its words alone says something: "buy the most". */
  isPlain: boolean;
}

/** Phrases of several words, longest first; no word belongs to two. */
const phrasesIn = (
  words: readonly Word[],
  vocabulary: Vocabulary,
  language: OtherLanguage | undefined,
): (PhraseFound | undefined)[] => {
  const found: (PhraseFound | undefined)[] = words.map(() => undefined);
  for (let length = vocabulary.longest + mostGaps; length > 1; length -= 1)
    for (let at = 0; at + length <= words.length; at += 1) {
      if (found.slice(at, at + length).some(Boolean)) continue;
      const whole = words.slice(at, at + length);
      const bare = whole.filter((word, place) => !isGap(word, place, whole));
      const part = vocabulary.phrases.has(keyOf(whole)) || bare.length < 2 ? whole : bare;
      const weights = vocabulary.phrases.get(keyOf(part)) ?? translated(part, vocabulary, language);
      if (!weights || Math.max(...weights) < 1) continue;
      const more = 1 + bonus.word * (part.length - 1);
      const isPlain = part.filter((word) => !isSmall(word)).length === 1;
      found.fill({ weights, more, owners: vocabulary.values.get(keyOf(part)), isPlain }, at, at + length);
    }
  return found;
};

/** "Could we ship", "make us money": a small word within a phrase changes nothing. */
const isGap = ({ text }: Word, place: number, words: readonly Word[]): boolean =>
  place > 0 && place < words.length - 1 && gaps.has(text);
const gaps = new Set(
  "we us you i they my our your the a an it them all any more most much so too really very".split(" "),
);
/** So many of them are passed over at most. */
const mostGaps = 2;

const translated = (
  words: readonly Word[],
  { phrases, languages }: Vocabulary,
  language: OtherLanguage | undefined,
): Weights | undefined => {
  for (const one of candidatesOf(words, languages, language)) {
    if (words.length > one.longest) continue;
    const english = one.meaningOf(words);
    const weights = english === undefined ? undefined : phrases.get(english);
    if (weights) return weights.map((weight) => kept.translated * weight);
  }
  return undefined;
};

/** Of a question that seems English, single words alone may be of another language. */
const candidatesOf = (
  { length }: readonly Word[],
  languages: readonly OtherLanguage[],
  language: OtherLanguage | undefined,
): readonly OtherLanguage[] => {
  if (language) return [language];
  return length === 1 ? languages : [];
};

/** A word as it is, or in another language. Small words speak only for who lists them. */
const singleOf = (word: Word, vocabulary: Vocabulary, language: OtherLanguage | undefined): Weights | undefined => {
  if (language?.isSmall(word)) return undefined;
  const own = vocabulary.phrases.get(word.stem);
  if (isSmall(word)) return own && Math.max(...own) >= weightOf.title ? own : undefined;
  return (language && translated([word], vocabulary, language)) ?? own ?? foreignOf(word, vocabulary);
};

/** What a word means in another language, in a question that is English; a word that everybody knows means itself. */
const foreignOf = (word: Word, vocabulary: Vocabulary): Weights | undefined =>
  vocabulary.spelling.isKnown(word.text) ? undefined : translated([word], vocabulary, undefined);
