import { placeOf } from "../../../adapters/slack/address.ts";
import { type Fields, interaction, type Payload, quiet, turn } from "./slack-builders.ts";
import { ASKER, blockActions, CHANNEL, DIRECT, slashCommand, TEAM, viewSubmission } from "./slack-payloads.ts";

/* Commands, clicks, modals, shortcuts. */

const command = (
  name: string,
  text: string,
  read: string,
  more: Record<string, string> = {},
  act: Fields = {},
): Payload => ({
  ...turn(name, slashCommand(text, more), read, { entry: "command", ...act }),
  by: "command",
});

export const commands: Payload[] = [
  command("a command", "ask what is the revenue?", "ask what is the revenue?"),
  command("a command without words", "", ""),
  command(
    "a command with escaped names",
    "ask <@U0COLLEA01|colleague> &amp; <#C024BE91L|analytics>",
    "ask @colleague & #analytics",
  ),
  command(
    "a command in a direct message",
    "help",
    "help",
    { channel_id: DIRECT, channel_name: "directmessage" },
    { place: { direct: true } },
  ),
  command("a command in a private channel", "jobs", "jobs", { channel_name: "privategroup" }),
  command("a command in a group direct message", "jobs", "jobs", {
    channel_id: "G024BEGRP1",
    channel_name: "mpdm-a--b-1",
  }),
  command("a command under another name", "agents", "agents", { command: "/concierge" }),
  command(
    "a command of a workspace in a Grid",
    "jobs",
    "jobs",
    { enterprise_id: "E0GRID0001", enterprise_name: "Example Grid" },
    { external: false },
  ),
];

const user = { id: ASKER, username: "asker", name: "asker", team_id: TEAM };
const clicked = { kind: "click", action: "cancel", value: "turn-1" };
const container = { type: "message", message_ts: "1355517524.000100", channel_id: CHANNEL, is_ephemeral: false };
const button = { action_id: "cancel", block_id: "b1", type: "button", value: "turn-1", action_ts: "1355517530.123456" };
const inView = { container: { type: "view", view_id: "VNHU13V36" }, channel: undefined, message: undefined };

export const clicks: Payload[] = [
  interaction("a click", blockActions(), clicked),
  interaction(
    "a click on a message in the channel itself",
    blockActions({ container, message: { ts: "1355517524.000100" } }),
    {
      ...clicked,
      place: { thread: `slack:${TEAM}:${CHANNEL}:1355517524.000100` },
    },
  ),
  interaction(
    "a click on the second button of an action",
    blockActions({ actions: [{ ...button, action_id: "ask#2", value: "Why?" }] }),
    {
      action: "ask",
      value: "Why?",
    },
  ),
  interaction(
    "a click whose optional fields are null",
    blockActions({ trigger_id: null, team: null, message: null, user: { ...user, name: null } }),
    {
      ...clicked,
      actor: { name: "asker" },
    },
  ),
  interaction(
    "a click on what one person alone sees",
    blockActions({ container: { ...container, is_ephemeral: true }, message: undefined }),
    {
      on: { id: { only: ASKER } },
    },
  ),
  interaction("a click on a button without a value", blockActions({ actions: [{ ...button, value: undefined }] }), {
    value: "",
  }),
  interaction(
    "a choice in a menu",
    blockActions({
      actions: [{ ...button, type: "static_select", value: undefined, selected_option: { value: "x" } }],
    }),
    { value: "" },
  ),
  interaction(
    "a click on feedback",
    blockActions({ actions: [{ ...button, action_id: "feedback", type: "feedback_buttons", value: "good" }] }),
    { value: "good" },
  ),
  interaction(
    "a click in a Grid",
    blockActions({
      team: { id: TEAM, domain: "example", enterprise_id: "E0GRID0001" },
      enterprise: { id: "E0GRID0001", name: "Example Grid" },
    }),
    { external: false },
  ),
  interaction("a click by a stranger", blockActions({ user: { ...user, id: "U0PARTNER1", team_id: "T0PARTNER1" } }), {
    external: true,
    actor: { tenant: "T0PARTNER1" },
  }),
  quiet("a click without actions", blockActions({ actions: [] }), "interaction"),
  quiet("a click in a modal", blockActions(inView), "interaction"),
  interaction("a click on a home tab", blockActions({ ...inView, view: { id: "VNHU13V36", type: "home" } }), {
    ...clicked,
    id: `slack:${TEAM}:VNHU13V36:click:1355517530.123456:cancel:${ASKER}`,
    inHome: true,
    place: { direct: true, to: { asker: ASKER } },
  }),
];

const place = placeOf(TEAM, CHANNEL, "1355517523.000005");
const sent = { kind: "form", action: "job-fill", value: "proposal-1" };
const state = {
  values: {
    note: { note: { type: "plain_text_input", value: null } },
    on: { on: { type: "checkboxes", selected_options: [] } },
  },
};
const shell = (type: string, more: Fields = {}): Payload =>
  quiet(
    type,
    { type, user, team: { id: TEAM, domain: "example" }, token: "x", api_app_id: "A1", trigger_id: "1.2.3", ...more },
    "interaction",
  );

/** The shortcut in the menu of a message. */
const shortcutOn = (message: Fields, more: Fields = {}): Fields => ({
  callback_id: "ask-about",
  action_ts: "1355517540.000001",
  message_ts: "1355517524.000100",
  message: { type: "message", user: "U0COLLEA01", text: "hi", ts: "1355517524.000100", team: TEAM, ...message },
  channel: { id: CHANNEL, name: "analytics" },
  response_url: "https://hooks.slack.com/app/x",
  ...more,
});

const shortcut = (name: string, message: Fields, act: Fields): Payload => ({
  ...shell("message_action", shortcutOn(message)),
  name,
  act: { kind: "shortcut", ...act },
});

export const shortcuts: Payload[] = [
  shortcut(
    "a shortcut on a message in the channel itself",
    { text: "<@U0COLLEA01|colleague> lost &lt;2&gt; customers", user_profile: { display_name: "Colleague" } },
    {
      about: [{ kind: "quote", author: "Colleague", text: "@colleague lost <2> customers" }],
      place: {
        thread: `slack:${TEAM}:${CHANNEL}:1355517524.000100`,
        to: { channel: CHANNEL, thread_ts: "1355517524.000100", opens: true, asker: ASKER },
      },
      trigger: "1.2.3",
    },
  ),
  shortcut(
    "a shortcut on a reply",
    { thread_ts: "1355517500.000001" },
    {
      about: [{ kind: "quote", text: "hi" }],
      place: { thread: `slack:${TEAM}:${CHANNEL}:1355517500.000001`, to: { thread_ts: "1355517500.000001" } },
    },
  ),
  shortcut(
    "a shortcut on a message of blocks",
    { text: "", blocks: [{ type: "section", text: { type: "mrkdwn", text: "Revenue fell." } }] },
    { about: [{ kind: "quote", text: "Revenue fell." }] },
  ),
  shortcut("a shortcut on a picture", { text: "", files: [{ id: "F1" }] }, { about: [] }),
  shortcut(
    "a shortcut on a message of ours",
    { user: undefined, bot_id: "B0OURSELVES", username: "genie" },
    {
      about: [{ kind: "quote", author: "genie", text: "hi" }],
    },
  ),
];

export const views: Payload[] = [
  interaction("a form", viewSubmission(place), {
    ...sent,
    fields: { table: "orders", from: "2026-01-31", mode: "append" },
  }),
  interaction("a form that was left empty", viewSubmission(place, {}, { state }), { ...sent, fields: {} }),
  interaction(
    "a form whose optional fields are null",
    viewSubmission(place, { team: null, enterprise: null, trigger_id: null }, { state: null }),
    { ...sent, fields: {} },
  ),
  quiet("a form of another app", viewSubmission(place, {}, { private_metadata: "x" }), "interaction"),
  quiet("a form without metadata", viewSubmission(place, {}, { private_metadata: null }), "interaction"),
  quiet("a form for a place of another workspace", viewSubmission(placeOf("T9OTHER", CHANNEL, "1.2")), "interaction"),
  shell("view_closed", { view: { id: "V1", type: "modal", callback_id: "job-fill" }, is_cleared: false }),
  shell("block_suggestion", { action_id: "x", block_id: "y", value: "re", container: { type: "view", view_id: "V1" } }),
  shell("shortcut", { callback_id: "ask", action_ts: "1.1" }),
  shell("message_action", shortcutOn({}, { callback_id: "of-another-app" })),
  shell("interactive_message", { callback_id: "old", actions: [{ name: "a", value: "b" }], channel: { id: CHANNEL } }),
  shell("dialog_submission", { callback_id: "old", submission: { a: "b" }, state: "" }),
  shell("dialog_cancellation", { callback_id: "old" }),
  shell("workflow_step_edit", { callback_id: "old", workflow_step: {} }),
  shell("an_interaction_of_tomorrow"),
];
