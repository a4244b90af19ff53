import { el, link } from "../../dom.js";

const cards = "application/vnd.microsoft.teams.card.file";

/** A file, or the question whether one is wanted; undefined for any other attachment. `act` presses a button. */
export const fileCard = ({ contentType, name, content, contentUrl }, act) => {
  if (contentType === `${cards}.info`) return el("div", { class: "file-card" }, link(contentUrl, name));
  if (contentType !== `${cards}.consent`) return undefined;
  const button = (action, label) =>
    el("button", { type: "button", class: "button", onclick: () => act({ action, data: {} }) }, label);
  return el(
    "div",
    { class: "file-card" },
    el("strong", {}, name),
    el("p", {}, content.description),
    el("small", {}, `${(content.sizeInBytes / 1024).toFixed(1)} KB · to your OneDrive`),
    el("div", { class: "suggested" }, button("accept", "Allow"), button("decline", "Decline")),
  );
};
