import { el } from "../../dom.js";
import { mrkdwn, plainText } from "./mrkdwn.js";

/** Asks the question of a confirmation object. True: the person agreed. */
export const confirmed = ({ title, text, confirm, deny, style }, { names }) => {
  const dialog = el(
    "dialog",
    { class: "modal confirm", "aria-label": title ? plainText(title) : "Are you sure?" },
    el(
      "form",
      { method: "dialog" },
      el("header", {}, el("h2", {}, title ? plainText(title) : "Are you sure?")),
      el("div", { class: "modal-body" }, text.type === "mrkdwn" ? mrkdwn(text.text, names) : plainText(text)),
      el(
        "footer",
        {},
        el("button", { class: "button", value: "" }, deny ? plainText(deny) : "Cancel"),
        el("button", { class: `button ${style ?? "primary"}`, value: "yes" }, confirm ? plainText(confirm) : "Yes"),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
};
