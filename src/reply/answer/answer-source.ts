import type { Source } from "../../ports/chat/reply.ts";
import type { AskOutcome, Finding } from "../../ports/databricks/agent.ts";
import { queryScope, scopeWords } from "../query/query-scope.ts";
import { failureIn } from "../words/phrase-reading.ts";
import { wordsIn } from "../words/words.ts";
import { withoutContext } from "./quoted-context.ts";

interface SourceView {
  /** Name of an agent by its id. */
  nameOf(agent: string): string;
  /** The day of the answer, as `2026-11-29`. */
  today: string;
  locale: string | undefined;
  /** The text of the answer. */
  markdown: string;
}

/** What an agent gave, or why it gave nothing, as a source of the answer. */
export const sourceIn = (outcome: AskOutcome, { markdown, nameOf, today, locale }: SourceView): Source => {
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
    ...(outcome.finding.sql === undefined ? {} : { scope: scopeWords(queryScope(outcome.finding.sql, today), locale) }),
    elapsedMs,
    ...(link === undefined ? {} : { link }),
    ...(credit === undefined ? {} : { credit }),
    trusted,
  };
};

/** The SQL of all queries of a finding, one below the other. */
const sqlOf = ({ earlier, sql }: Finding): string | undefined =>
  [...earlier.map((result) => result.sql), sql].filter((each) => each !== undefined).join(";\n\n") || undefined;
