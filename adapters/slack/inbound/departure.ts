import { z } from "zod";
import { optional } from "./fields.ts";
import { actorOf, type Installation } from "./organisation.ts";
import { nothing, type Reading, unreadable } from "./reading.ts";

/*
 * Events by which Slack says that somebody has left, or that the app was removed. They are signed like all others.
 * https://docs.slack.dev/reference/events/tokens_revoked
 */

const types = ["user_change", "app_uninstalled", "tokens_revoked"] as const;
type Type = (typeof types)[number];

export const isDeparture = (type: string): type is Type => types.some((one) => one === type);

/** What is around an event. */
interface EventEnvelope {
  team_id?: string | undefined;
  authorizations?: { enterprise_id?: string | undefined }[] | undefined;
  event_id: string;
  event: { type: string };
}

/** Reads one of these events. Most changes of a person are none of our business. */
export const readDeparture = (envelope: EventEnvelope, known: Installation): Reading => {
  // The team that the event is about: the app may be removed from another one and stay in ours.
  const team = envelope.team_id ?? known.team;
  if (team === undefined) return nothing;
  const event = Event.safeParse(envelope.event);
  if (!event.success) return unreadable(envelope.event.type, event.error);
  const enterprise = known.enterprise ?? envelope.authorizations?.find((one) => one.enterprise_id)?.enterprise_id;
  const gone = whoIsGone(event.data, { ...known, team, enterprise });
  if (!gone) return nothing;
  const id = `slack:${team}:${envelope.event_id}`;
  return { kind: "departure", departure: { kind: "departure", id, platform: "slack", ...gone } };
};

interface Gone {
  tenant: string;
  users?: string[];
}

/** Without `users`: everybody. */
const whoIsGone = (event: z.infer<typeof Event>, ours: Installation & { team: string }): Gone | undefined => {
  switch (event.type) {
    case "app_uninstalled":
      return { tenant: ours.team };
    case "tokens_revoked":
      // Without the token of the bot we are nobody there any more.
      if (event.tokens.bot.length > 0) return { tenant: ours.team };
      return event.tokens.oauth.length > 0 ? { tenant: ours.team, users: event.tokens.oauth } : undefined;
    case "user_change": {
      const { id, deleted, team_id: home = ours.team, enterprise_user: inGrid } = event.user;
      if (!deleted) return undefined;
      const { tenant, user } = actorOf({ user: id, home, enterprises: [inGrid?.enterprise_id] }, ours);
      return { tenant, users: [user] };
    }
  }
};

const ids = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);

const Event = z.discriminatedUnion("type", [
  z.object({ type: z.literal("app_uninstalled") }),
  z.object({ type: z.literal("tokens_revoked"), tokens: z.object({ oauth: ids, bot: ids }) }),
  z.object({
    type: z.literal("user_change"),
    user: z.object({
      id: z.string(),
      team_id: optional(z.string()),
      deleted: optional(z.boolean()),
      enterprise_user: optional(z.object({ enterprise_id: optional(z.string()) })),
    }),
  }),
]);
