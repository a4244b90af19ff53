import type { Answer, Notice, Progress, ProgressRow, Reply } from "../../../src/ports/chat/reply.ts";
import { closing, plainText } from "../../../src/reply/fit/plain-text.ts";
import { duration, rowCount } from "../../../src/reply/format.ts";
import { imageButtons } from "../../../src/reply/tables/chart.ts";
import { wordsIn } from "../../../src/reply/words/words.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { buttonActions, buttonRows, collapsed, context, questionBlocks, small, titleOf } from "./blocks.ts";
import { chartBlocks } from "./chart.ts";
import { type Card, type Element, type Mention, type RichTextBlock, rich, run, type Style } from "./elements.ts";
import { link, verbatim } from "./escape.ts";
import { markdownBlocks } from "./markdown.ts";
import { sectionBlocks } from "./sections.ts";
import { aiEntity, sourceBlocks } from "./sources.ts";
import { tableBlocks } from "./table.ts";

/** A card without text. Teams turns a card with text into two messages and returns the id of neither. */
export interface CardMessage {
  type: "message";
  /** For notifications and the activity feed. */
  summary: string;
  attachments: [{ contentType: "application/vnd.microsoft.card.adaptive"; content: Card }];
  entities?: object[];
  channelData?: { notification?: { alert: true }; feedbackLoop?: { type: "custom" } };
}

/** Text without a card, shown as it is. */
export interface PlainMessage {
  type: "message";
  summary: string;
  text: string;
  textFormat: "plain";
}

export type Message = CardMessage | PlainMessage;

/** A reply as one Adaptive Card. Pure. */
export const render = (reply: Reply): CardMessage => {
  const mentioned = reply.kind === "notice" && reply.mention ? mentionOf(reply.mention) : undefined;
  return {
    ...messageOf(plainText(opening(reply)), cardOf(reply, mentioned)),
    ...(reply.kind === "answer" && !reply.factual ? { entities: [aiEntity] } : {}),
    ...(mentioned ? { channelData: { notification: { alert: true } } } : {}),
    // Thumbs of Teams' own; the form behind them is ours, see inbound/reaction.ts.
    ...(reply.kind === "answer" && reply.rated !== undefined
      ? { channelData: { feedbackLoop: { type: "custom" } } }
      : {}),
  };
};

/** What of a reply its notification can show. */
const opening = (reply: Reply): Reply =>
  reply.kind === "progress" ? reply : { ...reply, markdown: shortened(reply.markdown, 16 * summaryLimit) };

/** A message with this card. `words` are for notifications. */
export const messageOf = (words: string, content: Card): CardMessage => ({
  type: "message",
  summary: summaryOf(words),
  attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content }],
});

/** The text of notifications. */
export const summaryOf = (words: string): string =>
  shortened(verbatim(oneLine(shortened(words, 4 * summaryLimit))), summaryLimit) || "…";

const summaryLimit = 250;

/** What else a card has. `locale`: of its reader, where it is known. `fallback`: what old clients show instead of it. */
interface CardFrame {
  actions?: Card["actions"];
  mention?: Mention | undefined;
  locale?: string | undefined;
  fallback?: string;
}

export const card = (body: Card["body"], { actions = [], mention, locale, fallback }: CardFrame = {}): Card => ({
  type: "AdaptiveCard",
  $schema: "https://adaptivecards.io/schemas/adaptive-card.json",
  version: "1.5",
  fallbackText: fallback || wordsIn(locale).notices.oldTeams,
  msteams: { width: "Full", ...(mention ? { entities: [mention] } : {}) },
  body,
  ...(actions.length > 0 ? { actions } : {}),
});

const cardOf = (reply: Reply, mentioned: Mention | undefined): Card => {
  const links = reply.kind === "notice" ? reply.links : [];
  const menu = reply.kind === "progress" ? [] : reply.menu;
  const { rows, actions } = buttonActions(reply.buttons, links, menu);
  const body = [...questionBlocks(reply.question), ...bodyOf(reply, mentioned), ...rows];
  return card(body, { actions, mention: mentioned, ...fallbackOf(reply) });
};

/** A client that cannot show an agent's answer is told so; of anything else the words say enough. */
const fallbackOf = (reply: Reply): Pick<CardFrame, "fallback" | "locale"> =>
  reply.kind === "answer" && !reply.factual
    ? { locale: reply.locale }
    : { fallback: summaryOf(plainText(opening(reply))) };

const bodyOf = (reply: Reply, mentioned: Mention | undefined): Element[] => {
  switch (reply.kind) {
    case "progress":
      return progressBlocks(reply);
    case "answer":
      return answerBlocks(reply);
    case "notice":
      return noticeBlocks(reply, mentioned);
  }
};

const progressBlocks = (progress: Progress): Element[] => [
  rich([run(titleOf(progress.headline) || "…", { weight: "Bolder" })]),
  ...progress.rows.map(rowLine),
  ...(progress.facts ?? []).flatMap(context),
  ...markdownBlocks(lastPart(progress.draft ?? "")),
  lastLine(progress),
];

const lastLine = ({ elapsedMs, links = [] }: Progress): RichTextBlock => {
  const words = links.flatMap(({ url, label }) => [run(" · ", small), ...link(url, oneLine(label), small)]);
  return rich([run(duration(elapsedMs), small), ...words], { spacing: "Small" });
};

/** A draft may outgrow a card; only the final answer is split. */
const lastPart = (draft: string): string => (draft.length <= draftLimit ? draft : `… ${draft.slice(-draftLimit)}`);
const draftLimit = 4_000;

const rowLine = (row: ProgressRow): RichTextBlock => {
  const { sign, style } = looks[row.state];
  const words = titleOf(row.words, 300);
  return rich(
    [
      run(`${sign} `, style),
      run(titleOf(row.title) || "…", { weight: "Bolder" }),
      run(words ? ` · ${words}` : "", { isSubtle: true }),
    ],
    { spacing: "Small" },
  );
};

const looks: Record<ProgressRow["state"], { sign: string; style: Style }> = {
  waiting: { sign: "○", style: { isSubtle: true } },
  running: { sign: "◐", style: { color: "Accent" } },
  done: { sign: "●", style: { color: "Good" } },
  failed: { sign: "✕", style: { color: "Attention" } },
};

const answerBlocks = (answer: Answer): Element[] => {
  const chart = chartBlocks(answer.chart);
  return [
    ...markdownBlocks(answer.markdown, (number) => answer.sources[number - 1]?.link),
    // A single source is named below.
    ...tableBlocks(answer.tables, answer.sources.length !== 1 || answer.tables.length > 1),
    ...chart,
    ...supportBlocks(answer, chart.length > 0),
    ...sourceBlocks(answer.sources, answer.locale),
    ...answer.notes.flatMap(context),
    ...(answer.elapsedMs > 0 ? context(closing(answer)) : []),
  ];
};

/** Folded, unless somebody looks through it, or it takes the place of a chart that Teams cannot show. */
const supportBlocks = ({ folded, chart }: Answer, isDrawn: boolean): Element[] => {
  if (!folded) return [];
  const { title, markdown, tables, isOpen } = folded;
  const items = [...markdownBlocks(markdown), ...tableBlocks(tables, tables.length > 1)];
  const [only] = tables;
  const rows = only && tables.length === 1 ? ` · ${rowCount(only.table.total, only.table.locale)}` : "";
  if (chart && !isDrawn) return [...items, ...buttonRows(imageButtons(chart))];
  return isOpen ? items : collapsed("details", `${title}${rows}`, items);
};

const noticeBlocks = (notice: Notice, mentioned: Mention | undefined): Element[] => {
  const sign = tones[notice.tone];
  const title = notice.title ? titleOf(notice.title) : "";
  const isOneLine = !title && (mentioned ? isPlainLine : startsWithWords).test(notice.markdown);
  const head = [sign, title].filter(Boolean).join(" ");
  const words = mentioned && isOneLine ? notice.markdown : "";
  return [
    ...(mentioned
      ? [{ type: "TextBlock", text: [sign, mentioned.text, words].filter(Boolean).join(" "), wrap: true } as const]
      : []),
    ...(title || (sign && !isOneLine && !mentioned)
      ? [rich([run(head, { weight: "Bolder", ...(notice.sections ? { size: "Large" } : {}) })])]
      : []),
    ...(words ? [] : markdownBlocks(sign && isOneLine ? `${sign} ${notice.markdown}` : notice.markdown)),
    ...sectionBlocks(notice.sections),
  ];
};

/** Words that no markup changes, so that they can share a TextBlock with a mention. */
const isPlainLine = /^[\p{L}\p{N} (),.'’-]{1,500}$/u;

/** A sign in front would break a list, a heading or code. */
const startsWithWords = /^(?:\*\*)?\p{L}/u;

const tones = { info: "", success: "✅", warning: "⚠️", error: "❌" };

/** A mention, which notifies the person; nothing when the id is malformed. */
const mentionOf = ({ user, name }: NonNullable<Notice["mention"]>): Mention | undefined => {
  if (!/^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|29:[\w-]+)$/i.test(user)) return undefined;
  // The text is read as markdown, and has to be the same in the entity and in the card.
  const shown = shortened(oneLine((name ?? "").replace(/[^\p{L}\p{M}\p{N} .,'’-]/gu, "")), 60) || "you";
  return { type: "mention", text: `<at>${shown}</at>`, mentioned: { id: user, name: shown } };
};
