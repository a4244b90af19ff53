import type { AnswerTable } from "../../ports/chat/answer-parts.ts";
import type { AskOutcome, Finding } from "../../ports/databricks/agent.ts";
import type { Table } from "../../ports/table.ts";
import { columnViews } from "../tables/column-view.ts";
import { grouped } from "../tables/numbers.ts";
import { shownRows } from "../tables/table-limits.ts";
import type { PageValue } from "../tables/table-part.ts";

/** A table of an answer, and which query of which ask found it. */
export interface FoundTable {
  title: string;
  table: Table;
  key: string;
  finding: Finding;
  query: number;
}

/** The tables of an answer, whole, in the order in which it shows them. */
export const foundTables = (
  { outcomes, markdown }: { outcomes: readonly AskOutcome[]; markdown: string },
  nameOf: (agent: string) => string,
): FoundTable[] =>
  outcomes.flatMap((outcome) =>
    outcome.state === "failed"
      ? []
      : tablesOf(outcome.finding, nameOf(outcome.finding.agent))
          .filter(({ table }) => tellsMore(table, markdown))
          .map((found) => ({ ...found, key: outcome.key, finding: outcome.finding })),
  );

/** The tables of a finding in the order of its queries; where there are several, each says what it is about. */
export const tablesOf = ({ earlier, table }: Finding, name: string): Omit<FoundTable, "key" | "finding">[] => {
  const before = earlier.map((result, query) => ({ ...result, query }));
  const all = [...before, { title: "", table, query: earlier.length }].flatMap(({ title, table, query }) =>
    table ? [{ title, table, query }] : [],
  );
  return all.map((one) => ({ ...one, title: all.length > 1 && one.title ? `${name}: ${one.title}` : name }));
};

/** Rows of a result that a message holds at most: Slack's `data_table` takes no more. */
export const mostRows = 100;

/** The rows of a table that are to be shown. */
export const windowed = (
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
export const tellsMore = (table: Table, markdown: string): boolean =>
  table.rows.length > 1 || hasUnsaid(table, markdown);

export const hasUnsaid = (table: Table, markdown: string): boolean => {
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
