import type { Thought } from "../../../../src/ports/databricks/agent.ts";
import { oneLine, shortened } from "../../../../src/text/shorten.ts";
import type { Attachment, GenieMessage, Parameter, Query, Text } from "./message.ts";
import { trailingQuestions } from "./questions.ts";
import { thoughtsOf } from "./thoughts.ts";

/** What an ended message says. */
export interface GenieAnswer {
  /** The agent's own text, markdown. */
  text: string;
  /** It asks back, and says nothing else. */
  clarifies: boolean;
  suggestions: string[];
  /** Queries whose rows are part of the answer, oldest first. */
  queries: AnswerQuery[];
  /** Queries that a later one has replaced. */
  replaced: number;
}

export interface AnswerQuery {
  /** With the values of its parameters in comments at the top. */
  sql: string | undefined;
  title: string;
  /** What it does, in the agent's words. */
  about: string;
  attachment: string | undefined;
  statement: string | undefined;
  truncated: boolean;
  /** Only an answer from a parameterised example of the space's author carries parameters. */
  trusted: boolean;
  thoughts: Thought[];
}

/**
 * Genie corrects itself by another query, so the last one counts. One before it counts too when a text that follows it
 * is marked as an answer. What Genie asks back beside an answer becomes a suggestion.
 */
export const answerIn = (message: GenieMessage): GenieAnswer => {
  const attachments = message.attachments ?? [];
  const { before, parts } = partsOf(attachments);
  const kept = parts.filter(({ texts }, index) => index === parts.length - 1 || texts.some(isAnswer));
  const texts = spoken([...before, ...kept.flatMap((part) => part.texts)]);
  const questions = texts.filter(isQuestion).map(contentOf);
  const answers = texts.filter((text) => !isQuestion(text)).map(contentOf);
  const last = answers.at(-1) ?? "";
  const trailing = texts.some(isAnswer) ? undefined : trailingQuestions(last);
  const isOnlyQuestion = answers.length === 1 && trailing?.statement === "";
  const clarifies = parts.length === 0 && (answers.length === 0 ? questions.length > 0 : isOnlyQuestion);
  const suggested = attachments.flatMap(({ suggested_questions }) => suggested_questions?.questions ?? []);
  return {
    text: (clarifies ? [...answers, ...questions] : answers).join("\n\n"),
    clarifies,
    suggestions: clarifies ? suggested : [...questions, ...(trailing?.questions ?? []), ...suggested],
    queries: kept.map(({ attachment, query }) => queryOf(message, attachment, query)),
    replaced: parts.length - kept.length,
  };
};

/** The query that came last, also while the message runs. */
export const lastQuery = (message: GenieMessage): AnswerQuery | undefined => {
  const attachment = message.attachments?.findLast(({ query }) => query);
  return attachment?.query ? queryOf(message, attachment, attachment.query) : undefined;
};

/** A query, and the texts that follow it up to the next one. */
interface Part {
  attachment: Attachment;
  query: Query;
  texts: Text[];
}

const partsOf = (attachments: Attachment[]): { before: Text[]; parts: Part[] } => {
  const before: Text[] = [];
  const parts: Part[] = [];
  for (const attachment of attachments) {
    const { query, text } = attachment;
    if (query) parts.push({ attachment, query, texts: [] });
    if (text?.content?.trim()) (parts.at(-1)?.texts ?? before).push(text);
  }
  return { before, parts };
};

/** Texts of a phase are thoughts; they count only when there is nothing else. */
const spoken = (texts: Text[]): Text[] => {
  const final = texts.filter(({ phase }) => !phase || phase.endsWith("UNSPECIFIED"));
  return final.length > 0 ? final : texts;
};

const isAnswer = ({ purpose }: Text): boolean => purpose?.endsWith("_ANSWER") ?? false;
const isQuestion = ({ purpose }: Text): boolean => purpose?.endsWith("FOLLOW_UP_QUESTION") ?? false;
const contentOf = ({ content }: Text): string => content?.trim() ?? "";

const queryOf = (message: GenieMessage, { attachment_id }: Attachment, query: Query): AnswerQuery => {
  const parameters = query.parameters ?? [];
  const isOnly = message.attachments?.filter((each) => each.query).length === 1;
  return {
    sql: query.query ? [...parameters.slice(0, mostParameters).map(comment), query.query].join("\n") : undefined,
    title: query.title ?? query.description ?? "",
    about: query.description ?? query.title ?? "",
    attachment: attachment_id ?? query.id ?? undefined,
    statement: query.statement_id ?? (isOnly ? message.query_result?.statement_id : undefined) ?? undefined,
    truncated: query.query_result_metadata?.is_truncated ?? false,
    trusted: parameters.length > 0,
    thoughts: thoughtsOf(query),
  };
};

const mostParameters = 50;
const longestValue = 200;

/** A value that spans lines would end the comment. */
const comment = ({ keyword, sql_type, value }: Parameter): string => {
  const type = sql_type ? ` (${shortened(oneLine(sql_type), 40)})` : "";
  return `-- :${shortened(oneLine(keyword ?? ""), 100)} = ${shortened(oneLine(value ?? "NULL"), longestValue)}${type}`;
};
