/**
 * Everything of Slack that this adapter uses. manifests/slack.json asks for exactly this and no more; a test compares
 * the two, so that a new method or event cannot be forgotten there.
 */

/** Web API methods and the bot scopes that each needs. */
export const methods = {
  "auth.test": [],
  "chat.postMessage": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.update": ["chat:write"],
  "chat.delete": ["chat:write"],
  "agents.sessions.setStatus": ["assistant:write", "chat:write"],
  "conversations.history": ["channels:history", "groups:history", "im:history", "mpim:history"],
  "conversations.info": ["channels:read", "groups:read", "mpim:read"],
  "conversations.open": ["im:write"],
  "conversations.replies": ["channels:history", "groups:history", "im:history", "mpim:history"],
  "files.getUploadURLExternal": ["files:write"],
  "files.completeUploadExternal": ["files:write"],
  "users.info": ["users:read"],
  "views.open": [],
} as const satisfies Record<string, readonly string[]>;

export type Method = keyof typeof methods;

/** Events and the bot scopes that Slack wants before it sends them. */
export const events = {
  app_mention: ["app_mentions:read"],
  "message.channels": ["channels:history"],
  "message.groups": ["groups:history"],
  "message.im": ["im:history"],
  "message.mpim": ["mpim:history"],
  agent_session_stopped: ["assistant:write"],
} as const satisfies Record<string, readonly string[]>;

const typeOf = (event: string): string => event.replace(/\..*/, "");

/** The types that those events have when they arrive: a `message.im` is a `message`. */
export const eventTypes = new RegExp(`^(?:${Object.keys(events).map(typeOf).join("|")})$`);

/** The one slash command; its first words say what to do. */
export const command = "/genie";

/** The bot scopes that all this needs. */
export const scopes: string[] = [
  ...new Set([...Object.values(methods).flat(), ...Object.values(events).flat(), "commands"]),
].sort();
