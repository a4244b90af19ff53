import type { WireReply } from "../../wire.ts";

/** A refusal of the Bot Connector: status, code and words. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const refused = ({ status, code, message }: Refusal, headers: Record<string, string> = {}): WireReply => ({
  status,
  headers,
  body: { error: { code, message } },
});

/** The refusals of the Bot Connector. */
export const refusals = {
  conversation: () => new Refusal(404, "ConversationNotFound", "Conversation not found."),
  activity: () =>
    new Refusal(
      404,
      "ActivityNotFoundInConversation",
      "The message ID provided couldn't be found in the conversation. The message doesn't exist or it is deleted.",
    ),
  roster: () => new Refusal(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster."),
  blocked: () => new Refusal(403, "ConversationBlockedByUser", "User blocked the conversation with the bot."),
  disabled: () => new Refusal(403, "BotDisabledByAdmin", "The tenant admin disabled this bot."),
  personal: () => new Refusal(403, "ForbiddenOperationException", "Bot is not installed in user's personal scope"),
  member: () => new Refusal(404, "MemberNotFoundInConversation", "Member not found in the conversation."),
  busy: () => new Refusal(429, "TooManyRequests", "API calls quota exceeded."),
  precondition: () => new Refusal(412, "PreconditionFailed", "Precondition failed, please try again."),
  size: () => new Refusal(413, "MessageSizeTooBig", "Message size too large."),
  internal: () => new Refusal(500, "ServiceError", "Unknown."),
  gateway: () => new Refusal(502, "BadGateway", "Service dependency issue."),
  unavailable: () => new Refusal(503, "ServiceUnavailable", "Service is unavailable."),
  timeout: () => new Refusal(504, "GatewayTimeout", "Gateway timeout."),
  missing: () => new Refusal(404, "ResourceNotFound", "The resource is not found."),
  malformed: (message: string) => new Refusal(400, "BadSyntax", message),
  argument: (message: string) => new Refusal(400, "BadArgument", message),
} as const;
