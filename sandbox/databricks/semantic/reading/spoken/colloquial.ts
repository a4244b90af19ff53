import type { Tag } from "../../tags.ts";
import { stemsOf, wordsIn } from "../words.ts";
import { colloquialWords } from "./colloquial-words.ts";

/** Words with their meaning, as a lexicon holds them. */
export interface Meaning {
  stems: string[];
  words: string[];
  tag: Tag;
}

/** What people say for the words that are known; `known` is in the order of precedence. */
export const colloquialOf = (known: readonly Meaning[]): Meaning[] => {
  const byPlain = new Map<string, Tag>();
  for (const { stems, tag } of known) {
    const plain = stems.join(" ");
    if (!byPlain.has(plain)) byPlain.set(plain, tag);
  }
  const taken = new Set(byPlain.keys());
  return sayings.flatMap(({ plain, isWeak, phrases }) => {
    const tag = byPlain.get(plain);
    if (!tag) return [];
    return phrases.flatMap((phrase) => {
      if (taken.has(phrase.stems.join(" "))) return [];
      return [{ ...phrase, tag: isWeak && tag.is === "measure" ? { ...tag, weak: true as const } : tag }];
    });
  });
};

const sayings = colloquialWords
  .split("\n")
  .filter((line) => line.includes(":"))
  .map((line) => {
    const [plain = "", phrases = ""] = line.split(":");
    const isWeak = plain.startsWith("~");
    return {
      plain: stemsOf(isWeak ? plain.slice(1) : plain).join(" "),
      isWeak,
      phrases: phrases
        .split(",")
        .map((phrase) => ({ stems: stemsOf(phrase), words: wordsIn(phrase).map(({ text }) => text) })),
    };
  });
