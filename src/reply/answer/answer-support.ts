import type { AnswerTable, ChartType } from "../../ports/chat/answer-parts.ts";
import type { Button } from "../../ports/chat/button.ts";
import type { Answer } from "../../ports/chat/reply.ts";
import type { AskOutcome } from "../../ports/databricks/agent.ts";
import type { Table } from "../../ports/table.ts";
import { chartOf, chartsOf } from "../tables/chart.ts";
import { columnViews } from "../tables/column-view.ts";
import { localized } from "../tables/localized.ts";
import { type PageValue, viewButtons } from "../tables/table-part.ts";
import { wordsIn } from "../words/words.ts";
import { type FoundTable, foundTables, hasUnsaid, mostRows, tellsMore, windowed } from "./found-tables.ts";
import { type JoinedTable, joinedTable } from "./joined-table.ts";
import type { TurnResult } from "./turn-result.ts";

interface SupportView {
  turn?: string;
  page?: PageValue;
  nameOf(agent: string): string;
  locale?: string | undefined;
}

type Result = Extract<TurnResult, { kind: "answer" }>;
type Support = Pick<Answer, "tables" | "chart" | "folded">;

/** What stands below the text of an answer: its numbers as the asker writes them. */
export const supportOf = (result: Result, view: SupportView): Support =>
  inLocale(shownBelow(result, view), view.locale);

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
const shownBelow = (result: Result, view: SupportView): Support => {
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
    const one = tellsMore(joined.table, markdown) ? [windowed(whole, found.length, view.turn, view.page, most)] : [];
    // A single thing is what the text is about.
    const [shown, inside] = joined.table.rows.length > 1 ? [one, []] : [[], one];
    const parts = joined.isWhole ? [] : tables.filter(isIn);
    return { tables: [...shown, ...own], ...folded(words.byAgent, details, [...inside, ...parts], isOpen) };
  }
  const [only] = found;
  if (!only || found.length > 1 || outcomes.length > 1) {
    const shown = outcomes.length > 1 && rowsOf(tables) > mostTogether ? 1 : tables.length;
    return { tables: tables.slice(0, shown), ...folded(words.byAgent, details, tables.slice(shown), isOpen) };
  }
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
const wantedView = ({ display, chart }: Result, { page }: SupportView, charts: ChartType[]): ChartType | "table" => {
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
): Button[] =>
  viewButtons(of, ["table", ...charts.filter((one) => one !== drawn && isOffered(one, charts))], drawn, locale);

/** A line between things that have no order is drawn for who asks for it, and not offered. */
const isOffered = (one: ChartType, [best]: ChartType[]): boolean => one !== "line" || best === "line";

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

/** Rows of several tables that are read at a glance; of longer ones only the first is not folded. */
const mostTogether = 8;

const rowsOf = (tables: AnswerTable[]): number => tables.reduce((sum, { table }) => sum + table.rows.length, 0);

/** Rows of a table that a text may repeat in full. */
const mostSaid = 5;

const isAllSaid = (table: Table, markdown: string): boolean =>
  table.rows.length === table.total && table.rows.length <= mostSaid && !hasUnsaid(table, markdown);
