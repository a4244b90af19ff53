/*
 * Everything that this adapter uses of Slack. manifests/slack.json asks for exactly this; a test compares the two, so that
 * no new method or event is forgotten there.
 */

/** Web API methods and the bot scopes that each needs. */
export const methods = {
  "assistant.threads.setSuggestedPrompts": ["assistant:write"],
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
  "users.info": ["users:read", "users:read.email"],
  "views.open": [],
  "views.publish": [],
} as const satisfies Record<string, readonly string[]>;

export type Method = keyof typeof methods;

/** Events, and the bot scopes that Slack requires for each. */
export const events = {
  app_mention: ["app_mentions:read"],
  "message.channels": ["channels:history"],
  "message.groups": ["groups:history"],
  "message.im": ["im:history"],
  "message.mpim": ["mpim:history"],
  agent_session_stopped: ["assistant:write"],
  app_home_opened: [],
  member_joined_channel: ["channels:read", "groups:read"],
  reaction_added: ["reactions:read"],
  app_uninstalled: [],
  tokens_revoked: [],
  user_change: ["users:read"],
} as const satisfies Record<string, readonly string[]>;

const typeOf = (event: string): string => event.replace(/\..*/, "");

/** Matches the types of these events as they arrive: `message.im` arrives as `message`. */
export const eventTypes = new RegExp(`^(?:${Object.keys(events).map(typeOf).join("|")})$`);

/** The only slash command. Its first word says what to do. */
export const command = "/genie";

/** The only shortcut in the menu of a message, by its callback id. */
export const shortcut = "ask-about";

/** All bot scopes that the app needs. */
export const scopes: string[] = [
  ...new Set([...Object.values(methods).flat(), ...Object.values(events).flat(), "commands"]),
].sort();
