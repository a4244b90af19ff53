/** A question, and whether the answer is to go to its asker alone. */
interface Asked {
  question: string;
  isPrivate: boolean;
}

/** Clients make one long dash of two short ones. */
const option = /^(?:--|—|–)private$/i;
const leadingWord = /^privately[,:]$/i;
const trailingWord = /^privately[.?!]?$/i;

/** A last sentence that says nothing but to whom the answer goes: "Reply privately, please." */
const wishes = [
  /^(?:please )?(?:(?:reply|answer|respond|write)(?: to me)?|(?:answer|tell) me|send (?:it|the answer)(?: to me)?)? ?(?:privately|in private|(?:in|by|via|as) (?:a |my )?(?:dms?|direct messages?))(?: please)?$/,
  /^(?:please )?(?:just|only) (?:for|to) me(?: please)?$/,
  /^(?:bitte )?(?:(?:antworte|antworten sie|schreib|schreibe|sag es|schick es)(?: mir)?)? ?(?:privat|per (?:dm|direktnachricht)|als direktnachricht)(?: bitte)?$/,
  /^(?:bitte )?nur (?:für|an) mich(?: bitte)?$/,
];
const longestWish = 80;

/**
 * Reads `--private` before or after a question, `privately:` before it, `, privately` after it, and a last sentence such
 * as "Answer me in private." A question that uses the words in any other way means something else.
 */
export const readPrivacy = (text: string): Asked => {
  const before = beforeWish(text.trim());
  if (before) return { question: before, isPrivate: true };
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

/** What stands before such a last sentence; undefined where there is none. */
const beforeWish = (text: string): string | undefined => {
  const whole = text.replace(/[.!]$/, "");
  const end = Math.max(...[".", "?", "!", "\n"].map((mark) => whole.lastIndexOf(mark)));
  const last = whole.slice(end + 1).trim();
  if (end < 1 || last.length > longestWish) return undefined;
  const said = last.toLowerCase().replaceAll(",", "").replace(/\s+/g, " ");
  return wishes.some((wish) => wish.test(said)) ? whole.slice(0, end + 1).trim() : undefined;
};
