import type { Chart } from "../../../src/ports/chat/answer-parts.ts";
import { buttonRows, titleOf } from "./blocks.ts";
import type { ChartElement, Element } from "./elements.ts";

const mostSeries = 6;
const mostBars = 20;
const mostPoints = 120;

/** A native chart where one can be shown. Clients without charts drop it, because the table has the same numbers. */
export const chartBlocks = (chart: Chart | undefined): Element[] => {
  if (!chart || !isShowable(chart)) return [];
  const title = titleOf(chart.title, 80) || "–";
  return [{ type: typeOf(chart), title, data: dataOf(chart), fallback: "drop" }, ...buttonRows(chart.buttons ?? [])];
};

const typeOf = ({ type, series }: Chart): ChartElement["type"] => {
  if (type === "pie") return "Chart.Pie";
  if (type === "line") return "Chart.Line";
  return series.length === 1 ? "Chart.VerticalBar" : "Chart.VerticalBar.Grouped";
};

const dataOf = (chart: Chart): object[] => {
  const labels = chart.categories.map(labelOf);
  if (chart.type === "pie") return labels.map((legend, at) => ({ legend, value: chart.series[0]?.values[at] ?? 0 }));
  const points = chart.series.map(({ name, values }) => ({
    legend: labelOf(name),
    // No point where there is no value: a gap, not a 0.
    values: labels.flatMap((x, at) => (typeof values[at] === "number" ? [{ x, y: values[at] }] : [])),
  }));
  return typeOf(chart) === "Chart.VerticalBar" ? points.flatMap(({ values }) => values) : points;
};

/** Labels are keys, so they have to differ after shortening, too. */
const isShowable = ({ type, categories, series }: Chart): boolean => {
  const labels = categories.map(labelOf);
  const names = series.map(({ name }) => labelOf(name));
  return (
    isBetween(labels.length, 1, type === "line" ? mostPoints : mostBars) &&
    isBetween(names.length, 1, mostSeries) &&
    new Set(labels).size === labels.length &&
    new Set(names).size === names.length &&
    series.every(
      ({ values }) =>
        values.length === labels.length && values.every((value) => value === null || Number.isFinite(value)),
    )
  );
};

const isBetween = (count: number, least: number, most: number): boolean => count >= least && count <= most;

const labelOf = (text: string): string => titleOf(text, 20) || "–";
