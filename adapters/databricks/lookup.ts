/** A table for words that come from outside: unlike an object it has no `constructor`. */
export const lookup = <T>(entries: Record<string, T>): ((word: string) => T | undefined) => {
  const table = new Map(Object.entries(entries));
  return (word) => table.get(word);
};
