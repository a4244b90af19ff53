import { el } from "../dom.js";
import { clockExact } from "../render/time.js";

/** Rows that stay in the table; the sandbox keeps all. */
const kept = 400;

/**
 * The table of calls, newest first: `{ node, filters, add(call), replace(calls) }`. `counted(total)` hears how many
 * calls there have been.
 */
export const callTable = (counted) => {
  let calls = [];
  let total = 0;
  let only = "all";
  const body = el("tbody");
  const filters = el("div", { class: "filters", role: "group", "aria-label": "Filter by service" });
  const matches = ({ service }) => only === "all" || service === only;
  const show = () => {
    body.replaceChildren(...calls.filter(matches).toReversed().map(callRow));
    showFilters();
  };
  const showFilters = () => {
    const services = ["all", ...new Set(calls.map(({ service }) => service))];
    if (filters.children.length !== services.length) filters.replaceChildren(...services.map(filter));
    for (const button of filters.children) button.setAttribute("aria-pressed", String(button.value === only));
    counted(total);
  };
  const filter = (service) =>
    el(
      "button",
      {
        type: "button",
        class: "chip",
        value: service,
        onclick: () => {
          only = service;
          show();
        },
      },
      service,
    );
  const add = (call) => {
    total += 1;
    calls = [...calls, call].slice(-kept);
    if (matches(call)) body.prepend(callRow(call));
    while (body.children.length > kept) body.lastChild.remove();
    showFilters();
  };
  const replace = (all) => {
    total = all.length;
    calls = all.slice(-kept);
    show();
  };
  const head = el(
    "tr",
    {},
    ["time", "service", "call", "status", "ms"].map((name) => el("th", { scope: "col" }, name)),
  );
  const grid = el("table", {}, el("thead", {}, head), body);
  return { node: el("div", { class: "calls", tabindex: 0 }, grid), filters, add, replace };
};

const callRow = (call) =>
  el(
    "tr",
    { class: call.status === 0 || call.status >= 400 ? "call failed" : "call" },
    el("td", { class: "time" }, clockExact(call.at)),
    el("td", {}, el("span", { class: `service service-${call.service}` }, call.service)),
    el("td", { class: "path" }, detail(call)),
    el("td", { class: "status" }, call.status === 0 ? "dropped" : call.status),
    el("td", { class: "ms" }, call.ms),
  );

/** Method and path, opening onto the body. */
const detail = ({ method, path, body }) => {
  const title = el("span", { title: path }, el("b", {}, method), ` ${shortIds(path)}`);
  if (body === undefined || body === null || body === "") return title;
  const inside = el("pre");
  const node = el("details", {}, el("summary", {}, title), inside);
  node.addEventListener("toggle", () => {
    inside.textContent = JSON.stringify(opened(body), null, 2);
  });
  return node;
};

/** Only the ends of long ids, so that what is done with them can be read. */
const shortIds = (path) => path.replace(/[0-9a-f]{32}/g, (id) => `${id.slice(0, 4)}…${id.slice(-3)}`);

/** JSON inside of strings (Slack's form fields) is opened too, so that it can be read. */
const opened = (value) => {
  if (typeof value === "string" && /^[[{]/.test(value)) {
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, opened(inner)]));
};
