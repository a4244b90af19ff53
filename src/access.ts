import type { Access } from "./config/config.ts";
import { Problem } from "./errors.ts";
import type { Actor } from "./ports/actor.ts";
import type { Inbound } from "./ports/inbound.ts";

/** Who may ask where. Returns the refusal to show, or undefined when the act is allowed. */
export const refusal = (access: Access, { actor, place, external }: Inbound): Problem | undefined => {
  if (access.tenants.length > 0 && !access.tenants.includes(actor.tenant)) {
    return denied(
      "tenant",
      "I answer only people of my own workspace. Ask an administrator to add yours (setting access.tenants).",
    );
  }
  if (external && !access.external) {
    return denied(
      "external",
      "I do not answer where another organisation can read along. Ask me in a channel of your own workspace or in a direct message.",
    );
  }
  if (!place.direct && access.channels.length > 0 && !access.channels.includes(place.channelId)) {
    return denied(
      "channel",
      "I am not switched on for this channel. Ask me in a direct message, or ask an administrator to add it (setting access.channels).",
    );
  }
  if (access.users.length > 0 && !named(access.users, actor) && !isAdmin(access, actor)) {
    return denied(
      "user",
      "You are not on the list of people I answer. Ask an administrator to add you (setting access.users).",
    );
  }
  return undefined;
};

export const isAdmin = (access: Access, actor: Actor): boolean => named(access.admins, actor);

/** The same person on the same platform. */
export const isSame = (a: Actor, b: Actor): boolean =>
  a.platform === b.platform && a.tenant === b.tenant && a.user === b.user;

/** Whether a list of user ids and e-mail addresses holds this person. */
export const named = (list: readonly string[], actor: Actor): boolean =>
  list.includes(actor.user) || (actor.email !== undefined && list.includes(actor.email));

const denied = (code: string, sentence: string): Problem => new Problem(`access.${code}`, sentence);
