/** A part of an address without its percent encoding; undefined: it has a `%` that begins none. */
export const percentDecoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};
