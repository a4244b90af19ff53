import { el } from "../dom.js";
import { icon } from "../icons.js";

/**
 * Where a person writes. `send(text)` resolves to true once it is sent, else the text comes back into the field;
 * `hints(text)` gives what could complete it. Each place (`at(place, label)`) keeps its own draft.
 */
export const composer = ({ id, send, hints }) => {
  const drafts = new Map();
  let place;
  const field = el("textarea", { id, rows: 1, "aria-controls": `${id}-hints`, "aria-autocomplete": "list" });
  const button = el("button", { type: "submit", class: "send", "aria-label": "Send" }, icon("send"));
  const chips = el("div", { class: "chips" });
  const menu = hintMenu(`${id}-hints`, field, (text) => write(text));
  const node = el("form", { class: "composer" }, menu.node, chips, el("div", { class: "composer-box" }, field, button));

  const write = (text) => {
    field.value = text;
    field.focus();
    written();
  };
  const written = () => {
    drafts.set(place, field.value);
    button.disabled = field.value.trim() === "";
    menu.show(hints(field.value));
  };
  const submit = async () => {
    const text = field.value.trim();
    if (text === "") return;
    write("");
    if (!(await send(text)) && field.value === "") write(text);
  };
  field.addEventListener("input", written);
  field.addEventListener("blur", () => menu.show([]));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || menu.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    void submit();
  });
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });

  return {
    node,
    chips,
    write,
    insert: (text) => write(field.value.includes(text.trim()) ? field.value : text + field.value),
    focus: () => field.focus(),
    at: (newPlace, label) => {
      field.placeholder = label;
      field.setAttribute("aria-label", label);
      if (place === newPlace) return;
      place = newPlace;
      field.value = drafts.get(place) ?? "";
      written();
    },
  };
};

/** A list of completions: arrows move, Tab and Enter take, Escape closes. */
const hintMenu = (id, field, take) => {
  const node = el("ul", { id, class: "hints", role: "listbox", "aria-label": "Completions", hidden: true });
  let shown = [];
  let chosen = 0;

  const mark = () => {
    [...node.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === chosen));
      if (index === chosen) field.setAttribute("aria-activedescendant", option.id);
    });
    node.children[chosen]?.scrollIntoView({ block: "nearest" });
  };
  const show = (hints) => {
    shown = hints;
    chosen = 0;
    node.hidden = hints.length === 0;
    field.removeAttribute("aria-activedescendant");
    node.replaceChildren(...hints.map((hint, index) => option(`${id}-${index}`, hint, () => take(hint.text))));
    if (hints.length > 0) mark();
  };
  const key = (event) => {
    const hint = shown[chosen];
    if (!hint) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : shown.length - 1)) % shown.length;
      mark();
    } else if (
      event.key === "Tab" ||
      (event.key === "Enter" && !event.shiftKey && hint.text.trim() !== field.value.trim())
    ) {
      take(hint.text);
    } else if (event.key === "Escape") {
      show([]);
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  };
  return { node, show, key };
};

/** Chosen on pointer down, before the field loses the focus. */
const option = (id, { label, usage, description }, take) =>
  el(
    "li",
    {
      id,
      role: "option",
      onmousedown: (event) => {
        event.preventDefault();
        take();
      },
    },
    el("strong", {}, label),
    usage && el("code", {}, usage),
    el("span", {}, description),
  );
