import { BOT_TAG, conversations, direct, group, html, type Payload, post, quiet, turn } from "./teams-builders.ts";
import {
  APP,
  ASKER_HERE,
  BOT,
  CHANNEL,
  client,
  type Fields,
  mention,
  PERSONAL,
  ROOT,
  TENANT,
} from "./teams-payloads.ts";

/* The same, from elsewhere or with less in it. */

const words = "help";

/** Clouds and regions have addresses of their own. */
export const clouds: Payload[] = [
  ["Europe", "https://smba.trafficmanager.net/emea/"],
  ["America", "https://smba.trafficmanager.net/amer/"],
  ["a tenant in its address", `https://smba.trafficmanager.net/uk/${TENANT}/`],
  ["the American government (GCC)", "https://smba.infra.gcc.teams.microsoft.com/gcc/"],
  ["the American government (GCC High)", "https://smba.infra.gov.teams.microsoft.us/gcch/"],
  ["the American defence (DoD)", "https://smba.infra.dod.teams.microsoft.us/dod/"],
  ["China", "https://frontend.botapi.msg.infra.teams.microsoftonline.cn/teams/"],
].map(([name, serviceUrl]) =>
  turn(`a message from ${name}`, direct(words, { serviceUrl }), words, { place: { to: { serviceUrl } } }),
);

/** Addresses that are none of Microsoft's. */
export const strangers: Payload[] = [
  quiet("a message that names a stranger's address", direct(words, { serviceUrl: "https://evil.example/" }), 401),
  quiet("a message that names no address", direct(words, { serviceUrl: undefined }), 400),
  quiet("a message of the emulator", direct(words, { channelId: "emulator" }), 400),
  quiet("a message of Direct Line", direct(words, { channelId: "directline" }), 400),
  quiet("a message from e-mail", direct(words, { channelId: "email" }), 400),
];

const nulls = (...keys: string[]): Fields => Object.fromEntries(keys.map((key) => [key, null]));
const missing = (...keys: string[]): Fields => Object.fromEntries(keys.map((key) => [key, undefined]));
const others = [
  "entities",
  "attachments",
  "channelData",
  "locale",
  "localTimestamp",
  "localTimezone",
  "textFormat",
  "value",
  "replyToId",
  "membersAdded",
  "name",
  "action",
];

/** Fields that are missing, null or of another form. */
export const gaps: Payload[] = [
  turn("everything beside the words missing", direct(words, missing(...others)), words),
  turn("everything beside the words null", direct(words, nulls(...others)), words),
  turn("no time", direct(words, { ...missing("timestamp", "localTimestamp"), id: "1769000000123" }), words),
  turn("no id", direct(words, missing("id")), words),
  turn("a name that is null", direct(words, { from: { id: ASKER_HERE, name: null, aadObjectId: null } }), words, {
    actor: { user: ASKER_HERE },
  }),
  turn("an empty name", direct(words, { from: { id: ASKER_HERE, name: "" } }), words),
  turn("a recipient without a name", direct(words, { recipient: { id: BOT } }), words),
  turn(
    "a tenant that only the channel data name",
    direct(words, { conversation: { conversationType: "personal", id: PERSONAL } }),
    words,
    { actor: { tenant: TENANT } },
  ),
  turn(
    "a tenant in capitals",
    direct(words, { conversation: { ...conversations.personal, tenantId: TENANT.toUpperCase() } }),
    words,
    { external: false },
  ),
  turn(
    "a personal chat that does not say so",
    direct(words, { conversation: { tenantId: TENANT, id: PERSONAL } }),
    words,
    { entry: "direct" },
  ),
  turn(
    "a channel that does not say so",
    post(undefined, { conversation: { isGroup: true, tenantId: TENANT, id: `${CHANNEL};messageid=${ROOT}` } }),
    "What is the total revenue?",
    { place: { direct: false, channelId: CHANNEL } },
  ),
  quiet(
    "a meeting that does not say so",
    group("good morning", {
      conversation: { isGroup: true, tenantId: TENANT, id: conversations.meeting.id },
      entities: [client],
    }),
  ),
  quiet(
    "a group without any type",
    group("good morning", { conversation: { tenantId: TENANT, id: "48:notes" }, entities: [client] }),
  ),
  turn(
    "a mention among entities of other forms",
    group(`${BOT_TAG} help`, {
      entities: [
        null,
        7,
        {},
        { type: 5 },
        { type: "mention" },
        { type: "mention", mentioned: null },
        { type: "https://schema.org/Message", citation: [] },
        mention,
      ],
    }),
    words,
    { entry: "mention" },
  ),
  turn("entities that are no list", direct(words, { entities: "none" }), words),
  turn("attachments that are no list", direct(words, { attachments: { 0: html("x") } }), words),
  turn("channel data that are no object", direct(words, { channelData: "msteams" }), words),
  turn("a field that nobody knows", direct(words, { somethingNew: { deep: [1, 2, 3] } }), words),
  turn("a text that is null", direct("", { text: null, attachments: null }), ""),
  quiet("a text that is null, in a group", group("", { text: null, attachments: null, entities: null })),
  turn("a bot id without its number", direct(words, { recipient: { id: APP } }), words),
  quiet(
    "no tenant anywhere",
    direct(words, { conversation: { conversationType: "personal", id: PERSONAL }, channelData: {} }),
    403,
  ),
  quiet("no sender", direct(words, missing("from")), 400),
  quiet("a sender without an id", direct(words, { from: { name: "Asker" } }), 400),
  quiet("no conversation", direct(words, nulls("conversation")), 400),
  quiet("a conversation with an empty id", direct(words, { conversation: { ...conversations.personal, id: "" } }), 400),
  quiet("no type", direct(words, missing("type")), 400),
];
