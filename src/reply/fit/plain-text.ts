import type { AnswerTable, Source } from "../../ports/chat/answer-parts.ts";
import type { Button } from "../../ports/chat/button.ts";
import type { Answer, Link, Notice, Progress, Reply } from "../../ports/chat/reply.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { creditOf, duration, extent, rowCount } from "../format.ts";
import { columnViews } from "../tables/column-view.ts";
import { shownPart } from "../tables/table-part.ts";
import { wordsIn } from "../words/words.ts";
import { withoutSections } from "./sections.ts";

/**
 * The whole reply as plain text: for notifications, screen readers, search, and places that know no markup.
 * Nothing is escaped here.
 */
export const plainText = (reply: Reply): string => {
  switch (reply.kind) {
    case "progress":
      return progressText(reply);
    case "answer":
      return answerText(reply);
    case "notice":
      return noticeText(withoutSections(reply));
  }
};

const progressText = (progress: Progress): string => {
  const rows = progress.rows.map((row) => `${row.title}: ${row.words}`);
  const [only] = progress.rows;
  const headline = progress.subject
    ? `${progress.headline}: ${shortened(oneLine(progress.subject), 200)}`
    : progress.headline;
  const doing = only && rows.length === 1 ? `${headline}: ${only.words}` : [headline, ...rows].join(" · ");
  const elapsed = progress.elapsedMs < 1_000 ? [] : [duration(progress.elapsedMs)];
  const links = (progress.links ?? []).map(({ label, url }) => `${label} (${url})`);
  return paragraphs(
    progress.question,
    [doing, ...elapsed, ...(progress.facts ?? []), ...links].join(" · "),
    unmarked(progress.draft ?? ""),
  );
};

const answerText = (answer: Answer): string =>
  paragraphs(
    answer.question,
    unmarked(answer.markdown),
    ...answer.tables.map(tableText),
    unmarked(answer.folded?.markdown ?? ""),
    // Beside another table they say the same once more.
    ...(answer.tables.length === 0 ? (answer.folded?.tables ?? []) : []).map(tableText),
    answer.sources.map((source) => sourceText(source, answer.locale)).join("\n"),
    answer.notes.join("\n"),
    closing(answer),
  );

const noticeText = (notice: Notice): string =>
  paragraphs(
    notice.question,
    notice.title,
    unmarked(notice.markdown),
    linksText(notice.links),
    optionsText(notice.buttons),
  );

const linksText = (links: Link[] = []): string => links.map(({ label, url }) => `${label}: ${url}`).join("\n");

/** The offers of the buttons as text, for places without buttons. */
const optionsText = (buttons: Button[]): string => buttons.map(({ label }) => `[${label}]`).join(" ");

/** A table as lines, the cells parted by bars. */
const tableText = ({ title, ...item }: AnswerTable): string => {
  const { table } = item;
  const { rows, from } = shownPart(item);
  const cut = extent(rows.length, table, from);
  const views = columnViews({ ...table, rows });
  return [
    cut ? `${title} (${cut})` : title,
    views.map((view) => view.title).join(" | "),
    ...rows.map((row) => views.map(({ cell }, at) => cell(row[at])).join(" | ")),
  ].join("\n");
};

/** One line that says where a statement comes from. */
export const sourceText = (source: Source, locale?: string): string => {
  const words = wordsIn(locale);
  if (source.failed) return `${words.source}: ${words.failedSource(source.title, source.failed)}`;
  const facts = [
    source.rows === undefined ? undefined : rowCount(source.rows, locale),
    source.scope,
    duration(source.elapsedMs),
    source.trusted ? words.trusted : undefined,
    creditOf(source),
    source.link,
  ];
  return `${words.source}: ${source.title} · ${facts.filter(Boolean).join(" · ")}`;
};

/** The last line of an answer: how sure, how long. */
export const closing = (answer: Answer): string =>
  [
    answer.confidence ? wordsIn(answer.locale).confidence(answer.confidence) : undefined,
    answer.elapsedMs > 0 ? duration(answer.elapsedMs) : undefined,
  ]
    .filter(Boolean)
    .join(" · ");

/** Markdown read aloud: no marks, links with their address. */
export const unmarked = (markdown: string): string =>
  markdown
    .replace(/!?\[([^[\]]*)\]\(([^()\s]+)\)/g, "$1 ($2)")
    .replace(/^ {0,3}#{1,6} +/gm, "")
    .replace(/^ {0,3}(?:```|~~~).*\n?/gm, "")
    .replaceAll("**", "")
    .replace(emphasis, "$2");

/** `*word*` and `_some words_`, but not `snake_case` or a list's asterisk. */
const emphasis = /(?<![\p{L}\p{N}_*])([_*])(?=\S)([^_*\n]+)(?<=\S)\1(?![\p{L}\p{N}_*])/gu;

const paragraphs = (...parts: (string | undefined)[]): string =>
  parts
    .map((part) => part?.trim())
    .filter(Boolean)
    .join("\n\n");
