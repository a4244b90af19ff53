import type { Departure } from "../../../src/ports/chat/departure.ts";
import { conversationOf, tenantOf } from "../address.ts";
import type { Activity } from "./activity.ts";
import { actorOf, fingerprint } from "./parse.ts";

/**
 * A person has removed the app from their own chats. Teams reports it twice, by installationUpdate and by
 * conversationUpdate. Removal from a team or group says nothing about anybody, nor does the change to a new version.
 * Teams never tells that an account was switched off.
 */
export const departureOf = (activity: Activity): Departure | undefined => {
  const { conversation, from, recipient } = activity;
  if (conversation.scope !== "personal" || from.id === recipient.id || !tenantOf(activity)) return undefined;
  if (!isRemoval(activity)) return undefined;
  const { tenant, user } = actorOf(activity);
  const name = fingerprint(activity, ["departure", conversation.id]);
  const id = `teams:${tenant}:${conversationOf(conversation.id)}:departure:${name}`;
  return { kind: "departure", id, platform: "teams", tenant, users: [user] };
};

const isRemoval = ({ type, action, membersRemoved, recipient, from }: Activity): boolean => {
  if (type === "installationUpdate") return action === "remove";
  return type === "conversationUpdate" && membersRemoved.some(({ id }) => id === recipient.id || id === from.id);
};
