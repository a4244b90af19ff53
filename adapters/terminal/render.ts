import type { Answer, Button, Notice, Source } from "../../src/ports/reply.ts";
import { duration, rowCount } from "../../src/reply/format.ts";
import { closing } from "../../src/reply/plain-text.ts";
import { harmless, harmlessLine } from "./escape.ts";
import type { Look, Style } from "./look.ts";
import { markdownLines } from "./markdown.ts";
import { tableLines } from "./table.ts";
import { wrapped } from "./width.ts";

/** A message that stays, as lines of a terminal. Pure. */
export const finalLines = (reply: Answer | Notice, look: Look): string[] =>
  reply.kind === "answer" ? answerLines(reply, look) : noticeLines(reply, look);

/** What a person may choose by its number. */
export const choicesOf = ({ buttons }: Answer | Notice): Button[] =>
  buttons.filter(({ action }) => action !== "cancel");

const answerLines = (answer: Answer, look: Look): string[] =>
  paragraphs(
    markdownLines(answer.markdown, look),
    ...answer.tables.map((table) => tableLines(table, look)),
    answer.sources.flatMap((source, at) => sourceLines(source, at + 1, look)),
    [...answer.notes.flatMap((note) => wrapped(harmlessLine(note), look.width)), look.paint("dim", closing(answer))],
    choiceLines(answer, look),
  );

/** Numbered, because `[n]` in the text means the n-th source. */
const sourceLines = (source: Source, number: number, look: Look): string[] => {
  const head = `[${number}] ${look.paint("bold", harmlessLine(source.title))}`;
  if (source.failed) return wrapped(`${head} could not answer. ${harmlessLine(source.failed)}`, look.width);
  const facts = [
    source.rows === undefined ? undefined : rowCount(source.rows),
    duration(source.elapsedMs),
    source.trusted ? "trusted answer" : undefined,
    "Powered by Genie",
    source.link === undefined ? undefined : harmlessLine(source.link),
  ];
  return [...wrapped(`${head} · ${facts.filter(Boolean).join(" · ")}`, look.width), ...sqlLines(source.sql, look)];
};

const mostSqlLines = 15;

const sqlLines = (sql: string | undefined, look: Look): string[] => {
  if (!sql) return [];
  const lines = harmless(sql.trim()).split("\n");
  const rest = lines.length - mostSqlLines;
  const more = rest > 0 ? [`… ${rest} more lines; Genie shows the whole statement`] : [];
  return [...lines.slice(0, mostSqlLines), ...more].map((line) => look.paint("dim", `    ${line}`));
};

const noticeLines = (notice: Notice, look: Look): string[] => {
  const title = notice.title ? [look.paint("bold", harmlessLine(notice.title))] : [];
  const [first = "", ...others] = [...title, ...markdownLines(notice.markdown, look)];
  const sign = signs[notice.tone];
  return paragraphs([sign ? `${look.paint(...sign)} ${first}` : first, ...others], choiceLines(notice, look));
};

const signs: Record<Notice["tone"], [Style, string] | undefined> = {
  info: undefined,
  success: ["green", "✓"],
  warning: ["yellow", "!"],
  error: ["red", "✕"],
};

const choiceLines = (reply: Answer | Notice, look: Look): string[] => {
  const choices = choicesOf(reply).map(
    ({ label }, at) => `  ${look.paint("bold", String(at + 1))}  ${harmlessLine(label)}`,
  );
  return choices.length === 0 ? [] : [look.paint("dim", "Go on with a number:"), ...choices];
};

/** Parts with a blank line between, empty ones left out. */
const paragraphs = (...parts: string[][]): string[] =>
  parts.filter((part) => part.some(Boolean)).flatMap((part, at) => (at === 0 ? part : ["", ...part]));
