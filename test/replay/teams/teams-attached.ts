import { BOT_TAG, direct, group, html, mentionOf, type Payload, post, rich, turn } from "./teams-builders.ts";
import { BOT, CHANNEL, type Fields } from "./teams-payloads.ts";

/* What stands in a message beside the words of its sender. */

const skype = "http://schema.skype.com";
const file = "application/vnd.microsoft.teams.file.download.info";
const download = (name: string): Fields => ({
  contentType: file,
  contentUrl: `https://contoso.sharepoint.example/personal/asker/Documents/${name}`,
  name,
  content: {
    downloadUrl: `https://contoso.sharepoint.example/download?UniqueId=1150D938&tempauth=${name}`,
    uniqueId: "1150D938-8870-4044-9F2C-5BBDEBA70C9D",
    fileType: name.split(".").at(-1),
    etag: '"{1150D938-8870-4044-9F2C-5BBDEBA70C9D},2"',
  },
});
const withFiles = (text: string, ...attachments: Fields[]): Fields =>
  direct(text, { attachments: [...attachments, html(`<div>${text}</div>`)] });

/** What is sent along. */
export const files: Payload[] = [
  turn("a file and a question", withFiles("what is in this?", download("sales.xlsx")), "what is in this?", {
    files: 1,
  }),
  turn("a file alone", direct("", { attachments: [download("sales.xlsx")], text: undefined }), "", { files: 1 }),
  turn("three files", withFiles("and these?", download("a.csv"), download("b.csv"), download("c.pdf")), "and these?", {
    files: 3,
  }),
  turn(
    "a file in a channel",
    post(`${BOT_TAG} what is in this?`, {
      attachments: [
        {
          contentType: "reference",
          contentUrl: "https://contoso.sharepoint.example/sites/data/sales.xlsx",
          name: "sales.xlsx",
        },
        html(`<div><at id="0">Genie Concierge</at> what is in this?</div>`),
      ],
    }),
    "what is in this?",
    { files: 1 },
  ),
  turn(
    "a picture that was pasted",
    withFiles("what is this?", {
      contentType: "image/*",
      contentUrl: "https://smba.trafficmanager.net/emea/v3/attachments/0-weu-d1/views/original",
    }),
    "what is this?",
    { files: 1 },
  ),
  turn(
    "a picture of a named type",
    withFiles("", {
      contentType: "image/png",
      contentUrl: "https://smba.trafficmanager.net/emea/v3/attachments/1/views/original",
      name: "chart.png",
    }),
    "",
    { files: 1 },
  ),
  turn(
    "a voice message",
    withFiles("", {
      contentType: "audio/mp4",
      contentUrl: "https://smba.trafficmanager.net/emea/v3/attachments/2/views/original",
      name: "voice.mp4",
    }),
    "",
    { files: 1 },
  ),
  turn(
    "a video clip",
    direct("", {
      attachments: [
        html('<p><video src="https://a.example/clip" itemtype="http://schema.skype.com/AMSVideo"></video></p>'),
        { contentType: "video/mp4", contentUrl: "https://a.example/clip" },
      ],
    }),
    "",
    { files: 1 },
  ),
  turn(
    "a Loop component",
    withFiles("look", {
      contentType: "application/vnd.microsoft.card.fluidEmbedCard",
      content: { componentUrl: "https://a.example/loop" },
      name: null,
    }),
    "look",
    { files: undefined },
  ),
  turn(
    "a card that another app made",
    withFiles("look", {
      contentType: "application/vnd.microsoft.card.adaptive",
      content: { type: "AdaptiveCard", version: "1.5", body: [] },
    }),
    "look",
    { files: undefined },
  ),
  turn(
    "a list card of Teams",
    withFiles("look", {
      contentType: "application/vnd.microsoft.teams.card.list",
      content: { title: "Runs", items: [] },
    }),
    "look",
    { files: undefined },
  ),
  turn(
    "attachments that are none",
    direct("help", { attachments: [null, 7, "x", {}, { contentType: null }] }),
    "help",
    { files: undefined },
  ),
];

const block = (type: string, inner: string): string =>
  `<blockquote itemscope="" itemtype="${skype}/${type}" itemid="1772050244574">${inner}</blockquote>`;
const replied = block(
  "Reply",
  '<strong itemprop="mri" itemid="29:1bob">Bob</strong><span itemprop="time" itemid="1772050244574"></span><p itemprop="preview">Total revenue is 5</p>',
);
const forwarded = block("Forward", "<p>Revenue fell by 3 %</p>");
const entity = (more: Fields = {}): Fields => ({
  type: "quotedReply",
  quotedReply: {
    messageId: "1772050244574",
    senderId: "29:1bob",
    senderName: "Bob",
    preview: "Total revenue is 5",
    time: "1772050244574",
    isReplyDeleted: false,
    ...more,
  },
});
const placeholder = '<quoted messageId="1772050244574"/>';
const attached = [{ kind: "quote", author: "Bob", text: "Total revenue is 5" }];
const table = "<table><tbody><tr><td>North</td><td>5</td></tr><tr><td>South</td><td>2</td></tr></tbody></table>";

/** Words of others that stand in a message. */
export const quotes: Payload[] = [
  turn("a quoted reply as an entity", direct(`${placeholder} help`, { entities: [entity()] }), "help", { attached }),
  turn("a quoted reply as markup in the text", direct(`${replied}<p>why?</p>`), "why?", { attached }),
  turn(
    "a quoted reply as markup beside the text",
    rich("BobTotal revenue is 5\n\nwhy?", `${replied}<p>why?</p>`),
    "why?",
    { attached },
  ),
  turn(
    "a quoted reply in a group",
    group(`${placeholder} ${BOT_TAG} why?`, { entities: [entity(), mentionOf(BOT, "Genie Concierge")] }),
    "why?",
    { attached, entry: "mention" },
  ),
  turn(
    "a reply in a channel that quotes",
    post(`${replied}<p>and the South?</p>`, { id: "1769000000555", entities: [] }),
    "and the South?",
    { attached, entry: "followup" },
  ),
  turn(
    "a quoted message that was deleted",
    direct(`${placeholder} why?`, { entities: [entity({ isReplyDeleted: true })] }),
    "why?",
    { attached: undefined },
  ),
  turn(
    "a quoted message without a preview",
    direct(`${placeholder} why?`, { entities: [entity({ preview: null })] }),
    "why?",
    { attached: undefined },
  ),
  turn(
    "two quoted messages",
    direct(`${placeholder} a <quoted messageId="2"/> b`, {
      entities: [entity(), entity({ messageId: "2", preview: "Of which 2 in the South" })],
    }),
    "a  b",
    { attached: [...attached, { kind: "quote", author: "Bob", text: "Of which 2 in the South" }] },
  ),
  turn("a quoted reply and nothing else", direct(placeholder, { entities: [entity()] }), "", { attached }),
  turn(
    "a forwarded message",
    rich("what is this?\n\nRevenue fell by 3 %", `<p>what is this?</p>${forwarded}`),
    "what is this?",
    { attached: [{ kind: "forward", text: "Revenue fell by 3 %" }] },
  ),
  turn("a table that was pasted", direct(`<p>add these</p>${table}`), "add these", {
    attached: [{ kind: "table", text: "North | 5\nSouth | 2" }],
  }),
  turn(
    "a mention of a channel in words",
    direct(`see <at>Data</at>`, {
      entities: [{ type: "mention", mentioned: { id: CHANNEL, name: "Data", type: "channel" }, text: "<at>Data</at>" }],
    }),
    "see @Data",
  ),
];
