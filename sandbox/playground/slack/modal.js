import { el } from "../dom.js";
import { showBlocks } from "./message/blocks.js";
import { plainText } from "./message/mrkdwn.js";

/**
 * Returns a function that shows a view as a dialog, or none. A view that has not changed keeps its values; only its errors
 * are updated. The dialog calls `submit({ view_id, values })` or `submit({ view_id, close })`.
 */
export const modals = (parent, context, submit) => {
  let shown;
  return (view) => {
    if (shown && (shown.id !== view?.id || shown.hash !== view.hash)) {
      shown.dialog.remove();
      shown = undefined;
    }
    if (!view) return;
    if (!shown) {
      shown = { id: view.id, hash: view.hash, dialog: dialogOf(view, context, submit) };
      parent.append(shown.dialog);
      shown.dialog.showModal();
    }
    showErrors(shown.dialog, view.errors ?? {});
  };
};

const dialogOf = (view, context, submit) => {
  const inputs = new Map();
  const body = el("div", { class: "modal-body" });
  showBlocks(body, view.blocks, { ...context, inputs });
  const close = () => submit({ view_id: view.id, close: true });
  const send = view.submit && el("button", { class: "button primary" }, plainText(view.submit));
  const form = el(
    "form",
    {},
    el("header", {}, el("h2", {}, plainText(view.title))),
    body,
    el("p", { class: "input-error", role: "alert", "data-error-of": "" }),
    el(
      "footer",
      {},
      el("button", { type: "button", class: "button", onclick: close }, view.close ? plainText(view.close) : "Cancel"),
      send,
    ),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    send?.setAttribute("aria-busy", "true");
    await submit({ view_id: view.id, values: valuesOf(inputs) });
    send?.removeAttribute("aria-busy");
  });
  form.querySelector("input, select, textarea")?.setAttribute("autofocus", "");
  const dialog = el("dialog", { class: "modal", "aria-label": plainText(view.title) }, form);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    return close();
  });
  return dialog;
};

/** As in `view.state.values`: block id, then action id, then the state of the element. */
const valuesOf = (inputs) =>
  Object.fromEntries([...inputs].map(([block, { action, read }]) => [block, { [action]: read() }]));

/** The error of an input is shown under it. An error of the whole view has no block id. */
const showErrors = (dialog, errors) => {
  for (const place of dialog.querySelectorAll("[data-error-of]")) {
    place.textContent = errors[place.dataset.errorOf] ?? "";
  }
};
