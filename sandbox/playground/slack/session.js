import { el } from "../dom.js";
import { icon } from "../icons.js";

/** What Slack itself shows in a thread where the bot is working: the status line, and Stop while it is processing. */
export const sessionBar = (stop) => {
  const words = el("span");
  const button = el("button", { type: "button", class: "chip", onclick: stop }, "Stop");
  const node = el("div", { class: "session", role: "status", hidden: true }, icon("in_progress"), words, button);
  const show = ({ status = "", session } = {}) => {
    node.hidden = status === "" && session !== "processing";
    words.textContent = `Genie ${status || "is working…"}`;
    button.hidden = session !== "processing";
  };
  return { node, show };
};
