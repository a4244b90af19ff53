import { coalesced } from "../coalesce.js";

/**
 * A person's visit to Teams: who they are, where they are, what they see there, and what they do. People are known here
 * by the ids of the playground, whatever Teams calls them. `shown()` is called after every change; `say(text, tone)`
 * tells the person what went wrong.
 */
export const createVisit = (state, control, user, say, shown) => {
  const { person, nameOf } = identities(state);
  const rooms = state.conversations.map((room) => ({
    ...room,
    user: person(room.user),
    members: room.members.map(person),
  }));
  const home = (id) => rooms.find((room) => room.user === id);
  const view = { user, room: home(user), messages: [], typing: [], unread: new Set() };
  const failed = (error) => say(error.message, "error");
  const here = () => ({ user: nameOf(view.user), conversation: view.room.id });
  const refresh = coalesced(async () => {
    const { room } = view;
    const [messages, typing] = await Promise.all([control.messages(room.id), control.typing(room.id)]);
    if (room !== view.room) return;
    Object.assign(view, { messages: messages.map((message) => translated(message, person)), typing });
    // Nothing tells that the bot has stopped typing.
    if (typing.length > 0) setTimeout(refresh, Math.max(0, typing[0].until - Date.now()) + 50);
    shown();
  }, failed);

  return {
    view,
    rooms: () => rooms.filter(({ members }) => members.includes(view.user)),
    /** What this person sees: not what only others see, and the card that was given to them alone. */
    messages: () => view.messages.filter(({ targeted_to: only }) => !only || only === view.user).map(own(view.user)),
    /** Changes person or conversation. What that person may not read becomes their own chat. */
    go: ({ user: id = view.user, room = view.room }) => {
      const next = room.members.includes(id) ? room : home(id);
      if (next !== view.room) Object.assign(view, { messages: [], typing: [] });
      Object.assign(view, { user: id, room: next });
      view.unread.delete(next.id);
      shown();
      refresh();
    },
    changed: (id) => {
      if (id && id !== view.room.id) view.unread.add(id);
      refresh();
      shown();
    },
    /** True once it is sent. `thread`: the post that it answers. */
    send: async (text, thread) => {
      const sent = await control.message({ ...here(), ...worded(text, view.room), thread }).catch(failed);
      if (sent) refresh();
      return Boolean(sent);
    },
    act: (action) => control.action({ ...here(), ...action }).catch(failed),
    isInstalled: (room) => room.bot === "installed",
    /** Adds the bot to where one is, or removes it: `add` or `remove`. */
    install: async (action) => {
      const { room } = view;
      const done = await control.install({ ...here(), action }).catch(failed);
      if (done) room.bot = action === "add" ? "installed" : "removed";
      shown();
    },
    /** The sandbox has started over. */
    reset: () => {
      for (const room of rooms) room.bot = "installed";
      refresh();
    },
  };
};

/** People of Teams as the playground knows them, and by name. */
const identities = ({ users, bot }) => {
  const ids = new Map(users.map(({ id, teams }) => [teams.id, id]));
  ids.set(bot.teams.id, bot.user);
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return { person: (id) => ids.get(id), nameOf: (id) => names.get(id) };
};

const translated = (message, person) => ({
  ...message,
  user: person(message.user) ?? message.user,
  targeted_to: person(message.targeted_to),
  responses: message.responses.map((response) => ({ ...response, user: person(response.user) })),
});

const own = (user) => (message) => {
  const response = message.responses.find((one) => one.user === user);
  return response?.card ? { ...message, card: response.card, response } : { ...message, response };
};

/** `/genie …` in a group or channel is for Genie alone, as the slash commands of Teams are. */
const worded = (text, { kind }) => {
  const [, words] = /^\/genie\s+([\s\S]+)$/i.exec(text) ?? [];
  return words && kind !== "personal" ? { text: words, targeted: true } : { text };
};
