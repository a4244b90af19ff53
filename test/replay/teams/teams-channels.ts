import {
  BOT_TAG,
  COLLEAGUE,
  channelData,
  conversations,
  mentionOf,
  PARTNER_TENANT,
  type Payload,
  post,
  quiet,
  reply,
  turn,
} from "./teams-builders.ts";
import { CHANNEL, client, type Fields, mention, ROOT, TENANT } from "./teams-payloads.ts";

/* What people write in the channels of a team. */

const question = "What is the total revenue?";
const asked = `${BOT_TAG} ${question}`;
const thread = `teams:${TENANT}:${CHANNEL};messageid=${ROOT}`;
const inChannel = { entry: "mention", place: { direct: false, channelId: CHANNEL, thread } };
const typed = (type: string, more: Fields = {}): Fields => ({
  channelData: channelData({ channel: { id: CHANNEL, type }, ...more }),
});
const partner = {
  id: "29:1partner",
  name: "Partner",
  aadObjectId: "facade00-0000-4a2b-9c3d-4e5f6a7b8c9d",
  tenantId: PARTNER_TENANT,
};

/** A post with its replies is a thread. */
export const channels: Payload[] = [
  turn("a post", post(), question, inChannel),
  turn(
    "a post with a subject",
    post(`<p><strong>Numbers</strong></p>${BOT_TAG} how much?`),
    "Numbers\nhow much?",
    inChannel,
  ),
  turn("a reply that names us", post(`${BOT_TAG} why?`, { id: "1769000000555" }), "why?", inChannel),
  turn("a reply that does not name us", reply("and in the South?"), "and in the South?", {
    entry: "followup",
    place: { thread },
  }),
  turn(
    "a reply to a colleague",
    reply("<at>Colleague</at> what do you think?", { entities: [mentionOf(COLLEAGUE, "Colleague")] }),
    "@Colleague what do you think?",
    { entry: "followup", toOthers: true },
  ),
  turn(
    "a reply that speaks of a colleague",
    reply("does <at>Colleague</at> know?", { entities: [mentionOf(COLLEAGUE, "Colleague")] }),
    "does @Colleague know?",
    { toOthers: undefined },
  ),
  turn(
    "a post in the general channel",
    post(asked, {
      conversation: { ...conversations.channel, id: `${CHANNEL};messageid=${ROOT}` },
      channelData: {
        teamsChannelId: CHANNEL,
        teamsTeamId: CHANNEL,
        channel: { id: CHANNEL },
        team: { id: CHANNEL },
        tenant: { id: TENANT },
      },
    }),
    question,
    inChannel,
  ),
  turn(
    "a post in an old team",
    post(asked, { conversation: { ...conversations.channel, id: `19:a1b2c3d4e5f6@thread.skype;messageid=${ROOT}` } }),
    question,
    { place: { channelId: "19:a1b2c3d4e5f6@thread.skype" } },
  ),
  turn(
    "a mention of the channel and us",
    post(`<at>Data</at> ${BOT_TAG} help`, {
      entities: [
        { type: "mention", mentioned: { id: CHANNEL, name: "Data", type: "channel" }, text: "<at>Data</at>" },
        mention,
      ],
    }),
    "@Data help",
  ),
  turn(
    "a mention of a tag and us",
    post(`<at>Analysts</at> ${BOT_TAG} help`, {
      entities: [
        {
          type: "mention",
          mentioned: { id: "tag:MjQzMmIx", name: "Analysts", type: "tag" },
          text: "<at>Analysts</at>",
        },
        mention,
      ],
    }),
    "@Analysts help",
  ),
  turn("a post in a standard channel", post(asked, typed("standard")), question, {
    place: { to: { channelType: "standard" } },
  }),
  turn("a post in a private channel", post(asked, typed("private")), question, {
    place: { to: { channelType: "private" } },
  }),
  turn("a post in a shared channel", post(asked, typed("shared")), question, {
    external: false,
    place: { to: { channelType: "shared" } },
  }),
  turn("a partner's post in our shared channel", post(asked, { ...typed("shared"), from: partner }), question, {
    external: true,
    actor: { tenant: PARTNER_TENANT },
  }),
  turn(
    "a partner's post, its tenant beside the message",
    post(asked, { ...typed("shared", { tenant: { id: PARTNER_TENANT } }) }),
    question,
    { external: true },
  ),
  turn("a channel type that is not known yet", post(asked, typed("secret")), question, {
    place: { channelId: CHANNEL },
  }),
  turn(
    "a message cross-posted to several channels",
    post(asked, { channelData: channelData({ crosspostId: "1769000000001" }) }),
    question,
  ),
  quiet("a post that does not name us", post("good morning", { entities: [client] })),
  quiet("an announcement of somebody", post("<h1>Holidays</h1>", { entities: [client] })),
  quiet(
    "another bot's post",
    post("build 42 is green", {
      from: { id: "28:c9e1a0b2-0000-4000-8000-000000000000", name: "Builds" },
      entities: [client],
    }),
  ),
];
