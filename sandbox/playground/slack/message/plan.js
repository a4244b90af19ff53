import { el, link, sync } from "../../dom.js";
import { icon } from "../../icons.js";
import { unknown } from "../../parts/unknown.js";
import { richText } from "./richtext.js";

/** Shows a `plan` block in `node`; cards that did not change keep their nodes. */
export const plan = (node, block, context) => {
  const tasks = block.tasks ?? [];
  const head = node.querySelector(":scope > header") ?? node.appendChild(el("header"));
  const cards = node.querySelector(":scope > ul") ?? node.appendChild(el("ul"));
  const ended = tasks.filter(({ status }) => status === "complete" || status === "error").length;
  head.replaceChildren(el("strong", {}, block.title), el("small", {}, `${ended} of ${tasks.length}`));
  sync(
    cards,
    tasks.map((task, index) => ({ task, index })),
    ({ task, index }) => `${index} ${task.task_id}`,
    () => {
      const card = el("li");
      return { node: card, update: ({ task }) => card.replaceChildren(taskCard(task, context)) };
    },
  );
};

/** A `task_card`: status icon, title, details, output, sources. */
export const taskCard = (task, { names }) => {
  if (task.type && task.type !== "task_card") return unknown(task);
  return el(
    "div",
    { class: `task task-${task.status}` },
    el("span", { class: "task-icon", title: words[task.status] }, statusIcon(task.status)),
    el(
      "div",
      { class: "task-body" },
      el("span", { class: "task-title" }, task.title, el("span", { class: "unseen" }, ` (${words[task.status]})`)),
      task.details && el("div", { class: "task-details" }, richText(task.details, names)),
      task.output && el("div", { class: "task-output" }, richText(task.output, names)),
      task.sources?.length > 0 && el("div", { class: "task-sources" }, task.sources.map(source)),
    ),
  );
};

const source = ({ url, text }) => link(url, icon("external"), text || url);

const words = { pending: "waiting", in_progress: "in progress", complete: "complete", error: "failed" };

/** All spinners turn in step, so that a redrawn one does not jump. */
const statusIcon = (status) => {
  const drawing = icon(words[status] ? status : "pending");
  if (status === "in_progress") drawing.style.animationDelay = `-${Math.round(performance.now()) % 1000}ms`;
  return drawing;
};
