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
  /** Values of each dimension it is narrowed to. */
  filters: Filters;
  period: Period | undefined;
}

type Filters = Record<string, string[]>;

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
  const query = remembered(database);
  const dimensions = space.dimensions.map(({ name, values }) => ({
    name,
    values: query(values, []).rows.map(([value]) => String(value)),
  }));

  const understand = (text: string, before: Asked | undefined): Asked | undefined => {
    const { period, rest } = periodIn(text, calendar);
    const named = valuesIn(rest, dimensions);
    const question = match(rest, stems(Object.values(named).flat().join(" ")));
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
    const { rest, quoted } = quotedQuestions(text);
    const asked = understand(
      rest,
      quoted.reduce((earlier, each) => understand(each, earlier) ?? earlier, before),
    );
    return asked ? queried(space, query, calendar, asked) : clarification(space);
  };
};

type RunQuery = (sql: string, parameters: Parameter[]) => Result;

/** The data never changes, so a query that ran before has its result already. */
const remembered = (database: Database): RunQuery => {
  const results = new Map<string, Result>();
  return (sql, parameters) => {
    const values = Object.fromEntries(parameters.map(({ keyword, value }) => [keyword, value]));
    const key = JSON.stringify([sql, values]);
    const result = results.get(key) ?? database.query(sql, values, MOST_ROWS);
    results.set(key, result);
    return result;
  };
};

/** Questions that stand in quotation marks were asked before; a single word in them is just a word. */
const quotedQuestions = (text: string): { rest: string; quoted: string[] } => {
  const quotes = text.match(/"[^"]+\s[^"]+"/g) ?? [];
  return { rest: quotes.reduce((rest, quote) => rest.replace(quote, " "), text), quoted: quotes };
};

const queried = (space: Space, run: RunQuery, calendar: Calendar, asked: Asked): Answer => {
  const { question } = asked;
  const query = typeof question.query === "function" ? question.query(calendar) : question.query;
  const attempt = attempted(run, narrowed(query, asked), question.about, parametersOf(asked));
  const draft = question.draft && attempted(run, question.draft.query, question.draft.about, []);
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

const attempted = (run: RunQuery, query: Query, about: string, parameters: Parameter[]): Attempt => {
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
    const [first, ...others] = values.map((value) => `'${value.replaceAll("'", "''")}'`);
    return `${question.filters?.[dimension]} ${others.length > 0 ? `IN (${[first, ...others].join(", ")})` : `= ${first}`}`;
  });
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
  const where = Object.entries(asked.filters).map(([name, values]) =>
    name === "region" ? `in the ${list(values)}` : `for ${list(values)}`,
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

/** The values of each dimension that stand in the text as words of their own. */
const valuesIn = (text: string, dimensions: { name: string; values: string[] }[]): Filters =>
  Object.fromEntries(
    dimensions
      .map(({ name, values }) => [name, values.filter((value) => stands(value, text))] as const)
      .filter(([, values]) => values.length > 0),
  );

const stands = (value: string, text: string): boolean =>
  new RegExp(`(?<![\\w-])${escaped(value)}s?(?![\\w-])`, "i").test(text);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const supported = (question: TrustedQuestion, named: Filters): Filters =>
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
