import type { Place } from "../../ports/place.ts";
import type { TurnDeps } from "../turn-deps.ts";

/**
 * Whether an agent may answer in a place: one marked `sensitive` does so where nobody reads along, or where it is listed.
 * Of one that is no longer configured nobody knows whether it was.
 */
export const mayAnswerIn = (
  { agents, config }: Pick<TurnDeps, "agents" | "config">,
  place: Pick<Place, "direct" | "channelId">,
  agent: string,
): boolean =>
  place.direct ||
  (agents.has(agent) && !agents.get(agent)?.profile.sensitive) ||
  config.access.sensitive_channels.includes(place.channelId);
