import { withoutAsides } from "./asides.ts";
import { inDigits } from "./number-words.ts";
import { withoutSetPhrases } from "./set-phrases.ts";

const MOST_CHARACTERS = 4_000;

/** A spoken question in plain words. `narrows`: the words say which of the data is meant. */
export const spokenPlainly = (question: string, narrows: (words: string) => boolean): string => {
  const text = question.slice(0, MOST_CHARACTERS).replaceAll("’", "'");
  const said = turns.reduce((read, [pattern, words]) => read.replace(pattern, words), inDigits(text));
  const plain = withoutSetPhrases(withoutAsides(said, narrows));
  return /\p{L}{3}/u.test(plain) ? plain : text;
};

/** Turns of speech with what is read in their place. */
const turns: readonly (readonly [RegExp, string])[] = [
  // "What does a single chair go for with us"
  [
    /\bwhat (?:does|do|did|would) (?:an?|one|a single|each) (\p{L}{2,20}) (?:go|sell|retail) for\b(?: with us)?/iu,
    "what is the price per unit of $1",
  ],
  // "Barely put anything in the till"
  [/\b(?:barely|hardly|scarcely) (\p{L}{2,12})(?: in)? (?:anything|any|a thing)(?: in\b)?/iu, "$1 least"],
  // "Did we sell anything after Halloween? What was it": what was sold.
  [
    /\bdid (we|they) (\p{L}{2,12}) anything(?: at all)?([^?,;.!]{0,80})[?,;.] ?(?:and )?what (?:was|were) (?:it|that|they)\b/iu,
    "what did $1 $2$3",
  ],
  // "North against South, who pulled in more": which of both.
  [
    /^([^,;?!\n]{1,60} (?:against|versus|vs\.?) [^,;?!\n]{1,60}), who (?=[^,;?!\n]{0,60}\b(?:more|less)\b)/iu,
    "$1, which ",
  ],
  // "Leave the laptops out of it - what did the rest fetch"
  [/\bleave ([^,.;?!]{2,40}?) out of (?:it|this|that)\b/iu, "excluding $1"],
  // "Out of all the rows in May, what percent were rubbish"
  [
    /\b(rows?|records?)\b([^?;!]{0,120}?) (?:were|was|are|is) (?:rubbish|garbage|junk|crap|duff|dodgy|trash|rotten)\b/iu,
    "$1$2 failed",
  ],
  // "On which warehouse do people wait": anybody.
  [/\b((?:which|what) \p{L}{2,20}|where) (do|did) (?:people|folks) /iu, "$1 $2 we "],
  // "In the third quarter than in the second": quarter.
  [
    /\b(first|second|third|fourth) (quarter|half) (than|versus|vs|and|or|against) (in )?the (first|second|third|fourth)\b(?! \p{L})/iu,
    "$1 $2 $3 in the $5 $2",
  ],
  // "Which warehouse is fuller, Hamburg or the other one": which of all.
  [/\b(which [^,;?!\n]{1,80}), [\p{L}\p{N}@._-]{2,40} or (?:the )?others?(?: ones?)?\b/iu, "$1"],
  // "North against South, which sold more and what's the gap": a comparison says it.
  [
    / (against|versus|vs\.?) ([^;?!\n]{1,120}?),? and what(?:'s| is| was) the (?:gap|difference)(?=[\s?.!]*$)/iu,
    " $1 $2",
  ],
  // "Which folks", "how many guys"
  [/\b(which|how many|what|our|those) (?:folks|guys|fellas)\b/iu, "$1 people"],
];
