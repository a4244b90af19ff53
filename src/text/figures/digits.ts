/** The text with the digits of every script, and their points and commas, as those of ASCII: `٣٫٥` is 3.5. */
export const asciiDigits = (text: string): string =>
  asciiOnly.test(text) ? text : text.replace(marks, (mark) => plain[mark] ?? mark).replace(digit, asciiOf);

const asciiOnly = /^[\0-\x7f]*$/;
const marks = /[٫٬．，](?=\p{Nd})/gu;
const plain: Readonly<Record<string, string>> = { "٫": ".", "٬": ",", "．": ".", "，": "," };

/** Not those of ASCII. */
const digit = /[\p{Nd}--[0-9]]/gv;
const isDigit = /^\p{Nd}$/u;

/** The digits of a script stand in a row, from 0 to 9. */
const asciiOf = (character: string): string => {
  let before = character.codePointAt(0) ?? 0;
  let count = 0;
  while (isDigit.test(String.fromCodePoint(before - 1))) {
    before -= 1;
    count += 1;
  }
  return String(count % 10);
};
