/** The language that a browser or program asks for first, by the headers of its request. */
export const acceptedLocale = (headers: Readonly<Record<string, string | undefined>>): string | undefined =>
  /^[A-Za-z-]{2,20}/.exec(headers["accept-language"] ?? "")?.[0];
