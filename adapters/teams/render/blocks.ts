import type { Button } from "../../../src/ports/reply.ts";
import { hasRightToLeft, isolated } from "../../../src/text/direction.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import type { Action, ActionSet, CodeBlock, Element, Execute, RichTextBlock } from "./elements.ts";
import { rich, run } from "./elements.ts";
import { verbatim } from "./escape.ts";

/** A small grey line of plain text; nothing for no text. */
export const context = (text: string): RichTextBlock[] => {
  const words = verbatim(text).trim();
  return words ? [rich([run(words, small)], { spacing: "Small" })] : [];
};

export const small = { size: "Small", isSubtle: true } as const;

/** The question, where the message stands alone. */
export const questionBlocks = (question: string | undefined): RichTextBlock[] =>
  question ? context(`“${shortened(oneLine(question), 300)}”`) : [];

/** A plain text of one line, for titles and labels. Whatever its script, what stands beside it keeps its place. */
export const titleOf = (text: string, limit = 150): string => {
  const line = verbatim(oneLine(shortened(text, 4 * limit)));
  return hasRightToLeft(line) ? isolated(shortened(line, limit - 2)) : shortened(line, limit);
};

/** Code that can be copied; where a client knows no CodeBlock, the same in fixed width. */
export const codeBlock = (code: string, language: CodeBlock["language"]): CodeBlock => {
  const text = verbatim(code);
  return { type: "CodeBlock", codeSnippet: text, language, fallback: preformatted(text) };
};

/** Fixed width in any client: leading blanks would be lost, so they become ones that stay. */
export const preformatted = (text: string): RichTextBlock => {
  const lines = text.replace(/^ +/gm, (blanks) => "\u00a0".repeat(blanks.length));
  return rich([run(lines || " ", { fontType: "Monospace", size: "Small" })]);
};

/** Buttons that a card shows in one row. */
const mostInRow = 6;

/** Buttons in their order: the last row as the actions of a card, which stand below its body; `rows` for the body. */
export const buttonActions = (buttons: Button[]): { rows: ActionSet[]; actions: Action[] } => {
  const all = buttons.map(buttonAction);
  const count = Math.max(1, Math.ceil(all.length / mostInRow));
  const rows = Array.from({ length: count }, (_, row) => all.slice(row * mostInRow, (row + 1) * mostInRow));
  const actions = rows.pop() ?? [];
  return { rows: rows.map((row) => ({ type: "ActionSet", actions: row })), actions };
};

const buttonAction = (button: Button): Execute =>
  executeAction(button, { action: button.action, value: button.value.toWellFormed() });

/** parse.ts reads `data` back. Clients that know no Action.Execute send it by Action.Submit. */
export const executeAction = ({ action, label, style }: Button, data: object): Execute => {
  const title = titleOf(label, 75) || "…";
  const look = style ? { style: looks[style] } : {};
  const fallback = { type: "Action.Submit", title, ...look, data, msTeams: { feedback: { hide: true } } } as const;
  return { type: "Action.Execute", title, ...look, verb: action, data, fallback };
};

const looks = { primary: "positive", danger: "destructive" } as const;

/** Elements that a button shows and hides. */
export const folded = (id: string, title: string, items: Element[]): Element[] => [
  {
    type: "ActionSet",
    spacing: "Small",
    actions: [{ type: "Action.ToggleVisibility", title, targetElements: [id] }],
  },
  { type: "Container", id, isVisible: false, spacing: "Small", items },
];
