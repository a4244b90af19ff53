import { el } from "../dom.js";
import { icon } from "../icons.js";
import { span } from "../render/time.js";

/**
 * The versions of one message. `show(version, isPast)` draws one; `contentOf(message)` is what a version has of it.
 * Follows the newest version until a person steps back; then that version stays on the screen while new ones are
 * counted.
 */
export const history = (show, contentOf) => {
  const view = { versions: [], at: undefined };
  const words = el("span", { "aria-live": "polite" });
  const slider = el("input", { type: "range", min: 0, "aria-label": "Version of the message" });
  const step = (by) => () => go(Number(slider.value) + by);
  const bar = el(
    "div",
    { class: "history", hidden: true },
    el("button", { type: "button", "aria-label": "Earlier version", onclick: step(-1) }, icon("back")),
    slider,
    el("button", { type: "button", "aria-label": "Later version", onclick: step(1) }, icon("next")),
    words,
    el("button", { type: "button", class: "history-close", onclick: () => close() }, "Back to now"),
  );
  slider.addEventListener("input", () => go(Number(slider.value)));

  const go = (at) => {
    view.at = Math.min(Math.max(at, 0), view.versions.length - 1);
    paint();
  };
  const close = () => {
    view.at = undefined;
    paint();
  };
  const paint = () => {
    const newest = view.versions.length - 1;
    const at = view.at ?? newest;
    bar.hidden = view.at === undefined;
    slider.max = String(newest);
    slider.value = String(at);
    words.textContent = `${at + 1} of ${newest + 1} · ${age(view.versions, at)}`;
    show(view.versions[at], view.at !== undefined && at < newest);
  };

  return {
    bar,
    follow: (message) => {
      view.versions = versionsOf(message, contentOf(message));
      paint();
    },
    chip: (edits) =>
      el(
        "button",
        {
          type: "button",
          class: "edits",
          title: "Step through the versions of this message",
          onclick: () => (view.at === undefined ? go(view.versions.length - 1) : close()),
        },
        icon("history"),
        edits === 1 ? "edited once" : `edited ${edits}×`,
      ),
  };
};

/** What was posted, then every edit. The message itself is the newest, also when its last edit is not listed yet. */
const versionsOf = ({ first, edits = [] }, newest) => {
  const past = first ? [first, ...edits] : edits;
  return past.length > 0 ? [...past.slice(0, -1), { ...past.at(-1), ...newest }] : [newest];
};

const age = (versions, at) => (at === 0 ? "as posted" : `${span(versions[at].at - versions[0].at)} after the post`);
