import { coalesced } from "../coalesce.js";

/**
 * A person's visit to the workspace: who they are, where they are, what they see, and what they do. `shown()` is called
 * after every change; `say(text, tone)` tells the person what went wrong.
 */
export const createVisit = (state, control, user, say, shown) => {
  const view = {
    user,
    channel: state.channels[0].id,
    thread: undefined,
    tab: "messages",
    ...nothing,
    unread: new Set(),
    ...everybodyThere(),
  };
  const failed = (error) => say(error.message, "error");
  const here = () => ({ user: view.user, channel: view.channel });
  const refresh = coalesced(async () => {
    const place = view.channel;
    const [messages, threads, views, home] = await Promise.all([
      control.messages(place),
      control.threads(place),
      control.views(),
      control.home(view.user),
    ]);
    if (place !== view.channel) return;
    Object.assign(view, { messages, threads, views, home: home.view });
    openAnswered(view);
    shown();
  }, failed);
  return {
    view,
    conversation: () => state.channels.find(({ id }) => id === view.channel),
    /** The messages that this person sees: without ephemeral messages for others. */
    messages: () => view.messages.filter(({ ephemeral_to: only }) => !only || only === view.user),
    modal: () => view.views.filter(({ user }) => user === view.user).at(-1),
    /** Changes the person, the channel, the thread, or the tab of the chat with the bot. Slack tells the bot of its tabs. */
    go: ({ user = view.user, channel = conversationFor(state, view.channel, user), ...place }) => {
      const before = [view.user, view.channel, view.tab].join(" ");
      if (channel !== view.channel) Object.assign(view, nothing, { thread: undefined, tab: "messages" });
      if (user !== view.user) view.home = null;
      Object.assign(view, { user, channel }, place);
      view.unread.delete(view.channel);
      if (isOwn(state, view) && before !== [view.user, view.channel, view.tab].join(" "))
        control.openHome({ user: view.user, tab: view.tab }).catch(failed);
      shown();
      refresh();
    },
    changed: (channel) => {
      if (channel && channel !== view.channel) view.unread.add(channel);
      refresh();
    },
    /** Resolves to true once the message is sent. */
    send: async (text, root) => {
      const sent = await written(control, here(), text, root).catch(failed);
      if (sent && !root) view.asked = sent.ts;
      if (sent) refresh();
      return Boolean(sent);
    },
    ...doing({ view, state, control, here, failed, shown }),
    reset: () => Object.assign(view, everybodyThere()),
  };
};

/** What a person does besides writing. */
const doing = ({ view, state, control, here, failed, shown }) => ({
  act: (action) => control.action({ ...here(), ...action }).catch(failed),
  actAtHome: (action) => control.homeAction({ user: view.user, ...action }).catch(failed),
  /** Adds the bot to the channel. */
  invite: async () => {
    const done = await control.invite(here()).catch(failed);
    if (done) state.channels.find(({ id }) => id === view.channel).bot = true;
    shown();
  },
  /** Uses the bot's shortcut in the menu of a message. */
  askAbout: (ts) => control.shortcut({ ...here(), ts, callback_id: "ask-about" }).catch(failed),
  /** Switches the person's account off or on. */
  switchAccount: async () => {
    const active = view.off.has(view.user);
    if (!(await control.account({ user: view.user, active }).catch(failed))) return;
    if (active) view.off.delete(view.user);
    else view.off.add(view.user);
    shown();
  },
  /** Removes the app from the workspace, or adds it again. */
  switchApp: async () => {
    const on = !view.isInstalled;
    if (!(await control.install({ on }).catch(failed))) return;
    view.isInstalled = on;
    shown();
  },
  stop: () => control.stop({ ...here(), thread_ts: view.thread }).catch(failed),
  submit: (submission) => control.view({ user: view.user, ...submission }).catch(failed),
});

const everybodyThere = () => ({ off: new Set(), isInstalled: true });

const nothing = { messages: [], threads: [], views: [], home: null };

/** Whether somebody is in their chat with the bot. */
const isOwn = (state, { user, channel }) => state.channels.find(({ id }) => id === channel)?.user === user;

/** Writes a message, or runs a slash command. Slack has no slash commands in threads. */
const written = async (control, here, text, root) => {
  const [, command, words] = /^(\/\w+)\s*([\s\S]*)$/.exec(text) ?? [];
  if (command && root) throw new Error("Slash commands don't work in threads. Use them in the channel instead.");
  if (command) return control.command({ ...here, command, text: words });
  return control.message({ ...here, text, ...(root && { thread_ts: root }) });
};

/** Opens the thread of the last question when the bot answers in it. */
const openAnswered = (view) => {
  if (!view.asked || !view.messages.some(({ thread_ts: root, bot }) => bot && root === view.asked)) return;
  view.thread = view.asked;
  view.asked = undefined;
};

/** A person who cannot read a direct message gets their own instead. */
const conversationFor = (state, channel, user) => {
  const { kind, members = [] } = state.channels.find(({ id }) => id === channel) ?? {};
  const isOpen = kind === "channel" || members.includes(user);
  return isOpen ? channel : state.channels.find((conversation) => conversation.user === user).id;
};
