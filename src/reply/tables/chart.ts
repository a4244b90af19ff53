import type { Chart, ChartType } from "../../ports/chat/answer-parts.ts";
import type { Button } from "../../ports/chat/button.ts";
import type { Table } from "../../ports/table.ts";
import { shortened } from "../../text/shorten.ts";
import { separatorsIn } from "../words/locale-style.ts";
import { wordsIn } from "../words/words.ts";
import { type ColumnView, columnViews } from "./column-view.ts";
import { grouped, numberOf } from "./numbers.ts";

/** Bars compare at most this many categories. */
const mostBars = 12;
/** A line has at most so many points: a day each for a quarter and a bit. */
const mostPoints = 120;
const fewestRows = 3;
const mostSeries = 3;

/** The kinds of chart that a table can be drawn as, the one that suits it best first. */
export const chartsOf = (table: Table | undefined): ChartType[] => {
  const [best] = chartOf(table);
  if (!best) return [];
  const [series, ...others] = best.series;
  const all = series?.values ?? [];
  const isWhole = others.length === 0 && all.length <= mostSlices && all.every((value) => value !== null && value > 0);
  const more: ChartType[] = [
    ...(all.length <= mostBars * 2 ? (["bar"] as const) : []),
    "line",
    ...(isWhole ? (["pie"] as const) : []),
  ];
  return [...new Set([best.type, ...more])];
};

/** Parts of a whole that can still be told apart. */
const mostSlices = 6;

/** A chart where one helps: one column of names or dates and one to three of amounts, at least three rows. */
export const chartOf = (table: Table | undefined, as?: ChartType, locale?: string): Chart[] => {
  if (!table || table.total !== table.rows.length || table.rows.length < fewestRows) return [];
  const views = columnViews(table);
  const amounts = indexesOf(views, ({ isQuantity }) => isQuantity);
  const [label, ...others] = indexesOf(views, ({ isQuantity }) => !isQuantity);
  if (label === undefined || others.length > 0 || amounts.length === 0 || amounts.length > mostSeries) return [];
  const isLine = isOverTime(table, label);
  if (table.rows.length > (isLine ? mostPoints : mostBars)) return [];
  return [
    {
      type: as ?? (isLine ? "line" : "bar"),
      ...(locale === undefined ? {} : { locale }),
      title: wordsIn(locale).answers.chartTitle(
        amounts.map((at, index) => (index === 0 ? (views[at]?.title ?? "") : spoken(table, at))).join(", "),
        spoken(table, label),
      ),
      categories: table.rows.map((row) => views[label]?.cell(row[label]) ?? ""),
      series: amounts.map((at) => ({ name: spoken(table, at), values: valuesOf(table, at) })),
    },
  ];
};

const indexesOf = (views: ColumnView[], fits: (view: ColumnView) => boolean): number[] =>
  views.flatMap((view, at) => (fits(view) ? [at] : []));

/** Dates and times, also those that the warehouse gives as text or number: `2026-09`, `2026-Q3`, `2026-09-30`, 202609. */
const isOverTime = ({ columns, rows }: Table, label: number): boolean => {
  const type = columns[label]?.type;
  if (type === "date" || type === "time") return true;
  const pattern = type === "number" ? /^(?:19|20|21)\d\d(?:\d\d){0,2}$/ : /^\d{4}-(?:\d\d|Q[1-4]|W\d\d)(?:-\d\d)?$/;
  return rows.every((row) => pattern.test(row[label] ?? ""));
};

const spoken = ({ columns }: Table, at: number): string => (columns[at]?.name ?? "").replaceAll("_", " ");

/** No value is no 0. */
const valuesOf = (table: Table, at: number): (number | null)[] => table.rows.map((row) => numberOf(row[at]) ?? null);

/** What of a chart's buttons helps where the chart itself cannot be drawn. */
export const imageButtons = ({ buttons = [] }: Chart): Button[] => buttons.filter(({ action }) => action === "file");

/** What a chart shows, in a sentence for those who cannot see it. */
export const chartWords = ({ type, title, categories, series, locale }: Chart): string => {
  const words = wordsIn(locale).answers;
  const parts = series.map(({ name, values }) => `${name}: ${extremes(categories, values, locale)}`);
  const [first = "", last = ""] = [categories[0], categories.at(-1)];
  const whole = words.chart(words.charts[type], title, categories.length, first, last);
  return shortened(`${whole} ${parts.join("; ")}.`, 900);
};

const extremes = (categories: string[], values: (number | null)[], locale: string | undefined): string => {
  const words = wordsIn(locale).answers;
  const known = values
    .flatMap((value, at) => (value === null ? [] : [{ value, at }]))
    .toSorted((a, b) => a.value - b.value);
  const [least, most] = [known[0], known.at(-1)];
  if (!least || !most) return words.noValues;
  const said = ({ value, at }: { value: number; at: number }): string =>
    `${grouped(String(value), separatorsIn(locale))} (${categories[at]})`;
  return words.extremes(said(most), said(least));
};
