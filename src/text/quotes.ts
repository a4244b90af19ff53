/** Where a quoted value begins and ends: from the `=` before it to the character behind its last quote. */
export interface Quoted {
  start: number;
  end: number;
}

const closers: Readonly<Record<string, string>> = { '"': '"', "'": "'", "“": "”" };

/** The values in quotes, in order: `=` and a quote that is closed somewhere. */
export const quotedValues = (text: string): Quoted[] => {
  const found: Quoted[] = [];
  /** Quotes that are not closed any more from here on. */
  const open = new Set<string>();
  for (let at = text.indexOf("="); at >= 0; ) {
    const close = closers[text.charAt(at + 1)];
    const end = close === undefined || open.has(close) ? -1 : text.indexOf(close, at + 2);
    if (close !== undefined && end < 0) open.add(close);
    if (end >= 0) found.push({ start: at, end: end + 1 });
    at = text.indexOf("=", end < 0 ? at + 1 : end + 1);
  }
  return found;
};

/** The text inside of one pair of quotes around all of it; any other text as it is. */
export const unquoted = (text: string): string => {
  const close = closers[text.charAt(0)];
  const isWhole = close !== undefined && text.length > 1 && text.indexOf(close, 1) === text.length - 1;
  return isWhole ? text.slice(1, -1) : text;
};
