import { z } from "zod";
import { placeOfChannel, placeOfHome } from "../address.ts";
import { optional } from "./fields.ts";
import type { EventContext } from "./message.ts";
import { actorOf } from "./organisation.ts";
import { act, nothing, type Reading, unreadable } from "./reading.ts";

/* Somebody comes to us, or we come into a channel. */

interface Arrival {
  event: object;
  event_id: string;
}

/** Reads `app_home_opened`, which Slack sends whenever somebody looks at our Home tab or at their chat with us. */
export const readOpened = ({ event, event_id }: Arrival, { ours, enterprises, shared }: EventContext): Reading => {
  const opened = Opened.safeParse(event);
  if (!opened.success) return unreadable("app_home_opened", opened.error);
  const { user, channel, tab } = opened.data;
  if (tab !== "home" && (tab !== "messages" || channel === undefined)) return nothing;
  return act({
    kind: "open",
    id: `slack:${ours.team}:${event_id}`,
    place: channel === undefined || tab === "home" ? placeOfHome(ours.team, user) : placeOfChannel(ours.team, channel),
    actor: actorOf({ user, home: ours.team, enterprises }, ours),
    external: shared,
    part: tab === "home" ? "home" : "chat",
  });
};

/** Reads `member_joined_channel`, of which our own joining alone concerns us. */
export const readJoined = ({ event, event_id }: Arrival, { ours, enterprises, shared }: EventContext): Reading => {
  const joined = Joined.safeParse(event);
  if (!joined.success) return unreadable("member_joined_channel", joined.error);
  const { user, channel, inviter } = joined.data;
  if (user !== ours.bot) return nothing;
  return act({
    kind: "install",
    id: `slack:${ours.team}:${event_id}`,
    place: placeOfChannel(ours.team, channel),
    actor: actorOf({ user: inviter ?? user, home: ours.team, enterprises }, ours),
    external: shared,
  });
};

const Opened = z.object({ user: z.string(), channel: optional(z.string()), tab: z.string() });

const Joined = z.object({ user: z.string(), channel: z.string(), inviter: optional(z.string()) });
