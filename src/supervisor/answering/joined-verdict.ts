import type { AskOutcome } from "../../ports/databricks/agent.ts";
import type { Table } from "../../ports/table.ts";
import { type JoinedTable, joinedTable } from "../../reply/answer/joined-table.ts";
import { columnViews } from "../../reply/tables/column-view.ts";
import { localized } from "../../reply/tables/localized.ts";
import { numberOf } from "../../reply/tables/numbers.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { escapeMarkdown } from "../../text/markup/markdown-escape.ts";
import type { NameOf } from "./joined-findings.ts";

/* The first sentence of a joined answer that no model writes: read from the table of what the findings have in common. */

interface JoinedVerdict {
  markdown: string;
  /** Numbers of the sources that it sums up. */
  sources: number[];
}

/** What findings say together; undefined where they have nothing in common, or the question asks for something else. */
export const joinedVerdict = (
  question: string,
  outcomes: readonly AskOutcome[],
  nameOf: NameOf,
  locale: string | undefined,
): JoinedVerdict | undefined => {
  const joined = joinedTable(outcomes, nameOf);
  if (!joined || asksForLeast.test(question)) return undefined;
  const markdown = joined.kind === "overview" ? overviewWords(joined, locale) : joinWords(question, joined, locale);
  return markdown === undefined ? undefined : { markdown, sources: joined.sources };
};

/** Leaders are no answer to this. */
const asksForLeast = /\b(?:low|lowest|least|fewest|worst|slowest|smallest|not|never|without)\b/i;

/** A change that is worth a word, in per cent. */
const leastChange = 10;

const overviewWords = ({ rows, sources }: JoinedTable, locale: string | undefined): string | undefined => {
  const { verdict } = wordsIn(locale).answers;
  const known = rows.flatMap(({ change, ...row }) => (change === undefined ? [] : [{ ...row, by: change }]));
  if (known.length === 0) return undefined;
  const changed = known.filter(({ by }) => Math.abs(by) >= leastChange);
  const marks = sources.map((source) => `[${source}]`).join(" ");
  const [most] = changed;
  if (!most) return verdict.calm(rows.length, leastChange, marks);
  const extent = verdict.changed(changed.length, rows.length, leastChange, marks);
  const way = verdict.way(most.by > 0, Math.abs(Math.round(most.by)));
  const first = verdict.largest(cellWords(most.metric), cellWords(most.area), way, most.source);
  const points = changed
    .slice(0, 3)
    .map(({ area, metric, by, source }) => verdict.ask(cellWords(area), cellWords(metric), by > 0, source));
  return [`${extent} ${first} ${verdict.unrelated}`, `**${verdict.recommendations}**`, points.join("\n")].join("\n\n");
};

const cellWords = (cell: string | null | undefined): string => escapeMarkdown((cell ?? "–").slice(0, 80));

/** The thing that leads in a measure. */
interface Lead {
  thing: string;
  measure: string;
  value: string;
  source: number;
}

const joinWords = (
  question: string,
  { table, columns, sources }: JoinedTable,
  locale: string | undefined,
): string | undefined => {
  const { verdict } = wordsIn(locale).answers;
  const label = (columnViews(table)[0]?.title ?? "").toLowerCase();
  const leads = sources.flatMap((source) => {
    const own = columns.filter((column) => column.source === source);
    return own.map(({ at }) => leadOf(localized(table, locale), at, source)).find((lead) => lead !== undefined) ?? [];
  });
  const [first, ...others] = leads;
  if (!first || others.length === 0) return undefined;
  if (table.rows.length === 1) {
    const facts = leads.map(({ measure, value, source }) => `${measure} ${value} [${source}]`);
    return verdict.only(first.thing, label, facts.join(", "));
  }
  const marked = ({ measure, value, source }: Lead): string => `${measure} (${value}) [${source}]`;
  if (others.every(({ thing }) => thing === first.thing))
    return `${asksWhether.test(question.trim()) ? verdict.yes : ""}${verdict.leads(first.thing, leads.map(marked).join(` ${verdict.and} `))}.`;
  const each = leads.map((lead) => verdict.leads(lead.thing, marked(lead))).join(", ");
  return asksForBoth.test(question) && leads.length === 2 ? verdict.noneHasBoth(label, each) : `${each}.`;
};

/** "Are expensive jobs also failing?" */
const asksWhether = /^(?:are|is|do|does|did|has|have|had|was|were|sind|ist|hat|haben|hatten|waren)\b/i;
/** "Which regions have high revenue but high churn?", and not "what did our jobs cost, and which failed most?" */
const asksForBoth = /\b(?:but|both|also|as well)\b|\band\b(?!\s+(?:what|which|who|whom|whose|how|when|where|why)\b)/i;

/** Who is first in a column of amounts or of grades. Nobody, where several are. */
const leadOf = (table: Table, at: number, source: number): Lead | undefined => {
  const view = columnViews(table)[at];
  const ranks = table.rows.map((row) =>
    view?.isQuantity ? numberOf(row[at]) : grades.get((row[at] ?? "").toLowerCase()),
  );
  if (!view || ranks.every((rank) => rank === undefined)) return undefined;
  if (!view.isQuantity && table.rows.some((row, index) => row[at] !== null && ranks[index] === undefined))
    return undefined;
  const top = Math.max(...ranks.map((rank) => rank ?? Number.NEGATIVE_INFINITY));
  const leaders = table.rows.filter((_, index) => ranks[index] === top);
  const [leader] = leaders;
  if (!leader || leaders.length > 1) return undefined;
  const value = escapeMarkdown(view.cell(leader[at]));
  return { thing: cellWords(leader[0]), measure: escapeMarkdown(view.title.toLowerCase()), value, source };
};

const grades = new Map(
  ["none", "very low", "low", "medium", "high", "very high", "critical"].map((word, rank) => [word, rank]),
);
