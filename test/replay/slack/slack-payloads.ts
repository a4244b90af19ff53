/*
 * Bodies as Slack sends them, with every key that it sends; ids and texts are made up. One workspace T024BE7LD, where
 * the bot is U0BOTUSER1; U061F7AUR and U0COLLEA01 are people of it.
 */

export const TEAM = "T024BE7LD";
export const BOT = "U0BOTUSER1";
export const ASKER = "U061F7AUR";
export const CHANNEL = "C024BE91L";
export const DIRECT = "D024BE91M";

type Fields = Record<string, unknown>;

/** The envelope of the Events API. */
export const envelope = (event: Fields, more: Fields = {}): Fields => ({
  token: "Jhj5dZrVaK7ZwHHjRyZWjbDl",
  team_id: TEAM,
  context_team_id: TEAM,
  context_enterprise_id: null,
  api_app_id: "A0MDYCDME",
  event,
  type: "event_callback",
  event_id: "Ev0PV52K21",
  event_time: 1355517523,
  authorizations: [{ enterprise_id: null, team_id: TEAM, user_id: BOT, is_bot: true, is_enterprise_install: false }],
  is_ext_shared_channel: false,
  event_context: "4-eyJldCI6Im1lc3NhZ2UiLCJ0aWQiOiJUMDI0QkU3TEQifQ",
  ...more,
});

const said = (text: string): Fields => ({
  user: ASKER,
  ts: "1355517523.000005",
  client_msg_id: "c9d8f0a1-4c1c-4f57-9d0d-1b7f9a9f3f4e",
  text,
  team: TEAM,
  blocks: [
    {
      type: "rich_text",
      block_id: "XyZ1a",
      elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
    },
  ],
  channel: CHANNEL,
  event_ts: "1355517523.000005",
});

export const appMention = (text = `<@${BOT}> What is the total revenue?`, more: Fields = {}): Fields =>
  envelope({ type: "app_mention", ...said(text), ...more }, { event_id: "Ev0MENTION1" });

export const channelMessage = (text: string, more: Fields = {}): Fields =>
  envelope({ type: "message", ...said(text), channel_type: "channel", ...more }, { event_id: "Ev0MESSAGE1" });

export const directMessage = (text: string, more: Fields = {}): Fields =>
  envelope(
    { type: "message", ...said(text), channel: DIRECT, channel_type: "im", ...more },
    { event_id: "Ev0DIRECT01" },
  );

export const thread = { thread_ts: "1355517500.000001", parent_user_id: "U0COLLEA01" };

export const stopped = envelope(
  {
    type: "agent_session_stopped",
    channel: CHANNEL,
    user: ASKER,
    thread_ts: "1355517523.000005",
    streaming_message_ts: [],
    event_ts: "1355517601.000000",
  },
  { event_id: "Ev0STOPPED1" },
);

/** A reaction under a message, by default one of ours. */
export const reactionAdded = (reaction: string, more: object = {}) =>
  envelope(
    {
      type: "reaction_added",
      user: ASKER,
      reaction,
      item_user: BOT,
      item: { type: "message", channel: CHANNEL, ts: "1355517524.000006" },
      event_ts: "1355517602.000000",
      ...more,
    },
    { event_id: "Ev0REACTED1" },
  );

export const slashCommand = (text: string, more: Record<string, string> = {}): Record<string, string> => ({
  token: "Jhj5dZrVaK7ZwHHjRyZWjbDl",
  team_id: TEAM,
  team_domain: "example",
  channel_id: CHANNEL,
  channel_name: "analytics",
  user_id: ASKER,
  user_name: "asker",
  command: "/genie",
  text,
  api_app_id: "A0MDYCDME",
  is_enterprise_install: "false",
  response_url: `https://hooks.slack.com/commands/${TEAM}/1/x`,
  trigger_id: "13345224609.738474920.8088930838d88f008e0",
  ...more,
});

export const blockActions = (more: Fields = {}): Fields => ({
  type: "block_actions",
  user: { id: ASKER, username: "asker", name: "asker", team_id: TEAM },
  api_app_id: "A0MDYCDME",
  token: "Jhj5dZrVaK7ZwHHjRyZWjbDl",
  container: {
    type: "message",
    message_ts: "1355517524.000100",
    channel_id: CHANNEL,
    is_ephemeral: false,
    thread_ts: "1355517523.000005",
  },
  trigger_id: "13345224610.738474920.8088930838d88f008e1",
  team: { id: TEAM, domain: "example" },
  enterprise: null,
  is_enterprise_install: false,
  channel: { id: CHANNEL, name: "analytics" },
  message: {
    user: BOT,
    type: "message",
    ts: "1355517524.000100",
    bot_id: "B0OURSELVES",
    app_id: "A0MDYCDME",
    text: "Asking Sales",
    team: TEAM,
    thread_ts: "1355517523.000005",
    parent_user_id: ASKER,
    blocks: [],
  },
  state: { values: {} },
  response_url: `https://hooks.slack.com/actions/${TEAM}/1/y`,
  actions: [
    {
      action_id: "cancel",
      block_id: "b1",
      text: { type: "plain_text", text: "Cancel", emoji: false },
      value: "turn-1",
      style: "danger",
      type: "button",
      action_ts: "1355517530.123456",
    },
  ],
  ...more,
});

export const viewSubmission = (place: unknown, more: Fields = {}, view: Fields = {}): Fields => ({
  type: "view_submission",
  team: { id: TEAM, domain: "example" },
  user: { id: ASKER, username: "asker", name: "asker", team_id: TEAM },
  api_app_id: "A0MDYCDME",
  token: "Jhj5dZrVaK7ZwHHjRyZWjbDl",
  trigger_id: "13345224611.738474920.8088930838d88f008e2",
  view: {
    id: "VNHU13V36",
    team_id: TEAM,
    type: "modal",
    blocks: [],
    private_metadata: JSON.stringify({ value: "proposal-1", place }),
    callback_id: "job-fill",
    state: {
      values: {
        table: { table: { type: "plain_text_input", value: "orders" } },
        from: { from: { type: "datepicker", selected_date: "2026-01-31" } },
        mode: {
          mode: {
            type: "static_select",
            selected_option: { text: { type: "plain_text", text: "append", emoji: false }, value: "append" },
          },
        },
        dry_run: { dry_run: { type: "static_select", selected_option: null } },
        limit: { limit: { type: "number_input", value: null } },
        note: { note: { type: "plain_text_input", value: null } },
      },
    },
    hash: "156663117.cd33ad1f",
    title: { type: "plain_text", text: "Backfill", emoji: false },
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: { type: "plain_text", text: "Start", emoji: false },
    previous_view_id: null,
    root_view_id: "VNHU13V36",
    app_id: "A0MDYCDME",
    external_id: "",
    app_installed_team_id: TEAM,
    bot_id: "B0OURSELVES",
    ...view,
  },
  response_urls: [],
  is_enterprise_install: false,
  enterprise: null,
  ...more,
});
