import { el } from "../dom.js";
import { drawerSwitch } from "../drawer.js";
import { icon } from "../icons.js";
import { callTable } from "./calls.js";
import { faultButtons, pace } from "./faults.js";

/** The drawer with the bot's calls and the switches that make them fail. `{ add(call), reload() }`. */
export const inspector = ({ drawer, toggle, count }, state, control, say) => {
  const calls = callTable((total) => {
    count.textContent = String(total);
  });
  const sayWhenDone = (work, words) =>
    work().then(
      () => say(words),
      (error) => say(error.message, "error"),
    );
  const remember = (isOpen) => localStorage.setItem("inspector", isOpen ? "open" : "closed");
  const open = drawerSwitch({ drawer, toggle }, remember);
  drawer.append(
    el(
      "header",
      {},
      el("h2", {}, "Calls of the bot"),
      calls.filters,
      el(
        "button",
        { type: "button", class: "thumb", "aria-label": "Close inspector", onclick: () => open(false) },
        icon("close"),
      ),
    ),
    calls.node,
    el(
      "div",
      { class: "switches" },
      el(
        "div",
        { class: "switch-row" },
        pace(state.pace, (factor, words) => sayWhenDone(() => control.pace(factor), `Genie answers ${words}.`)),
        el(
          "button",
          {
            type: "button",
            class: "button danger",
            onclick: () => sayWhenDone(control.reset, "Everything starts over."),
          },
          "Reset all",
        ),
      ),
      faultButtons(Object.keys(state.services), (fault, words) => sayWhenDone(() => control.fault(fault), words)),
    ),
  );
  open(localStorage.getItem("inspector") === "open");
  return {
    add: calls.add,
    reload: () => void control.calls().then(calls.replace, (error) => say(error.message, "error")),
  };
};
