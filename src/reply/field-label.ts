/** A name as programs write it, as people write it: `start_date` and `startDate` are both "Start date". */
export const fieldLabel = (name: string): string => {
  const isAllCapitals = name === name.toUpperCase();
  const [first = "", ...others] = wordsOf(isAllCapitals ? name.toLowerCase() : name).map(wordOf);
  return [first.charAt(0).toUpperCase() + first.slice(1), ...others].join(" ").trim() || name;
};

/** Split at marks and blanks, and before a capital that follows a small letter or a digit. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, " ")
    .split(/[\s_.-]+/)
    .filter(Boolean);

const wordOf = (word: string): string => {
  const known = abbreviations.get(word.toLowerCase());
  if (known) return known;
  const isAbbreviation = word.length > 1 && word === word.toUpperCase();
  return isAbbreviation ? word : word.toLowerCase();
};

const abbreviations = new Map(
  "API CHF CSV DBU DBUs EUR GBP ID IDs JPY SKU SKUs SQL URL USD UTC"
    .split(" ")
    .map((word) => [word.toLowerCase(), word]),
);
