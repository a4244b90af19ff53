import { el } from "../dom.js";
import { icon } from "../icons.js";
import { samples } from "../samples.js";
import { titleOf } from "./titles.js";

/** The head of a conversation: what it is for and how to start. `ask(question)` asks as if the question were typed. */
export const intro = (conversation, ask, invite) => {
  const direct = conversation.kind === "im";
  return [
    el("span", { class: "intro-mark" }, direct ? icon("bell") : "#"),
    el("h2", {}, direct ? "Genie, your concierge for data" : `Welcome to ${titleOf(conversation).replace("# ", "#")}`),
    !direct &&
      !conversation.bot &&
      conversation.kind === "channel" &&
      el("button", { type: "button", class: "button", onclick: invite }, "Add Genie to this channel"),
    el("p", {}, direct ? "Just ask a question. Nobody else can see this conversation." : purposeOf(conversation)),
    el(
      "div",
      { class: "questions" },
      (direct || conversation.bot ? samples : []).map((question) =>
        el("button", { type: "button", onclick: () => ask(question) }, question, el("small", {}, "Ask this")),
      ),
    ),
  ].filter(Boolean);
};

const purposeOf = ({ name, shared, bot }) => {
  if (!bot)
    return "Genie isn't in this channel, so it can't see a mention. /genie works, and the answer comes as a direct message.";
  if (shared)
    return "This channel is shared with another organisation, so Genie doesn't answer here unless that is switched on.";
  if (name === "data-ops") return "Jobs are run here: try /genie jobs, or tell @genie what to run.";
  return "Mention @genie with a question about the company's data. The answer comes in the thread.";
};
