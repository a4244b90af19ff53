/** A fetch hides the reason (ECONNREFUSED, a certificate) one level down. */
export const likeFetch = (cause: unknown): never => {
  throw cause instanceof DOMException ? cause : new TypeError("fetch failed", { cause });
};
