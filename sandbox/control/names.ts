import { PEOPLE, type Person, type Room } from "../slack/seed.ts";
import type { SlackService } from "../slack/service.ts";
import type { Message } from "../slack/workspace.ts";
import { Bad } from "./answer.ts";

/** A person by name or id. */
export const personOf = (slack: SlackService, name: string): Person => {
  const person = slack.workspace.person(name);
  if (!person) throw new Bad(`user: "${name}" is none of ${PEOPLE.map((one) => one.name).join(", ")}.`, 404);
  return person;
};

/** A channel by name or id; `dm` is the chat of the person with the bot, `dm:asker` and `@asker` name anybody's. */
export const roomFor = (slack: SlackService, person: Person | undefined, name: string): Room => {
  const room = slack.workspace.roomNamed(name) ?? directRoom(slack, person, name);
  if (!room) throw new Bad(`channel: "${name}" is no channel. ${roomNames(slack)}`, 404);
  if (person && room.kind === "im" && room.user !== person.id)
    throw new Bad(`channel: ${person.name} cannot see the direct messages of somebody else.`);
  return room;
};

export const messageAt = (slack: SlackService, room: Room, ts: string): Message => {
  const message = slack.workspace.find(room.id, ts);
  if (!message) throw new Bad(`There is no message ${ts} in ${room.name}.`, 404);
  return message;
};

const directRoom = (slack: SlackService, person: Person | undefined, name: string): Room | undefined => {
  if (name === "dm" && !person) throw new Bad('channel: "dm" needs a user; or say whose: "dm:asker".');
  const owner = name === "dm" ? person : name.startsWith("@") ? slack.workspace.person(name) : undefined;
  return owner && slack.workspace.directRoom(owner.id);
};

const roomNames = (slack: SlackService): string => {
  const names = slack.workspace.rooms().map((room) => room.name);
  return `There are ${names.join(", ")}.`;
};
