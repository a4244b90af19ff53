import { type CharacterTest, oneOf, skip } from "./scan.ts";

/*
 * What terminals obey, as ECMA-48 defines it.
 * https://ecma-international.org/publications-and-standards/standards/ecma-48/
 */

/** The text without control sequences and control strings. An incomplete sequence stays, with its escape. */
export const withoutSequences = (text: string): string => {
  const parts: string[] = [];
  let end = 0;
  for (let at = skip(text, 0, isOrdinary); at < text.length; ) {
    const next = sequenceEnd(text, at);
    if (next !== undefined) parts.push(text.slice(end, at));
    end = next ?? end;
    at = skip(text, next ?? at + 1, isOrdinary);
  }
  return end === 0 ? text : parts.concat(text.slice(end)).join("");
};

/** Escape, and the introducers of eight bits. */
const isIntroducer = oneOf("\u001b\u0090\u0098\u009b\u009d\u009e\u009f");
const isOrdinary: CharacterTest = (code) => !isIntroducer(code);

const sequenceEnd = (text: string, at: number): number | undefined => {
  const isSevenBit = text.charAt(at) === esc;
  const kind = isSevenBit ? text.charAt(at + 1) : String.fromCharCode(text.charCodeAt(at) - 0x40);
  const from = isSevenBit ? at + 2 : at + 1;
  if (kind === "[") return controlEnd(text, from);
  return "]P_^X".includes(kind) && kind ? stringEnd(text, from) : shortEnd(text, at + 1);
};

const esc = "\u001b";

const within =
  (first: number, last: number): CharacterTest =>
  (code) =>
    code >= first && code <= last;
const isParameter = within(0x30, 0x3f);
const isIntermediate = within(0x20, 0x2f);

/** `[31m`: parameters, intermediates, one final character. */
const controlEnd = (text: string, at: number): number | undefined =>
  finalEnd(text, skip(text, skip(text, at, isParameter), isIntermediate), within(0x40, 0x7e));

/** `(0`, `c`. */
const shortEnd = (text: string, at: number): number | undefined =>
  finalEnd(text, skip(text, at, isIntermediate), within(0x30, 0x7e));

const finalEnd = (text: string, at: number, isFinal: CharacterTest): number | undefined =>
  isFinal(text.charCodeAt(at)) ? at + 1 : undefined;

/** `]0;title` up to a bell or a string terminator, which must follow in the same line, before any other sequence. */
const stringEnd = (text: string, at: number): number | undefined => {
  const end = skip(text, at, (code) => code >= 0x20 && (code < 0x7f || code > 0x9f));
  const close = text.charAt(end);
  if (close === "\u0007" || close === "\u009c") return end + 1;
  return text.startsWith(`${esc}\\`, end) ? end + 2 : undefined;
};
