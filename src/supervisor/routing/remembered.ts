/** Answers that are kept; all are dropped when there are too many. */
const mostKept = 20_000;

/** The same function of a text, with its answers remembered. */
export const remembered = <T>(read: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, { value: T }>();
  return (text) => {
    const found = known.get(text);
    if (found) return found.value;
    const value = read(text);
    if (known.size >= mostKept) known.clear();
    known.set(text, { value });
    return value;
  };
};
