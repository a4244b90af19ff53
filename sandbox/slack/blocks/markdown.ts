/*
 * Slack turns a `markdown` block into several blocks: a header for each heading, a block for each fence, table and rule,
 * and a rich text for each run of other lines. It counts those blocks.
 */

export interface MarkdownPart {
  type: "header" | "rich_text" | "table" | "divider";
  lines: string[];
}

/** The blocks that a markdown text becomes. */
export const markdownParts = (text: string): MarkdownPart[] => {
  const lines = text.split("\n");
  const parts: MarkdownPart[] = [];
  let at = 0;
  while (at < lines.length) {
    const part = partAt(lines, at);
    at += part.lines.length;
    add(parts, part);
  }
  return parts.filter(({ lines: own }) => own.some((line) => line.trim() !== ""));
};

const partAt = (lines: readonly string[], at: number): MarkdownPart => {
  const line = lines[at] ?? "";
  const fence = fenceOf(line);
  if (fence) return { type: "rich_text", lines: lines.slice(at, fenceEnd(lines, at + 1, fence)) };
  if (isHeading(line)) return { type: "header", lines: [line] };
  if (isUnderline(lines[at + 1]) && isText(line)) return { type: "header", lines: lines.slice(at, at + 2) };
  if (isRule(line)) return { type: "divider", lines: [line] };
  if (line.includes("|") && isDelimiterRow(lines[at + 1]))
    return { type: "table", lines: lines.slice(at, tableEnd(lines, at + 2)) };
  return { type: "rich_text", lines: [line] };
};

/** Consecutive lines of text are one block. Code in a fence is a block of its own. */
const add = (parts: MarkdownPart[], part: MarkdownPart): void => {
  const last = parts.at(-1);
  const joins = last?.type === "rich_text" && part.type === "rich_text" && !startsFence(last) && !startsFence(part);
  if (last && joins) last.lines.push(...part.lines);
  else parts.push(part);
};

const startsFence = ({ lines }: MarkdownPart): boolean => fenceOf(lines[0] ?? "") !== undefined;

const fenceOf = (line: string): string | undefined => {
  const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
  const isSpan = mark?.startsWith("`") && line.includes("`", line.indexOf(mark) + mark.length);
  return isSpan ? undefined : mark;
};

const fenceEnd = (lines: readonly string[], from: number, mark: string): number => {
  const closes = (line: string): boolean => line.trim().startsWith(mark) && isRun(line.trim());
  return Math.min(lines.length, firstFrom(lines, from, closes) + 1);
};

/** The index of the first such line, starting at `from`; the number of lines if there is none. */
const firstFrom = (lines: readonly string[], from: number, is: (line: string) => boolean): number => {
  let at = from;
  while (at < lines.length && !is(lines[at] ?? "")) at += 1;
  return at;
};

const isHeading = (line: string): boolean => /^ {0,3}#{1,6}(?:[ \t]|$)/.test(line);

const isUnderline = (line: string | undefined): boolean =>
  line !== undefined && /^ {0,3}[=-]/.test(line) && isRun(line.trim());

const isText = (line: string): boolean => line.trim() !== "" && !isRule(line) && !line.includes("|");

const isRule = (line: string): boolean => {
  const marks = line.replaceAll(" ", "").replaceAll("\t", "");
  return marks.length >= 3 && /^[-*_]/.test(marks) && isRun(marks);
};

/** True if all characters are the same. */
const isRun = (text: string): boolean => text !== "" && [...text].every((character) => character === text[0]);

const isDelimiterRow = (line: string | undefined): boolean =>
  line?.includes("-") === true && line.includes("|") && /^[-:| \t]+$/.test(line);

const tableEnd = (lines: readonly string[], from: number): number =>
  firstFrom(lines, from, (line) => line.trim() === "" || isHeading(line));
