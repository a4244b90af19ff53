/** A question, and whether the answer is to go to its asker alone. */
interface Asked {
  question: string;
  isPrivate: boolean;
}

/** Clients make one long dash of two short ones. */
const option = /^(?:--|—|–)private$/i;
const leadingWord = /^privately[,:]$/i;
const trailingWord = /^privately[.?!]?$/i;

/**
 * Reads `--private` before or after a question, `privately:` before it and `, privately` after it. A question that uses
 * the word in any other way means something else.
 */
export const readPrivacy = (text: string): Asked => {
  const words = text.trim().split(/\s+/);
  const [first = ""] = words;
  const last = words.at(-1) ?? "";
  const isLeading = option.test(first) || leadingWord.test(first);
  const isTrailing = option.test(last) || (trailingWord.test(last) && (words.at(-2) ?? "").endsWith(","));
  if (words.length < 2 || (!isLeading && !isTrailing)) return { question: text, isPrivate: false };
  const trimmed = text.trim();
  if (isLeading) return { question: trimmed.slice(first.length).trim(), isPrivate: true };
  const rest = trimmed.slice(0, -last.length).trim();
  return { question: rest.endsWith(",") ? rest.slice(0, -1) : rest, isPrivate: true };
};
