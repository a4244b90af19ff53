import { closesFence, openingFence } from "../../../src/text/markup/fences.ts";

/*
 * Slack turns a `markdown` block into several blocks: a header for each heading, one block for each fence, rule and table,
 * and a rich text for each run of other lines. It counts those blocks, not the one that we send.
 */

/** How many blocks a markdown text becomes, and how many of them are headings and tables. */
export interface MarkdownSize {
  blocks: number;
  headings: number;
  tables: number;
}

/** Counts in one pass over the lines. `opensInCode`: the text begins within a fence that was cut. */
export const markdownSize = (text: string, opensInCode = false): MarkdownSize => {
  const size: MarkdownSize = { blocks: opensInCode ? 1 : 0, headings: 0, tables: 0 };
  const lines = text.split("\n");
  let fence: string | undefined = opensInCode ? anyFence : undefined;
  let isRun = false;
  let isTable = false;
  for (const [index, line] of lines.entries()) {
    if (fence !== undefined) {
      if (closesFence(line, fence)) fence = undefined;
      continue;
    }
    fence = openingFence(line);
    const kind: Kind = fence === undefined ? kindOf(line, lines[index + 1], isTable) : "fence";
    if (kind !== "blank" && kind !== "row" && (kind !== "text" || !isRun)) size.blocks += 1;
    if (kind === "heading") size.headings += 1;
    if (kind === "table") size.tables += 1;
    isRun = kind === "text" || (kind === "blank" && isRun);
    isTable = kind === "table" || kind === "row";
  }
  return size;
};

type Kind = "blank" | "text" | "heading" | "rule" | "table" | "row" | "fence";

const kindOf = (line: string, next: string | undefined, isTable: boolean): Kind => {
  if (line.trim() === "") return "blank";
  if (/^ {0,3}#{1,6}(?:[ \t]|$)/.test(line)) return "heading";
  // A line of dashes is a rule, or turns the line above into a heading. Either way it is one more block.
  if (isRule(line)) return "rule";
  if (isUnderline(line)) return "heading";
  if (isTable) return "row";
  return line.includes("|") && isDelimiterRow(next) ? "table" : "text";
};

const isRule = (line: string): boolean => {
  const marks = withoutBlanks(line);
  return marks.length > 2 && "-*_".includes(marks.charAt(0)) && isRunOf(marks, marks.charAt(0));
};

const isUnderline = (line: string): boolean => isRunOf(line.trim(), "=") || isRunOf(line.trim(), "-");

const isDelimiterRow = (line: string | undefined): boolean =>
  line?.includes("-") === true && /^[-:|]+$/.test(withoutBlanks(line));

const withoutBlanks = (line: string): string => line.replaceAll(" ", "").replaceAll("\t", "");

const isRunOf = (text: string, character: string): boolean => text === character.repeat(text.length);

/** Code that was cut is closed by any fence. */
const anyFence = "";
