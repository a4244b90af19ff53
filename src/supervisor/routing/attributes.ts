import type { Word } from "./question-words.ts";
import type { WordEvidence } from "./word-evidence.ts";

/*
 * Age and length are told of many things: "how old are our buyers" and "how old are the tables", "the longest run" and "the
 * longest query". Whom such a word is for, the thing says that is named beside it.
 */

const attributes = new Set("old young long short durat".split(" "));
/** Words that go with them. */
const leading = new Set("how too so as for".split(" "));

/** A thing is known so well that it says whom the clause is for. */
const wellKnown = 1.4;

/** What the words say, where attributes say nothing beside a thing that is known. */
export const withoutAttributes = (evidence: readonly WordEvidence[], words: readonly Word[]): WordEvidence[] =>
  evidence.map((word, at) => {
    const isPart = isAttribute(words[at]) || (leading.has(words[at]?.text ?? "") && isAttribute(words[at + 1]));
    if (!isPart) return word;
    const isTold = evidence.some(
      ({ weights }, other) =>
        words[other]?.clause === words[at]?.clause &&
        !isAttribute(words[other]) &&
        !isAttribute(words[other + 1]) &&
        Math.max(...weights) >= wellKnown,
    );
    return isTold ? { ...word, weights: word.weights.map(() => 0), listing: [], isQuiet: true } : word;
  });

const isAttribute = (word: Word | undefined): boolean => word !== undefined && attributes.has(word.stem);
