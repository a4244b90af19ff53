import { type CharacterTest, isBlank, oneOf, skip } from "../scan.ts";

/* The lines that begin and end a block of code in markdown. */

/** The marks with which a line begins, after at most three blanks: three or more backticks or tildes. */
const fenceMark = (line: string): string | undefined => {
  let start = 0;
  while (start < 4 && line.charCodeAt(start) === blank) start += 1;
  const isMark = marks[line.charAt(start)];
  if (start > 3 || !isMark) return undefined;
  const end = skip(line, start, isMark);
  return end - start < 3 ? undefined : line.slice(start, end);
};

const blank = 0x20;
const marks: Readonly<Record<string, CharacterTest>> = { "`": oneOf("`"), "~": oneOf("~") };

/** The marks of a line that opens a block. Backticks behind backticks make a span of code of them. */
export const openingFence = (line: string): string | undefined => {
  const mark = fenceMark(line);
  const isSpan = mark?.startsWith("`") && line.indexOf("`", line.indexOf(mark) + mark.length) >= 0;
  return isSpan ? undefined : mark;
};

/** True for a line that closes the block which this mark opened. */
export const closesFence = (line: string, opening: string): boolean => {
  const mark = fenceMark(line);
  return mark?.startsWith(opening) === true && skip(line, line.indexOf(mark) + mark.length, isBlank) === line.length;
};
