import { el } from "../dom.js";
import { showBlocks } from "./blocks.js";
import { plainText } from "./mrkdwn.js";

/** A function that shows a view as a dialog, or none. `submit({ view_id, values })` resolves to the bot's answer. */
export const modals = (parent, desk, submit) => {
  const closed = new Set();
  let shown;
  const shut = () => {
    shown?.dialog.remove();
    shown = undefined;
  };
  const close = (id) => {
    closed.add(id);
    shut();
  };
  return (view) => {
    if (!view || closed.has(view.id)) return shut();
    const version = JSON.stringify(view);
    if (shown?.version === version) return;
    shut();
    shown = { version, dialog: dialogOf(view, desk, { submit, close }) };
    parent.append(shown.dialog);
    shown.dialog.showModal();
  };
};

const dialogOf = (view, desk, { submit, close }) => {
  const inputs = new Map();
  const body = el("div", { class: "modal-body" });
  showBlocks(body, view.blocks, { ...desk, inputs, act: (action) => desk.act({ ...action, view_id: view.id }) });
  const send = view.submit && el("button", { class: "button primary" }, plainText(view.submit));
  const form = el(
    "form",
    {},
    el("header", {}, el("h2", {}, plainText(view.title))),
    body,
    el(
      "footer",
      {},
      el(
        "button",
        { type: "button", class: "button", onclick: () => close(view.id) },
        view.close ? plainText(view.close) : "Cancel",
      ),
      send,
    ),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.setAttribute("aria-busy", "true");
    showErrors(body, (await submit({ view_id: view.id, values: valuesOf(inputs) }))?.errors ?? {});
    send.removeAttribute("aria-busy");
  });
  const dialog = el("dialog", { class: "modal", "aria-label": plainText(view.title) }, form);
  dialog.addEventListener("cancel", () => close(view.id));
  return dialog;
};

/** As in `view.state.values`: block id, then action id, then the state of the element. */
const valuesOf = (inputs) =>
  Object.fromEntries([...inputs].map(([block, { action, read }]) => [block, { [action]: read() }]));

const showErrors = (body, errors) => {
  for (const place of body.querySelectorAll("[data-error-of]")) {
    place.textContent = errors[place.dataset.errorOf] ?? "";
  }
};
