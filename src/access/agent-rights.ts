import type { Access } from "../config/config.ts";
import type { Actor } from "../ports/actor.ts";
import type { AgentProfile } from "../ports/databricks/agent.ts";
import type { Place } from "../ports/place.ts";
import { isAdmin, named } from "./access.ts";

/*
 * Who may ask which agent. What somebody may not ask is neither offered to them nor named, and it is looked up again when
 * the question is sent, because buttons can be forged and settings change.
 */

/** Who asks, and where the question was put. */
export interface Asking {
  actor: Actor;
  place: Pick<Place, "channelId" | "direct">;
}

/** Whether this person may ask the agent here. A limit to channels holds for administrators too, where others read along. */
export const mayAsk = (
  { access }: { access: Access },
  { allow }: Pick<AgentProfile, "allow">,
  { actor, place }: Asking,
): boolean => {
  if (!allow) return true;
  const admin = isAdmin(access, actor);
  if (admin && place.direct) return true;
  if (allow.channels.length > 0 && !allow.channels.includes(place.channelId)) return false;
  return admin || (!allow.admins_only && (allow.users.length === 0 || named(allow.users, actor)));
};
