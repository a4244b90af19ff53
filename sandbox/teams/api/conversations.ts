import { z } from "zod";
import type { WireReply } from "../../wire.ts";
import { conversationId } from "../activities.ts";
import { contentOf, Sent, sentActivity } from "../content.ts";
import { BOT, TENANT } from "../seed.ts";
import { post } from "./activities.ts";
import { type Call, placeOf, type Teams } from "./api.ts";
import { refusals } from "./refusal.ts";

const Parameters = z.looseObject({
  isGroup: z.boolean().nullish(),
  bot: z.looseObject({ id: z.string() }).nullish(),
  members: z.array(z.looseObject({ id: z.string() })).nullish(),
  tenantId: z.string().nullish(),
  activity: Sent.nullish(),
  channelData: z
    .looseObject({
      channel: z.looseObject({ id: z.string() }).nullish(),
      tenant: z.looseObject({ id: z.string() }).nullish(),
    })
    .nullish(),
});
type Parameters = z.infer<typeof Parameters>;

/** Beginning a chat with a person, or a new post in a channel. */
export const conversations: Call[] = [
  {
    method: "POST",
    path: "/v3/conversations",
    counted: "create",
    run: (request, teams) => {
      const parsed = Parameters.safeParse(request.body);
      if (!parsed.success) throw refusals.malformed("Invalid conversation parameters");
      const channel = parsed.data.channelData?.channel?.id;
      return channel ? startPost(teams, channel, parsed.data) : openChat(teams, parsed.data);
    },
  },
];

const startPost = (teams: Teams, channel: string, { activity }: Parameters): WireReply => {
  const { conversation } = placeOf(teams, channel.split(";")[0] ?? "");
  if (conversation.kind !== "channel") throw refusals.malformed("The conversation is not a channel");
  if (!activity) throw refusals.malformed("A new post needs an activity");
  const { id } = post(teams.workspace, conversation, null, contentOf(sentActivity(activity)));
  return {
    status: 201,
    body: { id: conversationId(conversation, id), activityId: id, serviceUrl: teams.serviceUrl() },
  };
};

const openChat = (teams: Teams, { members, tenantId, channelData, bot, activity, isGroup }: Parameters): WireReply => {
  if (isGroup || members?.length !== 1) throw refusals.malformed("Bots can begin chats with one person only");
  if (bot && bot.id !== BOT.id) throw refusals.malformed("Bot id is not the one of the token");
  if ((tenantId ?? channelData?.tenant?.id) !== TENANT.id) throw refusals.malformed("Invalid tenant id");
  const person = teams.workspace.person(members[0]?.id ?? "");
  const personal = person && teams.workspace.personal(person.id);
  if (!personal) throw refusals.malformed("Invalid user identity in provided tenant");
  if (personal.bot === "removed") throw refusals.personal();
  const { conversation } = placeOf(teams, personal.id);
  const sent = activity && post(teams.workspace, conversation, null, contentOf(sentActivity(activity)));
  return {
    status: 201,
    body: { id: personal.id, ...(sent ? { activityId: sent.id } : {}), serviceUrl: teams.serviceUrl() },
  };
};
