import { z } from "zod";
import { placeOf, refOf } from "../address.ts";
import { eventTypes } from "../api-permissions.ts";
import { readJoined, readOpened } from "./arrival.ts";
import { isDeparture, readDeparture } from "./departure.ts";
import { optional } from "./fields.ts";
import { type EventContext, readMessage } from "./message.ts";
import { actorOf, type Installation } from "./organisation.ts";
import { act, nothing, type Reading, unreadable } from "./reading.ts";

/** Reads a body of the Events API. */
export const readEvent = (body: unknown, known: Installation): Reading => {
  const envelope = Envelope.safeParse(body);
  const type = envelope.data?.event.type ?? Head.safeParse(body).data?.event.type;
  if (type !== undefined && !eventTypes.test(type)) return nothing;
  if (!envelope.success) return unreadable(type ?? "event", envelope.error);
  if (isDeparture(envelope.data.event.type)) return readDeparture(envelope.data, known);
  const context = contextOf(envelope.data, known);
  if (!context) return nothing;
  switch (type) {
    case "reaction_added":
      return readReaction(envelope.data, context);
    case "agent_session_stopped":
      return readStop(envelope.data, context);
    case "app_home_opened":
      return readOpened(envelope.data, context);
    case "member_joined_channel":
      return readJoined(envelope.data, context);
    default:
      return readMessage(envelope.data.event, context);
  }
};

/** The authorization names our installation. In a shared channel, the team of the envelope may be another one. */
const contextOf = (envelope: Envelope, known: Installation): EventContext | undefined => {
  const authorization = envelope.authorizations?.find(({ is_bot }) => is_bot !== false);
  const team = known.team ?? authorization?.team_id ?? envelope.context_team_id ?? envelope.team_id;
  if (team === undefined) return undefined;
  return {
    ours: {
      team,
      bot: known.bot ?? authorization?.user_id,
      enterprise: known.enterprise ?? authorization?.enterprise_id,
    },
    enterprises: [envelope.enterprise_id, envelope.context_enterprise_id],
    shared: envelope.is_ext_shared_channel === true,
  };
};

/** Reads a use of Slack's own Stop control. */
const readStop = ({ event, event_id }: Envelope, { ours, enterprises, shared }: EventContext): Reading => {
  const stop = Stop.safeParse(event);
  if (!stop.success) return unreadable("agent_session_stopped", stop.error);
  const { channel, thread_ts, user } = stop.data;
  return act({
    kind: "stop",
    id: `slack:${ours.team}:${event_id}`,
    place: placeOf(ours.team, channel, thread_ts),
    actor: actorOf({ user, home: ours.team, enterprises }, ours),
    external: shared,
  });
};

/** ❌ and 🗑️ under a message of ours take it away. Other reactions, and those under other messages, mean nothing to us. */
const readReaction = ({ event, event_id }: Envelope, { ours, enterprises, shared }: EventContext): Reading => {
  const reaction = Reaction.safeParse(event);
  if (!reaction.success) return nothing;
  const { user, item, item_user, reaction: name } = reaction.data;
  if (!takingAway.has(name) || (item_user !== undefined && ours.bot !== undefined && item_user !== ours.bot))
    return nothing;
  const { channel, ts } = item;
  const place = placeOf(ours.team, channel, ts);
  return act({
    kind: "remove",
    id: `slack:${ours.team}:${event_id}`,
    place,
    actor: actorOf({ user, home: ours.team, enterprises }, ours),
    external: shared,
    on: refOf(place.thread, { channel, ts }),
  });
};

const takingAway = new Set(["x", "wastebasket"]);

const Head = z.looseObject({ event: z.looseObject({ type: z.string() }) });

const Authorization = z.object({
  team_id: optional(z.string()),
  enterprise_id: optional(z.string()),
  user_id: z.string(),
  is_bot: optional(z.boolean()),
});

const Envelope = z.object({
  team_id: optional(z.string()),
  context_team_id: optional(z.string()),
  enterprise_id: optional(z.string()),
  context_enterprise_id: optional(z.string()),
  event_id: z.string(),
  is_ext_shared_channel: optional(z.boolean()),
  authorizations: optional(z.array(Authorization)),
  event: z.looseObject({ type: z.string() }),
});
type Envelope = z.infer<typeof Envelope>;

const Stop = z.object({ channel: z.string(), thread_ts: z.string(), user: z.string() });

const Reaction = z.object({
  user: z.string(),
  reaction: z.string(),
  item: z.object({ type: z.literal("message"), channel: z.string(), ts: z.string() }),
  item_user: optional(z.string()),
});
