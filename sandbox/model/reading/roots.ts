import { stemsOf } from "../../databricks/semantic/reading/words.ts";
import { remembered } from "../../remembered.ts";

/** Longest text that is read. */
const mostRead = 2_000;

/** The words of a text without their endings: forms of one word are the same. */
export const rootsOf = remembered((text: string): readonly string[] =>
  stemsOf(text.slice(0, mostRead).replace(own, (word) => ownRoots.get(word.toLowerCase()) ?? word)).map(rootOf),
);

/** Words that are no forms of those that they look like. */
const ownRoots = new Map([
  ["takings", "revenue"],
  ["goods", "merchandise"],
  ["left", "leftover"],
]);
const own = /\b(?:takings|goods|left(?! us\b))\b/gi;

/** "Slowest", "pricier", "mover" and "quickly" go with "slow", "pricey", "move" and "quick". */
const rootOf = (word: string): string =>
  word
    .replace(/(?<=[a-z]{3})i(?:er|est)$/, "y")
    .replace(/(?<=[a-z]{3})(?:est|ly)$/, "")
    .replace(/(?<=[a-z]{3})ey$/, "y")
    .replace(/(?<=[a-z]{3})ie$/, "y");

/** Where the words have the phrase; -1: nowhere. */
export const positionOf = (words: readonly string[], phrase: readonly string[]): number =>
  phrase.length === 0 ? -1 : words.findIndex((_, at) => phrase.every((word, offset) => words[at + offset] === word));
