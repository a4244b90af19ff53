import { COLLEAGUE, event, type Fields, interaction, mention, type Payload, quiet, turn } from "./slack-builders.ts";
import {
  ASKER,
  appMention,
  BOT,
  CHANNEL,
  DIRECT,
  directMessage,
  envelope,
  reactionAdded,
  stopped,
  TEAM,
} from "./slack-payloads.ts";

/* Events that are no messages, and messages that come from elsewhere. */

/** Somebody comes to us, or we come into a channel. */
const arrival = (name: string, fields: Fields, act: Fields): Payload =>
  interaction(name, envelope({ event_ts: "1355517600.000300", ...fields }), act, "event");

/** Every other kind of event that Slack documents. https://docs.slack.dev/reference/events */
const others = `
  app_deleted app_installed app_requested app_uninstalled_team call_rejected dnd_updated email_domain_changed
  file_comment_added file_comment_deleted file_comment_edited file_public file_unshared grid_migration_started
  group_archive group_close group_deleted group_history_changed group_open group_rename group_unarchive
  im_history_changed invite_requested message_metadata_deleted message_metadata_updated resources_removed scope_denied
  scope_granted shared_channel_invite_accepted shared_channel_invite_approved shared_channel_invite_declined
  shared_channel_invite_requested star_removed subteam_created subteam_members_changed subteam_self_added
  subteam_self_removed team_access_revoked team_domain_change user_connection user_resource_denied
  user_resource_granted user_resource_removed workflow_deleted workflow_published workflow_step_deleted
  workflow_unpublished`
  .trim()
  .split(/\s+/);

const item = { type: "message", channel: CHANNEL, ts: "1355517523.000005" };

export const events: Payload[] = [
  interaction(
    "Slack's own Stop",
    stopped,
    { kind: "stop", place: { thread: `slack:${TEAM}:${CHANNEL}:1355517523.000005` } },
    "event",
  ),
  event("agent_session_title_changed", { channel: DIRECT, thread_ts: "1.1", title: "Revenue", user: ASKER }),
  event("app_context_changed", {
    user: ASKER,
    context: { entities: [{ type: "slack#/types/channel_id", value: CHANNEL }] },
  }),
  arrival(
    "app_home_opened on its messages",
    { type: "app_home_opened", user: ASKER, channel: DIRECT, tab: "messages", context: { entities: [] } },
    { kind: "open", part: "chat", actor: { user: ASKER }, place: { direct: true, to: { channel: DIRECT } } },
  ),
  arrival(
    "app_home_opened on its home tab",
    { type: "app_home_opened", user: ASKER, channel: DIRECT, tab: "home", view: { id: "V0HOME0001", type: "home" } },
    { kind: "open", part: "home", actor: { user: ASKER }, place: { direct: true, channelId: ASKER } },
  ),
  event("app_home_opened", { user: ASKER, channel: DIRECT, tab: "about" }, "app_home_opened on a tab of tomorrow"),
  event("assistant_thread_context_changed", {
    assistant_thread: { user_id: ASKER, channel_id: DIRECT, thread_ts: "1.1", context: {} },
  }),
  event("assistant_thread_started", {
    assistant_thread: { user_id: ASKER, channel_id: DIRECT, thread_ts: "1.1", context: {} },
  }),
  event("channel_archive", { channel: CHANNEL, user: ASKER }),
  event("channel_created", { channel: { id: "C0NEW00001", name: "new", created: 1_355_517_523, creator: ASKER } }),
  event("channel_deleted", { channel: CHANNEL }),
  event("channel_history_changed", { latest: "1.1", ts: "1.2" }),
  event("channel_id_changed", { old_channel_id: "G1", new_channel_id: "C1" }),
  event("channel_left", { channel: CHANNEL, actor_id: ASKER }),
  event("channel_rename", { channel: { id: CHANNEL, name: "numbers", created: 1_355_517_523 } }),
  event("channel_shared", { connected_team_id: "T0PARTNER1", channel: CHANNEL }),
  event("channel_unarchive", { channel: CHANNEL, user: ASKER }),
  event("channel_unshared", { previously_connected_team_id: "T0PARTNER1", channel: CHANNEL, is_ext_shared: false }),
  event("dnd_updated_user", { user: ASKER, dnd_status: { dnd_enabled: true } }),
  event("emoji_changed", { subtype: "add", name: "genie", value: "https://example.com/genie.png" }),
  event("entity_details_requested", { user: ASKER, trigger_id: "1.2.3", entity_url: "https://example.com" }),
  event("file_change", { file_id: "F1", file: { id: "F1" } }),
  event("file_created", { file_id: "F1", file: { id: "F1" } }),
  event("file_deleted", { file_id: "F1" }),
  event("file_shared", { channel_id: DIRECT, file_id: "F1", user_id: ASKER, file: { id: "F1" } }),
  event("function_executed", { function: { id: "Fn1", callback_id: "ask" }, inputs: {}, function_execution_id: "Fx1" }),
  event("grid_migration_finished", { enterprise_id: "E1" }),
  event("group_left", { channel: "G1" }),
  event("im_close", { channel: DIRECT, user: ASKER }),
  event("im_created", { channel: { id: DIRECT }, user: ASKER }),
  event("im_open", { channel: DIRECT, user: ASKER }),
  event("link_shared", {
    channel: CHANNEL,
    user: ASKER,
    message_ts: "1.1",
    links: [{ domain: "example.com", url: "https://example.com" }],
  }),
  arrival(
    "member_joined_channel of ours",
    { type: "member_joined_channel", user: BOT, channel: CHANNEL, channel_type: "C", team: TEAM, inviter: ASKER },
    { kind: "install", actor: { user: ASKER }, place: { direct: false, channelId: CHANNEL, to: { channel: CHANNEL } } },
  ),
  arrival(
    "member_joined_channel of ours, without an inviter",
    { type: "member_joined_channel", user: BOT, channel: "G024BEGRP1", channel_type: "G", team: TEAM },
    { kind: "install", actor: { user: BOT }, place: { direct: false, channelId: "G024BEGRP1" } },
  ),
  event(
    "member_joined_channel",
    { user: COLLEAGUE, channel: CHANNEL, channel_type: "C", team: TEAM },
    "member_joined_channel of a person",
  ),
  event("member_left_channel", { user: BOT, channel: CHANNEL, channel_type: "C", team: TEAM }),
  event("message_metadata_posted", {
    app_id: "A1",
    bot_id: "B1",
    channel_id: CHANNEL,
    metadata: { event_type: "x", event_payload: {} },
    message_ts: "1.1",
  }),
  event("pin_added", { user: ASKER, channel_id: CHANNEL, item: { ...item, message: { text: `<@${BOT}> hi` } } }),
  event("pin_removed", { user: ASKER, channel_id: CHANNEL, item, has_pins: false }),
  event("reaction_added", { user: ASKER, reaction: "eyes", item, item_user: BOT }),
  event("reaction_removed", { user: ASKER, reaction: "eyes", item, item_user: BOT }),
  event("resources_added", { resources: [] }),
  event("shared_channel_invite_received", { invite: { id: "I1" }, channel: { id: CHANNEL } }),
  event("star_added", { user: ASKER, item }),
  event("subteam_updated", { subteam: { id: "S1", name: "finance" } }),
  event("team_access_granted", { team_ids: ["T1"] }),
  event("team_join", { user: { id: "U0NEW00001", name: "new" } }),
  event("team_rename", { name: "Example" }),
  event("user_huddle_changed", { user: { id: ASKER } }),
  event("user_profile_changed", { user: { id: ASKER } }),
  event("user_status_changed", { user: { id: ASKER } }),
  event("workflow_step_execute", { callback_id: "x", workflow_step: { workflow_step_execute_id: "1" } }),
  ...others.map((type) =>
    event(type, { user: ASKER, channel: CHANNEL, text: `<@${BOT}> hi`, ts: "1355517523.000005" }),
  ),
  interaction(
    "a cross under a message of ours",
    reactionAdded("x"),
    { kind: "remove", place: { thread: `slack:${TEAM}:${CHANNEL}:1355517524.000006` } },
    "event",
  ),
  quiet("a cross under somebody else's message", reactionAdded("x", { item_user: "U0COLLEA01" })),
  quiet("a cross on a file", reactionAdded("x", { item: { type: "file", file: "F1" } })),
  event("an_event_of_tomorrow", { text: `<@${BOT}> hi`, user: ASKER, channel: CHANNEL }),
  {
    ...quiet("the news that Slack keeps events back", {
      token: "x",
      type: "app_rate_limited",
      team_id: TEAM,
      minute_rate_limited: 1_355_517_523,
      api_app_id: "A1",
    }),
    logged: "slack.events-held-back",
  },
];

const wrapped = (body: Fields, more: Fields): Fields => ({ ...body, ...more });
const grid = {
  enterprise_id: "E0GRID0001",
  context_enterprise_id: "E0GRID0001",
  authorizations: [
    { enterprise_id: "E0GRID0001", team_id: TEAM, user_id: BOT, is_bot: true, is_enterprise_install: false },
  ],
};
const sister = { user: "W0SISTER01", team: "T0SISTER01", user_team: "T0SISTER01", source_team: "T0SISTER01" };
const partner = { user: "U0PARTNER1", team: "T0PARTNER1", user_team: "T0PARTNER1", source_team: "T0PARTNER1" };
const outside = { external: true, actor: { tenant: "T0PARTNER1", user: "U0PARTNER1" } };
const inside = { external: false, actor: { tenant: TEAM } };

/** Slack Connect and Enterprise Grid. */
export const organisations: Payload[] = [
  turn(
    "a mention in a channel shared with another organisation",
    wrapped(mention("hi"), { is_ext_shared_channel: true }),
    "hi",
    { external: true },
  ),
  turn("a stranger's mention", wrapped(mention("hi", partner), { is_ext_shared_channel: true }), "hi", outside),
  turn(
    "a stranger's mention in an envelope of their workspace",
    wrapped(mention("hi", partner), { team_id: "T0PARTNER1", is_ext_shared_channel: true }),
    "hi",
    outside,
  ),
  turn(
    "a stranger's direct message",
    wrapped(directMessage("hi", partner), { is_ext_shared_channel: true }),
    "hi",
    outside,
  ),
  turn("a stranger where Slack does not say that it is shared", mention("hi", partner), "hi", outside),
  turn(
    "a mention where Slack does not say whether it is shared",
    wrapped(mention("hi"), { is_ext_shared_channel: null }),
    "hi",
    inside,
  ),
  turn("a mention without authorizations", wrapped(message(), { authorizations: null }), "hi", {
    entry: "mention",
    text: expect.stringMatching(/hi$/),
  }),
  turn(
    "a mention with authorizations of nulls",
    wrapped(message(), { authorizations: [{ enterprise_id: null, team_id: TEAM, user_id: BOT, is_bot: null }] }),
    "hi",
    inside,
  ),
  turn("a colleague's mention in a Grid", wrapped(mention("hi", sister), grid), "hi", inside),
  turn("a colleague's direct message in a Grid", wrapped(directMessage("hi", sister), grid), "hi", inside),
  turn("a mention of the own workspace in a Grid", wrapped(mention("hi"), grid), "hi", inside),
  turn(
    "a colleague whose home is the Grid itself",
    wrapped(mention("hi", { ...sister, team: "E0GRID0001", user_team: "E0GRID0001" }), grid),
    "hi",
    inside,
  ),
  turn(
    "a stranger in a Grid's shared channel",
    wrapped(mention("hi", partner), { ...grid, is_ext_shared_channel: true }),
    "hi",
    outside,
  ),
  turn(
    "a stranger of another Grid",
    wrapped(mention("hi", partner), { ...grid, enterprise_id: "E0OTHER001", context_enterprise_id: "E0OTHER001" }),
    "hi",
    outside,
  ),
  turn(
    "a stranger whose Grid stands beside ours",
    wrapped(mention("hi", partner), { ...grid, enterprise_id: "E0OTHER001" }),
    "hi",
    outside,
  ),
];

function message(): Fields {
  return envelope((appMention(`<@${BOT}> hi`) as { event: Fields }).event);
}
