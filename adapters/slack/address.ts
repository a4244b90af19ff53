import { z } from "zod";
import type { Place, PostRef } from "../../src/ports/place.ts";

/** `Place.to` of Slack. Without `thread_ts` the first post becomes the root. */
export const To = z.object({
  channel: z.string(),
  thread_ts: z.string().optional(),
  /** The message opens the thread, so that nobody has replied in it yet. */
  opens: z.boolean().optional(),
  /** Who gave the command; see conversations.ts for where its answer goes. */
  asker: z.string().optional(),
});
export type To = z.infer<typeof To>;

/** `PostRef.id` of Slack. */
export const PostId = z.object({
  channel: z.string(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  /** Visible to this user alone. Slack cannot edit such a message. */
  only: z.string().optional(),
  /** It showed progress, so Slack shows the thread as being worked on until the final edit. */
  session: z.boolean().optional(),
});
export type PostId = z.infer<typeof PostId>;

/** The place of a thread: `slack:<team>:<channel>:<root ts>`. */
export const placeOf = (team: string, channel: string, root: string): Place => ({
  ...channelOf(team, channel, root),
  to: { channel, thread_ts: root },
});

/** The place of a thread that a message would open. */
export const placeOfRoot = (team: string, channel: string, ts: string): Place => ({
  ...channelOf(team, channel, ts),
  to: { channel, thread_ts: ts, opens: true },
});

/** The place of a command: it has no thread until the first post gives it a root; until then `name` stands in its id. */
export const placeOfCommand = (team: string, channel: string, name: string, asker: string): Place => ({
  ...channelOf(team, channel, name),
  to: { channel, asker },
});

/** The place of a channel in which nobody has asked. What is posted there becomes a root. */
export const placeOfChannel = (team: string, channel: string): Place => ({
  ...channelOf(team, channel, "room"),
  to: { channel },
});

const channelOf = (team: string, channel: string, thread: string): Omit<Place, "to"> => ({
  platform: "slack",
  thread: `slack:${team}:${channel}:${thread}`,
  channelId: channel,
  direct: isDirect(channel),
});

export const refOf = (thread: string, id: PostId): PostRef => ({ platform: "slack", thread, id: { ...id } });

export const teamOf = (place: Place): string => place.thread.split(":")[1] ?? "";

/** Ids of direct messages begin with D, those of channels with C or G. The id of a person, U or W, opens a direct message. */
export const isDirect = (channel: string): boolean => /^[DUW]/.test(channel);
