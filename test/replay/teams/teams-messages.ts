import {
  BOT_TAG,
  COLLEAGUE,
  conversations,
  direct,
  group,
  MEETING,
  mentionOf,
  PARTNER_TENANT,
  type Payload,
  quiet,
  turn,
} from "./teams-builders.ts";
import { ASKER_HERE, BOT, client, GROUP, mention, PERSONAL, TENANT } from "./teams-payloads.ts";

/* What people write, by where they write it. */

const question = "What is the total revenue?";
const asked = `${BOT_TAG} ${question}`;
const inDirect = { entry: "direct", place: { direct: true, channelId: PERSONAL } };

/** Everything in a personal chat is for us. */
export const personal: Payload[] = [
  turn("a question", direct(question), question, inDirect),
  turn("a command", direct("help"), "help", inDirect),
  turn("a command with a slash", direct("/jobs"), "/jobs", inDirect),
  turn("a mention where none is needed", direct(asked, { entities: [mention, client] }), question, inDirect),
  turn(
    "a mention of a colleague",
    direct("ask <at>Colleague</at>", { entities: [mentionOf(COLLEAGUE, "Colleague")] }),
    "ask @Colleague",
  ),
  turn("a question marked as important", direct(question, { importance: "high" }), question),
  turn("an urgent question", direct(question, { importance: "urgent", deliveryMode: "notification" }), question),
  turn("a question from a phone", direct(question, { entities: [{ ...client, platform: "iOS" }] }), question),
  turn("a question from the web", direct(question, { entities: [{ ...client, platform: "Web" }] }), question),
  turn("a question in German", direct("Wie hoch ist der Umsatz?", { locale: "de-DE" }), "Wie hoch ist der Umsatz?"),
  turn("a question in Arabic", direct("ما هو إجمالي الإيرادات؟", { locale: "ar-AE" }), "ما هو إجمالي الإيرادات؟"),
  turn("a question in Japanese", direct("売上はいくらですか", { locale: "ja-JP" }), "売上はいくらですか"),
  turn("a question of several lines", direct("one\n\ntwo\r\nthree"), "one\n\ntwo\nthree"),
  turn(
    "a prompt that the client suggested",
    direct(question, { channelData: { tenant: { id: TENANT }, source: { name: "suggestedPrompt" } } }),
    question,
  ),
  turn(
    "an imBack button of a card",
    direct("jobs", {
      channelData: { tenant: { id: TENANT }, source: { name: "message" }, legacy: { replyToId: "1:1abcDEF" } },
      replyToId: "1769000000999",
    }),
    "jobs",
  ),
  turn(
    "a session of an agent",
    direct(question, { conversation: { ...conversations.personal, id: `${PERSONAL.slice(0, 30)}session` } }),
    question,
    { entry: "direct" },
  ),
  turn(
    "a guest's question",
    direct(question, {
      from: { id: ASKER_HERE, name: "Guest (Guest)", aadObjectId: "c0ffee00-0000-4a2b-9c3d-4e5f6a7b8c9d" },
    }),
    question,
    { external: false },
  ),
  turn(
    "a question of another tenant",
    direct(question, { channelData: { tenant: { id: PARTNER_TENANT } } }),
    question,
    { external: true, actor: { tenant: PARTNER_TENANT } },
  ),
  turn(
    "a person without an id in the directory",
    direct(question, { from: { id: ASKER_HERE, name: "Anonymous" } }),
    question,
    { actor: { user: ASKER_HERE } },
  ),
  quiet(
    "a whole conversation of another tenant",
    direct(question, { conversation: { ...conversations.personal, tenantId: PARTNER_TENANT } }),
    403,
  ),
];

const inGroup = { entry: "mention", place: { direct: false, channelId: GROUP } };

/** A group chat is one thread, in which a mention is for us. */
export const groups: Payload[] = [
  turn("a mention", group(), question, inGroup),
  turn("a mention in the middle", group(`so ${BOT_TAG} how much?`), "so how much?", inGroup),
  turn("a mention at the end", group(`how much, ${BOT_TAG}?`), "how much?", inGroup),
  turn("a mention and nothing else", group(`${BOT_TAG} `), "", inGroup),
  turn(
    "a mention by another name",
    group("<at>Genie</at> help", { entities: [mentionOf(BOT, "Genie"), client] }),
    "help",
    inGroup,
  ),
  turn(
    "a mention whose entity has no text",
    group(`${BOT_TAG} help`, { entities: [{ type: "mention", mentioned: { id: BOT, name: "Genie Concierge" } }] }),
    "help",
    inGroup,
  ),
  turn(
    "two mentions",
    group(`${BOT_TAG} ask <at>Colleague</at>`, { entities: [mention, mentionOf(COLLEAGUE, "Colleague"), client] }),
    "ask @Colleague",
    inGroup,
  ),
  turn(
    "a mention of everybody and us",
    group(`<at>Everyone</at> ${BOT_TAG} help`, {
      entities: [{ type: "mention", mentioned: { id: GROUP, name: "Everyone" }, text: "<at>Everyone</at>" }, mention],
    }),
    "@Everyone help",
  ),
  turn(
    "words that only we and the sender see",
    group("agents", { recipient: { id: BOT, name: "Genie Concierge", isTargeted: true }, entities: [client] }),
    "agents",
    { entry: "command" },
  ),
  turn(
    "a mention in a meeting's chat",
    group(asked, {
      conversation: conversations.meeting,
      channelData: {
        tenant: { id: TENANT },
        source: { name: "message" },
        meeting: { id: "MCMxOTptZWV0aW5nX01qZGhOak00QHRocmVhZC52MiMw" },
      },
    }),
    question,
    { place: { direct: false, channelId: MEETING } },
  ),
  turn(
    "a mention in a chat of two",
    group(asked, { conversation: { ...conversations.meeting, id: "19:3fbd7c1e_c0ffee00@unq.gbl.spaces" } }),
    question,
  ),
  quiet("words that do not name us", group("good morning", { entities: [client] })),
  quiet("our name without a mention", group("Genie Concierge, help", { entities: [client] })),
  quiet(
    "a mention of a colleague alone",
    group("<at>Colleague</at> hello", { entities: [mentionOf(COLLEAGUE, "Colleague"), client] }),
  ),
  quiet(
    "a mention of somebody who has our name",
    group(`${BOT_TAG} hello`, { entities: [mentionOf(COLLEAGUE, "Genie Concierge")] }),
  ),
  quiet(
    "words in a meeting's chat",
    group("can you hear me?", { conversation: conversations.meeting, entities: [client] }),
  ),
  quiet("our own message", group(asked, { from: { id: BOT, name: "Genie Concierge" } })),
];
