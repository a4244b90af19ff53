/** A table for words from outside. Unlike an object it has no `constructor`. */
export const lookup = <T>(entries: Record<string, T>): ((word: string) => T | undefined) => {
  const table = new Map(Object.entries(entries));
  return (word) => table.get(word);
};
