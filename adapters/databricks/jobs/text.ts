import { withoutSequences } from "../../../src/text/sequences.ts";

/** Characters of a text that is kept. */
export const mostText = 16_000;
/** Characters that are cleaned: colours and the like take their share of them. */
export const mostRaw = 64_000;

/** Text of a run without terminal colours and other control characters. */
export const plain = (text: string): string =>
  withoutSequences(text)
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "");

/** The beginning of a text, at most so many characters. */
export const beginning = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

/** The end of a text, at most so many characters. */
export const ending = (text: string, most: number): string => (text.length <= most ? text : `…${text.slice(1 - most)}`);

/** Both ends of a text: the cause is at the top or at the bottom of a trace, never in the middle. */
export const bothEnds = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most / 2 - 2)}\n…\n${text.slice(text.length - (most / 2 - 2))}`;
