import type { PlanBlock, TaskCardBlock } from "@slack/types";
import type { Answer, Notice, Progress, ProgressRow, Reply } from "../../../src/ports/chat/reply.ts";
import { closing, plainText } from "../../../src/reply/fit/plain-text.ts";
import { duration } from "../../../src/reply/format.ts";
import { imageButtons } from "../../../src/reply/tables/chart.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import {
  type Block,
  bold,
  buttonBlocks,
  context,
  contextLine,
  contexts,
  linkBlocks,
  markdownBlocks,
  questionBlocks,
  section,
  sections,
  voteBlocks,
  type Without,
} from "./blocks.ts";
import { chartBlocks } from "./chart.ts";
import { link, mention, mrkdwn, verbatim } from "./escape.ts";
import { foldedBlocks } from "./folded.ts";
import { markdownSize } from "./markdown-size.ts";
import { heading, sectionBlocks } from "./sections.ts";
import { fitsMessage } from "./size.ts";
import { sourceBlocks } from "./sources.ts";
import { tableBlocks } from "./table.ts";

/** A message: its blocks, and the same as text for notifications, search and screen readers. */
export interface Message {
  text: string;
  blocks: Block[];
}

const nothing: Without = new Set();

/** Renders a reply in Block Kit. `without`: block types that this workspace does not support. */
export const render = (reply: Reply, without: Without = nothing): Message => ({
  text: textOf(reply),
  blocks: blocksOf(reply, without),
});

/** Renders a reply as text without blocks. */
export const wordsAlone = (reply: Reply): Message => ({ text: textOf(reply), blocks: [] });

const textOf = (reply: Reply): string => {
  const words = mrkdwn(shortened(plainText(reply), textLimit)) || "…";
  const ping = reply.kind === "notice" && reply.mention ? mention(reply.mention.user) : "";
  return shortened(ping ? `${ping} ${words}` : words, textLimit);
};

/** Slack cuts longer text. */
const textLimit = 39_000;

/** Blocks of replies that are still in use: a reply is measured before it is sent. */
const made = new WeakMap<Reply, Block[]>();

/** A reply as blocks alone. */
export const blocksOf = (reply: Reply, without: Without = nothing): Block[] => {
  if (without.size > 0) return makeBlocks(reply, without);
  const blocks = made.get(reply) ?? makeBlocks(reply, nothing);
  made.set(reply, blocks);
  return blocks;
};

const makeBlocks = (reply: Reply, without: Without): Block[] => {
  switch (reply.kind) {
    case "progress":
      return progressBlocks(reply, without);
    case "answer":
      return answerBlocks(reply, without);
    case "notice":
      return noticeBlocks(reply, without);
  }
};

const progressBlocks = (progress: Progress, without: Without): Block[] => {
  const above = [
    ...questionBlocks(progress.question),
    ...planBlocks(progress, without),
    ...(progress.facts ?? []).flatMap(contexts),
  ];
  const links = (progress.links ?? []).map(({ url, label }) => link(url, label));
  const below = [...contextLine([duration(progress.elapsedMs), ...links]), ...buttonBlocks(progress.buttons)];
  return [...above, ...draftBlocks(progress.draft ?? "", [...above, ...below], without), ...below];
};

/** A draft can outgrow the message, also because it is escaped. Then only its end is shown; the final answer is split. */
const draftBlocks = (draft: string, others: Block[], without: Without): Block[] => {
  if (!draft || !fitsMessage(others)) return [];
  for (let limit = draftLimit; limit > smallestDraft; limit /= 2) {
    const blocks = markdownBlocks(lastPart(draft, limit), without);
    if (fitsMessage([...others, ...blocks])) return blocks;
  }
  return [];
};
const draftLimit = 7_000;
const smallestDraft = 100;

const lastPart = (draft: string, limit: number): string =>
  draft.length <= limit ? draft : `… ${draft.slice(-limit).replace(halfCharacter, "")}`;
const halfCharacter = /^[\udc00-\udfff]/;

const planBlocks = ({ headline, rows }: Progress, without: Without): Block[] => {
  if (rows.length === 0) return sections(headline || "…");
  if (without.has("plan") || without.has("task_card") || without.has("rich_text")) {
    return [section(bold(headline) || "…"), ...rows.map((row) => context(rowLine(row)))];
  }
  const plan: PlanBlock = {
    type: "plan",
    title: verbatim(shortened(oneLine(headline), 150)) || "…",
    tasks: rows.map(card),
  };
  return [plan];
};

const rowLine = (row: ProgressRow): string =>
  `${signs[row.state]} ${bold(row.title)} · ${mrkdwn(shortened(oneLine(row.words), 300))}`;

const signs = { waiting: "○", running: "◐", done: "●", failed: "✕" };

const card = (row: ProgressRow, index: number): TaskCardBlock => ({
  type: "task_card",
  task_id: `${index + 1}-${row.agent}`,
  title: verbatim(shortened(oneLine(row.title), 150)) || "…",
  status: statuses[row.state],
  details: {
    type: "rich_text",
    elements: [
      {
        type: "rich_text_section",
        elements: [{ type: "text", text: verbatim(shortened(oneLine(row.words), 300)) || "…" }],
      },
    ],
  },
});

const statuses = { waiting: "pending", running: "in_progress", done: "complete", failed: "error" } as const;

const answerBlocks = (answer: Answer, without: Without): Block[] => {
  // A table in the markdown counts as the one table that a message may have.
  const tables = tableBlocks(
    answer.tables,
    // A single source is named below anyway.
    answer.sources.length !== 1 || answer.tables.length > 1,
    hasTable(answer) ? new Set([...without, "table", "data_table"]) : without,
  );
  const chart = chartBlocks(answer.chart, without);
  const isTaken = hasTable(answer) || tables.some(({ type }) => type === "table" || type === "data_table");
  return [
    ...questionBlocks(answer.question),
    ...markdownBlocks(answer.markdown, without),
    ...tables,
    ...chart,
    ...supportBlocks(answer, chart.length > 0, isTaken, without),
    ...sourceBlocks(answer.sources, without, answer.locale),
    ...answer.notes.flatMap(contexts),
    ...(answer.elapsedMs > 0 ? [context(closing(answer))] : []),
    ...voteBlocks(answer.rated, without, answer.locale),
    ...buttonBlocks(answer.buttons, answer.menu),
  ];
};

/** The rows of a chart that Slack cannot show take its place. */
const supportBlocks = ({ chart, folded }: Answer, isDrawn: boolean, hasTable: boolean, without: Without): Block[] =>
  chart && !isDrawn && folded
    ? [
        ...markdownBlocks(folded.markdown, without),
        ...tableBlocks(folded.tables, false, without),
        ...buttonBlocks(imageButtons(chart)),
      ]
    : foldedBlocks(folded, hasTable, without);

const hasTable = ({ markdown }: Answer): boolean => markdownSize(markdown).tables > 0;

const noticeBlocks = (notice: Notice, without: Without): Block[] => {
  const ping = notice.mention ? mention(notice.mention.user) : "";
  // Above sections, which have headings of their own, the title is one, too.
  const isHeading = notice.title !== undefined && notice.sections !== undefined;
  const title = notice.title && !isHeading ? bold(notice.title) : "";
  const sign = tones[notice.tone];
  const isOneLine = !title && (ping ? isPlainLine : startsWithWords).test(notice.markdown);
  const head = [sign, ping, title].filter(Boolean).join(" ");
  if (ping && isOneLine)
    return [section(`${head} ${mrkdwn(notice.markdown)}`), ...buttonBlocks(notice.buttons, notice.menu)];
  return [
    ...questionBlocks(notice.question),
    ...(isHeading ? [heading(notice.title ?? "")] : []),
    ...(head && !isOneLine ? [section(head)] : []),
    ...markdownBlocks(sign && isOneLine ? `${sign} ${notice.markdown}` : notice.markdown, without),
    ...sectionBlocks(notice.sections),
    ...linkBlocks(notice.links),
    ...buttonBlocks(notice.buttons, notice.menu),
  ];
};

/** Text that means the same in any markup, so it can share a line with a mention. */
const isPlainLine = /^[\p{L}\p{N} (),.'’-]{1,500}$/u;

/** A sign in front of a list, a heading or code would change what it is. */
const startsWithWords = /^(?:\*\*)?\p{L}/u;

const tones = { info: "", success: "✅", warning: "⚠️", error: "❌" };
