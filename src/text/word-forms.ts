/** The words of a text: lower case, without accents, each reduced to its stem. */
export const stems = (text: string): string[] => (foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(stem);

/** True for a word that says nothing about the subject. */
export const isFiller = (word: string): boolean => fillers.has(word);

/** True if `words` contains `phrase`, word for word. */
export const contains = (words: readonly string[], phrase: readonly string[]): boolean =>
  phrase.length > 0 && words.some((_, at) => phrase.every((word, offset) => words[at + offset] === word));

/** Two questions that differ in case, punctuation or word forms alone have the same print. */
export const normalizeText = (text: string): string => stems(text).join(" ");

/** In lower case and without accents. Marks go first: to sort a long run of them takes more than linear time. */
export const foldText = (text: string): string =>
  text
    .replace(/\p{M}/gu, "")
    .normalize("NFKD")
    .slice(0, mostGrowth * text.length + 100)
    .replace(/\p{M}|['’]/gu, "")
    .toLowerCase();

/** No script takes more letters than this for one character; single ligatures of whole phrases do. */
const mostGrowth = 3;

/** A light English stemmer: it only has to map both sides of a comparison to the same form. */
const stem = (word: string): string => {
  if (word.length < 4) return word;
  const singular = singularOf(word);
  const bare = withoutEnding(withoutEnding(singular, ["ing", "ed"], 3), ["er", "est"], 4);
  const last = bare.at(-1) ?? "";
  const isDoubled = bare !== singular && bare.at(-2) === last && !"lsz".includes(last);
  const single = isDoubled ? bare.slice(0, -1) : bare;
  return single.length > 4 ? withoutEnding(single, ["e"], 0) : single;
};

const singularOf = (word: string): string => {
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
};

/** Without the first ending that leaves at least so many characters. */
const withoutEnding = (word: string, endings: readonly string[], least: number): string => {
  const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= least);
  return ending === undefined ? word : word.slice(0, -ending.length);
};

const fillers = new Set(
  stems(
    `a about above across after again all also am among an and any are as at be because been before being below between
    both but by can could did do does doing done down during each for from further get give got had has have having he
    her here him his how i if in into is it its just last let like list many me more most much my need next no nor not
    now of off on once one only or other our out over own per please same say see she should show so some such tell
    than that the their them then there these they this those through to today too top total under until up us very
    want was we were what when where which while who whom whose why will with within would yesterday you your vs versus
    high higher highest low lower lowest big biggest best worst good bad new old current currently now lately recent
    recently ever overview report number numbers figure figures data table tables day days week weeks month months
    quarter quarters year years`,
  ),
);
