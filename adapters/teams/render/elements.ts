/*
 * Adaptive Cards 1.5, as far as we use them. https://adaptivecards.io/explorer/
 * Text goes into text runs, because a TextBlock reads markdown. Only mentions need a TextBlock.
 */

export interface Style {
  weight?: "Bolder";
  size?: "Small" | "Medium" | "Large";
  color?: "Good" | "Accent" | "Attention" | "Warning";
  isSubtle?: true;
  italic?: true;
  strikethrough?: true;
  fontType?: "Monospace";
}

export interface Inline extends Style {
  type: "TextRun";
  text: string;
  selectAction?: { type: "Action.OpenUrl"; url: string };
}

interface Placed {
  id?: string;
  spacing?: "None" | "Small" | "Medium";
  separator?: true;
  isVisible?: false;
}

export interface RichTextBlock extends Placed {
  type: "RichTextBlock";
  inlines: Inline[];
  horizontalAlignment?: "Right";
}

interface TextBlock extends Placed {
  type: "TextBlock";
  text: string;
  wrap: true;
}

interface Container extends Placed {
  type: "Container";
  items: Element[];
}

/** Elements side by side. */
interface ColumnSet extends Placed {
  type: "ColumnSet";
  columns: { type: "Column"; width: "stretch" | "auto"; items: Element[] }[];
}

export interface ActionSet extends Placed {
  type: "ActionSet";
  actions: Action[];
}

export interface TableElement extends Placed {
  type: "Table";
  columns: { width: number; horizontalCellContentAlignment?: "Right" }[];
  rows: { type: "TableRow"; cells: { type: "TableCell"; items: RichTextBlock[] }[] }[];
  fallback: Element;
}

/** Teams only: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format */
export interface CodeBlock extends Placed {
  type: "CodeBlock";
  codeSnippet: string;
  language: "Sql" | "PlainText";
  fallback: Element;
}

/** Teams only: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards */
export interface ChartElement extends Placed {
  type: "Chart.VerticalBar" | "Chart.VerticalBar.Grouped" | "Chart.Line" | "Chart.Pie";
  title: string;
  data: object[];
  fallback: "drop";
}

export type Element =
  | RichTextBlock
  | TextBlock
  | Container
  | ColumnSet
  | ActionSet
  | TableElement
  | CodeBlock
  | ChartElement;

export interface Input extends Placed {
  type: "Input.Text" | "Input.Number" | "Input.Date" | "Input.ChoiceSet";
  id: string;
  label: string;
  isRequired?: boolean;
  errorMessage?: string;
  value?: string | number;
  maxLength?: number;
  isMultiline?: true;
  style?: "compact";
  choices?: { title: string; value: string }[];
}

interface Titled {
  title: string;
  style?: "positive" | "destructive";
  /** In the menu behind the buttons. */
  mode?: "secondary";
}

export interface Submit extends Titled {
  type: "Action.Submit";
  data: object;
  /** Hides "Your response was sent" under the card. */
  msTeams?: { feedback: { hide: true } };
}

export interface Execute extends Titled {
  type: "Action.Execute";
  verb: string;
  data: object;
  fallback: Submit;
}

interface Toggle extends Titled {
  type: "Action.ToggleVisibility";
  targetElements: string[];
}

/** Opens an address in a browser. */
interface OpenUrl extends Titled {
  type: "Action.OpenUrl";
  url: string;
}
export type Action = Execute | OpenUrl | Submit | Toggle;

export interface Card {
  type: "AdaptiveCard";
  $schema: string;
  version: "1.5";
  fallbackText: string;
  msteams: { width: "Full"; entities?: Mention[] };
  body: (Element | Input)[];
  actions?: Action[];
}

export interface Mention {
  type: "mention";
  text: string;
  mentioned: { id: string; name: string };
}

export const run = (text: string, style: Style = {}): Inline => ({ type: "TextRun", text, ...style });

export const linked = (text: string, url: string, style: Style = {}): Inline => ({
  ...run(text, style),
  selectAction: { type: "Action.OpenUrl", url },
});

/** A line or paragraph. It wraps by itself. */
export const rich = (inlines: Inline[], placed: Placed = {}): RichTextBlock => ({
  type: "RichTextBlock",
  inlines,
  ...placed,
});
