import { z } from "zod";
import type { Actor } from "../../../src/ports/actor.ts";
import type { Inbound } from "../../../src/ports/inbound.ts";
import { Place } from "../../../src/ports/place.ts";
import { placeOf, placeOfCommand, placeOfRoot, refOf } from "../address.ts";
import { mentions, typedText } from "./incoming.ts";

/** Our own installation: learned by `auth.test`; before that each event's authorizations say it. */
export interface Self {
  team?: string | undefined;
  bot?: string | undefined;
}

/** An Events API body. Everything that is not a person's act yields nothing. */
export const fromEvent = (body: unknown, known: Self): Inbound | undefined => {
  const envelope = Envelope.safeParse(body).data;
  if (!envelope) return undefined;
  const ours = envelope.authorizations.find((authorization) => authorization.is_bot);
  const self = {
    team: known.team ?? ours?.team_id ?? envelope.context_team_id ?? envelope.team_id,
    bot: known.bot ?? ours?.user_id,
  };
  return envelope.event.type === "agent_session_stopped"
    ? fromStop(envelope, self)
    : fromMessage(envelope.event, self, envelope.is_ext_shared_channel);
};

/** A slash command body; whatever the command is called, its text is the message. */
export const fromCommand = (body: unknown, known: Self): Inbound | undefined => {
  const command = Command.safeParse(body).data;
  if (!command) return undefined;
  const team = known.team ?? command.team_id;
  return {
    kind: "message",
    id: `slack:${team}:command:${command.trigger_id}`,
    place: placeOfCommand(team, command.channel_id, `command:${command.trigger_id}`, command.user_id),
    actor: actorOf(command.team_id, command.user_id, command.user_name),
    external: command.team_id !== team,
    trigger: command.trigger_id,
    text: typedText(command.text, known.bot),
    entry: "command",
  };
};

/** A block_actions body: a click on one of our buttons. */
export const fromAction = (body: unknown, known: Self): Inbound | undefined => {
  const click = BlockActions.safeParse(body).data;
  const [action] = click?.actions ?? [];
  if (!click || !action) return undefined;
  const { container, user } = click;
  const { channel_id: channel, message_ts: ts } = container;
  const home = user.team_id ?? click.team?.id ?? "";
  const team = known.team ?? click.team?.id ?? home;
  const root = container.thread_ts ?? click.message?.thread_ts ?? ts;
  // A message for one person alone is no root of a thread.
  const isRootless = container.is_ephemeral && root === ts;
  const place = isRootless ? placeOfCommand(team, channel, `click:${ts}`, user.id) : placeOf(team, channel, root);
  return {
    kind: "click",
    id: `slack:${team}:${channel}:${ts}:click:${action.action_ts}:${action.action_id}:${user.id}`,
    place,
    actor: actorOf(home, user.id, user.name ?? user.username),
    external: home !== team,
    ...(click.trigger_id ? { trigger: click.trigger_id } : {}),
    action: actionOf(action.action_id),
    value: action.value,
    on: refOf(place.thread, {
      channel,
      ts,
      ...(root === ts ? {} : { thread_ts: root }),
      ...(container.is_ephemeral ? { only: user.id } : {}),
    }),
  };
};

/** A view_submission body: one of our modals (see form.ts) was sent. */
export const fromView = (body: unknown, known: Self): Inbound | undefined => {
  const sent = ViewSubmission.safeParse(body).data;
  if (!sent) return undefined;
  const { user, view } = sent;
  const { value, place } = view.private_metadata;
  const home = user.team_id ?? sent.team?.id ?? "";
  const team = known.team ?? sent.team?.id ?? home;
  if (!place.thread.startsWith(`slack:${team}:`)) return undefined;
  const inputs = Object.values(view.state.values).flatMap((block) => Object.entries(block));
  return {
    kind: "form",
    id: `slack:${team}:view:${view.id}`,
    place,
    actor: actorOf(home, user.id, user.name ?? user.username),
    external: home !== team,
    ...(sent.trigger_id ? { trigger: sent.trigger_id } : {}),
    action: view.callback_id,
    value,
    fields: Object.fromEntries(inputs.flatMap(([name, input]) => (filled(input) ? [[name, filled(input)]] : []))),
  };
};

const filled = ({ value, selected_date, selected_option }: z.infer<typeof Input>): string =>
  value ?? selected_date ?? selected_option?.value ?? "";

/** Buttons of one message need different ids: a repeated action carries a number, see render.ts. */
const actionOf = (actionId: string): string => actionId.replace(/#\d+$/, "");

const Envelope = z.object({
  team_id: z.string().optional(),
  context_team_id: z.string().nullish(),
  event_id: z.string(),
  is_ext_shared_channel: z.boolean().default(false),
  authorizations: z
    .array(z.object({ team_id: z.string().nullish(), user_id: z.string(), is_bot: z.boolean().default(true) }))
    .default([]),
  event: z.looseObject({ type: z.string() }),
});
type Envelope = z.infer<typeof Envelope>;

const Message = z.object({
  type: z.enum(["message", "app_mention"]),
  subtype: z.string().optional(),
  channel: z.string(),
  user: z.string(),
  text: z.string().default(""),
  ts: z.string(),
  thread_ts: z.string().optional(),
  team: z.string().optional(),
  user_team: z.string().optional(),
  bot_id: z.string().nullish(),
  edited: z.unknown().optional(),
  user_profile: z.object({ display_name: z.string(), real_name: z.string() }).partial().optional(),
});
type Message = z.infer<typeof Message>;

const Stop = z.object({ channel: z.string(), thread_ts: z.string(), user: z.string() });

const Command = z.object({
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string().optional(),
  text: z.string().default(""),
  trigger_id: z.string(),
});

const Person = z.object({
  id: z.string(),
  name: z.string().optional(),
  username: z.string().optional(),
  team_id: z.string().optional(),
});

const Input = z.object({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});

/** What form.ts wrote into the modal. */
const Sealed = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue("not ours");
      return z.NEVER;
    }
  })
  .pipe(z.object({ value: z.string(), place: Place }));

const ViewSubmission = z.object({
  type: z.literal("view_submission"),
  user: Person,
  team: z.object({ id: z.string() }).nullish(),
  trigger_id: z.string().optional(),
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: Sealed,
    state: z.object({ values: z.record(z.string(), z.record(z.string(), Input)) }),
  }),
});

const BlockActions = z.object({
  user: Person,
  team: z.object({ id: z.string() }).nullish(),
  trigger_id: z.string().optional(),
  container: z.object({
    channel_id: z.string(),
    message_ts: z.string(),
    thread_ts: z.string().optional(),
    is_ephemeral: z.boolean().default(false),
  }),
  message: z.object({ thread_ts: z.string().optional() }).optional(),
  actions: z.array(z.object({ action_id: z.string(), action_ts: z.string(), value: z.string().default("") })).min(1),
});

/** Subtypes that are still something a person wrote; all others are edits, joins, bots and the like. */
const written = new Set([undefined, "file_share", "thread_broadcast", "me_message"]);

const fromMessage = (event: unknown, self: Self, shared: boolean): Inbound | undefined => {
  const message = Message.safeParse(event).data;
  if (!message || !self.team || !isPersons(message, self)) return undefined;
  const { channel, ts, user } = message;
  const { thread_ts: root } = message;
  const place = root ? placeOf(self.team, channel, root) : placeOfRoot(self.team, channel, ts);
  const entry = entryOf(message, place.direct, self);
  if (!entry) return undefined;
  const home = message.user_team ?? message.team ?? self.team;
  return {
    kind: "message",
    id: `slack:${self.team}:${channel}:${ts}`,
    place,
    actor: actorOf(home, user, message.user_profile?.display_name || message.user_profile?.real_name),
    external: shared || home !== self.team,
    text: typedText(message.text, self.bot),
    entry,
  };
};

const isPersons = (message: Message, self: Self): boolean =>
  written.has(message.subtype) &&
  !message.bot_id &&
  message.edited === undefined &&
  message.user !== self.bot &&
  message.user !== "USLACKBOT";

const entryOf = (message: Message, direct: boolean, self: Self): "mention" | "direct" | "followup" | undefined => {
  if (direct) return "direct";
  if (message.type === "app_mention" || mentions(message.text, self.bot)) return "mention";
  return message.thread_ts !== undefined && message.thread_ts !== message.ts ? "followup" : undefined;
};

const fromStop = (envelope: Envelope, self: Self): Inbound | undefined => {
  const stop = Stop.safeParse(envelope.event).data;
  if (!stop || !self.team) return undefined;
  return {
    kind: "stop",
    id: `slack:${self.team}:${envelope.event_id}`,
    place: placeOf(self.team, stop.channel, stop.thread_ts),
    actor: actorOf(self.team, stop.user),
    external: envelope.is_ext_shared_channel,
  };
};

const actorOf = (tenant: string, user: string, name?: string): Actor => ({
  platform: "slack",
  tenant,
  user,
  ...(name ? { name } : {}),
});
