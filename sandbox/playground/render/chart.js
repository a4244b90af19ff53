import { el, svg } from "../dom.js";

/*
 * Small charts in SVG, without a library. Series are coloured by the classes series-0 … series-5 of the stylesheet.
 */

const height = 220;
const plot = { left: 52, right: 8, top: 10, bottom: 26 };
const colours = 6;
/** Pixels. A chart is drawn anew for the width that it gets, so that its words keep their size. */
const widest = 560;
const narrowest = 220;

const innerOf = (width) => ({ width: width - plot.left - plot.right, height: height - plot.top - plot.bottom });

/** A bar, line or area chart: `series` is `[{ name, values }]`, one value per category. */
export const axisChart = (type, title, categories, series) => {
  const draw = type === "bar" ? bars : type === "area" ? areas : lines;
  return figure(
    title,
    series.map(({ name }) => name),
    (width) => {
      const space = { ...scaleOf(series.flatMap(({ values }) => values)), width, inner: innerOf(width) };
      return [...gridLines(space), ...categoryLabels(categories, space), ...draw(series, categories, space)];
    },
  );
};

/** A pie: `segments` is `[{ label, value }]`. */
export const pieChart = (title, segments) => {
  const total = segments.reduce((sum, { value }) => sum + value, 0) || 1;
  const slices = (width) => {
    let from = 0;
    return segments.map(({ label, value }, index) => {
      const to = from + value / total;
      const path = sliceOf(from, to, width);
      from = to;
      return svg("path", { class: `series series-${index % colours}`, d: path }, tip(label, value));
    });
  };
  return figure(
    title,
    segments.map(({ label, value }) => `${label} · ${Math.round((100 * value) / total)}%`),
    slices,
  );
};

/** `shapes(width)` draws it for a width. */
const figure = (title, names, shapes) => {
  const drawing = el("div");
  const draw = (width) =>
    drawing.replaceChildren(
      svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title }, shapes(width)),
    );
  draw(widest);
  let drawn = widest;
  new ResizeObserver(([entry]) => {
    const width = Math.round(Math.min(widest, Math.max(narrowest, entry?.contentRect.width || widest)));
    if (width !== drawn) draw(width);
    drawn = width;
  }).observe(drawing);
  return el(
    "figure",
    { class: "chart" },
    el("figcaption", {}, title),
    drawing,
    names.length > 1 &&
      el(
        "ul",
        { class: "legend" },
        names.map((name, index) => el("li", {}, swatch(index), name)),
      ),
  );
};

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
  const y = (value) => plot.top + innerOf(0).height * (1 - (value - from) / (to - from));
  const steps = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step);
  return { y, steps };
};

const short = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });

const gridLines = ({ y, steps, width }) =>
  steps.flatMap((value) => [
    svg("line", { class: "gridline", x1: plot.left, x2: width - plot.right, y1: y(value), y2: y(value) }),
    svg("text", { x: plot.left - 8, y: y(value) + 4, "text-anchor": "end" }, short.format(value)),
  ]);

const middle = (index, count, { inner }) => plot.left + (inner.width * (index + 0.5)) / count;

/** At most a label every 75 pixels, cut to what fits between them. */
const categoryLabels = (categories, space) => {
  const { inner } = space;
  const every = Math.ceil(categories.length / Math.max(3, Math.floor(inner.width / 75)));
  const longest = Math.max(4, Math.floor((inner.width / categories.length) * every * 0.15));
  return categories.map((category, index) => {
    if (index % every !== 0) return undefined;
    const label = category.length > longest ? `${category.slice(0, longest - 1)}…` : category;
    return svg("text", { x: middle(index, categories.length, space), y: height - 8, "text-anchor": "middle" }, label);
  });
};

const bars = (series, categories, space) => {
  const { y, inner } = space;
  const slot = inner.width / categories.length;
  const bar = Math.min(48, (slot * 0.72) / series.length);
  return series.flatMap(({ name, values }, index) =>
    values.map((value, at) =>
      svg(
        "rect",
        {
          class: `series series-${index % colours}`,
          x: middle(at, categories.length, space) + bar * (index - series.length / 2) + 1,
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

const lines = (series, categories, space) =>
  series.flatMap(({ name, values }, index) => [
    svg("polyline", { class: `stroke series-${index % colours}`, points: points(values, space) }),
    ...values.map((value, at) =>
      svg(
        "circle",
        { class: `series series-${index % colours}`, cx: middle(at, values.length, space), cy: space.y(value), r: 3 },
        tip(`${name}, ${categories[at]}`, value),
      ),
    ),
  ]);

const areas = (series, categories, space) => [
  ...series.map(({ values }, index) => {
    const ground = space.y(0);
    const ends = `${middle(values.length - 1, values.length, space)},${ground} ${middle(0, values.length, space)},${ground}`;
    return svg("polygon", { class: `area series-${index % colours}`, points: `${points(values, space)} ${ends}` });
  }),
  ...lines(series, categories, space),
];

const points = (values, space) =>
  values.map((value, at) => `${middle(at, values.length, space)},${space.y(value)}`).join(" ");

/** The path of a slice between two parts of the circle, 0 to 1, from twelve o'clock. */
const sliceOf = (from, to, width) => {
  const [x, y, radius] = [width / 2, height / 2, height / 2 - 8];
  const end = Math.min(to, from + 0.99999);
  const on = (part) => {
    const angle = 2 * Math.PI * part - Math.PI / 2;
    return `${x + radius * Math.cos(angle)} ${y + radius * Math.sin(angle)}`;
  };
  return `M${x} ${y}L${on(from)}A${radius} ${radius} 0 ${end - from > 0.5 ? 1 : 0} 1 ${on(end)}Z`;
};
