import { namesOf } from "../names.js";
import { channelView } from "./channel.js";
import { hintsFor } from "./hints.js";
import { modals } from "./modal.js";
import { sidebar } from "./sidebar.js";
import { threadView } from "./thread.js";
import { createVisit } from "./visit.js";

/**
 * Draws the Slack side of the playground into `parent`. `control` is Slack's part of the control API, `acting` tells the
 * current person, `say(text, tone)` shows a short-lived note. Returns `{ changed(channel), reset() }`, which the page calls
 * when something changes in the sandbox.
 */
export const slackPane = (parent, state, control, acting, say) => {
  const names = namesOf(state);
  const visit = createVisit(state, control, acting.current(), say, () => show());
  const context = {
    names,
    users: () => state.users,
    channels: () => state.channels.filter(({ kind }) => kind === "channel"),
    act: visit.act,
    askAbout: visit.askAbout,
    openThread: (ts) => {
      visit.go({ thread: ts });
      thread.focus();
    },
  };
  const hints = (typed) => hintsFor(typed, peopleOf(state));
  const go = (id) => {
    visit.go({ channel: id });
    channel.focus();
  };
  const side = sidebar(state, names, { go, switchAccount: visit.switchAccount, switchApp: visit.switchApp });
  const channel = channelView(context, {
    hints,
    send: (text) => visit.send(text),
    invite: visit.invite,
    tab: (tab) => visit.go({ tab, thread: undefined }),
    actAtHome: visit.actAtHome,
  });
  const thread = threadView(context, {
    hints: (typed) => (typed.startsWith("/") ? [] : hints(typed)),
    send: (text) => visit.send(text, visit.view.thread),
    stop: visit.stop,
    close: () => {
      visit.go({ thread: undefined });
      channel.focus();
    },
  });
  const dialog = modals(parent, context, visit.submit);
  const show = () => {
    side.show(visit.view);
    channel.show(visit.conversation(), visit.messages(), visit.view);
    thread.show(visit.conversation(), visit.view, visit.messages());
    dialog(visit.modal());
    parent.classList.toggle("has-thread", Boolean(visit.view.thread));
  };
  parent.append(side.node, channel.node, thread.node);
  acting.changed((user) => visit.go({ user }));
  show();
  return {
    changed: visit.changed,
    reset: () => {
      visit.reset();
      visit.go({ thread: undefined });
    },
  };
};

const peopleOf = ({ users }) => [
  { name: "genie", description: "the concierge" },
  ...users.map(({ name, role }) => ({ name, description: role ?? "" })),
];
