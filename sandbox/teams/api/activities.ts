import type { WireReply } from "../../wire.ts";
import { contentOf, type Sent, sentActivity, splitContent } from "../content.ts";
import { BOT, type Conversation } from "../seed.ts";
import type { Content, Message, Workspace } from "../workspace.ts";
import { type Call, placeOf, type Teams } from "./api.ts";
import { refusals } from "./refusal.ts";

/** Sending, editing and deleting messages, and showing that the bot is typing. */
export const activities: Call[] = [
  {
    method: "POST",
    path: "/v3/conversations/:conversation/activities",
    counted: "send",
    run: (request, teams) => send(teams, request.params["conversation"] ?? "", request.body, targeted(request)),
  },
  {
    // In Teams only the conversation id says where the message appears.
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
        throw refusals.malformed("An edit of a targeted message takes no recipient");
      const message = ownMessage(teams, request.params, targeted(request));
      teams.workspace.edit(message, contentOf(sent));
      return { status: 200, body: { id: message.id } };
    },
  },
  {
    method: "DELETE",
    path: "/v3/conversations/:conversation/activities/:activity",
    counted: "send",
    run: (request, teams) => {
      teams.workspace.remove(ownMessage(teams, request.params, targeted(request)));
      return { status: 200 };
    },
  },
];

/** Posts a message of the bot. */
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
    checkTyping(sent);
    teams.workspace.startTyping(conversation.id, root);
    return { status: 202, body: {} };
  }
  if (sent.type !== "message") throw refusals.malformed(`Activity type ${sent.type} is not supported`);
  const targetedTo = only ? recipientOf(teams, conversation, sent) : null;
  const messages = splitContent(contentOf(sent)).map((part) =>
    post(teams.workspace, conversation, root, part, targetedTo),
  );
  const [first] = messages;
  return { status: 201, body: messages.length === 1 && first ? { id: first.id } : {} };
};

const checkTyping = ({ entities }: Sent): void => {
  if (entities?.some(({ type }) => type === "streaminfo")) throw refusals.argument("Streaming is not emulated here");
};

const targeted = ({ query }: { query: URLSearchParams }): boolean => query.get("isTargetedActivity") === "true";

const recipientOf = ({ workspace }: Teams, conversation: Conversation, { recipient }: Sent): string => {
  if (conversation.kind === "personal")
    throw refusals.malformed("Targeted messages are not supported in personal chats");
  const person = recipient?.id ? workspace.person(recipient.id) : undefined;
  if (!person) throw refusals.malformed("A targeted message needs a recipient");
  if (!conversation.members.includes(person.id)) throw refusals.malformed("The recipient is not in the conversation");
  return person.id;
};

/** The bot's own message that a path names; `only`: a targeted one. */
const ownMessage = (teams: Teams, params: Record<string, string>, only: boolean): Message => {
  const { conversation } = placeOf(teams, params["conversation"] ?? "");
  const message = teams.workspace.find(conversation.id, params["activity"] ?? "");
  if (!message || Boolean(message.targetedTo) !== only) throw refusals.activity();
  if (!message.bot) throw refusals.argument("Only messages of the bot can be changed");
  return message;
};
