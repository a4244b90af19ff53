import { el } from "./dom.js";
import { avatar } from "./parts/avatar.js";

/** Who one is in all panes: `{ current(), choose(id), changed(listener) }`; the first of the people to begin with. */
export const actingAs = (users) => {
  const listeners = [];
  let current = users[0].id;
  return {
    current: () => current,
    choose: (id) => {
      current = id;
      for (const listener of listeners) listener(id);
    },
    changed: (listener) => listeners.push(listener),
  };
};

/** Radio buttons to choose a person. */
export const peopleSwitch = (users, acting, names) =>
  el(
    "div",
    { class: "people", role: "radiogroup", "aria-label": "Acting as" },
    el("span", { class: "people-label", "aria-hidden": "true" }, "Acting as"),
    users.map(({ id, name, role }) =>
      el(
        "label",
        { title: role === "guest" ? "Not allowed to use Genie" : `Act as ${name}` },
        el("input", {
          type: "radio",
          name: "person",
          value: id,
          checked: id === acting.current(),
          onchange: () => acting.choose(id),
        }),
        avatar(id, names),
        el("span", {}, name),
      ),
    ),
  );
