import type { Interpretation } from "./interpret.ts";
import { wordsIn } from "./reading/words.ts";
import type { Say, Voice } from "./saying/words.ts";
import type { Dimension, Subject } from "./subject.ts";

/* What is said of a question that is not, or not wholly, understood. */

/** What of the question is not about this data, and what was read in place of typing errors. */
export const notesOf = ({ apart, slips }: Interpretation): Say[] => [
  ...(slips.length > 0
    ? [({ asked, lacks }: Voice) => lacks.slips(slips.map(([typed, meant]) => [typed, asked([meant]).join(" ")]))]
    : []),
  ...(apart.length > 0 ? [({ asked, lacks }: Voice) => lacks.apart(asked(apart))] : []),
];

/** Words with their accents, as they stand in the question. */
export const asWritten = (words: readonly string[], text: string): string[] => {
  if (words.length === 0) return [];
  const written = new Map<string, string>();
  for (const each of new Set(text.slice(0, MOST_CHARACTERS).split(/[^\p{L}\p{M}\p{N}]+/u))) {
    const word = wordsIn(each)[0]?.text ?? "";
    if (each.toLowerCase() !== word && !written.has(word)) written.set(word, each);
  }
  return words.map((word) => written.get(word) ?? word);
};
const MOST_CHARACTERS = 4_000;

/** The question back to words that name nothing. */
export const unknownText =
  (unknown: string[], subjects: readonly Subject[], offers: (dimension: Dimension) => string[]): Say =>
  (voice) => {
    const [dimension] = subjects[0]?.dimensions ?? [];
    const values = dimension ? [...new Set(offers(dimension))] : [];
    const example = dimension && values.length > 0 ? ` ${voice.lacks.values(voice.names.one(dimension), values)}` : "";
    return `${voice.lacks.unknown(voice.asked([...new Set(unknown)]))} ${contentsText(subjects)(voice)}${example}`;
  };

/** What can be asked. */
const contentsText =
  (subjects: readonly Subject[]): Say =>
  ({ lacks, names }) =>
    subjects
      .map(({ measures, dimensions, record }) => {
        const figures = [
          ...new Set([record.many, ...measures.filter(({ unlisted }) => !unlisted).map(({ label }) => label)]),
        ].slice(0, 7);
        return lacks.offers(figures.map(names.figure), dimensions.map(names.one));
      })
      .join(" ");

/** A sentence, and what can be asked. */
export const withContents =
  (say: Say, subjects: readonly Subject[]): Say =>
  (voice) =>
    `${say(voice)} ${contentsText(subjects)(voice)}`;
