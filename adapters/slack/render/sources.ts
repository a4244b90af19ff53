import type { ContainerBlock, RichTextBlock } from "@slack/types";
import type { Source } from "../../../src/ports/chat/answer-parts.ts";
import { creditOf, duration, rowCount } from "../../../src/reply/format.ts";
import { grouped } from "../../../src/reply/tables/numbers.ts";
import { separatorsIn } from "../../../src/reply/words/locale-style.ts";
import { wordsIn } from "../../../src/reply/words/words.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { type Block, bold, contextLine, contexts, preformatted, preformattedText, type Without } from "./blocks.ts";
import { link, mrkdwn, verbatim } from "./escape.ts";

/** One line for each source, then their SQL, collapsed. */
export const sourceBlocks = (sources: Source[], without: Without, locale?: string): Block[] => [
  ...sources.flatMap((source, index) =>
    contextLine(sourceParts(source, sources.length > 1 ? `[${index + 1}] ` : "", locale)),
  ),
  ...sqlBlocks(sources, without, locale),
];

/** `mark`: the number under which the answer cites the source. */
const sourceParts = (source: Source, mark: string, locale: string | undefined): (string | undefined)[] => {
  if (source.failed)
    return [
      `${mark}⚠️ ${wordsIn(locale).failedSource(bold(source.title), mrkdwn(shortened(oneLine(source.failed), 400)))}`,
    ];
  return [
    `${mark}${bold(source.title)}`,
    source.rows === undefined ? undefined : rowCount(source.rows, locale),
    source.scope === undefined ? undefined : mrkdwn(shortened(oneLine(source.scope), mostScope)),
    duration(source.elapsedMs),
    source.trusted ? wordsIn(locale).answers.trusted : undefined,
    link(source.link, creditOf(source)),
  ];
};

/** Characters of the words for what a query covers. */
const mostScope = 200;

interface Statement {
  source: Source;
  sql: string;
}

/** Characters of all SQL together. */
const mostSql = 2_000;

const sqlBlocks = (sources: Source[], without: Without, locale: string | undefined): Block[] => {
  const statements = sources.flatMap((source) => (source.sql ? [{ source, sql: source.sql }] : []));
  if (statements.length === 0) return [];
  const limit = Math.floor(mostSql / statements.length);
  if (without.has("container") || without.has("rich_text")) return plainSql(statements, { limit, without, locale });
  const children = statements.map((statement) =>
    statementBlock(statement, { limit, named: statements.length > 1, locale }),
  );
  return Array.from({ length: Math.ceil(children.length / 10) }, (_, at) =>
    folded(children.slice(at * 10, at * 10 + 10)),
  );
};

/** A container may have ten blocks, so each statement is a single one: the agent's name and the code in one rich text. */
const statementBlock = (
  { source, sql }: Statement,
  { limit, named, locale }: { limit: number; named: boolean; locale: string | undefined },
): RichTextBlock => {
  const code = preformattedText(beginning(sql, limit));
  const words = [named ? oneLine(source.title) : "", restOf(source, sql, limit, locale)].filter(Boolean).join(" · ");
  if (!words) return code;
  const heading = { type: "rich_text_section" as const, elements: [{ type: "text" as const, text: verbatim(words) }] };
  return { ...code, elements: [heading, ...code.elements] };
};

const folded = (children: RichTextBlock[]): ContainerBlock => ({
  type: "container",
  title: { type: "plain_text", text: "SQL", emoji: false },
  is_collapsible: true,
  default_collapsed: true,
  child_blocks: children,
});

const plainSql = (
  statements: Statement[],
  { limit, without, locale }: { limit: number; without: Without; locale: string | undefined },
): Block[] =>
  statements.flatMap(({ source, sql }) => [
    ...contexts(["SQL", oneLine(source.title), restOf(source, sql, limit, locale)].filter(Boolean).join(" · ")),
    ...preformatted(beginning(sql, limit), without),
  ]);

const beginning = (sql: string, limit: number): string => shortened(sql.trim(), limit);

/** Says that the statement is cut, and where the rest is. */
const restOf = (source: Source, sql: string, limit: number, locale: string | undefined): string => {
  const words = wordsIn(locale).answers;
  const hidden = sql.trim().length - limit;
  if (hidden <= 0) return "";
  const where = source.link ? words.sqlInGenie : words.moreCharacters(grouped(String(hidden), separatorsIn(locale)));
  return words.cutSql(where);
};
