import type { TopLevelSpec } from "vega-lite";
import type { Chart } from "../ports/chat/answer-parts.ts";

/** Categories whose points are marked; of more, the line alone is drawn. */
const mostMarked = 40;

/** A chart in Vega-Lite's words. All texts are data, never expressions; no value is a gap. */
export const chartSpec = (chart: Chart): TopLevelSpec => (chart.type === "pie" ? pieSpec(chart) : axisSpec(chart));

const axisSpec = ({ type, title, categories, series }: Chart): TopLevelSpec => ({
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  ...{ width: 640, height: 320, padding: 16, background: "white" },
  title: { text: title, anchor: "start", fontSize: 16, limit: 640 },
  data: { values: series.flatMap(({ name, values }) => values.map((value, at) => ({ at, name, value }))) },
  params: [{ name: "labels", value: categories }],
  mark: type === "line" ? { type: "line", point: categories.length <= mostMarked } : { type: "bar" },
  encoding: {
    x: {
      ...{ field: "at", type: "ordinal", title: null },
      axis: {
        labelExpr: "labels[datum.value]",
        labelOverlap: "greedy",
        labelLimit: 140,
        labelAngle: angleOf(categories),
      },
    },
    y: { field: "value", type: "quantitative", title: series.length === 1 ? (series[0]?.name ?? null) : null },
    ...(series.length > 1
      ? {
          color: { field: "name", type: "nominal", title: null, sort: series.map(({ name }) => name) },
          ...(type === "bar" ? { xOffset: { field: "name", type: "nominal" as const } } : {}),
        }
      : {}),
  },
  config: {
    font: "Noto Sans",
    mark: { invalid: "break-paths-show-path-domains" },
    axis: { labelFontSize: 12, titleFontSize: 12 },
  },
});

const pieSpec = ({ title, categories, series }: Chart): TopLevelSpec => ({
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  ...{ width: 360, height: 320, padding: 16, background: "white" },
  title: { text: title, anchor: "start", fontSize: 16, limit: 640 },
  data: { values: categories.map((name, at) => ({ name, value: series[0]?.values[at] ?? null, at })) },
  mark: { type: "arc" },
  encoding: {
    theta: { field: "value", type: "quantitative" },
    order: { field: "at", type: "quantitative" },
    color: { field: "name", type: "nominal", title: null, sort: categories },
  },
  config: { font: "Noto Sans" },
});

/** Labels that do not fit beside each other stand aslant. */
const angleOf = (categories: string[]): number =>
  categories.reduce((length, one) => length + one.length + 2, 0) > 90 && categories.length <= mostMarked ? -35 : 0;
