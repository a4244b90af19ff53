import type { Calendar } from "../data/calendar.ts";
import { type Database, type Result, records } from "../data/database.ts";
import { list, type Parameter, type Query, type Space, type TrustedQuestion } from "../spaces/space.ts";
import { type Asked, understanding } from "./understand.ts";

/** Genie's own limit on the rows of one result. */
export const MOST_ROWS = 5_000;

/** A query with its result, as it was run. */
export interface Attempt {
  sql: string;
  about: string;
  parameters: Parameter[];
  result: Result;
}

export interface QueryAnswer {
  kind: "query";
  asked: Asked;
  attempt: Attempt;
  /** A first attempt and the sentence that withdraws it. */
  draft?: Attempt & { note: string };
  /** An earlier query that is a result as well, with its text. */
  earlier?: Attempt & { text: string };
  /** Empty: no text explains the query. */
  text: string;
  textHasId: boolean;
  /** The texts carry their purpose. */
  purposes?: true;
  /** A question back, in addition to the answer. */
  followUp?: string;
  /** The rows are behind links; this many in each file. */
  linkedRows?: number;
  suggestions: string[];
}

/** `clarifies`: the space asks back. */
export interface TextAnswer {
  kind: "text";
  text: string;
  clarifies: boolean;
  suggestions: string[];
}

export type Answer = QueryAnswer | TextAnswer;

/** Answers questions to one space, in the light of the conversation's last question. */
export const answerer = (space: Space, database: Database, calendar: Calendar) => {
  const run = remembered(database);
  const understand = understanding(space, calendar, ({ values }) =>
    run(values, []).rows.map(([value]) => String(value)),
  );
  return (text: string, before: Asked | undefined): Answer => {
    if (asksForContents(text)) return contents(space);
    const asked = understand(text, before);
    return asked ? queried(space, run, asked) : clarification(space);
  };
};

type Run = (sql: string, parameters: Parameter[]) => Result;

/** The data never changes, so a query that ran before has its result already. */
const remembered = (database: Database): Run => {
  const results = new Map<string, Result>();
  return (sql, parameters) => {
    const values = Object.fromEntries(parameters.map(({ keyword, value }) => [keyword, value]));
    const key = JSON.stringify([sql, values]);
    const result = results.get(key) ?? database.query(sql, values, MOST_ROWS);
    results.set(key, result);
    return result;
  };
};

const queried = (space: Space, run: Run, asked: Asked): QueryAnswer => {
  const { question } = asked;
  const { query, about, draft } = question;
  const attempt = attempted(run, narrowed(query, asked), about, parametersOf(asked));
  return {
    kind: "query",
    asked,
    attempt,
    ...(draft && { draft: { ...attempted(run, draft.query, draft.about, []), note: draft.note } }),
    text: sentence(asked, attempt.result),
    textHasId: !question.textWithoutId,
    suggestions: suggestions(space, question),
  };
};

const attempted = (run: Run, query: Query, about: string, parameters: Parameter[]): Attempt => {
  const sql = written(query);
  return { sql, about, parameters, result: run(sql, parameters) };
};

/** The query as SQL text, one clause per line. */
const written = (query: Query): string =>
  [
    query.with && `WITH ${query.with}`,
    `SELECT ${query.select}`,
    `FROM ${query.from}`,
    query.where?.length && `WHERE ${query.where.join("\n  AND ")}`,
    query.group && `GROUP BY ${query.group}`,
    query.having && `HAVING ${query.having}`,
    query.order && `ORDER BY ${query.order}`,
    query.limit && `LIMIT ${query.limit}`,
  ]
    .filter(Boolean)
    .join("\n");

const narrowed = (query: Query, { question, filters }: Asked): Query => {
  const conditions = Object.entries(filters).map(([dimension, values]) => {
    const quoted = values.map((value) => `'${value.replaceAll("'", "''")}'`).join(", ");
    return `${question.filters?.[dimension]} ${values.length > 1 ? `IN (${quoted})` : `= ${quoted}`}`;
  });
  return { ...query, where: [...(query.where ?? []), ...conditions] };
};

const parametersOf = ({ question, period }: Asked): Parameter[] => {
  const days: Parameter[] = period
    ? [
        { keyword: "from_date", sql_type: "DATE", value: period.from },
        { keyword: "to_date", sql_type: "DATE", value: period.to },
      ]
    : [];
  return [...(question.parameters ?? []), ...days];
};

const sentence = ({ question, filters, period }: Asked, result: Result): string => {
  const where = Object.entries(filters).map(([name, values]) =>
    name === "region" ? `in the ${list(values)}` : `for ${list(values)}`,
  );
  const context = { where: where.length > 0 ? ` ${list(where)}` : "", when: period?.words ?? "" };
  if (result.rows.length === 0)
    return `There is nothing to show${context.where}${context.when && ` ${context.when}`}: the query returned no rows.`;
  const cut = result.truncated ? ` Only the first ${MOST_ROWS.toLocaleString("en-US")} rows are shown.` : "";
  return question.say(records(result), context) + cut;
};

const asksForContents = (text: string): boolean =>
  /\bwhat (data|tables|questions)\b.*\b(have|ask|contain|there|here|know)|\bwhat can (you|i)\b/i.test(text);

const contents = (space: Space): TextAnswer => ({
  kind: "text",
  text: `${space.description} I work with the tables ${list(space.tables.map((table) => `\`${table}\``))}.`,
  clarifies: false,
  suggestions: suggestions(space),
});

const clarification = (space: Space): TextAnswer => ({
  kind: "text",
  text: `I am not sure what you would like to know. I can answer questions about this: ${space.description} Could you say which figure you mean, and for which part of the data?`,
  clarifies: true,
  suggestions: suggestions(space),
});

/** Three other questions that the space can answer, the next ones in its list. */
const suggestions = (space: Space, after?: TrustedQuestion): string[] => {
  const start = after ? space.questions.indexOf(after) + 1 : 0;
  return [...space.questions.slice(start), ...space.questions.slice(0, start)].slice(0, 3).map(({ asks }) => asks[0]);
};
