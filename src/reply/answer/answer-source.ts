import type { Source } from "../../ports/chat/answer-parts.ts";
import type { AskOutcome, Finding } from "../../ports/databricks/agent.ts";
import { queryScope, scopeWords } from "../query/query-scope.ts";
import type { Reader } from "../reader.ts";
import { moment } from "../words/locale-style.ts";
import { failureIn } from "../words/phrase-reading.ts";
import { wordsIn } from "../words/words.ts";
import { withoutContext } from "./quoted-context.ts";

interface SourceView {
  /** Name of an agent by its id. */
  nameOf(agent: string): string;
  /** The day of the answer, as `2026-11-29`. */
  today: string;
  locale: string | undefined;
  /** By whose clock times are told. */
  reader: Reader;
  /** The text of the answer. */
  markdown: string;
}

/** What an agent gave, or why it gave nothing, as a source of the answer. */
export const sourceIn = (outcome: AskOutcome, view: SourceView): Source => {
  const { markdown, nameOf, locale } = view;
  if (outcome.state === "failed") {
    const { agent, elapsedMs, failure } = outcome;
    const question = withoutContext(outcome.question);
    const sentence = failureIn(failure, locale);
    const failed = markdown.includes(sentence) ? wordsIn(locale).seeAbove : sentence;
    return { agent, title: nameOf(agent), question, elapsedMs, trusted: false, failed };
  }
  const { agent, table, elapsedMs, link, trusted, credit } = outcome.finding;
  const sql = sqlOf(outcome.finding);
  return {
    agent,
    title: nameOf(agent),
    question: withoutContext(outcome.finding.question),
    ...(sql === undefined ? {} : { sql }),
    ...(table === undefined ? {} : { rows: table.total }),
    ...(outcome.finding.sql === undefined ? {} : { scope: covered(outcome.finding.sql, outcome.finding, view) }),
    elapsedMs,
    ...(link === undefined ? {} : { link }),
    ...(credit === undefined ? {} : { credit }),
    trusted,
  };
};

const covered = (sql: string, { dataAt }: Finding, { today, locale, reader }: SourceView): string => {
  const words = scopeWords(queryScope(sql, today), locale);
  return dataAt === undefined ? words : `${words} · ${wordsIn(locale).answers.dataAsOf(moment(dataAt, reader))}`;
};

/** The SQL of all queries of a finding, one below the other. */
const sqlOf = ({ earlier, sql }: Finding): string | undefined =>
  [...earlier.map((result) => result.sql), sql].filter((each) => each !== undefined).join(";\n\n") || undefined;
