import type { Source } from "../../../src/ports/chat/answer-parts.ts";
import { creditOf, duration, rowCount } from "../../../src/reply/format.ts";
import { grouped } from "../../../src/reply/tables/numbers.ts";
import { separatorsIn } from "../../../src/reply/words/locale-style.ts";
import { wordsIn } from "../../../src/reply/words/words.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { codeBlock, collapsed, context, small, titleOf } from "./blocks.ts";
import { type Element, type Inline, type RichTextBlock, rich, run } from "./elements.ts";
import { link, verbatim } from "./escape.ts";

/** One line per source, and their SQL, collapsed. */
export const sourceBlocks = (sources: Source[], locale?: string): Element[] => [
  ...sources.map((source, index) => {
    const mark = sources.length > 1 ? `[${index + 1}] ` : "";
    return sourceLine(source, mark, index === 0, locale);
  }),
  ...sqlBlocks(sources, locale),
];

/** `mark`: the number by which the answer cites the source. */
const sourceLine = (source: Source, mark: string, isFirst: boolean, locale: string | undefined): RichTextBlock => {
  const placed = isFirst ? ({ separator: true, spacing: "Medium" } as const) : ({ spacing: "Small" } as const);
  const title = run(titleOf(source.title) || "…", { ...small, weight: "Bolder" });
  if (source.failed) {
    const why = wordsIn(locale).failedSource("", shortened(verbatim(oneLine(source.failed)), 400));
    return rich([run(`${mark}⚠️ `, small), title, run(why, small)], placed);
  }
  return rich([...(mark ? [run(mark, small)] : []), title, ...facts(source, locale)], placed);
};

const facts = (source: Source, locale?: string): Inline[] => {
  const { rows, scope = "", elapsedMs, trusted, link: address } = source;
  const credit = creditOf(source);
  const covered = shortened(verbatim(oneLine(scope)), mostScope);
  const known = [
    rows === undefined ? "" : rowCount(rows, locale),
    covered,
    duration(elapsedMs),
    trusted ? wordsIn(locale).answers.trusted : "",
  ];
  const words = known.filter(Boolean).map((fact) => ` · ${fact}`);
  return credit ? [run(`${words.join("")} · `, small), ...link(address, credit, small)] : [run(words.join(""), small)];
};

/** Characters of the words for what a query covers. */
const mostScope = 200;

/** Characters of all SQL together. */
const mostSql = 2_000;

const sqlBlocks = (sources: Source[], locale: string | undefined): Element[] => {
  const statements = sources.flatMap((source) => (source.sql ? [{ source, sql: source.sql.trim() }] : []));
  if (statements.length === 0) return [];
  const limit = Math.floor(mostSql / statements.length);
  const items = statements.flatMap(({ source, sql }) => [
    ...context(
      [statements.length > 1 ? oneLine(source.title) : "", cutNote(source, sql, limit, locale)]
        .filter(Boolean)
        .join(" · "),
    ),
    codeBlock(shortened(sql, limit), "Sql"),
  ]);
  return collapsed("sql", "SQL", items);
};

/** Says that the SQL is cut, and where the whole of it is. */
const cutNote = (source: Source, sql: string, limit: number, locale: string | undefined): string => {
  const words = wordsIn(locale).answers;
  const hidden = Math.max(0, sql.length - limit) + (source.sqlCut ?? 0);
  if (hidden <= 0) return "";
  const where = source.link ? words.sqlInGenie : words.moreCharacters(grouped(String(hidden), separatorsIn(locale)));
  return words.cutSql(where);
};

/**
 * Marks a message as made with AI. It claims no citations, because Teams shows those only in a message's text, and ours
 * is a card: there, each citation is a link. Teams takes one such entity in a message.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content
 */
export const aiEntity = {
  type: "https://schema.org/Message",
  "@type": "Message",
  "@context": "https://schema.org",
  additionalType: ["AIGeneratedContent"],
};
