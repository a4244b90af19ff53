import type { Answer, AnswerTable, Button, ChartType, Notice, Reply, Source, Table } from "../../ports/chat/reply.ts";
import type { AskOutcome, Finding } from "../../ports/databricks/agent.ts";
import { mostButton, mostReply } from "../../text/bounds.ts";
import { shortened } from "../../text/shorten.ts";
import { alertButtons } from "../alert-notices.ts";
import { beginning } from "../markdown/pieces.ts";
import { queryScope, scopeWords } from "../query/query-scope.ts";
import { chartOf, chartsOf } from "../tables/chart.ts";
import { columnViews } from "../tables/column-view.ts";
import { localized } from "../tables/localized.ts";
import { grouped } from "../tables/numbers.ts";
import { shownRows } from "../tables/table-limits.ts";
import { type PageValue, viewButtons } from "../tables/table-part.ts";
import { separatorsIn } from "../words/locale-style.ts";
import { failureIn } from "../words/phrase-reading.ts";
import { wordsIn } from "../words/words.ts";
import { type JoinedTable, joinedTable } from "./joined-table.ts";
import { withoutContext } from "./quoted-context.ts";
import { suggestionValue } from "./suggestion.ts";
import type { TurnResult } from "./turn-result.ts";

export interface AnswerView {
  result: TurnResult;
  /** The turn that it answers: by that it can be voted on, and its tables looked through. */
  turn?: string;
  /** Rows that are to be shown of one of its tables; of all others the first ones are. */
  page?: PageValue;
  /** Buttons that come before all others. */
  share?: Button[];
  /** Name of an agent by its id. */
  nameOf(agent: string): string;
  question: string;
  /** The message has no question above it, so it repeats the question in these words. */
  echo: string | undefined;
  /** How many files were attached to the question. The answer says that they are not read. */
  files?: number;
  elapsedMs: number;
  /** Of whoever asked. */
  locale?: string | undefined;
  /** The day of the answer, as `2026-11-29`. */
  today: string;
}

/** What a turn found out, as the message that a person reads. */
export const answer = (view: AnswerView): Reply => {
  const { result, files = 0, elapsedMs } = view;
  const echo = view.echo === undefined ? {} : { question: view.echo };
  const noted = (markdown: string, notes: string[]): string =>
    [bounded(markdown, view.locale), ...[...notes, ...filesNote(files, view.locale)].map((note) => `_${note}_`)].join(
      "\n\n",
    );
  switch (result.kind) {
    case "clarify":
      return notice(noted(result.markdown, []), result.choices, echo);
    case "reply":
      return notice(noted(result.markdown, result.notes), [], echo);
    case "answer":
      return { ...echo, ...composed({ ...result, markdown: bounded(result.markdown, view.locale) }, view), elapsedMs };
  }
};

const filesNote = (files: number, locale: string | undefined): string[] =>
  files === 0 ? [] : [wordsIn(locale).filesUnread(files)];

/** A text of bounded length; what is left out is said. */
const bounded = (markdown: string, locale: string | undefined): string =>
  markdown.length <= mostReply
    ? markdown
    : `${beginning(markdown, mostReply)}\n\n_${wordsIn(locale).answers.cut(grouped(String(mostReply), separatorsIn(locale)))}_`;

/** Questions put by a click. One that no button holds gets none: half a question is another one. */
export const askButtons = (questions: readonly string[]): Button[] =>
  questions
    .filter(({ length }) => length <= mostButton)
    .map((question) => ({ action: "ask", value: question, label: shortened(question, 75) }));

/** A question that an agent suggested goes to that agent when it is clicked. */
const suggestionButtons = (text: string, outcomes: readonly AskOutcome[]): Button[] => {
  const from = outcomes.find((outcome) => outcome.state === "done" && outcome.finding.suggestions.includes(text));
  const [button] = askButtons([text]);
  if (!button || from?.state !== "done") return button ? [button] : [];
  const value = suggestionValue({ agent: from.finding.agent, question: text });
  return value.length <= mostButton ? [{ ...button, action: "ask-agent", value }] : [button];
};

/** Puts an answer that went to its asker alone where the question was put. */
export const shareButton = (turn: string, locale?: string): Button => ({
  action: "share",
  value: turn,
  label: wordsIn(locale).shareAnswer,
});

/** The same question once more. */
export const againButtons = (question: string, locale?: string): Button[] =>
  askButtons([question]).map((button) => ({ ...button, label: wordsIn(locale).tryAgain }));

const notice = (markdown: string, choices: string[], echo: { question?: string }): Notice => ({
  kind: "notice",
  tone: "info",
  markdown,
  ...echo,
  buttons: askButtons(choices.slice(0, 5)),
});

const composed = (result: Result, view: AnswerView): Omit<Answer, "elapsedMs"> => {
  const { nameOf, question, files = 0, today, turn, share = [], locale } = view;
  const { markdown, outcomes, confidence, notes, suggestions } = result;
  const findings = outcomes.flatMap((outcome) => (outcome.state === "done" ? [outcome.finding] : []));
  const again = findings.length < outcomes.length ? againButtons(question, locale) : [];
  return {
    kind: "answer",
    ...(locale === undefined ? {} : { locale }),
    markdown,
    ...inLocale(supportOf(result, view), locale),
    // When no agent could answer, the text says why and cites no source.
    sources: findings.length > 0 ? outcomes.map((outcome) => source(outcome, { markdown, nameOf, today, locale })) : [],
    ...(findings.length > 0 ? { confidence } : {}),
    notes: [...notes, ...filesNote(files, locale)],
    ...(turn !== undefined && findings.length > 0 ? { rated: turn } : {}),
    buttons: [
      ...share,
      ...findings.flatMap(({ offer }) => (offer ? alertButtons(offer, locale) : [])),
      ...suggestions.slice(0, 3).flatMap((text) => suggestionButtons(text, outcomes)),
      ...again,
    ],
  };
};

type Result = Extract<TurnResult, { kind: "answer" }>;
type Support = Pick<Answer, "tables" | "chart" | "folded">;

/** Tables with their numbers as the asker writes them. */
const inLocale = (support: Support, locale: string | undefined): Support => {
  const written = (tables: AnswerTable[]): AnswerTable[] =>
    tables.map((one) => ({ ...one, table: localized(one.table, locale) }));
  const { tables, folded } = support;
  return {
    ...support,
    tables: written(tables),
    ...(folded && { folded: { ...folded, tables: written(folded.tables) } }),
  };
};

/** One table or chart that says what the text does not; what it or the text says already is folded. */
const supportOf = (result: Result, view: AnswerView): Pick<Answer, "tables" | "chart" | "folded"> => {
  const { outcomes, markdown, details = "", display } = result;
  const { locale } = view;
  const words = wordsIn(locale).answers;
  const found = foundTables(result, view.nameOf);
  const tables = found.map((one, index) => windowed(one, index, view.turn, view.page));
  const isOpen = view.page !== undefined;
  const joined = joinedTable(outcomes, view.nameOf, locale);
  if (joined) {
    const isIn = (_: AnswerTable, at: number): boolean => joined.sources.includes(sourceOf(found[at], outcomes));
    const own = tables.filter((table, at) => !isIn(table, at));
    const most = joined.kind === "overview" && view.turn !== undefined ? mostFigures : mostRows;
    const whole = { title: joinedTitle(joined, locale), table: joined.table };
    const shown = tellsMore(joined.table, markdown) ? [windowed(whole, found.length, view.turn, view.page, most)] : [];
    const parts = joined.isWhole ? [] : tables.filter(isIn);
    return { tables: [...shown, ...own], ...folded(words.byAgent, details, parts, isOpen) };
  }
  const [only] = found;
  if (!only || found.length > 1 || outcomes.length > 1)
    return { tables, ...folded(words.byAgent, details, [], isOpen) };
  const charts = chartsOf(only.finding.table === only.table ? only.table : undefined);
  const drawable = tables.map((one) => (charts.length > 0 ? { ...one, charts } : one));
  const as = wantedView(result, view, charts);
  const chart = as === "table" ? undefined : chartOf(only.table, as, locale)[0];
  if (chart) {
    const of = view.turn === undefined ? [] : viewsOf({ turn: view.turn, table: 0 }, chart.type, charts, locale);
    return { tables: [], chart: { ...chart, buttons: of }, ...folded(words.values, details, tables, false) };
  }
  if (display === undefined && isAllSaid(only.table, markdown) && view.page === undefined)
    return { tables: [], ...folded(words.table, details, drawable, isOpen) };
  return { tables: drawable, ...folded(words.details, details, [], isOpen) };
};

/** As the last click says, else the question, else the asker's wish, else as suits the rows. */
const wantedView = ({ display, chart }: Result, { page }: AnswerView, charts: ChartType[]): ChartType | "table" => {
  const [best = "table"] = charts;
  if (page) return "as" in page && (page.as === "table" || charts.includes(page.as)) ? page.as : "table";
  if (chart && charts.includes(chart)) return chart;
  return display === "table" ? "table" : best;
};

const viewsOf = (
  of: { turn: string; table: number },
  drawn: ChartType,
  charts: ChartType[],
  locale: string | undefined,
): Button[] => viewButtons(of, ["table", ...charts.filter((one) => one !== drawn)], drawn, locale);

/** Key figures that an overview shows at a time: those that changed most. */
const mostFigures = 10;

/** What the table of several findings is about. */
export const joinedTitle = ({ kind, table }: JoinedTable, locale: string | undefined): string => {
  const { by, keyFigures } = wordsIn(locale).answers;
  return kind === "overview" ? keyFigures : by(columnViews(table)[0]?.title.toLowerCase() ?? "");
};

const folded = (title: string, markdown: string, tables: AnswerTable[], isOpen: boolean): Pick<Answer, "folded"> =>
  markdown === "" && tables.length === 0 ? {} : { folded: { title, markdown, tables, isOpen } };

const sourceOf = (found: FoundTable | undefined, outcomes: readonly AskOutcome[]): number =>
  outcomes.findIndex(({ key }) => key === found?.key) + 1;

/** Rows of a table that a text may repeat in full. */
const mostSaid = 5;

const isAllSaid = (table: Table, markdown: string): boolean =>
  table.rows.length === table.total && table.rows.length <= mostSaid && !hasUnsaid(table, markdown);

/** A table of an answer, and which query of which ask found it. */
interface FoundTable {
  title: string;
  table: Table;
  key: string;
  finding: Finding;
  query: number;
}

/** The tables of an answer, whole, in the order in which it shows them. */
export const foundTables = ({ outcomes, markdown }: Result, nameOf: AnswerView["nameOf"]): FoundTable[] =>
  outcomes.flatMap((outcome) =>
    outcome.state === "failed"
      ? []
      : tablesOf(outcome.finding, nameOf(outcome.finding.agent))
          .filter(({ table }) => tellsMore(table, markdown))
          .map((found) => ({ ...found, key: outcome.key, finding: outcome.finding })),
  );

/** Rows of a result that a message holds at most: Slack's `data_table` takes no more. */
const mostRows = 100;

/** The rows of a table that are to be shown. */
const windowed = (
  { title, table }: Pick<FoundTable, "title" | "table">,
  index: number,
  turn: string | undefined,
  page: PageValue | undefined,
  most = mostRows,
): AnswerTable => {
  const wanted = page?.table === index ? page : undefined;
  const isBefore = wanted !== undefined && "before" in wanted;
  const first = wanted !== undefined && "from" in wanted ? wanted.from : 0;
  const from = isBefore ? Math.max(0, wanted.before - Math.min(shownRows, most)) : first;
  const rows = table.rows.slice(from, isBefore ? wanted.before : from + most);
  const part = { index, from, keeps: isBefore ? ("last" as const) : ("first" as const) };
  return { title, table: { ...table, rows }, ...(turn === undefined ? {} : { part: { turn, ...part } }) };
};

/** Rows to compare, or at least one value that the text does not say already. */
const tellsMore = (table: Table, markdown: string): boolean => table.rows.length > 1 || hasUnsaid(table, markdown);

const hasUnsaid = (table: Table, markdown: string): boolean => {
  const text = markdown.toLowerCase();
  const isSaid = (value: string): boolean => says(text, value.toLowerCase());
  return columnViews(table).some(({ cell }, at) =>
    table.rows.some((row) => !isSaid(cell(row[at])) && !isSaid(grouped(row[at] ?? ""))),
  );
};

/** As words of its own: 750 does not stand in "1,750". Nothing is not said. */
const says = (text: string, value: string): boolean => {
  if (value === "") return false;
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const before = text.slice(Math.max(0, at - 3), at);
    const after = text.slice(at + value.length, at + value.length + 3);
    if (!/[\p{L}\p{N}][.,]?$/u.test(before) && !/^[.,]?[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
};

/** The tables of a finding in the order of its queries; where there are several, each says what it is about. */
export const tablesOf = ({ earlier, table }: Finding, name: string): Omit<FoundTable, "key" | "finding">[] => {
  const before = earlier.map((result, query) => ({ ...result, query }));
  const all = [...before, { title: "", table, query: earlier.length }].flatMap(({ title, table, query }) =>
    table ? [{ title, table, query }] : [],
  );
  return all.map((one) => ({ ...one, title: all.length > 1 && one.title ? `${name}: ${one.title}` : name }));
};

type SourceView = Pick<AnswerView, "nameOf" | "today" | "locale"> & { markdown: string };

const source = (outcome: AskOutcome, { markdown, nameOf, today, locale }: SourceView): Source => {
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
