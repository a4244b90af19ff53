import { z } from "zod";
import { all } from "../slack/blocks/check.ts";
import type { SlackService } from "../slack/service.ts";
import { onScreen } from "../slack/show.ts";
import type { Values } from "../slack/views/modals.ts";
import type { View } from "../slack/views/views.ts";
import type { Message } from "../slack/workspace.ts";
import type { Route } from "../wire.ts";
import { Bad, call } from "./answer.ts";
import { clicked } from "./click.ts";
import { conversationFor, messageAt, personOf } from "./names.ts";

const Where = z.object({ user: z.string(), channel: z.string() });
const Words = Where.extend({
  text: z.string(),
  thread_ts: z.string().optional(),
  /** Another workspace that the person belongs to, for channels that are shared with it. */
  team: z.string().optional(),
  /** What is added to the text: a message of the same conversation, a table, names of files. */
  forward: z.string().optional(),
  table: z.array(z.array(z.string())).optional(),
  files: z.array(z.string()).optional(),
});
const Screen = z.object({ channel: z.string(), user: z.string().optional() });

/** What people do in Slack. People and channels are given by name or id. Calls return before the bot has answered. */
export const slackActs = (slack: SlackService): Route[] => [
  call("POST", "slack/message", Words, (input) => {
    const person = personOf(slack, input.user);
    const conversation = conversationFor(slack, person, input.channel);
    const root = input.thread_ts ? messageAt(slack, conversation, input.thread_ts) : undefined;
    const { team, table, files } = input;
    const forward = input.forward ? messageAt(slack, conversation, input.forward) : undefined;
    if (!input.text && !forward && !table && !files)
      throw new Bad("text: a message needs words, or something beside them.");
    const threadTs = root ? (root.threadTs ?? root.ts) : null;
    const message = slack.acts.write(person, conversation, input.text, threadTs, { team, forward, table, files });
    return { ts: message.ts, channel: conversation.id, thread_ts: message.threadTs };
  }),

  call("POST", "slack/edit", Where.extend({ ts: z.string(), text: z.string().min(1) }), (input) => {
    slack.acts.edit(ownMessage(slack, input), input.text);
    return { ok: true };
  }),

  call("POST", "slack/delete", Where.extend({ ts: z.string() }), (input) => {
    slack.acts.remove(ownMessage(slack, input));
    return { ok: true };
  }),

  call(
    "POST",
    "slack/command",
    Where.extend({ command: z.string().startsWith("/"), text: z.string().default("") }),
    (input) => {
      const person = personOf(slack, input.user);
      slack.acts.command(person, conversationFor(slack, person, input.channel), input.command, input.text);
      return { ok: true };
    },
  ),

  call(
    "POST",
    "slack/action",
    Where.extend({
      ts: z.string(),
      action_id: z.string(),
      value: z.string().optional(),
      block_id: z.string().optional(),
    }),
    (input) => {
      const person = personOf(slack, input.user);
      const conversation = conversationFor(slack, person, input.channel);
      const message = messageAt(slack, conversation, input.ts);
      slack.acts.click(person, conversation, message, clicked(message, input));
      return { ok: true };
    },
  ),

  ...reactions(slack),
  ...menus(slack),

  call("POST", "slack/grid", z.object({ on: z.boolean() }), ({ on }) => {
    slack.workspace.setGrid(on);
    return { ok: true };
  }),

  ...leaving(slack),

  call("POST", "slack/stop", Where.extend({ thread_ts: z.string() }), (input) => {
    const person = personOf(slack, input.user);
    slack.acts.stop(person, conversationFor(slack, person, input.channel), input.thread_ts);
    return { ok: true };
  }),

  call(
    "POST",
    "slack/home",
    z.object({ user: z.string(), tab: z.enum(["home", "messages"]).default("messages") }),
    (input) => {
      slack.home.open(personOf(slack, input.user), input.tab);
      return { ok: true };
    },
  ),
];

/** What people do with the bot in a channel, besides writing to it. */
const menus = (slack: SlackService): Route[] => [
  call("POST", "slack/invite", Where, (input) => {
    const person = personOf(slack, input.user);
    const conversation = conversationFor(slack, person, input.channel);
    if (conversation.kind !== "channel") throw new Bad("channel: people are invited to channels.");
    slack.acts.invite(person, conversation);
    return { ok: true };
  }),

  call("POST", "slack/shortcut", Where.extend({ ts: z.string(), callback_id: z.string() }), (input) => {
    const person = personOf(slack, input.user);
    const conversation = conversationFor(slack, person, input.channel);
    slack.acts.shortcut(person, conversation, messageAt(slack, conversation, input.ts), input.callback_id);
    return { ok: true };
  }),
];

const reactions = (slack: SlackService): Route[] => [
  call("POST", "slack/react", Where.extend({ ts: z.string(), name: z.string().regex(/^[a-z0-9_'+-]+$/) }), (input) => {
    const person = personOf(slack, input.user);
    const conversation = conversationFor(slack, person, input.channel);
    slack.acts.react(person, conversation, messageAt(slack, conversation, input.ts), input.name);
    return { ok: true };
  }),
];

/** People whose accounts are switched off, and the app that is removed. */
const leaving = (slack: SlackService): Route[] => [
  call("POST", "slack/account", z.object({ user: z.string(), active: z.boolean() }), ({ user, active }) => {
    const person = slack.workspace.person(user);
    if (!person) throw new Bad(`user: there is no "${user}".`, 404);
    slack.acts.setAccount(person, active);
    return { ok: true };
  }),
  call("POST", "slack/install", z.object({ on: z.boolean() }), ({ on }) => {
    slack.acts.setInstalled(on);
    return { ok: true };
  }),
];

const ownMessage = (slack: SlackService, where: z.infer<typeof Where> & { ts: string }): Message => {
  const person = personOf(slack, where.user);
  const message = messageAt(slack, conversationFor(slack, person, where.channel), where.ts);
  if (message.user !== person.id) throw new Bad(`ts: ${person.name} did not write that message.`);
  return message;
};

/** Shows Home tabs and modals, clicks in the ones and fills in the others. */
export const slackViews = (slack: SlackService): Route[] => [
  call("GET", "slack/home", z.object({ user: z.string() }), ({ user }) => {
    return { view: slack.views.home(personOf(slack, user).id) ?? null };
  }),

  call(
    "POST",
    "slack/home-action",
    z.object({
      user: z.string(),
      action_id: z.string(),
      value: z.string().optional(),
      block_id: z.string().optional(),
    }),
    (input) => {
      const person = personOf(slack, input.user);
      const view = slack.views.home(person.id);
      if (!view) throw new Bad(`${person.name} has no Home tab yet.`, 404);
      slack.home.click(person, view, clicked(view, input));
      return { ok: true };
    },
  ),

  call(
    "POST",
    "slack/view",
    z.object({
      user: z.string(),
      view_id: z.string(),
      values: z.record(z.string(), z.unknown()).default({}),
      close: z.boolean().default(false),
    }),
    (input) => {
      const person = personOf(slack, input.user);
      const view = slack.views.list().find((one) => one.id === input.view_id && one.user === person.id);
      if (!view) throw new Bad(`${person.name} has no open modal ${input.view_id}.`, 404);
      if (input.close) slack.modals.close(person, view);
      else slack.modals.submit(person, view, stateOf(view, input.values));
      return { ok: true };
    },
  ),

  call("GET", "slack/views", z.object({ user: z.string().optional() }), ({ user }) => {
    const person = user ? personOf(slack, user) : undefined;
    return slack.views.list().filter((view) => !person || view.user === person.id);
  }),
];

/** Shows what people see, and what was delivered to the bot. */
export const slackScreens = (slack: SlackService): Route[] => [
  call("GET", "slack/messages", Screen.extend({ thread_ts: z.string().optional() }), (input) => {
    const root = input.thread_ts;
    const messages = slack.workspace.screen(conversationOf(slack, input).id);
    return messages.filter((one) => !root || one.ts === root || one.threadTs === root).map(onScreen);
  }),

  call("GET", "slack/threads", Screen, (input) => slack.sessions.list(conversationOf(slack, input).id)),

  call("GET", "slack/deliveries", z.object({ since: z.coerce.number().default(0) }), ({ since }) =>
    slack.delivery.log().filter((one) => one.at >= since),
  ),
];

const conversationOf = (slack: SlackService, { channel, user }: z.infer<typeof Screen>) =>
  conversationFor(slack, user ? personOf(slack, user) : undefined, channel);

/** Turns `{action_id: value}` or `{block_id: {action_id: value}}` into the state of the view. */
const stateOf = (view: View, values: Record<string, unknown>): Values => {
  const state: Values = {};
  for (const block of view.blocks.filter((one) => one.type === "input")) {
    const element = all(block["element"])[0] ?? {};
    const [blockId, actionId] = [block.block_id ?? "", String(element["action_id"] ?? "")];
    const group = values[blockId];
    const given = typeof group === "object" && group !== null ? Object.entries(group) : Object.entries(values);
    const value = given.find(([name]) => name === actionId)?.[1] ?? initial(element);
    state[blockId] = { [actionId]: filledIn(element, value) };
  }
  return state;
};

/** The value of an input that nobody has changed. */
const initial = (element: Record<string, unknown>): unknown =>
  element["initial_value"] ?? element["initial_date"] ?? all(element["initial_option"])[0]?.["value"] ?? null;

const filledIn = (element: Record<string, unknown>, value: unknown): unknown => {
  if (typeof value === "object" && value !== null) return value;
  const type = element["type"];
  if (type === "datepicker") return { type, selected_date: value };
  if (type !== "static_select" && type !== "radio_buttons") return { type, value };
  const options = all(element["options"]).filter((one) => "text" in one && "value" in one);
  return { type, selected_option: options.find((one) => one["value"] === value) ?? null };
};
