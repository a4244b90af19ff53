import { oneOf, withoutEnd } from "./scan.ts";

/** One line: for titles and labels. */
export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** The beginning of a text, with an ellipsis where something is left out; never half a character. */
export const shortened = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const end = limit - 1;
  const half = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return `${text.slice(0, half ? end - 1 : end)}…`;
};

/** The beginning of a text that takes at most so many bytes in UTF-8. */
export const shortenedBytes = (text: string, limit: number): string => {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  return `${withoutEnd(bytes.subarray(0, limit - 3).toString(), oneOf("\ufffd"))}…`;
};
