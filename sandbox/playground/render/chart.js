import { el, svg } from "../dom.js";

/*
 * Small charts in SVG, without a library. Series are coloured by the classes series-0 … series-5 of the stylesheet.
 */

const width = 560;
const height = 220;
const plot = { left: 52, right: 8, top: 10, bottom: 26 };
const inner = { width: width - plot.left - plot.right, height: height - plot.top - plot.bottom };
const colours = 6;

/** A bar, line or area chart: `series` is `[{ name, values }]`, one value per category. */
export const axisChart = (type, title, categories, series) => {
  const scale = scaleOf(series.flatMap(({ values }) => values));
  const draw = type === "bar" ? bars : type === "area" ? areas : lines;
  return figure(
    title,
    series.map(({ name }) => name),
    [...gridLines(scale), ...categoryLabels(categories), ...draw(series, categories, scale)],
  );
};

/** A pie: `segments` is `[{ label, value }]`. */
export const pieChart = (title, segments) => {
  const total = segments.reduce((sum, { value }) => sum + value, 0) || 1;
  let from = 0;
  const slices = segments.map(({ label, value }, index) => {
    const to = from + value / total;
    const slice = svg("path", { class: `series series-${index % colours}`, d: sliceOf(from, to) }, tip(label, value));
    from = to;
    return slice;
  });
  return figure(
    title,
    segments.map(({ label, value }) => `${label} · ${Math.round((100 * value) / total)}%`),
    slices,
  );
};

const figure = (title, names, shapes) =>
  el(
    "figure",
    { class: "chart" },
    el("figcaption", {}, title),
    svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title }, shapes),
    names.length > 1 &&
      el(
        "ul",
        { class: "legend" },
        names.map((name, index) => el("li", {}, swatch(index), name)),
      ),
  );

const swatch = (index) => el("i", { class: `swatch series-${index % colours}` });

const tip = (label, value) => svg("title", {}, `${label}: ${value.toLocaleString()}`);

/** Steps of 1, 2 or 5 times a power of ten, from at most zero to at least the largest value. */
const scaleOf = (values) => {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values) || 1;
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const from = Math.floor(low / step) * step;
  const to = Math.ceil(high / step) * step;
  const y = (value) => plot.top + inner.height * (1 - (value - from) / (to - from));
  const steps = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step);
  return { y, steps };
};

const short = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });

const gridLines = ({ y, steps }) =>
  steps.flatMap((value) => [
    svg("line", { class: "gridline", x1: plot.left, x2: width - plot.right, y1: y(value), y2: y(value) }),
    svg("text", { x: plot.left - 8, y: y(value) + 4, "text-anchor": "end" }, short.format(value)),
  ]);

const middle = (index, count) => plot.left + (inner.width * (index + 0.5)) / count;

/** At most about ten labels, cut to what fits between them. */
const categoryLabels = (categories) => {
  const every = Math.ceil(categories.length / 10);
  const longest = Math.max(4, Math.floor((inner.width / categories.length) * every * 0.15));
  return categories.map((category, index) => {
    if (index % every !== 0) return undefined;
    const label = category.length > longest ? `${category.slice(0, longest - 1)}…` : category;
    return svg("text", { x: middle(index, categories.length), y: height - 8, "text-anchor": "middle" }, label);
  });
};

const bars = (series, categories, { y }) => {
  const slot = inner.width / categories.length;
  const bar = Math.min(48, (slot * 0.72) / series.length);
  return series.flatMap(({ name, values }, index) =>
    values.map((value, at) =>
      svg(
        "rect",
        {
          class: `series series-${index % colours}`,
          x: middle(at, categories.length) + bar * (index - series.length / 2) + 1,
          y: Math.min(y(value), y(0)),
          width: bar - 2,
          height: Math.max(1, Math.abs(y(0) - y(value))),
          rx: 2,
        },
        tip(`${name}, ${categories[at]}`, value),
      ),
    ),
  );
};

const lines = (series, categories, { y }) =>
  series.flatMap(({ name, values }, index) => [
    svg("polyline", { class: `stroke series-${index % colours}`, points: points(values, y) }),
    ...values.map((value, at) =>
      svg(
        "circle",
        { class: `series series-${index % colours}`, cx: middle(at, values.length), cy: y(value), r: 3 },
        tip(`${name}, ${categories[at]}`, value),
      ),
    ),
  ]);

const areas = (series, categories, scale) => [
  ...series.map(({ values }, index) => {
    const ground = scale.y(0);
    const ends = `${middle(values.length - 1, values.length)},${ground} ${middle(0, values.length)},${ground}`;
    return svg("polygon", { class: `area series-${index % colours}`, points: `${points(values, scale.y)} ${ends}` });
  }),
  ...lines(series, categories, scale),
];

const points = (values, y) => values.map((value, at) => `${middle(at, values.length)},${y(value)}`).join(" ");

/** The path of a slice between two parts of the circle, 0 to 1, from twelve o'clock. */
const sliceOf = (from, to) => {
  const [x, y, radius] = [width / 2, height / 2, height / 2 - 8];
  const end = Math.min(to, from + 0.99999);
  const on = (part) => {
    const angle = 2 * Math.PI * part - Math.PI / 2;
    return `${x + radius * Math.cos(angle)} ${y + radius * Math.sin(angle)}`;
  };
  return `M${x} ${y}L${on(from)}A${radius} ${radius} 0 ${end - from > 0.5 ? 1 : 0} 1 ${on(end)}Z`;
};
