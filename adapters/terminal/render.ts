import type { Source } from "../../src/ports/chat/answer-parts.ts";
import type { Button, MenuEntry } from "../../src/ports/chat/button.ts";
import type { Answer, Notice } from "../../src/ports/chat/reply.ts";
import { closing } from "../../src/reply/fit/plain-text.ts";
import { creditOf, duration, rowCount } from "../../src/reply/format.ts";
import { shownPart, tableButtons } from "../../src/reply/tables/table-part.ts";
import { wordsIn } from "../../src/reply/words/words.ts";
import { harmless, harmlessLine } from "./escape.ts";
import { markdownLines } from "./markdown.ts";
import type { OutputStyle, TextStyle } from "./output-style.ts";
import { tableLines } from "./table.ts";
import { wrapped } from "./width.ts";

/** A final post as lines of a terminal. Pure. */
export const finalLines = (reply: Answer | Notice, style: OutputStyle): string[] =>
  reply.kind === "answer" ? answerLines(reply, style) : noticeLines(reply, style);

/** A terminal's own words, in the language of the reply, where it tells. */
const said = (style: OutputStyle, locale: string | undefined) => wordsIn(locale ?? style.locale).terminal;

const localeOf = (reply: Answer | Notice): string | undefined => (reply.kind === "answer" ? reply.locale : undefined);

/** What a person can choose by its number. */
export const choicesOf = (reply: Answer | Notice): Button[] => [
  ...reply.buttons.filter(({ action }) => action !== "cancel"),
  ...(reply.kind === "answer" ? tablesOf(reply).flatMap((table) => tableButtons(table, shownPart(table))) : []),
  ...(reply.menu ?? []).map(menuButton),
];

const menuButton = ({ action, label }: MenuEntry): Button => ({ action, label, value: "" });

/** A terminal folds nothing. */
const tablesOf = ({ tables, folded }: Answer): Answer["tables"] => [...tables, ...(folded?.tables ?? [])];

const answerLines = (answer: Answer, style: OutputStyle): string[] =>
  paragraphs(
    markdownLines(answer.markdown, style),
    ...answer.tables.map((table) => tableLines(table, style)),
    markdownLines(answer.folded?.markdown ?? "", style),
    ...(answer.folded?.tables ?? []).map((table) => tableLines(table, style)),
    answer.sources.flatMap((source, at) => sourceLines(source, at + 1, style, answer.locale)),
    [...answer.notes.flatMap((note) => wrapped(harmlessLine(note), style.width)), style.paint("dim", closing(answer))],
    choiceLines(answer, style),
    answer.rated === undefined ? [] : [style.paint("dim", said(style, answer.locale).didItHelp)],
  );

/** Numbered, because `[n]` in the text means the n-th source. */
const sourceLines = (source: Source, number: number, style: OutputStyle, locale: string | undefined): string[] => {
  const words = wordsIn(locale);
  const head = `[${number}] ${style.paint("bold", harmlessLine(source.title))}`;
  if (source.failed) return wrapped(words.failedSource(head, harmlessLine(source.failed)), style.width);
  const facts = [
    source.rows === undefined ? undefined : rowCount(source.rows, locale),
    source.scope === undefined ? undefined : harmlessLine(source.scope),
    duration(source.elapsedMs),
    source.trusted ? words.trusted : undefined,
    harmlessLine(creditOf(source)),
    source.link === undefined ? undefined : harmlessLine(source.link),
  ];
  return [
    ...wrapped(`${head} · ${facts.filter(Boolean).join(" · ")}`, style.width),
    ...sqlLines(source.sql, style, locale),
  ];
};

const mostSqlLines = 15;

const sqlLines = (sql: string | undefined, style: OutputStyle, locale: string | undefined): string[] => {
  if (!sql) return [];
  const lines = harmless(sql.trim()).split("\n");
  const rest = lines.length - mostSqlLines;
  const more = rest > 0 ? [said(style, locale).moreSqlLines(rest)] : [];
  return [...lines.slice(0, mostSqlLines), ...more].map((line) => style.paint("dim", `    ${line}`));
};

const noticeLines = (notice: Notice, style: OutputStyle): string[] => {
  const title = notice.title ? [style.paint("bold", harmlessLine(notice.title))] : [];
  const [first = "", ...others] = [...title, ...markdownLines(notice.markdown, style)];
  const sign = toneMarks[notice.tone];
  const links = (notice.links ?? []).map(({ label, url }) => `${harmlessLine(label)}: ${harmlessLine(url)}`);
  return paragraphs([sign ? `${style.paint(...sign)} ${first}` : first, ...others], links, choiceLines(notice, style));
};

const toneMarks: Record<Notice["tone"], [TextStyle, string] | undefined> = {
  info: undefined,
  success: ["green", "✓"],
  warning: ["yellow", "!"],
  error: ["red", "✕"],
};

const choiceLines = (reply: Answer | Notice, style: OutputStyle): string[] => {
  const { length: entries } = reply.menu ?? [];
  const numbered = choicesOf(reply).map(({ label }, at) => [style.paint("bold", String(at + 1)), harmlessLine(label)]);
  if (numbered.length === 0) return [];
  const choices = numbered.slice(0, numbered.length - entries).map(([number, label]) => `  ${number}  ${label}`);
  // The menu is for few people, and gets one line.
  const menu = numbered.slice(numbered.length - entries).map(([number, label]) => `${number} ${label}`);
  const more = menu.length > 0 ? wrapped(menu.join(" · "), style.width - 2).map((line) => `  ${line}`) : [];
  return [style.paint("dim", said(style, localeOf(reply)).typeNumber), ...choices, ...more];
};

/** Parts with a blank line between, empty ones left out. */
const paragraphs = (...parts: string[][]): string[] =>
  parts.filter((part) => part.some(Boolean)).flatMap((part, at) => (at === 0 ? part : ["", ...part]));
