import { el } from "../dom.js";

const question = "POST /api/2.0/genie/spaces";

/** What can be made to go wrong: `[service, name, fault]`. A fault waits for the next calls that it matches. */
const faults = [
  ["databricks", "too many questions", { match: question, kind: "429", times: 1, retry_after: 3 }],
  ["databricks", "no permission", { kind: "permission", times: 1 }],
  ["databricks", "result expired", { kind: "expired", times: 1 }],
  ["databricks", "quota hit while answering", { kind: "rate_limited_message", times: 1 }],
  ["databricks", "error 500", { match: question, kind: "500", times: 1 }],
  ["databricks", "connection drops", { match: question, kind: "drop", times: 1 }],
  ["databricks", "slow", { kind: "slow", times: 5, ms: 3_000 }],
  ["model", "error 500", { kind: "500", times: 3 }],
  ["model", "slow", { kind: "slow", times: 2, ms: 5_000 }],
  ["slack", "edits limited (429)", { match: "chat.update", kind: "429", times: 1, retry_after: 3 }],
  ["slack", "post fails (500)", { match: "chat.postMessage", kind: "500", times: 1 }],
  ["slack", "event delivered twice", { kind: "duplicate", times: 1 }],
  ["teams", "limited (429)", { match: "/activities", kind: "429", times: 1 }],
  ["teams", "error 502", { match: "/activities", kind: "502", times: 1 }],
  ["teams", "answer lost", { match: "/activities", kind: "lost", times: 1 }],
  ["teams", "bot not in the chat (403)", { match: "/activities", kind: "permission", times: 1 }],
  ["teams", "activity delivered twice", { kind: "duplicate", times: 1 }],
  ["teams", "re-sent with a new id", { match: "new-id", kind: "duplicate", times: 1 }],
  ["mail", "try again later", { kind: "503", times: 1 }],
  ["mail", "no such recipient", { kind: "refused", times: 1 }],
  ["mail", "answer lost", { kind: "lost", times: 1 }],
  ["incident", "busy (503)", { kind: "503", times: 1 }],
  ["incident", "answers lost", { kind: "lost", times: 3 }],
];

/** One button per fault of the services that run, in a row per service. `arm(fault, words)` sets it. */
export const faultButtons = (services, arm) =>
  el(
    "section",
    { class: "faults" },
    el("h3", {}, "Make the next call fail"),
    [...Map.groupBy(faults, ([service]) => service)]
      .filter(([service]) => services.includes(service))
      .map(([service, row]) =>
        el(
          "div",
          { class: "fault-row", role: "group", "aria-label": service },
          el("span", { class: `service service-${service}` }, service),
          row.map((fault) => faultButton(fault, arm)),
        ),
      ),
  );

const faultButton = ([service, name, fault], arm) => {
  const words = `Set for the next ${fault.times === 1 ? "call" : `${fault.times} calls`}: ${service}, ${name}.`;
  return el("button", { type: "button", class: "chip", onclick: () => arm({ service, ...fault }, words) }, name);
};

/** The slider of Genie's pace: 0 is at once, 1 as the real one. */
export const pace = (factor, change) => {
  const words = el("output", {}, paceWords(factor));
  const slider = el("input", { id: "pace", type: "range", min: 0, max: 3, step: 0.25, value: factor });
  slider.addEventListener("input", () => {
    words.textContent = paceWords(Number(slider.value));
  });
  slider.addEventListener("change", () => change(Number(slider.value), paceWords(Number(slider.value))));
  return el("section", { class: "pace" }, el("label", { for: "pace" }, "Genie's time"), slider, words);
};

const paceWords = (factor) => (factor === 0 ? "at once" : factor === 1 ? "as real" : `${factor} × real`);
