import type { HttpRequest } from "../ports/chat/http.ts";

/** The language that a browser asks for first. */
export const acceptedLocale = (headers: HttpRequest["headers"]): string | undefined =>
  /^[A-Za-z-]{2,20}/.exec(headers["accept-language"] ?? "")?.[0];
