import { z } from "zod";
import { actionOf, type Pressed } from "../teams/cards/actions.ts";
import { hasConsent } from "../teams/files.ts";
import { quoteForms } from "../teams/quotes.ts";
import { type Conversation, PEOPLE, type Person } from "../teams/seed.ts";
import type { TeamsService } from "../teams/service.ts";
import { shownMessage } from "../teams/show.ts";
import type { Message } from "../teams/workspace.ts";
import type { Route } from "../wire.ts";
import { Bad, call } from "./answer.ts";

const Where = z.object({ user: z.string(), conversation: z.string() });
const Words = Where.extend({
  text: z.string().min(1),
  /** A message of the thread, in a channel. */
  thread: z.string().optional(),
  /** For the bot alone, like a slash command in a group. */
  targeted: z.boolean().default(false),
  /** Another organisation that the person belongs to. */
  tenant: z.string().optional(),
  /** Id of the message that this one quotes, and the form in which the client sends it. */
  quote: z.string().optional(),
  quote_form: z.enum(quoteForms).default("entity"),
  /** Id of the message that this one forwards. */
  forward: z.string().optional(),
});
const Click = Where.extend({
  /** Id of the message with the card. */
  activity: z.string(),
  /** Verb, id or title of an action of the card. Any other verb is forged; "submit" is a forged Action.Submit. */
  action: z.string(),
  /** What was filled in, or forged; added to the data of the action. */
  data: z.record(z.string(), z.unknown()).optional(),
  /** The client does not know Action.Execute and sends its fallback. */
  fallback: z.boolean().default(false),
});
const Feedback = Where.extend({
  activity: z.string(),
  reaction: z.enum(["like", "dislike"]),
  /** What was filled into the form. Without it the form is opened only. */
  inputs: z.record(z.string(), z.unknown()).optional(),
});
const Install = Where.extend({ action: z.enum(["add", "remove", "block", "disable"]).default("add") });
const SsoRules = z.strictObject({
  devices: z.int().min(0).max(10).optional(),
  consent: z.boolean().optional(),
  account: z.string().optional(),
  fails: z.string().optional(),
});
const SignsIn = z.object({
  user: z.string(),
  activity: z.string(),
  as: z.string().optional(),
  code: z.string().optional(),
});
const Forged = z.object({ user: z.string(), value: z.unknown(), name: z.string().default("signin/tokenExchange") });
const Screen = z.object({ conversation: z.string(), user: z.string().optional(), thread: z.string().optional() });

/** What people do in Teams. People and conversations are given by name or id. A click on Action.Execute waits for its answer. */
export const teamsActs = (teams: TeamsService): Route[] => [
  call("POST", "teams/message", Words, (input) => {
    const person = personOf(teams, input.user);
    const conversation = placeOf(teams, person, input.conversation);
    const { text, targeted, tenant, thread, quote, quote_form: form, forward } = input;
    const root = thread ? rootOf(teams, conversation, thread) : null;
    const { id } = teams.acts.write(person, conversation, {
      ...{ text, targeted, tenant, root },
      quote: quote === undefined ? undefined : { message: messageAt(teams, conversation, quote), form },
      forward: forward === undefined ? undefined : messageAt(teams, conversation, forward),
    });
    return { id, conversation: conversation.id, thread: root };
  }),

  call("POST", "teams/action", Click, async (input) => {
    const person = personOf(teams, input.user);
    const conversation = placeOf(teams, person, input.conversation);
    const message = messageAt(teams, conversation, input.activity);
    if (hasConsent(message) && (input.action === "accept" || input.action === "decline"))
      return teams.acts.consent(person, conversation, message, input.action);
    const pressed = pressedOf(message, person, input);
    if (pressed.kind === "submit") return teams.acts.submit(person, conversation, message, pressed.data);
    return teams.acts.execute(person, conversation, message, pressed);
  }),

  call("POST", "teams/feedback", Feedback, async (input) => {
    const person = personOf(teams, input.user);
    const conversation = placeOf(teams, person, input.conversation);
    const message = messageAt(teams, conversation, input.activity);
    if (!message.feedback) throw new Bad("The message has no thumbs.", 404);
    const opened = await teams.acts.openFeedback(person, conversation, message, input.reaction);
    const { reaction, inputs } = input;
    return inputs ? teams.acts.sendFeedback(person, conversation, message, { reaction, inputs }) : opened;
  }),

  call("POST", "teams/sso", SsoRules, (rules) => {
    teams.signIn.setRules(rules);
    return { ok: true };
  }),

  /** Presses the button of an OAuth card, signs in in the window behind it, and comes back with its code. */
  call("POST", "teams/sign-in", SignsIn, async ({ user, activity, as, code }) => {
    const person = personOf(teams, user);
    const conversation = placeOf(teams, person, "personal");
    const message = messageAt(teams, conversation, activity);
    return { status: await teams.signIn.press(person, message, { as: as ? personOf(teams, as) : person, code }) };
  }),

  /** A client sends whatever it likes as the exchange of a token. */
  call("POST", "teams/exchange", Forged, async ({ user, value, name }) => ({
    status: await teams.signIn.forge(personOf(teams, user), name, value),
  })),

  call("POST", "teams/install", Install, ({ user, conversation: name, action }) => {
    const person = personOf(teams, user);
    const conversation = placeOf(teams, person, name);
    if (action === "add" || action === "remove") teams.acts.install(person, conversation, action);
    else conversation.bot = action === "block" ? "blocked" : "disabled";
    return { ok: true };
  }),
];

/** What people see, and the deliveries to the bot. */
export const teamsScreens = (teams: TeamsService): Route[] => [
  call("GET", "teams/messages", Screen, (input) => {
    const messages = teams.workspace.messages(shownPlace(teams, input).id);
    const { thread } = input;
    return messages.filter((one) => !thread || one.id === thread || one.root === thread).map(shownMessage);
  }),

  call("GET", "teams/typing", Screen, (input) => teams.workspace.typing(shownPlace(teams, input).id)),

  call("GET", "teams/deliveries", z.object({ since: z.coerce.number().default(0) }), ({ since }) =>
    teams.delivery.log().filter((one) => one.at >= since),
  ),
];

/** Teams' part of `GET /control/state`. */
export const conversationsOf = (teams: TeamsService) =>
  teams.workspace.conversations().map(({ id, name, kind, channelType, user, members, bot }) => ({
    id,
    name,
    kind,
    channelType,
    user,
    members,
    bot,
  }));

const shownPlace = (teams: TeamsService, { conversation, user }: z.infer<typeof Screen>): Conversation =>
  placeOf(teams, user ? personOf(teams, user) : undefined, conversation);

const personOf = (teams: TeamsService, name: string): Person => {
  const person = teams.workspace.person(name);
  if (!person) throw new Bad(`user: "${name}" is none of ${PEOPLE.map((one) => one.name).join(", ")}.`, 404);
  return person;
};

/** A conversation by name or id; `personal` is the person's own chat with the bot, `personal:asker` that of asker. */
const placeOf = (teams: TeamsService, person: Person | undefined, name: string): Conversation => {
  const all = teams.workspace.conversations();
  if (name === "personal" && !person) throw new Bad('conversation: "personal" needs a user; or say whose.');
  const wanted = name === "personal" ? `personal:${person?.name}` : name;
  const found = all.find(({ id, name }) => id === wanted || name === wanted);
  if (!found) throw new Bad(`conversation: "${name}" is none of ${all.map((one) => one.name).join(", ")}.`, 404);
  if (person && found.kind === "personal" && found.user !== person.id)
    throw new Bad(`conversation: ${person.name} cannot see the personal chat of somebody else.`);
  if (person && !found.members.includes(person.id))
    throw new Bad(`conversation: ${person.name} is not a member of ${found.name}.`);
  return found;
};

const messageAt = (teams: TeamsService, conversation: Conversation, id: string): Message => {
  const message = teams.workspace.find(conversation.id, id);
  if (!message) throw new Bad(`There is no message ${id} in ${conversation.name}.`, 404);
  return message;
};

const rootOf = (teams: TeamsService, conversation: Conversation, thread: string): string => {
  if (conversation.kind !== "channel") throw new Bad(`thread: ${conversation.name} has none; only channels have.`);
  const message = messageAt(teams, conversation, thread);
  return message.root ?? message.id;
};

/** The pressed action: one of the card that the person sees, or a forged one. */
const pressedOf = (message: Message, person: Person, { action, data, fallback }: z.infer<typeof Click>): Pressed => {
  const own = message.responses.find(({ user, card }) => user === person.id && card)?.card;
  const found = actionOf(own ?? message.card, action, fallback, data);
  if (!found && data === undefined) throw new Bad(`The card has no action "${action}".`, 404);
  if (!found) return action === "submit" ? { kind: "submit", data } : { kind: "execute", verb: action, data };
  if (data === undefined) return found;
  return { ...found, data: { ...(typeof found.data === "object" ? found.data : {}), ...data } };
};
