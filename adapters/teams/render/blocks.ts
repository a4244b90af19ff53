import type { Button, MenuEntry } from "../../../src/ports/chat/button.ts";
import type { Link } from "../../../src/ports/chat/reply.ts";
import { hasRightToLeft, isolated } from "../../../src/text/direction.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import type { Action, ActionSet, CodeBlock, Element, Execute, RichTextBlock } from "./elements.ts";
import { rich, run } from "./elements.ts";
import { verbatim } from "./escape.ts";

/** A small grey line of plain text; nothing for an empty text. */
export const context = (text: string): RichTextBlock[] => {
  const words = verbatim(text).trim();
  return words ? [rich([run(words, small)], { spacing: "Small" })] : [];
};

export const small = { size: "Small", isSubtle: true } as const;

/** The question, when the message has none above it. */
export const questionBlocks = (question: string | undefined): RichTextBlock[] =>
  question ? context(`“${shortened(oneLine(question), 300)}”`) : [];

/**
 * One line of plain text, for titles and labels. Right-to-left text is isolated so that its neighbours keep their
 * order.
 */
export const titleOf = (text: string, limit = 150): string => {
  const line = verbatim(oneLine(shortened(text, 4 * limit)));
  return hasRightToLeft(line) ? isolated(shortened(line, limit - 2)) : shortened(line, limit);
};

/** Code that can be copied. Clients without CodeBlock show it in fixed width. */
export const codeBlock = (code: string, language: CodeBlock["language"]): CodeBlock => {
  const text = verbatim(code);
  return { type: "CodeBlock", codeSnippet: text, language, fallback: preformatted(text) };
};

/** Fixed width in any client. Clients drop leading blanks, so they become no-break spaces. */
export const preformatted = (text: string): RichTextBlock => {
  const lines = text.replace(/^ +/gm, (blanks) => "\u00a0".repeat(blanks.length));
  return rich([run(lines || " ", { fontType: "Monospace", size: "Small" })]);
};

/** Buttons that a card shows in one row. */
const mostInRow = 6;

/**
 * Buttons in order: `rows` for the body of a card, and the last row as its actions, which are shown below the body, with
 * the menu behind them. https://adaptivecards.io/explorer/ActionMode.html
 */
export const buttonActions = (
  buttons: Button[],
  links: readonly Link[] = [],
  menu: readonly MenuEntry[] = [],
): { rows: ActionSet[]; actions: Action[] } => {
  const opening = links.map(
    ({ url, label }) => ({ type: "Action.OpenUrl", title: titleOf(label, 75) || "…", url }) as const,
  );
  const rows: ActionSet[] = [
    ...(opening.length > 0 ? [{ type: "ActionSet" as const, actions: opening }] : []),
    ...buttonRows(buttons),
  ];
  const actions = [...(rows.pop()?.actions ?? []), ...menu.map(menuAction)];
  return { rows, actions };
};

/** Buttons in rows, for the body of a card. */
export const buttonRows = (buttons: Button[]): ActionSet[] => {
  const all = buttons.map(buttonAction);
  return Array.from({ length: Math.ceil(all.length / mostInRow) }, (_, row) => ({
    type: "ActionSet",
    actions: all.slice(row * mostInRow, (row + 1) * mostInRow),
  }));
};

const buttonAction = (button: Button): Execute =>
  executeAction(button, { action: button.action, value: button.value.toWellFormed() });

const menuAction = ({ action, label }: MenuEntry): Execute => {
  const { fallback, ...execute } = executeAction({ action, label, value: "" }, { action, value: "" });
  return { ...execute, mode: "secondary", fallback: { ...fallback, mode: "secondary" } };
};

/** parse.ts reads `data`. Clients without Action.Execute send it by Action.Submit. */
export const executeAction = ({ action, label, style }: Button, data: object): Execute => {
  const title = titleOf(label, 75) || "…";
  const look = style ? { style: looks[style] } : {};
  const fallback = { type: "Action.Submit", title, ...look, data, msTeams: { feedback: { hide: true } } } as const;
  return { type: "Action.Execute", title, ...look, verb: action, data, fallback };
};

const looks = { primary: "positive", danger: "destructive" } as const;

/** Elements that are hidden until a button shows them. */
export const collapsed = (id: string, title: string, items: Element[]): Element[] => [
  {
    type: "ActionSet",
    spacing: "Small",
    actions: [{ type: "Action.ToggleVisibility", title: titleOf(title) || "…", targetElements: [id] }],
  },
  { type: "Container", id, isVisible: false, spacing: "Small", items },
];
