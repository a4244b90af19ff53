import { coalesced } from "../coalesce.js";
import { channelView } from "./channel.js";
import { hintsFor } from "./hints.js";
import { modals } from "./modal.js";
import { namesOf } from "./names.js";
import { sidebar } from "./sidebar.js";
import { threadView } from "./thread.js";

/**
 * The Slack side of the playground, drawn into `parent`. `control` is the control API, `say(text, tone)` shows a
 * passing note. Gives `{ changed(channel), reset() }`, to be called with the news of the sandbox.
 */
export const slackPane = (parent, state, control, say) => {
  const names = namesOf(state);
  const view = {
    user: state.users[0].id,
    channel: state.channels[0].id,
    thread: undefined,
    messages: [],
    unread: new Set(),
  };
  const desk = {
    names,
    users: () => state.users,
    channels: () => state.channels.filter(({ kind }) => kind === "channel"),
    act: (action) => attempt(() => control.action({ user: view.user, channel: view.channel, ...action })),
    openThread: (ts) => visit({ thread: ts }, thread),
  };
  const hints = (typed) => hintsFor(typed, peopleOf(state));
  const channel = channelView(desk, { hints, send: (text) => send(text) });
  const thread = threadView(desk, {
    hints: (typed) => (typed.startsWith("/") ? [] : hints(typed)),
    send: (text) => send(text, view.thread),
    close: () => visit({ thread: undefined }, channel),
  });
  const side = sidebar(state, names, {
    channel: (id) => visit({ channel: id }, channel),
    user: (id) => visit({ user: id, channel: roomFor(state, view.channel, id) }),
  });
  const dialog = modals(parent, desk, (submission) => attempt(() => control.view({ user: view.user, ...submission })));
  parent.append(side.node, channel.node, thread.node);

  const show = () => {
    const room = state.channels.find(({ id }) => id === view.channel);
    const visible = view.messages.filter(({ ephemeral_to: only }) => !only || only === view.user);
    side.show(view);
    channel.show(room, visible);
    thread.show(room, view.thread, visible);
    parent.classList.toggle("has-thread", Boolean(view.thread));
  };
  const fetched = async () => {
    const place = view.channel;
    const [messages, views] = await Promise.all([control.messages(place), control.views()]);
    if (place !== view.channel) return;
    view.messages = messages;
    openAnswered(view);
    show();
    dialog(views.filter(({ user }) => user === view.user).at(-1));
  };
  const failed = (error) => say(error.message, "error");
  const refresh = coalesced(fetched, failed);
  const visit = (place, focused) => {
    if (place.channel && place.channel !== view.channel) Object.assign(view, { messages: [], thread: undefined });
    Object.assign(view, place);
    view.unread.delete(view.channel);
    show();
    focused?.focus();
    refresh();
  };
  /** The answer, or undefined after the person has been told what went wrong. */
  const attempt = (work) => work().catch(failed);
  const send = async (text, root) => {
    const sent = await attempt(() => written(control, view, text, root));
    if (sent) refresh();
    return Boolean(sent);
  };
  const changed = (place) => {
    if (place && place !== view.channel) view.unread.add(place);
    refresh();
  };
  show();
  return { changed, reset: () => visit({ thread: undefined }) };
};

/** Writes a message, or gives a slash command; Slack knows no slash commands in threads. */
const written = async (control, view, text, root) => {
  const { user, channel } = view;
  const [, command, words] = /^(\/\w+)\s*([\s\S]*)$/.exec(text) ?? [];
  if (command && root) throw new Error("Slack runs no slash commands in threads. Give it in the channel instead.");
  if (command) return (await control.command({ user, channel, command, text: words })) ?? {};
  const message = await control.message({ user, channel, text, ...(root && { thread_ts: root }) });
  if (!root) view.asked = message.ts;
  return message;
};

/** The thread of what one has just asked opens when the bot answers in it. */
const openAnswered = (view) => {
  if (!view.asked || !view.messages.some(({ thread_ts: root, bot }) => bot && root === view.asked)) return;
  view.thread = view.asked;
  view.asked = undefined;
};

/** Somebody else's direct message is not ours to read: a person who comes from one gets their own. */
const roomFor = (state, channel, user) => {
  const direct = state.channels.find(({ id }) => id === channel)?.kind === "im";
  return direct ? state.channels.find((room) => room.user === user).id : channel;
};

const peopleOf = ({ users }) => [
  { name: "genie", description: "the concierge" },
  ...users.map(({ name, role }) => ({ name, description: role ?? "" })),
];
