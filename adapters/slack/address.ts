import { z } from "zod";
import type { Place, PostRef } from "../../src/ports/place.ts";

/** `Place.to` in Slack. Without `thread_ts` the first post becomes the root of a thread. */
export const Address = z.object({
  channel: z.string(),
  thread_ts: z.string().optional(),
  /** The message has just opened the thread, so nobody has replied in it yet. */
  opens: z.boolean().optional(),
  /** Who ran the command. conversations.ts decides where its answer goes. */
  asker: z.string().optional(),
});
export type Address = z.infer<typeof Address>;

/** `PostRef.id` in Slack. */
export const PostId = z.object({
  channel: z.string(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  /** Visible only to this user. Slack cannot edit such a message. */
  only: z.string().optional(),
  /** The post showed progress, so the thread's agent session is "processing" until the final edit. */
  session: z.boolean().optional(),
});
export type PostId = z.infer<typeof PostId>;

/** The place of a thread: `slack:<team>:<channel>:<root ts>`. */
export const placeOf = (team: string, channel: string, root: string): Place => ({
  ...threadIn(team, channel, root),
  to: { channel, thread_ts: root },
});

/** The place of a thread that a message would open. */
export const placeOfRoot = (team: string, channel: string, ts: string): Place => ({
  ...threadIn(team, channel, ts),
  to: { channel, thread_ts: ts, opens: true },
});

/** The place of a command. It has no thread before the first post; `name` takes the place of the root's ts until then. */
export const placeOfCommand = (team: string, channel: string, name: string, asker: string): Place => ({
  ...threadIn(team, channel, name),
  to: { channel, asker },
});

/** The place of a person's Home tab: what is asked there is answered in their direct messages with us. */
export const placeOfHome = (team: string, user: string, name = "home"): Place => placeOfCommand(team, user, name, user);

/**
 * The place of a message that somebody asks about: its thread, or the asker's direct messages where we cannot answer in
 * that channel.
 */
export const placeOfMessage = (
  team: string,
  { channel, ts, thread_ts: root }: { channel: string; ts: string; thread_ts?: string | undefined },
  asker: string,
): Place => ({
  ...threadIn(team, channel, root ?? ts),
  to: { channel, thread_ts: root ?? ts, ...(root === undefined ? { opens: true } : {}), asker },
});

/** The place of a channel where nobody has asked. Every post there becomes a root. */
export const placeOfChannel = (team: string, channel: string): Place => ({
  ...threadIn(team, channel, "channel"),
  to: { channel },
});

const threadIn = (team: string, channel: string, thread: string): Omit<Place, "to"> => ({
  platform: "slack",
  thread: `slack:${team}:${channel}:${thread}`,
  channelId: channel,
  direct: isDirect(channel),
});

/** Names a message. */
export const postKey = ({ id }: PostRef): string => {
  const { channel, ts } = PostId.parse(id);
  return JSON.stringify([channel, ts]);
};

/** Where a message can be opened. `url`: the address of the workspace. */
export const linkOf = ({ id }: PostRef, url: string | undefined): string | undefined => {
  const { channel, ts, thread_ts: root, only } = PostId.parse(id);
  if (url === undefined || only !== undefined) return undefined;
  const link = new URL(`archives/${channel}/p${ts.replace(".", "")}`, url);
  if (root !== undefined && root !== ts)
    link.search = new URLSearchParams({ thread_ts: root, cid: channel }).toString();
  return link.href;
};

export const refOf = (thread: string, id: PostId): PostRef => ({ platform: "slack", thread, id: { ...id } });

export const teamOf = (place: Place): string => place.thread.split(":")[1] ?? "";

/** Ids of direct messages begin with D, those of channels with C or G. The id of a person, U or W, opens a direct message. */
export const isDirect = (channel: string): boolean => /^[DUW]/.test(channel);
