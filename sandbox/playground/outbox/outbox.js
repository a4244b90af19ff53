import { el, sync } from "../dom.js";
import { drawerSwitch } from "../drawer.js";
import { icon } from "../icons.js";
import { clock } from "../render/time.js";

/** The drawer with the mails that the bot has sent and the incidents that it has opened. `{ changed() }`. */
export const outbox = ({ drawer, toggle, count }, control, say) => {
  const mails = el("div", { class: "letters", tabindex: 0 });
  const incidents = el("div", { class: "letters", tabindex: 0 });
  const open = drawerSwitch({ drawer, toggle });
  const close = { type: "button", class: "thumb", "aria-label": "Close mail", onclick: () => open(false) };
  drawer.append(
    el("header", {}, el("h2", {}, "Mails and incidents"), el("button", close, icon("close"))),
    el("section", { "aria-label": "Mails" }, el("h3", {}, "Mails"), mails),
    el("section", { "aria-label": "Incidents" }, el("h3", {}, "Incidents"), incidents),
  );
  const show = ([sent, opened]) => {
    count.textContent = String(sent.length + opened.length);
    sync(mails, sent.toReversed(), ({ id }) => id, mail);
    sync(
      incidents,
      opened.toReversed(),
      ({ service, action, key, at }) => `${service} ${action} ${key} ${at}`,
      incident,
    );
  };
  return {
    changed: () =>
      void Promise.all([control.mail(), control.incidents()]).then(show, (error) => say(error.message, "error")),
  };
};

const mail = ({ at, subject, from, envelope, text, html, headers }) =>
  fixed(
    el(
      "article",
      { class: "letter" },
      el("h4", {}, subject || "(no subject)"),
      el("p", { class: "letter-head" }, `${clock(at)} · ${from} → ${envelope.to.join(", ")}`),
      el("pre", {}, text),
      folded("HTML", html),
      folded("Headers", JSON.stringify(headers, undefined, 2)),
    ),
  );

const incident = ({ at, service, action, key, title, times, body }) => {
  const words = action === "open" ? "opened" : "closed";
  return fixed(
    el(
      "article",
      { class: `letter letter-${action}` },
      el("h4", {}, title || key),
      el("p", { class: "letter-head" }, `${clock(at)} · ${service} · ${words}${times > 1 ? ` (${times} times)` : ""}`),
      folded("Event", JSON.stringify(body, undefined, 2)),
    ),
  );
};

const folded = (name, text) => text && el("details", {}, el("summary", {}, name), el("pre", {}, text));

/** What was sent changes no more; an incident may be told again. */
const fixed = (node) => ({ node, update: () => undefined });
