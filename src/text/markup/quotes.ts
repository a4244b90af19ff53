/** Where a value that holds together begins and ends: from the `=` before it to the character behind its last one. */
export interface Quoted {
  start: number;
  end: number;
}

const closers: Readonly<Record<string, string>> = { '"': '"', "'": "'", "“": "”", "{": "}", "[": "]" };

/** The values in quotes and braces, in order: `=` and a quote or brace that is closed somewhere. */
export const quotedValues = (text: string): Quoted[] => {
  const found: Quoted[] = [];
  /** Marks that are not closed any more from here on. */
  const open = new Set<string>();
  for (let at = text.indexOf("="); at >= 0; ) {
    const mark = text.charAt(at + 1);
    const end = closers[mark] === undefined || open.has(mark) ? -1 : endOf(text, at + 1);
    if (end < 0) open.add(mark);
    else found.push({ start: at, end: end + 1 });
    at = text.indexOf("=", end < 0 ? at + 1 : end + 1);
  }
  return found;
};

/** The text inside of one pair of quotes around all of it; any other text as it is. Braces belong to a value. */
export const unquoted = (text: string): string => {
  const mark = text.charAt(0);
  const isQuote = closers[mark] !== undefined && mark !== "{" && mark !== "[";
  if (!isQuote || text.length < 2 || endOf(text, 0) !== text.length - 1) return text;
  const inside = text.slice(1, -1);
  return mark === '"' ? inside.replaceAll('""', '"') : inside;
};

/** A text in quotes that `unquoted` gives back byte for byte: a quote within it is written twice. */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Where what begins at `at` is closed; -1: nowhere. */
const endOf = (text: string, at: number): number => {
  const mark = text.charAt(at);
  if (mark === "{" || mark === "[") return endOfBraces(text, at);
  const close = closers[mark] ?? mark;
  let end = text.indexOf(close, at + 1);
  while (mark === '"' && end >= 0 && text.charAt(end + 1) === close) end = text.indexOf(close, end + 2);
  return end;
};

/** As in JSON: braces within strings do not count. */
const endOfBraces = (text: string, at: number): number => {
  let depth = 0;
  let isString = false;
  for (let index = at; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (isString && character === "\\") index += 1;
    else if (character === '"') isString = !isString;
    else if (!isString && (character === "{" || character === "[")) depth += 1;
    else if (!isString && (character === "}" || character === "]")) depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
};
