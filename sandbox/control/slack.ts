import { z } from "zod";
import type { Clicked } from "../slack/acts.ts";
import { all } from "../slack/blocks/check.ts";
import { PEOPLE, type Person, type Room } from "../slack/seed.ts";
import type { SlackService } from "../slack/service.ts";
import { onScreen } from "../slack/show.ts";
import type { Message } from "../slack/workspace.ts";
import type { Route } from "../wire.ts";
import { Bad, call } from "./answer.ts";

const Where = z.object({ user: z.string(), channel: z.string() });

/** What people do in Slack, and what they see. People and channels by name or id; `dm` is the person's own chat. */
export const slackRoutes = (slack: SlackService): Route[] => [
  call(
    "POST",
    "slack/message",
    Where.extend({ text: z.string().min(1), thread_ts: z.string().optional() }),
    (input) => {
      const person = personOf(slack, input.user);
      const room = roomFor(slack, person, input.channel);
      const root = input.thread_ts ? messageAt(slack, room, input.thread_ts) : undefined;
      const message = slack.acts.write(person, room, input.text, root ? (root.threadTs ?? root.ts) : null);
      return { ts: message.ts, channel: room.id, thread_ts: message.threadTs };
    },
  ),

  call(
    "POST",
    "slack/command",
    Where.extend({ command: z.string().startsWith("/"), text: z.string().default("") }),
    (input) => {
      const person = personOf(slack, input.user);
      slack.acts.command(person, roomFor(slack, person, input.channel), input.command, input.text);
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
      const room = roomFor(slack, person, input.channel);
      const message = messageAt(slack, room, input.ts);
      slack.acts.click(person, room, message, clicked(message, input));
      return { ok: true };
    },
  ),

  call("POST", "slack/stop", Where.extend({ thread_ts: z.string() }), (input) => {
    const person = personOf(slack, input.user);
    slack.acts.stop(person, roomFor(slack, person, input.channel), input.thread_ts);
    return { ok: true };
  }),

  call(
    "POST",
    "slack/home",
    z.object({ user: z.string(), tab: z.enum(["home", "messages"]).default("messages") }),
    (input) => {
      slack.acts.openHome(personOf(slack, input.user), input.tab);
      return { ok: true };
    },
  ),

  call(
    "GET",
    "slack/messages",
    z.object({ channel: z.string(), user: z.string().optional(), thread_ts: z.string().optional() }),
    (input) => {
      const person = input.user ? personOf(slack, input.user) : undefined;
      const room = roomFor(slack, person, input.channel);
      const messages = slack.workspace.screen(room.id);
      const root = input.thread_ts;
      return messages.filter((one) => !root || one.ts === root || one.threadTs === root).map(onScreen);
    },
  ),

  call("GET", "slack/threads", z.object({ channel: z.string(), user: z.string().optional() }), (input) => {
    const person = input.user ? personOf(slack, input.user) : undefined;
    return slack.sessions.list(roomFor(slack, person, input.channel).id);
  }),

  call("GET", "slack/deliveries", z.object({ since: z.coerce.number().default(0) }), ({ since }) =>
    slack.delivery.log().filter((one) => one.at >= since),
  ),
];

const personOf = (slack: SlackService, name: string): Person => {
  const person = slack.workspace.person(name);
  if (!person) throw new Bad(`user: "${name}" is none of ${PEOPLE.map((one) => one.name).join(", ")}.`, 404);
  return person;
};

const roomFor = (slack: SlackService, person: Person | undefined, name: string): Room => {
  const room = slack.workspace.roomNamed(name) ?? directRoom(slack, person, name);
  if (!room) throw new Bad(`channel: "${name}" is no channel. ${roomNames(slack)}`, 404);
  if (person && room.kind === "im" && room.user !== person.id)
    throw new Bad(`channel: ${person.name} cannot see the direct messages of somebody else.`);
  return room;
};

/** `dm` of the person who acts; `@asker` of anybody. */
const directRoom = (slack: SlackService, person: Person | undefined, name: string): Room | undefined => {
  if (name === "dm" && !person) throw new Bad('channel: "dm" needs a user; or say whose: "dm:asker".');
  const owner = name === "dm" ? person : name.startsWith("@") ? slack.workspace.person(name) : undefined;
  return owner && slack.workspace.directRoom(owner.id);
};

const roomNames = (slack: SlackService): string =>
  `There are ${slack.workspace
    .rooms()
    .map((room) => room.name)
    .join(", ")}.`;

const messageAt = (slack: SlackService, room: Room, ts: string): Message => {
  const message = slack.workspace.find(room.id, ts);
  if (!message) throw new Bad(`There is no message ${ts} in ${room.name}.`, 404);
  return message;
};

interface Click {
  action_id: string;
  value?: string | undefined;
  block_id?: string | undefined;
}

/** The element with this action id as its payload carries it. A value that stands nowhere in the message is forged. */
const clicked = (message: Message, { action_id, value, block_id }: Click): Clicked => {
  const found = message.blocks
    .filter((block) => !block_id || block.block_id === block_id)
    .flatMap((block) => all(block).map((element) => ({ block: block.block_id ?? "", element })))
    .filter(({ element }) => element["action_id"] === action_id);
  const hit = found.find(({ element }) => value === undefined || valuesOf(element).includes(value)) ?? found[0];
  if (!hit && value === undefined) throw new Bad(`The message has no button "${action_id}".`, 404);
  const element = hit?.element ?? { type: "button", text: { type: "plain_text", text: action_id, emoji: true } };
  return { ...chosen(element, value), action_id, block_id: hit?.block ?? block_id ?? "forged" };
};

const chosen = (element: Record<string, unknown>, value: string | undefined): { type: string } => {
  const type = String(element["type"]);
  if (type === "static_select" || type === "overflow") {
    const options = Array.isArray(element["options"]) ? element["options"] : [];
    const text = { type: "plain_text", text: value ?? "", emoji: true };
    return { type, selected_option: options.find((one) => one.value === value) ?? { text, value } } as { type: string };
  }
  const { options: _, confirm: __, ...rest } = element;
  return { ...rest, type, ...(value === undefined ? {} : { value }) };
};

const valuesOf = (element: Record<string, unknown>): unknown[] => all(element).map((node) => node["value"]);
