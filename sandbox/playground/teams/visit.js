import { coalesced } from "../coalesce.js";

/**
 * What a person sees and does in Teams. People have the ids of the playground here. `shown()` is called after every change;
 * `say(text, tone)` tells the person what went wrong.
 */
export const createVisit = (state, control, user, say, shown) => {
  const { person, nameOf } = identities(state);
  const conversations = state.conversations.map((conversation) => ({
    ...conversation,
    user: person(conversation.user),
    members: conversation.members.map(person),
  }));
  const home = (id) => conversations.find((conversation) => conversation.user === id);
  const view = { user, conversation: home(user), messages: [], typing: [], unread: new Set() };
  const failed = (error) => say(error.message, "error");
  const here = () => ({ user: nameOf(view.user), conversation: view.conversation.id });
  const refresh = coalesced(async () => {
    const { conversation } = view;
    const [messages, typing] = await Promise.all([control.messages(conversation.id), control.typing(conversation.id)]);
    if (conversation !== view.conversation) return;
    Object.assign(view, { messages: messages.map((message) => translate(message, person)), typing });
    // No event says that the bot has stopped typing.
    if (typing.length > 0) setTimeout(refresh, Math.max(0, typing[0].until - Date.now()) + 50);
    shown();
  }, failed);

  return {
    view,
    conversations: () => conversations.filter(({ members }) => members.includes(view.user)),
    /** The messages that this person sees, with the cards that only they see. */
    messages: () => view.messages.filter(({ targeted_to: only }) => !only || only === view.user).map(seenBy(view.user)),
    /** Changes the person or the conversation. One that the person may not read becomes their own chat. */
    go: ({ user: id = view.user, conversation = view.conversation }) => {
      const next = conversation.members.includes(id) ? conversation : home(id);
      if (next !== view.conversation) Object.assign(view, { messages: [], typing: [] });
      Object.assign(view, { user: id, conversation: next });
      view.unread.delete(next.id);
      shown();
      refresh();
    },
    changed: (id) => {
      if (id && id !== view.conversation.id) view.unread.add(id);
      refresh();
      shown();
    },
    /** True if it was sent. `thread`: the post that it answers. */
    send: async (text, thread) => {
      const sent = await control.message({ ...here(), ...wordsOf(text, view.conversation), thread }).catch(failed);
      if (sent) refresh();
      return Boolean(sent);
    },
    act: (action) => control.action({ ...here(), ...action }).catch(failed),
    vote: (vote) => control.feedback({ ...here(), ...vote }).catch(failed),
    isInstalled: (conversation) => conversation.bot === "installed",
    /** Adds the bot to the conversation or removes it: `add` or `remove`. */
    install: async (action) => {
      const { conversation } = view;
      const done = await control.install({ ...here(), action }).catch(failed);
      if (done) conversation.bot = action === "add" ? "installed" : "removed";
      shown();
    },
    /** The sandbox has started over. */
    reset: () => {
      for (const conversation of conversations) conversation.bot = "installed";
      refresh();
    },
  };
};

/** People by their ids in Teams and in the playground. */
const identities = ({ users, bot }) => {
  const ids = new Map(users.map(({ id, teams }) => [teams.id, id]));
  ids.set(bot.teams.id, bot.user);
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return { person: (id) => ids.get(id), nameOf: (id) => names.get(id) };
};

const translate = (message, person) => ({
  ...message,
  user: person(message.user) ?? message.user,
  targeted_to: person(message.targeted_to),
  responses: message.responses.map((response) => ({ ...response, user: person(response.user) })),
});

const seenBy = (user) => (message) => {
  const response = message.responses.find((one) => one.user === user);
  return response?.card ? { ...message, card: response.card, response } : { ...message, response };
};

/** `/genie …` in a group or channel is for Genie alone, like a slash command in Teams. */
const wordsOf = (text, { kind }) => {
  const [, words] = /^\/genie\s+([\s\S]+)$/i.exec(text) ?? [];
  return words && kind !== "personal" ? { text: words, targeted: true } : { text };
};
