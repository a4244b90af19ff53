const mostKept = 2_000;

/** Longer texts are read anew. */
const longestKept = 20_000;

/** The same function of a text, which remembers its results: nobody may change them. */
export const remembered = <T>(read: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, { result: T }>();
  return (text) => {
    const found = known.get(text);
    if (found) return found.result;
    const result = read(text);
    if (known.size >= mostKept) known.clear();
    if (text.length <= longestKept) known.set(text, { result });
    return result;
  };
};
