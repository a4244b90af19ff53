import type {
  ActionsBlock,
  ContextActionsBlock,
  ContextBlock,
  KnownBlock,
  RichTextBlock,
  SectionBlock,
} from "@slack/types";
import type { Button, MenuEntry } from "../../../src/ports/chat/button.ts";
import type { Link } from "../../../src/ports/chat/reply.ts";
import { voteButtons } from "../../../src/reply/answer/votes.ts";
import { unmarked } from "../../../src/reply/fit/plain-text.ts";
import { cut } from "../../../src/reply/markdown/pieces.ts";
import { wordsIn } from "../../../src/reply/words/words.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { mrkdwn, verbatim } from "./escape.ts";
import { safeMarkdown } from "./markdown.ts";

/** A native chart; newer than Slack's type package. https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
interface ChartBlock {
  type: "data_visualization";
  title: string;
  chart:
    | {
        type: "bar" | "line";
        series: { name: string; data: { label: string; value: number }[] }[];
        axis_config: { categories: string[] };
      }
    | { type: "pie"; segments: { label: string; value: number }[] };
}

export type Block = KnownBlock | ChartBlock;

/** Block types that some workspaces do not support. Each has a plainer form, which is used if the type is in `Without`. */
export const rich = [
  "plan",
  "task_card",
  "markdown",
  "table",
  "data_table",
  "data_visualization",
  "container",
  "rich_text",
  "context_actions",
] as const;
export type Without = ReadonlySet<string>;

/** Markdown, or its text in sections. */
export const markdownBlocks = (text: string, without: Without): Block[] => {
  if (without.has("markdown")) return sections(unmarked(text));
  const safe = safeMarkdown(text);
  return safe.trim() ? [{ type: "markdown", text: safe }] : [];
};

/** Plain text as sections, as many as needed. */
export const sections = (text: string): SectionBlock[] => escapedPieces(text).map(section);

/** Plain text as contexts, which Slack shows small and grey. */
export const contexts = (text: string): ContextBlock[] => escapedPieces(text).map(context);

/** A section of mrkdwn that is already escaped. */
export const section = (text: string): SectionBlock => ({ type: "section", text: { type: "mrkdwn", text } });

/** A context of mrkdwn that is already escaped. */
export const context = (text: string): ContextBlock => ({ type: "context", elements: [{ type: "mrkdwn", text }] });

/** Escaped parts as contexts, separated by dots; as many contexts as needed. */
export const contextLine = (parts: (string | undefined)[]): ContextBlock[] => {
  const lines: string[] = [];
  for (const part of parts) {
    if (!part) continue;
    const longer = `${lines.at(-1)} · ${part}`;
    if (lines.length > 0 && longer.length <= textLimit) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines.map(context);
};

const textLimit = 3_000;

const escapedPieces = (text: string): string[] =>
  cut(text, textLimit, (piece) => mrkdwn(piece).length <= textLimit)
    .map((piece) => mrkdwn(piece).trim())
    .filter(Boolean);

/** The question, for a message that is not below it. */
export const questionBlocks = (question: string | undefined): Block[] =>
  question ? contexts(`“${shortened(oneLine(question), 300)}”`) : [];

/** A short text as bold mrkdwn. */
export const bold = (text: string): string => {
  const label = mrkdwn(shortened(oneLine(text), 150).replaceAll("*", "∗"));
  return label && `*${label}*`;
};

/** Code, or a table set in columns. */
export const preformatted = (text: string, without: Without): Block[] =>
  without.has("rich_text")
    ? cut(text, textLimit - 10, (piece) => fenced(piece).length <= textLimit).map((piece) => section(fenced(piece)))
    : [preformattedText(text)];

export const preformattedText = (text: string): RichTextBlock => ({
  type: "rich_text",
  elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: verbatim(text) || " " }] }],
});

/** Backticks within the text would end the code early. */
const fenced = (text: string): string => `\`\`\`${mrkdwn(text).replaceAll("```", "'''")}\`\`\``;

/**
 * Five buttons per row, and a menu behind the last one. Ids must differ within a message, so a repeated action gets a
 * number; inbound/click.ts drops it.
 */
export const buttonBlocks = (buttons: Button[], menu: MenuEntry[] = []): ActionsBlock[] => {
  const seen = new Map<string, number>();
  const elements = buttons.map((button) => {
    const count = (seen.get(button.action) ?? 0) + 1;
    seen.set(button.action, count);
    return buttonElement(button, count === 1 ? button.action : `${button.action}#${count}`);
  });
  const rows = Array.from({ length: Math.ceil(elements.length / 5) }, (_, row) => elements.slice(row * 5, row * 5 + 5));
  if (menu.length > 0) rows.push([...(rows.pop() ?? []), overflow(menu)]);
  return rows.map((row) => ({ type: "actions", elements: row }));
};

/** Slack takes five entries, and tells by the value which one was chosen. */
const overflow = (menu: MenuEntry[]): ActionsBlock["elements"][number] => ({
  type: "overflow",
  action_id: "menu",
  options: menu.slice(0, 5).map(({ action, label: text }) => ({ text: plain(text), value: action })),
});

/** Buttons that open an address. Slack tells us of the click as well, which means nothing to us. */
export const linkBlocks = (links: readonly Link[] = []): ActionsBlock[] =>
  links.length === 0
    ? []
    : [
        {
          type: "actions",
          elements: links.map(({ url, label: text }, index) => ({
            type: "button",
            action_id: `open-link#${index + 1}`,
            text: plain(text),
            url,
            style: "primary",
          })),
        },
      ];

/** Thumbs in Slack's own look, or as buttons. Both come back as the same click. */
export const voteBlocks = (
  turn: string | undefined,
  without: Without,
  locale: string | undefined,
): (ContextActionsBlock | ActionsBlock)[] => {
  if (turn === undefined) return [];
  const [up, down] = voteButtons(turn, locale);
  const { upLong, downLong } = wordsIn(locale).answers.votes;
  if (without.has("context_actions")) return buttonBlocks([up, down]);
  const feedback: ContextActionsBlock["elements"][number] = {
    type: "feedback_buttons",
    action_id: up.action,
    positive_button: { text: label(up), accessibility_label: upLong, value: up.value },
    negative_button: { text: label(down), accessibility_label: downLong, value: down.value },
  };
  return [{ type: "context_actions", elements: [feedback] }];
};

const buttonElement = (button: Button, actionId: string): ActionsBlock["elements"][number] => ({
  type: "button",
  action_id: actionId,
  text: label(button),
  value: button.value,
  ...(button.style ? { style: button.style } : {}),
});

const label = ({ label: text }: Button) => plain(text);

const plain = (text: string) => ({
  type: "plain_text" as const,
  text: shortened(verbatim(oneLine(text)), 75) || "…",
  emoji: false,
});
