import { ASKER, appMention, BOT, CHANNEL, channelMessage, directMessage, envelope, TEAM } from "./slack-payloads.ts";

/** One thing that Slack sends, and what has to come of it. */
export interface Payload {
  name: string;
  /** Events are JSON, commands a form, interactions JSON in a form's field. */
  by: "event" | "command" | "interaction";
  body: Fields;
  /** Turns that it asks for. */
  turns: 0 | 1;
  /** The one act that it is, in part; absent: nothing happens. */
  act?: Fields;
  /** The event of the line that it leaves in the log; absent: it leaves none. */
  logged?: string;
}

export type Fields = Record<string, unknown>;

/** Somebody asks something. */
export const turn = (name: string, body: Fields, text: string, act: Fields = {}): Payload => ({
  name,
  by: "event",
  body,
  turns: 1,
  act: { kind: "message", text, ...act },
});

/** Nothing that concerns us. */
export const quiet = (name: string, body: Fields, by: Payload["by"] = "event"): Payload => ({
  name,
  by,
  body,
  turns: 0,
});

/** An act that is no question: a click, a form, Stop. */
export const interaction = (name: string, body: Fields, act: Fields, by: Payload["by"] = "interaction"): Payload => ({
  name,
  by,
  body,
  turns: 0,
  act,
});

export const GROUP = "C024BEGRP1";
export const COLLEAGUE = "U0COLLEA01";
export const THREAD = { thread_ts: "1355517500.000001", parent_user_id: COLLEAGUE };
export const EDITED = { edited: { user: ASKER, ts: "1355517600.000000" } };

export const mention = (text = "what is the revenue?", more: Fields = {}): Fields =>
  appMention(`<@${BOT}> ${text}`, more);

export const message = channelMessage;
export const direct = directMessage;

/** A message in a group direct message. Slack sends no `app_mention` there. */
export const group = (text: string, more: Fields = {}): Fields =>
  channelMessage(text, { channel: GROUP, channel_type: "mpim", ...more });

export const bot = {
  bot_id: "B0OTHERBOT",
  app_id: "A0OTHERAPP",
  bot_profile: {
    id: "B0OTHERBOT",
    deleted: false,
    name: "build watcher",
    updated: 1_355_517_000,
    app_id: "A0OTHERAPP",
    icons: { image_36: "https://example.com/36.png" },
    team_id: TEAM,
  },
};

/** An edit, as Slack tells of it: the message as it is, and as it was. */
export const change = (before: Fields, after: Fields, more: Fields = {}): Fields => {
  const { event } = channelMessage("", before) as { event: Fields };
  const { channel: _, event_ts: __, channel_type: ___, ...message } = event;
  return envelope({
    type: "message",
    subtype: "message_changed",
    message: { ...message, source_team: TEAM, user_team: TEAM, ...after },
    previous_message: { ...message },
    channel: CHANNEL,
    hidden: true,
    ts: "1355517600.000100",
    event_ts: "1355517600.000100",
    channel_type: "channel",
    ...more,
  });
};

/** A notice of Slack's about a channel, in the shape of a message. */
export const notice = (subtype: string, text: string, more: Fields = {}): Payload =>
  quiet(`message.${subtype}`, message(text, { subtype, ...more }));

/** An event that is no message. */
export const event = (type: string, fields: Fields = {}, name = type): Payload =>
  quiet(name, envelope({ type, event_ts: "1355517600.000300", ...fields }));

const file = (more: Fields = {}): Fields => ({
  id: "F0PLAN0001",
  created: 1_355_517_520,
  timestamp: 1_355_517_520,
  name: "plan.pdf",
  title: "plan.pdf",
  mimetype: "application/pdf",
  filetype: "pdf",
  pretty_type: "PDF",
  user: ASKER,
  user_team: TEAM,
  editable: false,
  size: 51_234,
  mode: "hosted",
  is_external: false,
  external_type: "",
  is_public: false,
  public_url_shared: false,
  display_as_bot: false,
  username: "",
  url_private: `https://files.slack.com/files-pri/${TEAM}-F0PLAN0001/plan.pdf`,
  permalink: `https://example.slack.com/files/${ASKER}/F0PLAN0001/plan.pdf`,
  has_rich_preview: false,
  file_access: "visible",
  ...more,
});

export const files = (...all: Fields[]): Fields => ({
  subtype: "file_share",
  files: all.map(file),
  upload: false,
  display_as_bot: false,
});

/** A message that somebody forwards. */
export const forwarded = (text: string, more: Fields = {}): Fields => ({
  ts: "1355510000.000100",
  channel_id: "C024BEOTHR",
  channel_team: TEAM,
  author_id: COLLEAGUE,
  author_name: "A Colleague",
  author_subname: "Colleague",
  author_link: `https://example.slack.com/team/${COLLEAGUE}`,
  author_icon: "https://example.com/48.png",
  is_msg_unfurl: true,
  is_share: true,
  message_blocks: [{ team: TEAM, channel: "C024BEOTHR", ts: "1355510000.000100", message: { blocks: [] } }],
  id: 1,
  color: "D0D0D0",
  from_url: "https://example.slack.com/archives/C024BEOTHR/p1355510000000100",
  mrkdwn_in: ["text"],
  footer: "Posted in #plans",
  text,
  fallback: `[December 14th, 2012 8:33 PM] Colleague: ${text}`,
  ...more,
});

export const richText = (text: string): Fields => ({
  type: "rich_text",
  block_id: "cell1",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
});

export const table = (...rows: Fields[][]): Fields => ({ type: "table", block_id: "tbl1", column_settings: [], rows });
export const cell = (text: string): Fields => ({ type: "raw_text", text });
