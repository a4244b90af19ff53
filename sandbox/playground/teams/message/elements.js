import { el } from "../../dom.js";
import { axisChart, pieChart } from "../../render/chart.js";

/*
 * Elements of Teams that the official library does not know: charts, code and a progress bar. Any other unknown element is
 * shown as its fallback.
 */

let registry;

/** The elements of the library and ours. */
export const elements = (library) => {
  if (registry) return registry;
  registry = new library.CardObjectRegistry();
  library.GlobalRegistry.populateWithDefaultElements(registry);
  for (const [type, draw] of Object.entries(drawings)) {
    registry.register(type, elementClass(library, type, draw), library.Versions.v1_0);
  }
  return registry;
};

const elementClass = (library, type, draw) =>
  class extends library.CardElement {
    getJsonTypeName() {
      return type;
    }

    internalParse(source, context) {
      super.internalParse(source, context);
      this.source = source;
    }

    internalRender() {
      return el("div", { class: "ac-drawing" }, draw(this.source));
    }
  };

const points = ({ title = "", data = [] }, type) =>
  axisChart(
    type,
    title,
    data.map(({ x }) => String(x)),
    [{ name: title, values: data.map(({ y }) => Number(y)) }],
  );

const groups = ({ title = "", data = [] }, type) => {
  const categories = [...new Set(data.flatMap(({ values }) => values.map(({ x }) => String(x))))];
  const series = data.map(({ legend, values }) => ({
    name: legend,
    values: categories.map((category) => Number(values.find(({ x }) => String(x) === category)?.y ?? 0)),
  }));
  return axisChart(type, title, categories, series);
};

const stacks = ({ title = "", data = [] }) => {
  const legends = [...new Set(data.flatMap((bar) => bar.data.map(({ legend }) => legend)))];
  const series = legends.map((name) => ({
    name,
    values: data.map((bar) => Number(bar.data.find(({ legend }) => legend === name)?.value ?? 0)),
  }));
  return axisChart(
    "bar",
    title,
    data.map((bar) => bar.title),
    series,
  );
};

const pie = ({ title = "", data = [] }) =>
  pieChart(
    title,
    data.map(({ legend, value }) => ({ label: legend, value: Number(value) })),
  );

const progress = ({ value, max = 100 }) =>
  el("progress", { class: "ac-progress", max, value: value === undefined ? undefined : value });

const code = ({ codeSnippet = "", language }) =>
  el("pre", { class: "ac-code", "data-language": language }, el("code", {}, codeSnippet));

const drawings = {
  "Chart.VerticalBar": (source) => points(source, "bar"),
  "Chart.HorizontalBar": (source) => points(source, "bar"),
  "Chart.VerticalBar.Grouped": (source) => groups(source, "bar"),
  "Chart.HorizontalBar.Stacked": stacks,
  "Chart.Line": (source) => groups(source, "line"),
  "Chart.Pie": pie,
  "Chart.Donut": pie,
  ProgressBar: progress,
  CodeBlock: code,
};
