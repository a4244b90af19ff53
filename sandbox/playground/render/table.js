import { el } from "../dom.js";
import { icon } from "../icons.js";

/*
 * Tables. A cell is `{ nodes, value }`: what is shown, and what is compared when a person sorts (number or string).
 */

/** A table as it is. `columns`: `[{ nodes, align }]`. */
export const table = (columns, rows, caption) => {
  const head = el(
    "tr",
    {},
    columns.map(({ nodes, align }) => el("th", { scope: "col", class: align }, nodes)),
  );
  return frame(
    el("table", { class: "grid" }, captionOf(caption), el("thead", {}, head), el("tbody", {}, bodyRows(columns, rows))),
  );
};

/** A table that sorts by a click on a column's head and shows `pageSize` rows at a time. */
export const dataTable = (columns, rows, caption, pageSize) => {
  const view = { page: 0, column: undefined, descending: false };
  const body = el("tbody");
  const heads = columns.map((column, index) => sortable(column, () => sortBy(view, index, show)));
  const pager = pagerOf(rows.length, pageSize, (step) => {
    view.page += step;
    show();
  });
  const show = () => {
    const from = view.page * pageSize;
    body.replaceChildren(...bodyRows(columns, sorted(rows, view).slice(from, from + pageSize)));
    heads.forEach((head, index) => {
      head.setAttribute("aria-sort", index !== view.column ? "none" : view.descending ? "descending" : "ascending");
    });
    pager.show(view.page);
  };
  show();
  const head = el("thead", {}, el("tr", {}, heads));
  return el(
    "div",
    { class: "data-table" },
    frame(el("table", { class: "grid" }, captionOf(caption), head, body)),
    rows.length > pageSize && pager.node,
  );
};

const frame = (grid) => el("div", { class: "grid-frame", tabindex: 0 }, grid);

const captionOf = (caption) => caption && el("caption", {}, caption);

const bodyRows = (columns, rows) =>
  rows.map((row) =>
    el(
      "tr",
      {},
      row.map(({ nodes }, index) => el("td", { class: columns[index]?.align }, nodes)),
    ),
  );

const sortable = ({ nodes, align }, sort) =>
  el("th", { scope: "col", class: align }, el("button", { type: "button", onclick: sort }, nodes, icon("sort")));

const sortBy = (view, column, show) => {
  view.descending = view.column === column && !view.descending;
  view.column = column;
  view.page = 0;
  show();
};

const sorted = (rows, { column, descending }) => {
  if (column === undefined) return rows;
  const order = descending ? -1 : 1;
  return rows.toSorted((one, other) => order * compare(one[column]?.value, other[column]?.value));
};

const compare = (one, other) =>
  typeof one === "number" && typeof other === "number"
    ? one - other
    : String(one ?? "").localeCompare(String(other ?? ""), undefined, { numeric: true });

const pagerOf = (total, pageSize, go) => {
  const back = el("button", { type: "button", "aria-label": "Previous rows", onclick: () => go(-1) }, icon("back"));
  const next = el("button", { type: "button", "aria-label": "Next rows", onclick: () => go(1) }, icon("next"));
  const words = el("span", { "aria-live": "polite" });
  return {
    node: el("div", { class: "pager" }, words, back, next),
    show: (page) => {
      const to = Math.min((page + 1) * pageSize, total);
      words.textContent = `${page * pageSize + 1}–${to} of ${total} rows`;
      back.disabled = page === 0;
      next.disabled = to === total;
    },
  };
};
