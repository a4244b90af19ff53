import { withoutAsides } from "./asides.ts";
import { figureTurns } from "./figure-turns.ts";
import { inDigits } from "./number-words.ts";
import { withoutSetPhrases } from "./set-phrases.ts";
import { turns } from "./turns.ts";

const MOST_CHARACTERS = 4_000;

/** A spoken question in plain words. `narrows`: the words say which of the data is meant. */
export const spokenPlainly = (question: string, narrows: (words: string) => boolean): string => {
  const text = question.slice(0, MOST_CHARACTERS).replaceAll("’", "'");
  const said = [...turns, ...figureTurns].reduce(
    (read, [pattern, words]) => read.replace(pattern, words),
    inDigits(text),
  );
  const plain = withoutSetPhrases(withoutAsides(said, narrows));
  return /\p{L}{3}/u.test(plain) ? plain : text;
};
