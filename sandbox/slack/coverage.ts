/** One route of Slack, and how much of it is emulated. */
export interface Coverage {
  service: "slack";
  method: string;
  path: string;
  level: "supported" | "partial" | "missing";
  note?: string;
  /** Test file and test name; empty for what is missing. */
  proof: string;
}

const entry = (file: string, path: string, test: string, gap?: string): Coverage => ({
  service: "slack",
  method: "POST",
  path,
  level: gap ? "partial" : "supported",
  ...(gap ? { note: gap } : {}),
  proof: `test/sandbox/slack/${file}.test.ts: ${test}`,
});

const web = (method: string, test: string, gap?: string) => entry("api", `/api/${method}`, test, gap);
const stream = (method: string, test: string, gap?: string) => entry("streams", `/api/${method}`, test, gap);
const acts = (method: string, test: string, gap?: string) => entry("interactive", `/api/${method}`, test, gap);

const missing = (method: string, note: string): Coverage => ({
  service: "slack",
  method: "POST",
  path: `/api/${method}`,
  level: "missing",
  note,
  proof: "",
});

const unpaged = "One page holds everything; no cursor.";
const fixedTier = "Allowed more often than Slack does.";

/** The routes that are emulated, and the tests that prove it. Every method takes POST only, which is what the SDKs send. */
export const coverage: Coverage[] = [
  web("auth.test", "tells who the bot is and what it may do"),
  web("team.info", "describes the team and the bot", "The installed team alone, without icons."),
  web("bots.info", "describes the team and the bot", "The own bot alone."),
  web("users.info", "gives e-mail, admin and guest flags", "Profiles without images, phone and status."),
  web("users.list", "gives e-mail, admin and guest flags", unpaged),
  web("users.lookupByEmail", "finds a person by e-mail"),

  web("conversations.info", "says which channel is shared with another organisation", "No topic, purpose or counts."),
  web("conversations.replies", "gives a thread with its root, and metadata to who asks for it"),
  web("conversations.history", "gives the history newest first, without replies, in pages", "Plain posts and replies."),
  web("conversations.members", "opens a direct message, joins a channel, and lists members and channels", unpaged),
  web(
    "conversations.open",
    "opens a direct message, joins a channel, and lists members and channels",
    "No group chats.",
  ),
  web("conversations.list", "opens a direct message, joins a channel, and lists members and channels", unpaged),
  web("conversations.join", "opens a direct message, joins a channel, and lists members and channels"),

  web(
    "chat.postMessage",
    "posts text and blocks, and gives every block and button an id",
    "No attachments, unfurls, broadcasts or custom authors; the cap over the whole workspace is not emulated.",
  ),
  web(
    "chat.update",
    "removes the blocks when an edit has text alone, and marks only such an edit",
    "No attachments; no edit window.",
  ),
  web("chat.delete", "lets the bot change and delete its own messages only"),
  web("chat.postEphemeral", "shows an ephemeral message to one person, and to no other method", "No attachments."),
  web("chat.getPermalink", "links to a message"),
  stream("chat.startStream", "grows with every append, and is one message in the end", "No custom author."),
  stream("chat.appendStream", "shows tasks as a plan, each with its latest state and all of its details"),
  stream("chat.stopStream", "dies after five minutes, and can then only be edited"),

  web("reactions.add", "adds and removes a reaction once", "Any well-formed name exists."),
  web("reactions.remove", "adds and removes a reaction once"),

  web("files.getUploadURLExternal", "shares an uploaded file in a thread"),
  web("files.completeUploadExternal", "refuses to share what was not uploaded", "Shares at once and into one channel."),
  entry("api", "/upload/v1/:id", "shares an uploaded file in a thread"),

  acts("views.open", "opens with a fresh trigger, once"),
  acts("views.push", "can be changed by the response, by views.update, and stacked by views.push"),
  acts("views.update", "can be changed by the response, by views.update, and stacked by views.push"),
  entry(
    "home",
    "/api/views.publish",
    "is a page of the bot's for one person, whose buttons bring a click without a message",
  ),
  entry("interactive", "/commands/:team/:app/:secret", "lets the bot answer five times within half an hour"),
  entry("interactive", "/actions/:team/:app/:secret", "can replace or delete its message by the response URL"),

  web(
    "assistant.threads.setStatus",
    "keeps status, session and title of a thread, and takes the status away with the answer",
    fixedTier,
  ),
  web(
    "assistant.threads.setTitle",
    "keeps status, session and title of a thread, and takes the status away with the answer",
  ),
  web(
    "assistant.threads.setSuggestedPrompts",
    "ignores suggested prompts for a thread, as Slack does for apps with the agent view",
  ),
  web(
    "agents.sessions.setStatus",
    "keeps status, session and title of a thread, and takes the status away with the answer",
    "The limit is not published; tier 3 here.",
  ),
  web(
    "agents.sessions.rename",
    "keeps status, session and title of a thread, and takes the status away with the answer",
    "The limit is not published; tier 3 here.",
  ),
  entry("socket", "/api/apps.connections.open", "needs the app-level token", fixedTier),

  missing("chat.scheduleMessage", "Messages are posted at once."),
  missing("chat.unfurl", "Links are not unfurled."),
  missing("oauth.v2.access", "One workspace with a fixed token."),
  missing("files.info", "Files are shared and shown, not managed."),
  missing("dialog.open", "Replaced by views.open."),
  missing("blocks.validate", "The same checks run inside the methods that take blocks."),
];
