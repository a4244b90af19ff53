import { namesOf } from "../names.js";
import { chats } from "./chats.js";
import { conversationView } from "./conversation.js";
import { hintsFor } from "./hints.js";
import { createVisit } from "./visit.js";

/**
 * The Teams side of the playground, drawn into `parent`. `control` is Teams' part of the control API, `acting` the chosen
 * person, `say(text, tone)` shows a passing note. Returns `{ changed(conversation), reset() }` for the sandbox's events.
 */
export const teamsPane = (parent, state, control, acting, say) => {
  const names = namesOf(state);
  const visit = createVisit(state, control, acting.current(), say, () => show());
  const people = peopleOf(state);
  const context = {
    names,
    people: state.users.map(({ name }) => name),
    act: visit.act,
    vote: visit.vote,
    send: visit.send,
    hints: (typed) => hintsFor(typed, people, visit.view.conversation.kind === "personal"),
    isInstalled: visit.isInstalled,
    install: visit.install,
  };
  const list = chats(names, (id) => {
    visit.go({ conversation: visit.conversations().find((conversation) => conversation.id === id) });
    main.focus();
  });
  const main = conversationView(context);
  const show = () => {
    list.show(visit.view, visit.conversations());
    main.show(visit.view, visit.messages());
  };
  parent.append(list.node, main.node);
  acting.changed((user) => visit.go({ user }));
  show();
  return { changed: visit.changed, reset: visit.reset };
};

const peopleOf = ({ users }) => [
  { name: "Genie", description: "the concierge" },
  ...users.map(({ name, role }) => ({ name, description: role ?? "" })),
];
