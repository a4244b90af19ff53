import type { Calendar } from "../data/calendar.ts";
import { type Database, type Result, records, type Value } from "../data/database.ts";
import type { Planned } from "../semantic/attempts.ts";
import { compose } from "../semantic/composing/compose.ts";
import { columnOf } from "../semantic/composing/figures.ts";
import { filledIn, type Query, quoted, written } from "../semantic/composing/sql.ts";
import { createEngine } from "../semantic/engine.ts";
import type { Plan } from "../semantic/plan.ts";
import { describe } from "../semantic/saying/describe.ts";
import type { Language } from "../semantic/saying/language.ts";
import { sayAnswer, sayEver } from "../semantic/saying/say.ts";
import { type Voice, voiceIn } from "../semantic/saying/words.ts";
import { germanSpaces } from "../spaces/german-spaces.ts";
import { type Parameter, type Space, tablesOf } from "../spaces/space.ts";
import { formNotes } from "./form-notes.ts";
import { type AskedManner, mannerOf } from "./manner.ts";
import { type Asked, type TrustedAsked, understanding } from "./understand.ts";
import { explained, narrowing, wishesIn } from "./wishes.ts";

/** Genie's own limit on the rows of one result. */
export const MOST_ROWS = 5_000;

/** A query with its result, as it was run. */
export interface Attempt {
  sql: string;
  about: string;
  parameters: Parameter[];
  result: Result;
  /** Of what is said about it; absent: English. */
  language?: Language;
}

export interface QueryAnswer {
  kind: "query";
  /** Absent: a model wrote the query. */
  asked?: Asked;
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

/** Answers questions to one space, in the light of the conversation's last question; `foreign`: stems of other spaces. */
export const answerer = (space: Space, database: Database, calendar: Calendar, foreign: ReadonlySet<string>) => {
  const run = remembered(database);
  const engine = createEngine(
    space.subjects,
    (subject, dimension) => {
      if (dimension.values === false) return [];
      const from = dimension.join ? `${subject.from} ${subject.joins?.[dimension.join]}` : subject.from;
      return run(`SELECT DISTINCT ${columnOf(dimension)} AS value FROM ${from} ORDER BY value`, {}).rows.map(
        ([value]) => String(value),
      );
    },
    calendar,
    foreign,
    (plan) => {
      const { sql, bindings } = compose(plan);
      return run(sql, bindings);
    },
  );
  const understand = understanding(space, engine, calendar);
  return (text: string, before: Asked | undefined): Answer => {
    const { question: whole, wishes } = wishesIn(text);
    const { manner, question, isAgain } = mannerOf(whole, before?.manner);
    const voice = voiceIn(manner, question);
    if (asksForContents(question)) return contents(space, voice);
    const plain = isAgain && before ? before : understandWith(understand, question, wishes, before);
    const narrower = plain.kind === "unclear" ? undefined : narrowing(question, wishes, engine);
    const wished = narrower && plain.kind !== "unclear" ? understand(narrower, plain) : plain;
    const asked = wished.kind === "unclear" ? plain : wished;
    const others = suggestions(space, manner.language, asked.kind === "trusted" ? asked.question.asks[0] : question);
    switch (asked.kind) {
      case "trusted":
        return lasting({ ...trusted(run, asked, voice, manner), suggestions: others }, plain, manner);
      case "planned":
        return lasting({ ...composed(run, asked, calendar, voice, manner), suggestions: others }, plain, manner);
      case "unclear":
        return {
          kind: "text",
          text: asked.say(voice),
          clarifies: true,
          suggestions: suggestions(space, manner.language),
        };
    }
  };
};

/** The question in the words of the wishes, if that can be understood. */
const understandWith = (
  understand: ReturnType<typeof understanding>,
  question: string,
  wishes: readonly string[],
  before: Asked | undefined,
): ReturnType<typeof understand> => {
  const meant = explained(question, wishes);
  const found = understand(meant, before);
  return found.kind === "unclear" && meant !== question ? understand(question, before) : found;
};

/** Wishes count for one question: what follows builds on the question without them. */
const lasting = (
  answer: QueryAnswer,
  plain: ReturnType<ReturnType<typeof understanding>>,
  manner: AskedManner,
): QueryAnswer => (plain.kind === "unclear" ? answer : { ...answer, asked: { ...plain, manner } });

type Run = (sql: string, values: Record<string, Value>) => Result;

/** The data never changes, so a query that ran before has its result already. */
const remembered = (database: Database): Run => {
  const results = new Map<string, Result>();
  return (sql, values) => {
    const key = JSON.stringify([sql, values]);
    const result = results.get(key) ?? database.query(sql, values, MOST_ROWS);
    results.set(key, result);
    return result;
  };
};

type Composed = Omit<QueryAnswer, "suggestions">;

const composed = (run: Run, asked: Planned, calendar: Calendar, voice: Voice, manner: AskedManner): Composed => {
  const { plan } = asked;
  const notes = asked.notes.map((say) => say(voice));
  const { sql, bindings } = compose(plan);
  const result = run(sql, bindings);
  const about = [describe(voice, plan), ...notes].join(" ");
  const units = plan.kind === "figures" ? plan.figures.map(({ unit }) => unit) : [];
  return {
    kind: "query",
    asked,
    attempt: { sql: filledIn(sql, bindings), about, parameters: [], result, language: voice.language },
    text: [
      ...(asked.before ? [asked.before(voice)] : []),
      sayAnswer(voice, plan, result, calendar) + (plan.kind === "list" ? "" : cutNote(voice, result)),
      ...everNote(voice, plan, run),
      ...notes,
      ...formNotes(voice, manner, units, result),
    ].join(" "),
    textHasId: true,
  };
};

/** The figure over all data, where nobody named a period and a single figure was asked for. */
const everNote = (voice: Voice, plan: Plan, run: Run): string[] => {
  if (plan.kind !== "figures" || !plan.usual || plan.compared || plan.share || plan.groups.length > 0 || plan.grain)
    return [];
  const { sql, bindings } = compose({ ...plan, period: undefined });
  return [sayEver(voice, plan, run(sql, bindings))];
};

const trusted = (run: Run, asked: TrustedAsked, voice: Voice, manner: AskedManner): Composed => {
  const { question } = asked;
  const { query, about, draft } = question;
  const { language } = voice;
  const attempt = { ...attempted(run, narrowed(query, asked), about[language], parametersOf(asked)), language };
  return {
    kind: "query",
    asked,
    attempt,
    ...(draft && {
      draft: { ...attempted(run, draft.query, draft.about[language], []), language, note: draft.note[language] },
    }),
    text: [sentence(asked, attempt.result, voice), ...formNotes(voice, manner, ["amount"], attempt.result)].join(" "),
    textHasId: !question.textWithoutId,
  };
};

const attempted = (run: Run, query: Query, about: string, parameters: Parameter[]): Attempt => {
  const sql = written(query);
  const values = Object.fromEntries(parameters.map(({ keyword, value }) => [keyword, value]));
  return { sql, about, parameters, result: run(sql, values) };
};

const narrowed = (query: Query, { question, filters }: TrustedAsked): Query => {
  const conditions = Object.entries(filters).map(([dimension, values]) => {
    const literals = values.map(quoted).join(", ");
    return `${question.filters?.[dimension]} ${values.length > 1 ? `IN (${literals})` : `= ${literals}`}`;
  });
  return { ...query, where: [...(query.where ?? []), ...conditions] };
};

const parametersOf = ({ question, period }: TrustedAsked): Parameter[] => {
  const days: Parameter[] = period
    ? [
        { keyword: "from_date", sql_type: "DATE", value: period.from },
        { keyword: "to_date", sql_type: "DATE", value: period.to },
      ]
    : [];
  return [...(question.parameters ?? []), ...days];
};

const sentence = ({ question, filters, period }: TrustedAsked, result: Result, voice: Voice): string => {
  const { answers, language, times } = voice;
  const where = answers.narrowed(Object.entries(filters));
  const when = period ? times.period(period) : "";
  if (result.rows.length === 0) return answers.noResult(where, when);
  return question.say[language](records(result), { where, when, voice }) + cutNote(voice, result);
};

const cutNote = ({ answers, plain }: Voice, { truncated }: Result): string =>
  truncated ? answers.onlyFirst(plain.number(MOST_ROWS)) : "";

const asksForContents = (text: string): boolean =>
  /\bwhat (data|tables|questions)\b.*\b(have|ask|contain|there|here|know)|\bwhat can (you|i)\b/i.test(text) ||
  /^(?:welche|was für) (daten|tabellen|fragen)\b.{0,40}\b(hast|gibt|stellen|kennst|enthält)|^was kann(?:st du| ich)\b/i.test(
    text,
  );

const contents = (space: Space, { answers, language }: Voice): TextAnswer => ({
  kind: "text",
  text: answers.contents(
    language === "de" ? (germanSpaces[space.agent]?.description ?? "") : space.description,
    tablesOf(space).map((table) => `\`${table}\``),
  ),
  clarifies: false,
  suggestions: suggestions(space, language),
});

/** Three other questions that the space can answer, the next ones in its list; its first is what most people begin with. */
const suggestions = (space: Space, language: Language, asked?: string): string[] => {
  const samples = (language === "de" && germanSpaces[space.agent]?.samples) || space.samples;
  const at = samples.findIndex((sample) => sample.toLowerCase() === asked?.trim().toLowerCase());
  const start = asked === undefined ? 0 : Math.max(at, 0) + 1;
  return [...samples.slice(start), ...samples.slice(0, start)].slice(0, 3);
};
