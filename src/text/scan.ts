/*
 * Scanners for text from outside. Each walks over the text once: nothing here, or built on it, can take more than linear
 * time, whatever the text is. A pattern with two open-ended parts can, so none is used where people, data or models write.
 */

/** Whether a character, given as its UTF-16 code, belongs to a kind. */
export type CharacterTest = (code: number) => boolean;

/** A space or a tab. */
export const isBlank: CharacterTest = (code) => code === 0x20 || code === 0x09;

/** What `\s` means in a pattern. */
export const isSpace: CharacterTest = (code) =>
  code === 0x20 ||
  (code >= 0x09 && code <= 0x0d) ||
  (code >= 0xa0 &&
    (code === 0xa0 ||
      code === 0x1680 ||
      (code >= 0x2000 && code <= 0x200a) ||
      code === 0x2028 ||
      code === 0x2029 ||
      code === 0x202f ||
      code === 0x205f ||
      code === 0x3000 ||
      code === 0xfeff));

export const isDigit: CharacterTest = (code) => code >= 0x30 && code <= 0x39;

/** One of these characters. */
export const oneOf = (characters: string): CharacterTest => {
  const codes = Array.from(characters, (character) => character.charCodeAt(0));
  const low = new Uint8Array(0x100);
  for (const code of codes) low[code] = 1;
  const high = new Set(codes.filter((code) => code > 0xff));
  return (code) => (code <= 0xff ? low[code] === 1 : high.has(code));
};

/** The first index from `at` on whose character is not of the kind; the length of the text when all are. */
export const skip = (text: string, at: number, kind: CharacterTest): number => {
  let index = at;
  while (index < text.length && kind(text.charCodeAt(index))) index += 1;
  return index;
};

/** Where the characters of a kind that end at `end` begin, not before `from`. */
export const skipBack = (text: string, end: number, kind: CharacterTest, from = 0): number => {
  let index = end;
  while (index > from && kind(text.charCodeAt(index - 1))) index -= 1;
  return index;
};

/** The text without the characters of a kind at its end. */
export const withoutEnd = (text: string, kind: CharacterTest): string =>
  text.slice(0, skipBack(text, text.length, kind));

/** Every line without the characters of a kind at its end. */
export const withoutLineEnds = (text: string, kind: CharacterTest): string =>
  text
    .split("\n")
    .map((line) => withoutEnd(line, kind))
    .join("\n");

/** Length of the longest run of one character. */
export const longestRun = (text: string, character: string): number => {
  const wanted = character.charCodeAt(0);
  let longest = 0;
  for (let at = text.indexOf(character); at >= 0; ) {
    let end = at + 1;
    while (text.charCodeAt(end) === wanted) end += 1;
    longest = Math.max(longest, end - at);
    at = text.indexOf(character, end);
  }
  return longest;
};

/** True where matches of all patterns stand in one line, one behind the other. The patterns have the flag `g`. */
export const standInOrder = (text: string, patterns: readonly RegExp[]): boolean =>
  text.split(lineEnd).some((line) => {
    let at = 0;
    return patterns.every((pattern) => {
      pattern.lastIndex = at;
      const found = pattern.test(line);
      at = pattern.lastIndex;
      pattern.lastIndex = 0;
      return found;
    });
  });

/** Where `.` of a pattern ends. */
const lineEnd = /[\n\r\u2028\u2029]/;
