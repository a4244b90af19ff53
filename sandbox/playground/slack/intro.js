import { el } from "../dom.js";
import { icon } from "../icons.js";
import { samples } from "../samples.js";
import { titleOf } from "./titles.js";

/** The beginning of a conversation: what it is for and how to start. `ask(question)` asks as if it had been typed. */
export const intro = (conversation, ask) => {
  const direct = conversation.kind === "im";
  return [
    el("span", { class: "intro-mark" }, direct ? icon("bell") : "#"),
    el("h2", {}, direct ? "Genie, your concierge for data" : `Welcome to ${titleOf(conversation).replace("# ", "#")}`),
    el("p", {}, direct ? "Just write a question. Nobody else reads along here." : purposeOf(conversation)),
    el(
      "div",
      { class: "questions" },
      (direct || conversation.bot ? samples : []).map((question) =>
        el("button", { type: "button", onclick: () => ask(question) }, question, el("small", {}, "Ask this")),
      ),
    ),
  ];
};

const purposeOf = ({ name, shared, bot }) => {
  if (!bot)
    return "Genie is not a member here, so a mention does not reach it. /genie does, and is answered in the direct message.";
  if (shared)
    return "This channel is shared with another organisation; Genie does not answer here unless it is allowed to.";
  if (name === "data-ops") return "Jobs run here: try /genie jobs, or mention @genie with what should happen.";
  return "Mention @genie with a question about the company's data. The answer comes in the thread.";
};
