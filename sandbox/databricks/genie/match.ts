import type { TrustedQuestion } from "../spaces/space.ts";
import { stems } from "./words.ts";

type Match = (question: string, values: ReadonlySet<string>) => TrustedQuestion | undefined;

/**
 * Finds the trusted question that shares the weightiest words with what was asked. A word that few questions of the
 * space know weighs more. Less than 40 % of the weight known: no match. `values` are stems that are values of the data:
 * they narrow a question, and need not be known to it.
 */
export const matcher = (questions: TrustedQuestion[]): Match => {
  const bags = questions.map((question) => ({
    question,
    asks: question.asks.map(stems),
    known: stems([...question.asks, ...(question.words ?? [])].join(" ")),
  }));
  const weight = (word: string): number => {
    const knowing = bags.filter((bag) => bag.known.has(word)).length;
    return knowing === 0 ? 1 : 1 / Math.sqrt(knowing);
  };

  return (text, values) => {
    const asked = stems(text);
    const scored = bags.map((bag) => {
      const known = [...asked].filter((word) => bag.known.has(word));
      const open = [...asked].filter((word) => !bag.known.has(word) && !values.has(word));
      const share = total(known, weight) / (total(known, weight) + total(open, weight) || 1);
      const closeness = Math.max(...bag.asks.map((ask) => overlap(asked, ask)));
      return { question: bag.question, share, score: total(known, weight) + closeness };
    });
    const [best] = scored.filter(({ share }) => share >= 0.4).sort((one, other) => other.score - one.score);
    return best?.question;
  };
};

const total = (words: string[], weight: (word: string) => number): number =>
  words.reduce((sum, word) => sum + weight(word), 0);

const overlap = (one: Set<string>, other: Set<string>): number =>
  [...one].filter((word) => other.has(word)).length / (new Set([...one, ...other]).size || 1);
