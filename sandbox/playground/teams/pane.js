import { namesOf } from "../names.js";
import { chats } from "./chats.js";
import { conversationView } from "./conversation.js";
import { hintsFor } from "./hints.js";
import { createVisit } from "./visit.js";

/**
 * The Teams side of the playground, drawn into `parent`. `control` is Teams' part of the control API, `acting` says who
 * one is, `say(text, tone)` shows a passing note. Gives `{ changed(conversation), reset() }`, to be called with the
 * news of the sandbox.
 */
export const teamsPane = (parent, state, control, acting, say) => {
  const names = namesOf(state);
  const visit = createVisit(state, control, acting.current(), say, () => show());
  const people = peopleOf(state);
  const context = {
    names,
    people: state.users.map(({ name }) => name),
    act: visit.act,
    send: visit.send,
    hints: (typed) => hintsFor(typed, people, visit.view.room.kind === "personal"),
    isInstalled: visit.isInstalled,
    install: visit.install,
  };
  const side = chats(names, (id) => {
    visit.go({ room: visit.rooms().find((room) => room.id === id) });
    talk.focus();
  });
  const talk = conversationView(context);
  const show = () => {
    side.show(visit.view, visit.rooms());
    talk.show(visit.view, visit.messages());
  };
  parent.append(side.node, talk.node);
  acting.changed((user) => visit.go({ user }));
  show();
  return { changed: visit.changed, reset: visit.reset };
};

const peopleOf = ({ users }) => [
  { name: "Genie", description: "the concierge" },
  ...users.map(({ name, role }) => ({ name, description: role ?? "" })),
];
