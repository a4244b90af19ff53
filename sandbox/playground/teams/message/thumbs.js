import { el } from "../../dom.js";
import { icon } from "../../icons.js";
import { cardView } from "./card.js";

/**
 * Thumbs under a message, and the form that opens behind them: `{ node, show(feedback) }`. `vote({ reaction, inputs })`
 * opens the form without inputs, and sends it with them.
 */
export const thumbs = (vote) => {
  let reaction;
  const form = cardView(async ({ data }) => {
    form.show(null);
    await vote({ reaction, inputs: data });
  });
  const button = (name, drawn, label) =>
    el(
      "button",
      { type: "button", class: "button", title: label, "aria-label": label, onclick: () => open(name) },
      icon(drawn),
    );
  const open = async (name) => {
    reaction = name;
    const opened = await vote({ reaction });
    form.show(opened?.card ?? null);
  };
  const buttons = el(
    "div",
    { class: "suggested" },
    button("like", "good", "Like"),
    button("dislike", "bad", "Dislike"),
  );
  const node = el("div", { class: "thumbs", hidden: true }, buttons, form.node);
  form.show(null);
  return {
    node,
    show: (feedback) => {
      node.hidden = !feedback;
    },
  };
};
