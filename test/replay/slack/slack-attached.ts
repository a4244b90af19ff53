import {
  bot,
  cell,
  direct,
  files,
  forwarded,
  mention,
  message,
  type Payload,
  quiet,
  richText,
  THREAD,
  table,
  turn,
} from "./slack-builders.ts";
import { BOT, TEAM } from "./slack-payloads.ts";

/* What stands beside the words, and what programs write. */

/** What stands beside the words. */
export const attached: Payload[] = [
  turn("a file with a question", message(`<@${BOT}> what is this?`, files({})), "what is this?", { files: 1 }),
  turn("a file alone", direct("", files({})), "", { files: 1, entry: "direct" }),
  turn(
    "a voice clip",
    direct(
      "",
      files({
        subtype: "slack_audio",
        mimetype: "audio/mp4",
        filetype: "m4a",
        media_display_type: "audio",
        duration_ms: 2_000,
        transcription: { status: "processing" },
      }),
    ),
    "",
    { files: 1 },
  ),
  turn(
    "a video clip",
    direct("", files({ subtype: "slack_video", mimetype: "video/mp4", filetype: "mp4", media_display_type: "video" })),
    "",
    { files: 1 },
  ),
  turn(
    "a snippet",
    direct("why?", files({ mode: "snippet", filetype: "sql", editable: true, preview: "SELECT 1" })),
    "why?",
    { files: 1 },
  ),
  turn(
    "a canvas and an image",
    direct("see", files({ mode: "quip", filetype: "quip" }, { filetype: "png", original_w: 100, original_h: 80 })),
    "see",
    { files: 2 },
  ),
  turn("a file that was deleted", direct("see", files({ mode: "tombstone" })), "see", { files: undefined }),
  turn(
    "a file of another organisation",
    direct("see", files({ mode: "hosted", user_team: "T0PARTNER1", file_access: "check_file_info" })),
    "see",
    { files: 1 },
  ),
  turn(
    "a forwarded message",
    direct("is that right?", { attachments: [forwarded("Revenue was &lt; 3 for <@U0COLLEA01|colleague>")] }),
    "is that right?",
    {
      attached: [{ kind: "forward", author: "A Colleague", text: "Revenue was < 3 for @colleague" }],
    },
  ),
  turn("a forwarded message alone", direct("", { attachments: [forwarded("What is the revenue?")] }), "", {
    attached: [{ kind: "forward", text: "What is the revenue?" }],
  }),
  turn(
    "a forwarded message whose text stands in blocks alone",
    direct("see", {
      attachments: [forwarded("", { message_blocks: [{ team: TEAM, message: { blocks: [richText("in blocks")] } }] })],
    }),
    "see",
    {
      attached: [{ kind: "forward", text: "in blocks" }],
    },
  ),
  turn(
    "a forwarded message with a file",
    direct("see", { attachments: [forwarded("this", { files: [{ id: "F1", mode: "hosted" }] })] }),
    "see",
    { files: 1 },
  ),
  turn(
    "a forwarded message of nulls",
    direct("see", {
      attachments: [forwarded("", { text: null, author_name: null, message_blocks: null, files: null })],
    }),
    "see",
    { attached: undefined },
  ),
  turn(
    "a quoted message",
    message(`<@${BOT}> is that right?`, { attachments: [forwarded("It was 3.", { is_share: null })] }),
    "is that right?",
    {
      attached: [{ kind: "quote", author: "A Colleague", text: "It was 3." }],
    },
  ),
  turn(
    "a table from a spreadsheet",
    direct("sum these", {
      attachments: [
        {
          id: 1,
          fallback: "[no preview available]",
          blocks: [table([cell("region"), cell("revenue")], [cell("North"), cell("3")])],
        },
      ],
    }),
    "sum these",
    {
      attached: [{ kind: "table", text: "region | revenue\nNorth | 3" }],
    },
  ),
  turn(
    "a table of the composer",
    direct("sum these", { blocks: [richText("sum these"), table([richText("region"), cell("3")])] }),
    "sum these",
    {
      attached: [{ kind: "table", text: "region | 3" }],
    },
  ),
  turn(
    "the preview of a web page",
    direct("see <https://example.com>", {
      attachments: [
        { from_url: "https://example.com", title: "Example", text: "A page.", service_name: "example", id: 1 },
      ],
    }),
    "see https://example.com",
    { attached: undefined },
  ),
  turn("attachments that are no objects", direct("see", { attachments: [null, "x", 3, []] }), "see", {
    attached: undefined,
  }),
];

/** What programs post, ourselves among them. */
export const programs: Payload[] = [
  quiet("another program's message", message(`<@${BOT}> build failed`, bot)),
  quiet("another program's direct message", direct("build failed", bot)),
  quiet("another program's mention", mention("build failed", bot)),
  quiet("a program that has no bot", message(`<@${BOT}> hi`, { app_id: "A0OTHERAPP" })),
  quiet("a program with a profile alone", direct("hi", { bot_profile: bot.bot_profile })),
  quiet("a program's file", direct("", { ...files({}), ...bot })),
  quiet(
    "an incoming webhook",
    message(`<@${BOT}> deployed`, {
      subtype: "bot_message",
      user: undefined,
      username: "deploys",
      bot_id: "B0HOOK0001",
    }),
  ),
  quiet(
    "a workflow",
    message(`<@${BOT}> weekly report`, {
      subtype: "bot_message",
      user: undefined,
      bot_id: "B0FLOW0001",
      app_id: "A0FLOW0001",
    }),
  ),
  quiet("our own post", message("On it", { user: BOT })),
  quiet("our own post in a direct message", direct("On it", { user: BOT, bot_id: "B0OURSELVES" })),
  quiet("our own file", direct("", { ...files({}), user: BOT })),
  quiet(
    "our own reply that mentions ourselves",
    message(`<@${BOT}> is here`, { ...THREAD, user: BOT, bot_id: "B0OURSELVES" }),
  ),
  quiet("Slackbot", direct("Reminder: stand-up", { user: "USLACKBOT" })),
  quiet("Slack itself", direct("<@U0COLLEA01> archived the channel <#C024BE91L>", { user: "USLACK" })),
  quiet("Slack itself, with the subtype null", direct("Welcome!", { user: "USLACK", subtype: null, bot_id: null })),
];
