import {
  bot,
  COLLEAGUE,
  change,
  EDITED,
  forwarded,
  GROUP,
  notice,
  type Payload,
  quiet,
  THREAD,
  turn,
} from "./slack-builders.ts";
import { ASKER, BOT, CHANNEL, DIRECT, envelope } from "./slack-payloads.ts";

/* Edits, deletions, and the notices that Slack gives the shape of messages. */

const named = (text: string) => ({ text: `<@${BOT}> ${text}` });

export const changes: Payload[] = [
  turn("an edit that adds a mention", change({ text: "revenue?" }, { ...named("revenue?"), ...EDITED }), "revenue?", {
    entry: "mention",
    id: `slack:T024BE7LD:${CHANNEL}:1355517523.000005`,
  }),
  turn(
    "an edit that adds a mention to a reply",
    change({ text: "and now?", ...THREAD }, { ...named("and now?"), ...EDITED }),
    "and now?",
    {
      place: { thread: "slack:T024BE7LD:C024BE91L:1355517500.000001" },
    },
  ),
  turn(
    "an edit that adds a mention in a group direct message",
    change({ text: "hi" }, { ...named("hi"), ...EDITED }, { channel: GROUP, channel_type: "mpim" }),
    "hi",
    { entry: "mention" },
  ),
  quiet(
    "an edit that adds a mention days later",
    change({ text: "hi" }, { ...named("hi"), edited: { user: ASKER, ts: "1355717600.000000" } }),
  ),
  quiet("an edit of a question", change(named("revenue?"), { ...named("revenue by region?"), ...EDITED })),
  quiet("an edit that takes the mention away", change(named("revenue?"), { text: "revenue?", ...EDITED })),
  quiet("an edit of another message", change({ text: "a" }, { text: "b", ...EDITED })),
  quiet(
    "an edit in a direct message",
    change({ text: "a" }, { text: "b", ...EDITED }, { channel: DIRECT, channel_type: "im" }),
  ),
  quiet("an edit of a program's message", change({ text: "a", ...bot }, { ...named("a"), ...EDITED })),
  quiet("an edit of our own message", change({ text: "On it", user: BOT }, { text: "Asking Sales" })),
  quiet(
    "a preview that Slack adds to a question",
    change(named("see"), { ...named("see"), attachments: [forwarded("x")] }),
  ),
  quiet(
    "a question that got its first reply",
    change(named("hi"), { ...named("hi"), thread_ts: "1355517523.000005", reply_count: 1 }),
  ),
  quiet(
    "a question that was deleted after a reply",
    change(named("hi"), { subtype: "tombstone", user: "USLACKBOT", hidden: true, text: "This message was deleted." }),
  ),
  quiet("a change without the message before", change({}, { text: "b" }, { previous_message: null })),
  quiet(
    "a deletion",
    envelope({
      type: "message",
      subtype: "message_deleted",
      previous_message: { type: "message", user: ASKER, ts: "1355517523.000005", text: `<@${BOT}> hi` },
      channel: CHANNEL,
      hidden: true,
      deleted_ts: "1355517523.000005",
      ts: "1355517600.000200",
      event_ts: "1355517600.000200",
      channel_type: "channel",
    }),
  ),
  quiet(
    "the news of a reply",
    envelope({
      type: "message",
      subtype: "message_replied",
      message: { type: "message", user: ASKER, ts: "1355517500.000001", text: `<@${BOT}> hi`, reply_count: 1 },
      channel: CHANNEL,
      hidden: true,
      ts: "1355517600.000300",
      event_ts: "1355517600.000300",
    }),
  ),
];

const joined = `<@${ASKER}> has joined the channel`;

/** https://docs.slack.dev/reference/events/message#subtypes */
export const notices: Payload[] = [
  notice("assistant_app_thread", "New Assistant Thread", { assistant_app_thread: { title: "Revenue" } }),
  notice("app_conversation_join", joined, { user: BOT }),
  notice("bot_add", "added an integration to this channel: build watcher", { bot_id: "B0OTHERBOT" }),
  notice("bot_disable", "disabled an integration", { bot_id: "B0OTHERBOT" }),
  notice("bot_enable", "enabled an integration", { bot_id: "B0OTHERBOT" }),
  notice("bot_remove", "removed an integration from this channel: build watcher", { bot_id: "B0OTHERBOT" }),
  notice("channel_archive", "archived the channel"),
  notice("channel_canvas_updated", "updated the canvas", { canvas: { file_id: "F0CANVAS01" } }),
  notice("channel_convert_to_private", "made this channel private"),
  notice("channel_convert_to_public", "made this channel public"),
  notice("channel_join", joined, { inviter: COLLEAGUE }),
  notice("channel_leave", `<@${ASKER}> has left the channel`),
  notice("channel_name", "has renamed the channel", { old_name: "a", name: "analytics" }),
  notice("channel_posting_permissions", "updated the channel posting permissions"),
  notice("channel_purpose", "set the channel's purpose", { purpose: `ask <@${BOT}>` }),
  notice("channel_topic", `set the channel's topic: ask <@${BOT}>`, { topic: `ask <@${BOT}>` }),
  notice("channel_unarchive", "un-archived the channel"),
  notice("document_mention", `mentioned <@${BOT}> in a document`),
  notice("ekm_access_denied", "Your admins have suspended everyone's access to this content.", { user: "UREVOKEDU" }),
  notice("file_comment", "commented on a file", { comment: { id: "Fc1", user: ASKER, comment: `<@${BOT}> hi` } }),
  notice("file_mention", "mentioned a file"),
  notice("group_archive", "archived the group", { channel_type: "group" }),
  notice("group_join", joined, { channel_type: "group" }),
  notice("group_leave", "has left the group", { channel_type: "group" }),
  notice("group_name", "has renamed the group", { channel_type: "group", old_name: "a", name: "b" }),
  notice("group_purpose", "set the group's purpose", { channel_type: "group", purpose: "x" }),
  notice("group_topic", "set the group's topic", { channel_type: "group", topic: "x" }),
  notice("group_unarchive", "un-archived the group", { channel_type: "group" }),
  notice("huddle_thread", "A huddle started", { room: { id: "R0HUDDLE01", name: "", participants: [ASKER] } }),
  notice("joiner_notification", "joined Slack", { user: "USLACKBOT" }),
  notice("joiner_notification_for_inviter", "accepted your invitation", { user: "USLACKBOT" }),
  notice("list_record_comment", "commented on an item", { slack_list: { id: "F0LIST0001" } }),
  notice("pinned_item", `<@${ASKER}> pinned a message`, { item_type: "C" }),
  notice("reminder_add", "set up a reminder"),
  notice("reply_broadcast", "", { attachments: [{ from_url: "https://example.slack.com/x", text: `<@${BOT}> hi` }] }),
  notice("sh_room_created", "started a huddle", { room: { id: "R0HUDDLE01", created_by: ASKER } }),
  notice("sh_room_shared", "shared a huddle"),
  notice("slackbot_response", `<@${BOT}> says hello`, { user: "USLACKBOT" }),
  notice("tombstone", "This message was deleted.", { user: "USLACKBOT", hidden: true }),
  notice("unpinned_item", "unpinned a message", { item_type: "C" }),
  notice("a_subtype_of_tomorrow", `<@${BOT}> something new`),
];
