import type { Word } from "./question-words.ts";

/*
 * "Not sales, how many customers do we have?": what somebody says that they do not mean. "Which products are not
 * selling?" says what they do mean.
 */

/** Words after which the rest of the clause is not meant. */
const openings = [
  "i do not mean",
  "i dont mean",
  "not asking about",
  "not talking about",
  "not interested in",
  "do not want",
  "dont want",
  "do not need",
  "dont need",
  "do not care",
  "dont care",
  "never mind",
  "nevermind",
  "forget about",
  "forget",
  "leave out",
  "leave aside",
  "ignore",
  "instead of",
  "rather than",
  "apart from",
  "except for",
  "do not tell me",
  "dont tell me",
  "do not show me",
  "dont show me",
  "do not give me",
  "dont give me",
  "do not bother with",
  "dont bother with",
  "no need for",
  "skip",
  "omit",
  "other than",
  "no matter",
  "regardless of",
  "nicht nach",
  "ich meine nicht",
  "vergiss",
  "statt",
  "no me refiero a",
  "olvida",
].map((text) => text.split(" "));

/** Words that mean so at the beginning of a clause alone, or behind one of these. */
const refusals = new Set(["not", "without", "no", "nicht", "ohne", "sin", "pas"]);
const before = new Set(["and", "but", "just", "please", "aber", "und", "pero"]);
/** Behind these the clause says again what is meant. */
const ends = new Set(["but", "only", "just", "rather", "instead", "sondern", "sino", "aber"]);

/** A refusal of more words than these says something about what is meant. */
const mostRefused = 4;

/** The words that are meant: without those that somebody says they do not mean. */
export const meantIn = (words: readonly Word[]): Word[] => {
  const left = new Set<number>();
  for (let at = 0; at < words.length; at += 1) {
    const closed = closedAt(words, at);
    if (closed !== undefined) {
      for (let denied = at; denied < at + closed; denied += 1) left.add(denied);
      at += closed - 1;
      continue;
    }
    const length = openingAt(words, at) ?? refusalAt(words, at);
    if (length === undefined) continue;
    const end = endOf(words, at + length);
    for (let denied = at; denied < end; denied += 1) left.add(denied);
    at = end - 1;
  }
  return words.filter((_, at) => !left.has(at));
};

/** "Laptops aside", "leave customers out of it": what stands before these is not meant. */
const closings = ["aside", "left out", "excluded", "out of it", "out of this"].map((text) => text.split(" "));

/** Words of a clause up to its end, if it closes so. */
const closedAt = (words: readonly Word[], at: number): number | undefined => {
  const clause = words[at]?.clause;
  if (words[at - 1]?.clause === clause) return undefined;
  const own = words.slice(at).filter((word) => word.clause === clause);
  const isClosed = closings.some((closing) =>
    closing.every((text, offset) => own.at(offset - closing.length)?.text === text),
  );
  return isClosed && own.length <= mostClosed && own.length < words.length ? own.length : undefined;
};

/** A longer clause says something besides. */
const mostClosed = 6;

const openingAt = (words: readonly Word[], at: number): number | undefined =>
  openings.find((opening) => opening.every((text, offset) => words[at + offset]?.text === text))?.length;

const refusalAt = (words: readonly Word[], at: number): number | undefined => {
  const word = words[at];
  if (!word || !refusals.has(word.text)) return undefined;
  const last = words[at - 1];
  const isFirst = last === undefined || last.clause !== word.clause || before.has(last.text);
  const length = endOf(words, at + 1) - at - 1;
  return isFirst && length > 0 && length <= mostRefused && isBesides(words, at, length) ? 1 : undefined;
};

/** Something else is said besides. */
const isBesides = (words: readonly Word[], at: number, length: number): boolean =>
  words.length > at + 1 + length || at > 1;

/** Where the clause ends, or turns to what is meant. */
const endOf = (words: readonly Word[], from: number): number => {
  const clause = words[from - 1]?.clause;
  let end = from;
  while (end < words.length && words[end]?.clause === clause && !ends.has(words[end]?.text ?? "")) end += 1;
  return end;
};
