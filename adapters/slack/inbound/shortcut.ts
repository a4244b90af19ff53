import { z } from "zod";
import type { Attached } from "../../../src/ports/chat/inbound.ts";
import { placeOfMessage } from "../address.ts";
import { shortcut as ourShortcut } from "../api-permissions.ts";
import { attachedTo } from "./attached.ts";
import { blockText } from "./block-text.ts";
import { optional, text } from "./fields.ts";
import { actorOf, type Installation, isExternal } from "./organisation.ts";
import { interaction, originOf } from "./person.ts";
import { act, nothing, type Reading, unreadable } from "./reading.ts";
import { typedText } from "./typed-text.ts";

/** Reads a message_action: our shortcut in the menu of a message. */
export const readShortcut = (body: unknown, known: Installation): Reading => {
  const shortcut = Shortcut.safeParse(body);
  if (!shortcut.success) return unreadable("message_action", shortcut.error);
  const { callback_id, channel, message, message_ts: ts, action_ts, trigger_id: trigger } = shortcut.data;
  if (callback_id !== ourShortcut) return nothing;
  const { origin, ours } = originOf(shortcut.data, known);
  return act({
    kind: "shortcut",
    id: `slack:${ours.team}:${channel.id}:${ts}:shortcut:${action_ts}:${origin.user}`,
    place: placeOfMessage(ours.team, { channel: channel.id, ts, thread_ts: message.thread_ts }, origin.user),
    actor: actorOf(origin, ours),
    external: isExternal(origin, ours),
    ...(trigger ? { trigger } : {}),
    about: aboutOf(message, ours.bot),
  });
};

/** What can be read in the message. */
const aboutOf = (message: Message, bot: string | undefined): Attached[] => {
  const { attached = [] } = attachedTo(message);
  const { username, user_profile: profile, blocks = [] } = message;
  const author = profile?.display_name || profile?.real_name || username;
  const words = typedText(message.text, bot) || blocks.slice(0, mostBlocks).map(blockText).join("\n").trim();
  return [...(words ? [{ kind: "quote" as const, ...(author ? { author } : {}), text: words }] : []), ...attached];
};

const mostBlocks = 100;

const Message = z.object({
  text,
  thread_ts: optional(z.string()),
  username: optional(z.string()),
  user_profile: optional(z.object({ display_name: optional(z.string()), real_name: optional(z.string()) })),
  attachments: optional(z.array(z.unknown())),
  blocks: optional(z.array(z.unknown())),
  files: optional(z.array(z.unknown())),
});
type Message = z.infer<typeof Message>;

const Shortcut = z.object({
  ...interaction,
  callback_id: z.string(),
  action_ts: z.string(),
  message_ts: z.string(),
  channel: z.object({ id: z.string() }),
  message: Message,
});
