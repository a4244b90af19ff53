import { control, listen } from "./control.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { inspector } from "./inspector/inspector.js";
import { namesOf } from "./names.js";
import { outbox } from "./outbox/outbox.js";
import { actingAs, peopleSwitch } from "./people.js";
import { slackPane } from "./slack/pane.js";
import { platformTabs } from "./tabs.js";
import { teamsPane } from "./teams/pane.js";

/*
 * The playground: one pane per chat platform and the inspector, all fed by the control API and its stream of news.
 */

const byId = (id) => document.getElementById(id);

/** Shows a passing note. */
const say = (text, tone = "info") => {
  const note = el("p", { class: `note note-${tone}` }, text);
  byId("notes").append(note);
  setTimeout(() => note.remove(), 6_000);
};

const live = (on) => {
  byId("live").textContent = on ? "live" : "reconnecting…";
  byId("live").classList.toggle("on", on);
};

const drawerParts = () => ({
  drawer: byId("inspector"),
  toggle: byId("inspector-toggle"),
  count: byId("call-count"),
});

const outboxParts = () => ({
  drawer: byId("outbox"),
  toggle: byId("outbox-toggle"),
  count: byId("outbox-count"),
});

const start = async () => {
  byId("mark").append(icon("bell"));
  const state = await control.state();
  const acting = actingAs(state.users);
  byId("people").append(peopleSwitch(state.users, acting, namesOf(state)));
  const panes = {
    slack: slackPane(byId("slack"), state, control.slack, acting, say),
    teams: teamsPane(byId("teams"), state, control.teams, acting, say),
  };
  const tabs = platformTabs(byId("tabs"), byId("platforms"));
  const calls = inspector(drawerParts(), state, control, say);
  const letters = outbox(outboxParts(), control, say);
  listen({
    open: () => {
      live(true);
      calls.reload();
      letters.changed();
      for (const pane of Object.values(panes)) pane.changed();
    },
    closed: () => live(false),
    change: ({ service, channel }) => {
      panes[service]?.changed(channel);
      if (service === "mail" || service === "incident") letters.changed();
      tabs.news(service);
    },
    call: calls.add,
    reset: () => {
      calls.reload();
      letters.changed();
      for (const pane of Object.values(panes)) pane.reset();
    },
  });
};

start().catch((error) => say(`The sandbox does not answer: ${error.message}`, "error"));
