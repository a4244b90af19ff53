import { el, webAddress } from "../../dom.js";
import { cardText } from "./cardtext.js";
import { elements } from "./elements.js";
import { hostConfig } from "./hostconfig.js";

/*
 * Adaptive Cards, drawn by the official library. Texts are parsed into nodes here, so that no text of a card becomes markup
 * of the page.
 */

const library = globalThis.AdaptiveCards;

/** A card, or none: `{ node, show(card) }`. `act({ action, data })` presses a button and resolves when it is answered. */
export const cardView = (act) => {
  const node = el("div", { class: "card" });
  let shown;
  const press = async (action) => {
    node.setAttribute("aria-busy", "true");
    await act(action);
    node.removeAttribute("aria-busy");
  };
  const show = (card) => {
    const version = JSON.stringify(card);
    node.hidden = !card;
    // An unchanged card keeps what was filled in and opened.
    if (!card || version === shown) return;
    shown = version;
    node.classList.toggle("wide", card.msteams?.width === "Full");
    node.replaceChildren(library ? rendered(card, press) : el("pre", {}, version));
  };
  return { node, show };
};

const rendered = (card, press) => {
  const context = new library.SerializationContext();
  context.setElementRegistry(elements(library));
  const drawing = new library.AdaptiveCard();
  drawing.hostConfig = new library.HostConfig(hostConfig);
  drawing.onExecuteAction = (action) => pressed(action, press);
  drawing.parse(card, context);
  mentioned = card.msteams?.entities ?? [];
  const node = drawing.render();
  for (const anchor of node.querySelectorAll("a[href]"))
    if (!webAddress(anchor.getAttribute("href"))) anchor.removeAttribute("href");
  return node;
};

/** The library itself handles the other actions, which only change the card. */
const pressed = (action, press) => {
  const type = action.getJsonTypeName();
  if (type === "Action.OpenUrl") {
    const address = webAddress(action.url);
    if (address) open(address, "_blank", "noopener");
  } else if (type === "Action.Execute" || type === "Action.Submit") {
    void press({ action: action.verb || action.id || action.title || "submit", data: action.data ?? {} });
  }
};

/** The mentions of the card that is being drawn. The library passes on only its texts. */
let mentioned = [];

const markup = (nodes) => el("div", {}, nodes).innerHTML;

if (library) {
  library.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markup(cardText(text, mentioned));
    result.didProcess = true;
  };
}
