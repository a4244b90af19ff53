import { type Calendar, type Period, periodIn } from "../data/calendar.ts";
import { type Database, type Result, records } from "../data/database.ts";
import { list, type Parameter, type Query, type Space, type TrustedQuestion } from "../spaces/space.ts";
import { matcher } from "./match.ts";
import { stems } from "./words.ts";

/** Genie's own limit on the rows of one result. */
export const MOST_ROWS = 5_000;

/** What a question came down to; the follow-up in the same conversation builds on it. */
export interface Asked {
  question: TrustedQuestion;
  /** Value of each dimension it is narrowed to. */
  filters: Record<string, string>;
  period: Period | undefined;
}

export interface Attempt {
  sql: string;
  about: string;
  parameters: Parameter[];
  result: Result;
}

export type Answer =
  | {
      kind: "query";
      asked: Asked;
      attempt: Attempt;
      /** A first attempt and the sentence that withdraws it. */
      draft?: Attempt & { note: string };
      text: string;
      textHasId: boolean;
      suggestions: string[];
    }
  /** `clarifies`: the space asks back. */
  | { kind: "text"; text: string; clarifies: boolean; suggestions: string[] };

/** Answers questions to one space, given what the conversation was about before. */
export const answerer = (space: Space, database: Database, calendar: Calendar) => {
  const match = matcher(space.questions);
  const dimensions = space.dimensions.map(({ name, values }) => ({
    name,
    values: database.query(values, {}, 1_000).rows.map(([value]) => String(value)),
  }));

  const understand = (text: string, before: Asked | undefined): Asked | undefined => {
    const { period, rest } = periodIn(text, calendar);
    const named = valuesIn(rest, dimensions);
    const question = match(rest, stems(Object.values(named).join(" ")));
    if (question)
      return { question, filters: supported(question, named), period: periodFor(question, period, calendar) };
    if (!before) return undefined;
    const filters = supported(before.question, named);
    const newPeriod = before.question.period ? period : undefined;
    if (Object.keys(filters).length === 0 && !newPeriod) return undefined;
    return { ...before, filters: { ...before.filters, ...filters }, period: newPeriod ?? before.period };
  };

  return (text: string, before: Asked | undefined): Answer => {
    if (asksForContents(text)) return contents(space);
    const asked = understand(text, before);
    return asked ? queried(space, database, calendar, asked) : clarification(space);
  };
};

const queried = (space: Space, database: Database, calendar: Calendar, asked: Asked): Answer => {
  const { question } = asked;
  const query = typeof question.query === "function" ? question.query(calendar) : question.query;
  const attempt = attempted(database, narrowed(query, asked), question.about, parametersOf(asked));
  const draft = question.draft && attempted(database, question.draft.query, question.draft.about, []);
  return {
    kind: "query",
    asked,
    attempt,
    ...(draft && question.draft && { draft: { ...draft, note: question.draft.note } }),
    text: sentence(asked, attempt.result),
    textHasId: !question.textWithoutId,
    suggestions: suggestions(space, question),
  };
};

const attempted = (database: Database, query: Query, about: string, parameters: Parameter[]): Attempt => {
  const sql = written(query);
  const values = Object.fromEntries(parameters.map(({ keyword, value }) => [keyword, value]));
  return { sql, about, parameters, result: database.query(sql, values, MOST_ROWS) };
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
  const conditions = Object.entries(filters).map(
    ([dimension, value]) => `${question.filters?.[dimension]} = '${value.replaceAll("'", "''")}'`,
  );
  return { ...query, where: [...(query.where ?? []), ...conditions] };
};

const parametersOf = ({ question, period }: Asked): Parameter[] => [
  ...(question.parameters ?? []),
  ...(period
    ? ([
        { keyword: "from_date", sql_type: "DATE", value: period.from },
        { keyword: "to_date", sql_type: "DATE", value: period.to },
      ] as const)
    : []),
];

const sentence = (asked: Asked, result: Result): string => {
  const where = Object.entries(asked.filters).map(([name, value]) =>
    name === "region" ? `in the ${value}` : `for ${value}`,
  );
  const told = {
    where: where.length > 0 ? ` ${list(where)}` : "",
    when: asked.period?.words ?? "",
    period: asked.period,
  };
  if (result.rows.length === 0)
    return `There is nothing to show${told.where}${told.when && ` ${told.when}`}: the query returned no rows.`;
  const cut = result.truncated ? ` Only the first ${MOST_ROWS.toLocaleString("en-US")} rows are shown.` : "";
  return asked.question.say(records(result), told) + cut;
};

/** The value of each dimension that stands first in the text, as words of its own. */
const valuesIn = (text: string, dimensions: { name: string; values: string[] }[]): Record<string, string> =>
  Object.fromEntries(
    dimensions.flatMap(({ name, values }) => {
      const [first] = values
        .map((value) => ({ value, at: text.search(new RegExp(`(?<![\\w-])${escaped(value)}s?(?![\\w-])`, "i")) }))
        .filter(({ at }) => at >= 0)
        .sort((one, other) => one.at - other.at);
      return first ? [[name, first.value]] : [];
    }),
  );

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const supported = (question: TrustedQuestion, named: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(named).filter(([name]) => question.filters?.[name] !== undefined));

const periodFor = (question: TrustedQuestion, named: Period | undefined, calendar: Calendar): Period | undefined =>
  question.period && (named ?? question.period(calendar));

const asksForContents = (text: string): boolean =>
  /\bwhat (data|tables|questions)\b.*\b(have|ask|contain|there|here|know)|\bwhat can (you|i)\b/i.test(text);

const contents = (space: Space): Answer => ({
  kind: "text",
  text: `${space.description} I work with the tables ${list(space.tables.map((table) => `\`${table}\``))}.`,
  clarifies: false,
  suggestions: suggestions(space),
});

const clarification = (space: Space): Answer => ({
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
