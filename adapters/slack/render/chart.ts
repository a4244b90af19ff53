import type { Chart } from "../../../src/ports/chat/answer-parts.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { type Block, buttonBlocks, type Without } from "./blocks.ts";
import { verbatim } from "./escape.ts";

const mostSeries = 6;
const mostCategories = 20;

/** A native chart, or nothing if Slack cannot show it: the table has the same values. */
export const chartBlocks = (chart: Chart | undefined, without: Without): Block[] => {
  if (!chart || without.has("data_visualization")) return [];
  const categories = chart.categories.map((category) => short(category, 20));
  const names = chart.series.map((one) => short(one.name, 20));
  if (!fitsSlack(chart, categories, names)) return [];
  const block = chart.type === "pie" ? pieBlock(chart, categories) : chartBlock(chart, chart.type, categories, names);
  return [block, ...buttonBlocks(chart.buttons ?? [])];
};

const pieBlock = (chart: Chart, categories: string[]): Block => ({
  type: "data_visualization",
  title: short(chart.title, 50),
  chart: {
    type: "pie",
    segments: categories.map((label, at) => ({ label, value: chart.series[0]?.values[at] ?? 0 })),
  },
});

const chartBlock = (chart: Chart, type: "bar" | "line", categories: string[], names: string[]): Block => ({
  type: "data_visualization",
  title: short(chart.title, 50),
  chart: {
    type,
    series: chart.series.map((one, index) => ({
      name: names[index] ?? "",
      data: categories.map((label, at) => ({ label, value: one.values[at] ?? 0 })),
    })),
    axis_config: { categories },
  },
});

/** Slack uses labels as keys, so two labels must differ after they are shortened. It has no gaps for missing values. */
const fitsSlack = (chart: Chart, categories: string[], names: string[]): boolean =>
  isBetween(names.length, 1, mostSeries) &&
  isBetween(categories.length, 1, chart.type === "pie" ? mostSeries : mostCategories) &&
  new Set(names).size === names.length &&
  new Set(categories).size === categories.length &&
  chart.series.every((one) => one.values.length === categories.length && one.values.every(Number.isFinite));

const isBetween = (count: number, least: number, most: number): boolean => count >= least && count <= most;

const short = (text: string, limit: number): string => shortened(verbatim(oneLine(text)), limit) || "–";
