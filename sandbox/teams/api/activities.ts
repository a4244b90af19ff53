import type { WireReply } from "../../wire.ts";
import { contentOf, parted, type Sent, sentActivity } from "../content.ts";
import { BOT, type Conversation } from "../seed.ts";
import type { Content, Message, Workspace } from "../workspace.ts";
import { type Call, placeOf, type Teams } from "./api.ts";
import { troubles } from "./refusal.ts";

/** Sending, editing and deleting messages, and showing that the bot is typing. */
export const activities: Call[] = [
  {
    method: "POST",
    path: "/v3/conversations/:conversation/activities",
    counted: "send",
    run: (request, teams) => send(teams, request.params["conversation"] ?? "", request.body, targeted(request)),
  },
  {
    // Where it appears says the conversation id; the id of the activity that it answers says nothing in Teams.
    method: "POST",
    path: "/v3/conversations/:conversation/activities/:activity",
    counted: "send",
    run: (request, teams) => send(teams, request.params["conversation"] ?? "", request.body, targeted(request)),
  },
  {
    method: "PUT",
    path: "/v3/conversations/:conversation/activities/:activity",
    counted: "send",
    run: (request, teams) => {
      const sent = sentActivity(request.body);
      if (targeted(request) && sent.recipient)
        throw troubles.malformed("An edit of a targeted message takes no recipient");
      const message = own(teams, request.params, targeted(request));
      teams.workspace.edit(message, contentOf(sent));
      return { status: 200, body: { id: message.id } };
    },
  },
  {
    method: "DELETE",
    path: "/v3/conversations/:conversation/activities/:activity",
    counted: "send",
    run: (request, teams) => {
      teams.workspace.remove(own(teams, request.params, targeted(request)));
      return { status: 200 };
    },
  },
];

/** Posts what a bot sends to a place. */
export const post = (
  workspace: Workspace,
  conversation: Conversation,
  root: string | null,
  content: Content,
  targetedTo: string | null = null,
): Message => workspace.post({ conversation: conversation.id, root, user: BOT.id, bot: true, targetedTo, ...content });

const send = (teams: Teams, place: string, body: unknown, only: boolean): WireReply => {
  const { conversation, root } = placeOf(teams, place);
  const sent = sentActivity(body);
  if (sent.type === "typing") {
    contentless(sent);
    teams.workspace.startTyping(conversation.id, root);
    return { status: 202, body: {} };
  }
  if (sent.type !== "message") throw troubles.malformed(`Activity type ${sent.type} is not supported`);
  const targetedTo = only ? recipientOf(teams, conversation, sent) : null;
  const messages = parted(contentOf(sent)).map((part) => post(teams.workspace, conversation, root, part, targetedTo));
  const [first] = messages;
  return { status: 201, body: messages.length === 1 && first ? { id: first.id } : {} };
};

const contentless = ({ entities }: Sent): void => {
  if (entities?.some(({ type }) => type === "streaminfo")) throw troubles.argument("Streaming is not emulated here");
};

const targeted = ({ query }: { query: URLSearchParams }): boolean => query.get("isTargetedActivity") === "true";

const recipientOf = ({ workspace }: Teams, conversation: Conversation, { recipient }: Sent): string => {
  if (conversation.kind === "personal")
    throw troubles.malformed("Targeted messages are not supported in personal chats");
  const person = recipient?.id ? workspace.person(recipient.id) : undefined;
  if (!person) throw troubles.malformed("A targeted message needs a recipient");
  if (!conversation.members.includes(person.id)) throw troubles.malformed("The recipient is not in the conversation");
  return person.id;
};

/** The bot's own message that a path names, visible to all or targeted as the call says. */
const own = (teams: Teams, params: Record<string, string>, only: boolean): Message => {
  const { conversation } = placeOf(teams, params["conversation"] ?? "");
  const message = teams.workspace.find(conversation.id, params["activity"] ?? "");
  if (!message || Boolean(message.targetedTo) !== only) throw troubles.activity();
  if (!message.bot) throw troubles.argument("Only messages of the bot can be changed");
  return message;
};
