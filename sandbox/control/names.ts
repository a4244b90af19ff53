import type { Conversation, Person } from "../slack/seed.ts";
import type { SlackService } from "../slack/service.ts";
import type { Message } from "../slack/workspace.ts";
import { Bad } from "./answer.ts";

/** A person by name or id. */
export const personOf = (slack: SlackService, name: string): Person => {
  const person = slack.workspace.person(name);
  if (!person) throw new Bad(`user: "${name}" is none of ${namesOf(slack)}.`, 404);
  if (slack.workspace.isDeactivated(person.id)) throw new Bad(`user: the account of ${person.name} is switched off.`);
  return person;
};

/** A conversation by name or id. `dm` is the person's direct message with the bot, `dm:asker` and `@asker` are anybody's. */
export const conversationFor = (slack: SlackService, person: Person | undefined, name: string): Conversation => {
  const conversation = slack.workspace.conversationNamed(name) ?? directConversation(slack, person, name);
  if (!conversation) throw new Bad(`channel: "${name}" is no channel. ${conversationNames(slack)}`, 404);
  if (person && conversation.kind !== "channel" && !conversation.members.includes(person.id))
    throw new Bad(`channel: ${person.name} cannot see the direct messages of somebody else.`);
  return conversation;
};

export const messageAt = (slack: SlackService, conversation: Conversation, ts: string): Message => {
  const message = slack.workspace.find(conversation.id, ts);
  if (!message) throw new Bad(`There is no message ${ts} in ${conversation.name}.`, 404);
  return message;
};

const directConversation = (
  slack: SlackService,
  person: Person | undefined,
  name: string,
): Conversation | undefined => {
  if (name === "dm" && !person) throw new Bad('channel: "dm" needs a user; or say whose: "dm:asker".');
  const owner = name === "dm" ? person : name.startsWith("@") ? slack.workspace.person(name) : undefined;
  return owner && slack.workspace.directConversation(owner.id);
};

const conversationNames = (slack: SlackService): string => {
  const names = slack.workspace.conversations().map((conversation) => conversation.name);
  return `There are ${names.join(", ")}.`;
};

const namesOf = (slack: SlackService): string =>
  slack.workspace
    .people()
    .map(({ name }) => name)
    .join(", ");
