import { el, link, sync, webAddress } from "../../dom.js";
import { icon } from "../../icons.js";
import { unknown } from "../../parts/unknown.js";
import { axisChart, pieChart } from "../../render/chart.js";
import { markdown } from "../../render/markdown.js";
import { dataTable, table } from "../../render/table.js";
import { actionable, feedback, iconButton, inputBlock } from "./elements.js";
import { mrkdwn, plainText, platformRules } from "./mrkdwn.js";
import { plan, taskCard } from "./plan.js";
import { richText } from "./richtext.js";

/*
 * Block Kit. A context is `{ names, users(), channels(), act(action), inputs }`: `act` is called when a person uses an
 * element; `inputs`, in a modal only, collects the controls of input blocks.
 */

/** Shows blocks in `parent`; blocks that did not change keep their nodes. */
export const showBlocks = (parent, blocks, context) =>
  sync(
    parent,
    blocks.map((block, index) => ({ block, index })),
    ({ block, index }) => `${index} ${block.type}`,
    ({ block }) => blockView(block.type, context),
  );

/** The view of one block, `{ node, update }`. A plan updates card by card, any other block is redrawn. */
const blockView = (type, context) => {
  const node = el("div", { class: `block block-${type}` });
  if (type === "plan") return { node, update: ({ block }) => plan(node, block, context) };
  return { node, update: ({ block }) => node.replaceChildren(...el("div", {}, drawn(block, context)).childNodes) };
};

/** A malformed block is shown like an unknown one, so that it cannot break the page. */
const drawn = (block, context) => {
  try {
    return renderers[block.type]?.(block, context) ?? unknown(block);
  } catch {
    return unknown(block);
  }
};

const text = (object, { names }) => (object.type === "mrkdwn" ? mrkdwn(object.text, names) : plainText(object));

const section = (block, context) => [
  el(
    "div",
    { class: "section-body" },
    block.text && el("div", { class: "section-text" }, text(block.text, context)),
    block.fields &&
      el(
        "div",
        { class: "fields" },
        block.fields.map((field) => el("div", {}, text(field, context))),
      ),
  ),
  block.accessory && el("div", { class: "accessory" }, accessory(block, context)),
];

const accessory = (block, context) =>
  block.accessory.type === "image" ? picture(block.accessory) : actionable(block.accessory, context);

/** Pictures are loaded from this machine only. Others are shown as links. */
const picture = ({ image_url: address, slack_file: file, alt_text: words }) => {
  const src = webAddress(address ?? file?.url);
  if (src && new URL(src).hostname === "127.0.0.1") return el("img", { src, alt: words, loading: "lazy" });
  return src ? link(src, words, icon("external")) : el("span", {}, words);
};

const contextBlock = (block, context) =>
  block.elements.map((element) =>
    element.type === "image" ? picture(element) : el("span", {}, text(element, context)),
  );

const contextActions = (block, context) =>
  block.elements.map((element) =>
    element.type === "feedback_buttons" ? feedback(element, context) : iconButton(element, context),
  );

const container = (block, context) => {
  const body = el("div", { class: "container-body" });
  showBlocks(body, block.child_blocks ?? [], context);
  const title = block.rich_text_title ? richText(block.rich_text_title, context.names) : plainText(block.title);
  const subtitle = block.subtitle && el("small", {}, text(block.subtitle, context));
  if (!block.is_collapsible) return el("div", { class: "container" }, el("header", {}, title, subtitle), body);
  return el(
    "details",
    { class: "container", open: !block.default_collapsed },
    el("summary", {}, icon("next"), el("span", {}, title, subtitle)),
    body,
  );
};

const cell = (raw, names) => {
  if (raw.type === "rich_text") return { nodes: richText(raw, names), value: wordsOf(raw) };
  const value = raw.type === "raw_number" ? Number(raw.value) : sortValue(raw.text);
  return { nodes: [raw.text ?? String(raw.value)], value };
};

const wordsOf = (rich) => (rich.text ?? "") + (rich.elements ?? []).map(wordsOf).join("");

const sortValue = (words) => {
  const number = Number(String(words).replace(/[,%$€£\s]/g, ""));
  return words.trim() !== "" && Number.isFinite(number) ? number : words;
};

/** The first row of both table blocks is the head. Columns of numbers are aligned to the right. */
const gridOf = (block, { names }) => {
  const [head = [], ...rows] = block.rows.map((row) => row.map((raw) => cell(raw, names)));
  const columns = head.map(({ nodes }, index) => {
    const numeric = rows.length > 0 && rows.every((row) => typeof row[index]?.value === "number");
    const { align = numeric ? "right" : "left", is_wrapped: wraps } = block.column_settings?.[index] ?? {};
    return { nodes, align: block.type === "table" && !wraps ? `${align} unwrapped` : align };
  });
  return { columns, rows };
};

const tableBlock = (block, context) => {
  const { columns, rows } = gridOf(block, context);
  return table(columns, rows);
};

const dataTableBlock = (block, context) => {
  const { columns, rows } = gridOf(block, context);
  return dataTable(columns, rows, block.caption, block.page_size ?? 5);
};

const chart = ({ title, chart: { type, segments, series, axis_config: axis } }) => {
  if (type === "pie") return pieChart(title, segments);
  const categories = axis?.categories ?? series[0].data.map(({ label }) => label);
  const valueAt = (data, category) => Number(data.find(({ label }) => label === category)?.value ?? 0);
  return axisChart(
    type,
    title,
    categories,
    series.map(({ name, data }) => ({ name, values: categories.map((category) => valueAt(data, category)) })),
  );
};

const image = (block) => el("figure", {}, block.title && el("figcaption", {}, plainText(block.title)), picture(block));

const video = (block) => el("p", {}, link(block.title_url ?? block.video_url, plainText(block.title)));

const renderers = {
  section,
  context: contextBlock,
  container,
  image,
  video,
  table: tableBlock,
  data_table: dataTableBlock,
  data_visualization: chart,
  task_card: taskCard,
  context_actions: contextActions,
  input: inputBlock,
  divider: () => el("hr"),
  header: (block) => el("h3", {}, plainText(block.text)),
  markdown: (block, { names }) => markdown(block.text, platformRules(names)),
  rich_text: (block, { names }) => richText(block, names),
  actions: (block, context) => block.elements.map((element) => actionable(element, context)),
  alert: (block, context) => el("div", { class: `alert alert-${block.level ?? "default"}` }, text(block.text, context)),
};
