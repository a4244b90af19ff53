import { el } from "../../dom.js";
import { icon } from "../../icons.js";
import { history } from "../../parts/history.js";
import { unknown } from "../../parts/unknown.js";
import { clock, clockExact } from "../../render/time.js";
import { cardView } from "./card.js";
import { citations } from "./citations.js";
import { fileCard } from "./filecard.js";
import { thumbs } from "./thumbs.js";
import { isGenerated, words } from "./words.js";

const cardType = "application/vnd.microsoft.card.adaptive";

/**
 * The content of a message: `{ node, update(message) }`, with its card, sources, versions and the answer to a click.
 * `context` is `{ names, act, vote, send }`.
 */
export const contentView = (context) => {
  const text = el("div", { class: "content-text" });
  const others = el("div", { class: "content-others" });
  const foot = el("div", { class: "content-foot" });
  let current;
  const act = (action) => context.act({ ...action, activity: current.id });
  const card = cardView(act);
  const body = el("div", { class: "content-body" }, text, card.node, others);
  const showVersion = (version, isPast) => {
    // A past version cannot be clicked.
    body.inert = isPast;
    body.classList.toggle("past", isPast);
    text.replaceChildren(...(version.text.trim() === "" ? [] : [words({ ...current, ...version })]));
    card.show(version.card);
    others.replaceChildren(...(isPast ? [] : othersOf(current, act)));
  };
  const past = history(showVersion, contentOf);
  const votes = thumbs((vote) => context.vote({ ...vote, activity: current.id }));
  const node = el("div", { class: "content" }, body, past.bar, foot, votes.node);
  const update = (message) => {
    current = message;
    past.follow(message);
    votes.show(message.feedback);
    foot.replaceChildren(...footer(message, past, context));
  };
  return { node, update };
};

/** Author, time, and the labels that Teams adds. */
export const headOf = (message, { names }) =>
  [
    el("strong", { class: "author" }, names.user(message.user) ?? message.user),
    el("time", { title: clockExact(message.at) }, clock(message.at)),
    message.edits.length > 0 && el("span", { class: "edited" }, "Edited"),
    isGenerated(message.entities) &&
      el("span", { class: "ai", title: "AI-generated content may be incorrect" }, "AI generated"),
    message.targeted_to && el("span", { class: "only-you" }, icon("eye"), "Only you can see this message"),
  ].filter(Boolean);

const contentOf = ({ text, card }) => ({ text, card });

const othersOf = ({ attachments }, act) =>
  attachments
    .filter(({ contentType }) => contentType !== cardType)
    .map((one) => fileCard(one, act) ?? unknown({ type: one.contentType, name: one.name, content: one.content }));

const footer = (message, past, { send }) =>
  [
    message.response?.words &&
      el("p", { class: `response response-${message.response.tone}`, role: "status" }, message.response.words),
    citations(message),
    message.suggested.length > 0 &&
      el(
        "div",
        { class: "suggested" },
        message.suggested.map(({ title, value }) =>
          el("button", { type: "button", class: "button", onclick: () => send(value) }, title),
        ),
      ),
    message.edits.length > 0 && past.chip(message.edits.length),
  ].filter(Boolean);
