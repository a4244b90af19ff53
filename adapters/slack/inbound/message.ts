import { z } from "zod";
import { placeOf, placeOfRoot } from "../address.ts";
import { attachedTo } from "./attached.ts";
import { extra, optional, text } from "./fields.ts";
import { actorOf, type Installation, isExternal } from "./organisation.ts";
import { act, nothing, type Reading, unreadable } from "./reading.ts";
import { addressesOthers, mentions, typedText } from "./typed-text.ts";

/** What the envelope of an event says. */
export interface EventContext {
  ours: Installation & { team: string };
  enterprises: (string | undefined)[];
  shared: boolean;
}

/** Reads a `message` or `app_mention` event. */
export const readMessage = (event: object, context: EventContext): Reading => {
  const head = Head.safeParse(event);
  if (!head.success) return unreadable("message", head.error);
  if (head.data.subtype === "message_changed") return readChange(event, context);
  if (!isPersons(head.data, context.ours)) return nothing;
  const message = Message.safeParse(event);
  return message.success ? readPersons(message.data, context) : unreadable("message", message.error);
};

/** An edit counts only if it adds a mention of us. A direct message was already answered before it was edited. */
const readChange = (event: object, context: EventContext): Reading => {
  const change = Change.safeParse(event);
  if (!change.success) return unreadable("message.message_changed", change.error);
  const { channel, message, previous_message } = change.data;
  const { bot } = context.ours;
  if (!mentions(textOf(message), bot) || mentions(textOf(previous_message), bot)) return nothing;
  return readMessage({ ...message, type: "app_mention", channel }, context);
};

const textOf = (message: { text?: unknown } | undefined): string =>
  typeof message?.text === "string" ? message.text : "";

const readPersons = (message: Message, { ours, enterprises, shared }: EventContext): Reading => {
  const { channel, ts, thread_ts: root, user } = message;
  const place = root ? placeOf(ours.team, channel, root) : placeOfRoot(ours.team, channel, ts);
  const entry = entryOf(message, place.direct, ours);
  if (!entry || isLateEdit(message)) return nothing;
  const profile = message.user_profile;
  const name = profile?.display_name || profile?.real_name;
  const origin = { user, name, home: message.user_team ?? message.team ?? ours.team, enterprises, shared };
  return act({
    kind: "message",
    id: `slack:${ours.team}:${channel}:${ts}`,
    place,
    actor: actorOf(origin, ours),
    external: isExternal(origin, ours),
    text: typedText(message.text, ours.bot),
    entry,
    ...attachedTo(message),
    ...(!place.direct && addressesOthers(message.text, ours.bot) ? { toOthers: true } : {}),
  });
};

/** Subtypes of messages that people write. All others are edits, joins, programs and the like. */
const written: readonly (string | undefined)[] = [undefined, "file_share", "thread_broadcast", "me_message"];

/** The authors of Slack's own notices, which have no subtype. */
const slackItself: readonly string[] = ["USLACKBOT", "USLACK"];

const isPersons = ({ subtype, user, bot_id, app_id, bot_profile }: Head, ours: Installation): boolean =>
  written.includes(subtype) &&
  [bot_id, app_id, bot_profile].every((mark) => mark === undefined) &&
  (user === undefined || (user !== ours.bot && !slackItself.includes(user)));

const entryOf = (
  message: Message,
  direct: boolean,
  { bot }: Installation,
): "mention" | "direct" | "followup" | undefined => {
  if (direct) return "direct";
  if (message.type === "app_mention" || mentions(message.text, bot)) return "mention";
  return message.thread_ts !== undefined && message.thread_ts !== message.ts ? "followup" : undefined;
};

/** After this time the store may have forgotten that the message was answered already. */
const isLateEdit = ({ ts, edited }: Message): boolean =>
  edited?.ts !== undefined && Number(edited.ts) - Number(ts) > mostSeconds;
const mostSeconds = 24 * 3_600;

const Head = z.object({
  subtype: optional(z.string()),
  user: optional(z.string()),
  bot_id: optional(z.unknown()),
  app_id: optional(z.unknown()),
  bot_profile: optional(z.unknown()),
});
type Head = z.infer<typeof Head>;

const Change = z.object({
  channel: z.string(),
  message: z.looseObject({}),
  previous_message: optional(z.looseObject({})),
});

const Profile = z.object({ display_name: extra(z.string()), real_name: extra(z.string()) });

const Message = z.object({
  type: z.enum(["message", "app_mention"]),
  channel: z.string(),
  user: z.string(),
  text,
  ts: z.string(),
  thread_ts: optional(z.string()),
  team: optional(z.string()),
  user_team: optional(z.string()),
  edited: optional(z.object({ ts: optional(z.string()) })),
  user_profile: extra(Profile),
  attachments: extra(z.array(z.unknown())),
  blocks: extra(z.array(z.unknown())),
  files: extra(z.array(z.unknown())),
});
type Message = z.infer<typeof Message>;
