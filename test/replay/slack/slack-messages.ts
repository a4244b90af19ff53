import {
  COLLEAGUE,
  direct,
  EDITED,
  GROUP,
  group,
  mention,
  message,
  type Payload,
  quiet,
  THREAD,
  turn,
} from "./slack-builders.ts";
import { BOT, DIRECT, TEAM } from "./slack-payloads.ts";

/* What people write. */

const followup = (name: string, text: string, read = text, act = {}): Payload =>
  turn(name, message(text, THREAD), read, { entry: "followup", ...act });

const nulls = {
  thread_ts: null,
  parent_user_id: null,
  subtype: null,
  team: null,
  user_team: null,
  user_profile: null,
  edited: null,
  bot_id: null,
  app_id: null,
  bot_profile: null,
  attachments: null,
  blocks: null,
  files: null,
};

/** Where and how people name us. */
export const mentions: Payload[] = [
  turn("a mention", mention(), "what is the revenue?", { entry: "mention" }),
  turn("a mention, sent as a message too", message(`<@${BOT}> what is the revenue?`), "what is the revenue?", {
    entry: "mention",
  }),
  turn("a mention with a name in it", message(`<@${BOT}|genie> hello`), "hello", { entry: "mention" }),
  turn("a mention in a private channel", message(`<@${BOT}> hi`, { channel_type: "group" }), "hi", {
    entry: "mention",
  }),
  turn("a mention in a thread", mention("and in the South?", THREAD), "and in the South?", {
    place: { thread: `slack:${TEAM}:C024BE91L:1355517500.000001` },
  }),
  turn("a mention of a message that has replies already", mention("hi", { thread_ts: "1355517523.000005" }), "hi", {
    entry: "mention",
    place: { thread: `slack:${TEAM}:C024BE91L:1355517523.000005` },
  }),
  turn("a mention at the end", message(`what is new, <@${BOT}>`), "what is new", { entry: "mention" }),
  turn("a mention alone", mention(""), "", { entry: "mention" }),
  turn(
    "a mention beside somebody else's",
    message(`<@${COLLEAGUE}> and <@${BOT}> compare these`),
    `@${COLLEAGUE} and compare these`,
    {
      entry: "mention",
      toOthers: undefined,
    },
  ),
  turn("a mention in /me", message(`asks <@${BOT}> for revenue`, { subtype: "me_message" }), "asks for revenue"),
  turn(
    "a mention in a reply that also goes to the channel",
    message(`<@${BOT}> for all: revenue?`, {
      ...THREAD,
      subtype: "thread_broadcast",
      root: { user: COLLEAGUE, ts: "1355517500.000001" },
    }),
    "for all: revenue?",
    { entry: "mention" },
  ),
  turn(
    "a mention with Slack's own marks",
    mention("see <#C024BE91L|analytics> &amp; <!date^1355517523^{date}|today>"),
    "see #analytics & today",
  ),
  turn("a mention whose optional fields are null", mention("nulls?", { ...nulls, client_msg_id: null }), "nulls?", {
    actor: { tenant: TEAM, user: "U061F7AUR" },
    external: false,
    attached: undefined,
    files: undefined,
  }),
  turn(
    "a mention with a profile of nulls",
    mention("hi", { user_profile: { display_name: null, real_name: "The Asker" } }),
    "hi",
    {
      actor: { name: "The Asker" },
    },
  ),
  turn(
    "a mention by a guest",
    mention("hi", { user_profile: { is_restricted: true, is_ultra_restricted: false, name: "guest" } }),
    "hi",
  ),
  turn("a mention in a group direct message", group(`<@${BOT}> hi`), "hi", {
    entry: "mention",
    place: { channelId: GROUP, direct: false },
  }),
  turn("a mention that an edit of today added", mention("late", EDITED), "late", { entry: "mention" }),
  quiet(
    "a mention that an edit of days later added",
    mention("too late", { edited: { user: "U061F7AUR", ts: "1355717600.000000" } }),
  ),
];

/** What people write in channels without naming us. */
export const conversation: Payload[] = [
  quiet("a message in a channel", message("Good morning")),
  quiet("a message in a channel to somebody else", message(`<@${COLLEAGUE}> what is the revenue?`)),
  quiet("a message in a group direct message", group("lunch?")),
  followup("a reply in a thread", "and by region?"),
  followup(
    "a reply to somebody else",
    `<@${COLLEAGUE}> does that include returns?`,
    `@${COLLEAGUE} does that include returns?`,
    { toOthers: true },
  ),
  followup("a reply to a group of people", "<!subteam^S0GROUP01|@finance> look", "@finance look", { toOthers: true }),
  followup("a reply to everybody", "<!here> look", "@here look", { toOthers: true }),
  followup("a reply that names somebody later", `ask <@${COLLEAGUE}> too`, `ask @${COLLEAGUE} too`, {
    toOthers: undefined,
  }),
  followup("a reply that is an emoji", ":+1:"),
  followup("a reply with skin tone", ":wave::skin-tone-3:"),
  followup("a reply of thanks", "danke!"),
  turn(
    "a reply that also goes to the channel",
    message("and now?", { ...THREAD, subtype: "thread_broadcast" }),
    "and now?",
    { entry: "followup" },
  ),
  turn("a reply in a group direct message", group("and now?", THREAD), "and now?", { entry: "followup" }),
];

/** What people write to us directly. */
export const directMessages: Payload[] = [
  turn("a direct message", direct("help"), "help", { entry: "direct", place: { channelId: DIRECT, direct: true } }),
  turn("a reply in a direct message", direct("more", THREAD), "more", {
    entry: "direct",
    place: { thread: `slack:${TEAM}:${DIRECT}:1355517500.000001` },
  }),
  turn(
    "a direct message about somebody",
    direct(`<@${COLLEAGUE}> had how much revenue?`),
    `@${COLLEAGUE} had how much revenue?`,
    {
      toOthers: undefined,
    },
  ),
  turn(
    "a direct message with what its writer has before them",
    direct("sum it up", { app_context: { entities: [{ type: "slack#/types/channel_id", value: "C024BE91L" }] } }),
    "sum it up",
  ),
  turn("a direct message of the older assistant view", direct("hi", { assistant_thread: { action_token: "x" } }), "hi"),
  turn("a direct message whose optional fields are null", direct("nulls?", nulls), "nulls?"),
  turn("a direct message without a text", direct("", { text: null }), "", { files: undefined }),
  turn("a direct message in /me", direct("waves", { subtype: "me_message" }), "waves"),
  turn("a direct message with code", direct("```SELECT 1 &lt; 2```"), "```SELECT 1 < 2```"),
];
