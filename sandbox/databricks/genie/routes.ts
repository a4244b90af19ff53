import { z } from "zod";
import type { WireReply, WireRequest } from "../../wire.ts";
import type { GuardedRoute } from "../auth.ts";
import { badRequest, forbidden, invalidParameter } from "../errors.ts";
import type { Caller } from "../people.ts";
import { statementResponse } from "../sql/results.ts";
import type { Storage } from "../sql/storage.ts";
import type { SentQuery } from "./attachments.ts";
import type { Conversation, Message } from "./conversations.ts";
import type { Genie } from "./genie.ts";
import { conversationShape, conversationSummary, messageShape, spaceShape, submittedShape } from "./shapes.ts";

const SPACE = "/api/2.0/genie/spaces/:space";
const CONVERSATION = `${SPACE}/conversations/:conversation`;
const MESSAGE = `${CONVERSATION}/messages/:message`;

type Handler = (request: WireRequest, caller: Caller) => object | Promise<object>;

/** The conversation API over HTTP. */
export const genieRoutes = (genie: Genie, storage: Storage): GuardedRoute[] => {
  const route = (method: string, path: string, handle: Handler): GuardedRoute => ({
    method,
    path,
    handle: async (request, caller): Promise<WireReply> => {
      if (method !== "POST") genie.admit(method, request.path);
      return { status: 200, body: await handle(request, caller) };
    },
  });
  const { conversationOf, messageOf } = finders(genie);

  return [
    route("GET", "/api/2.0/genie/spaces", ({ query }) => {
      const { items, next } = page(genie.spaces, query);
      return { spaces: items.map((space) => spaceShape(space, false)), ...next };
    }),
    route("GET", SPACE, ({ params, query }) =>
      spaceShape(genie.space(params["space"] ?? ""), query.get("include_serialized_space") === "true"),
    ),
    route("POST", `${SPACE}/start-conversation`, async (request, caller) => {
      const space = genie.space(request.params["space"] ?? "");
      const message = await genie.ask({
        space,
        conversation: undefined,
        content: contentOf(request),
        path: request.path,
        caller,
      });
      return {
        message_id: message.id,
        conversation_id: message.conversation.id,
        conversation: conversationShape(message.conversation),
        message: submittedShape(message),
      };
    }),
    route("GET", `${SPACE}/conversations`, ({ params, query }, caller) => {
      const all = genie.conversations.list(genie.space(params["space"] ?? ""));
      const seen = query.get("include_all") === "true" ? all : all.filter(({ owner }) => owner.user === caller.user);
      const { items, next } = page(seen, query);
      return { conversations: items.map(conversationSummary), ...next };
    }),
    route("DELETE", CONVERSATION, (request, caller) => {
      genie.conversations.remove(conversationOf(request, caller));
      return {};
    }),
    ...messageRoutes(genie, route, { conversationOf, messageOf }),
    ...resultRoutes(genie, storage, route, messageOf),
  ];
};

type MakeRoute = (method: string, path: string, handle: Handler) => GuardedRoute;
interface Finders {
  conversationOf: (request: WireRequest, caller: Caller) => Conversation;
  messageOf: (request: WireRequest, caller: Caller) => Message;
}

/** A conversation belongs to the caller who opened it. */
const finders = (genie: Genie): Finders => {
  const conversationOf = ({ params }: WireRequest, caller: Caller) => {
    const space = genie.space(params["space"] ?? "");
    const conversation = genie.conversations.find(space, params["conversation"] ?? "");
    if (conversation.owner.user !== caller.user)
      throw forbidden(`User ${caller.user} does not own conversation ${conversation.id}.`);
    return conversation;
  };
  const messageOf = (request: WireRequest, caller: Caller) =>
    genie.conversations.message(conversationOf(request, caller), request.params["message"] ?? "");
  return { conversationOf, messageOf };
};

const messageRoutes = (genie: Genie, route: MakeRoute, { conversationOf, messageOf }: Finders): GuardedRoute[] => [
  route("POST", `${CONVERSATION}/messages`, async (request, caller) => {
    const conversation = conversationOf(request, caller);
    const { space } = conversation;
    const content = contentOf(request);
    return submittedShape(await genie.ask({ space, conversation, content, path: request.path, caller }));
  }),
  route("GET", `${CONVERSATION}/messages`, (request, caller) => {
    const newestFirst = [...conversationOf(request, caller).messages].reverse();
    const { items, next } = page(newestFirst, request.query);
    return { messages: items.map((message) => messageShape(message, genie.moment(message))), ...next };
  }),
  route("GET", MESSAGE, (request, caller) => {
    const message = messageOf(request, caller);
    return messageShape(message, genie.moment(message));
  }),
  route("DELETE", MESSAGE, (request, caller) => {
    const message = messageOf(request, caller);
    const { conversation } = message;
    conversation.messages = conversation.messages.filter((each) => each !== message);
    return {};
  }),
  route("POST", `${MESSAGE}/feedback`, (request, caller) => {
    const feedback = Feedback.safeParse(request.body);
    if (!feedback.success) throw invalidParameter("rating must be POSITIVE, NEGATIVE or NONE");
    const { rating, comment } = feedback.data;
    messageOf(request, caller).feedback = { rating, ...(comment !== undefined && { comment }) };
    return {};
  }),
];

/** Results of a query attachment, with the deprecated addresses that name no attachment or name it last. */
const resultRoutes = (
  genie: Genie,
  storage: Storage,
  route: MakeRoute,
  messageOf: Finders["messageOf"],
): GuardedRoute[] => {
  const queryOf = (message: Message, attachment: string | undefined): SentQuery => {
    const query = genie.queries.visible(message, attachment);
    if (query) return query;
    throw badRequest(`Attachment with ID ${attachment ?? ""} is not a valid query attachment.`);
  };
  const result: Handler = (request, caller) => {
    const message = messageOf(request, caller);
    const query = queryOf(message, request.params["attachment"]);
    genie.queries.expire(message, `GET ${request.path}`);
    const statement = genie.queries.statementOf(message, query);
    return { statement_response: statementResponse(statement, storage.links(request)) };
  };
  const execute: Handler = (request, caller) => {
    const message = messageOf(request, caller);
    const statement = genie.queries.runAgain(message, queryOf(message, request.params["attachment"]));
    return { statement_response: statementResponse(statement, storage.links(request)) };
  };
  return [
    route("GET", `${MESSAGE}/attachments/:attachment/query-result`, result),
    route("POST", `${MESSAGE}/attachments/:attachment/execute-query`, execute),
    route("POST", `${MESSAGE}/attachments/:attachment/downloads`, (request, caller) => {
      genie.admit("POST", request.path);
      return genie.downloads.start(queryOf(messageOf(request, caller), request.params["attachment"]), caller);
    }),
    route("GET", `${MESSAGE}/attachments/:attachment/downloads/:download`, (request, caller) => {
      messageOf(request, caller);
      return { statement_response: statementResponse(genie.downloads.find(request), storage.links(request)) };
    }),
    route("GET", `${MESSAGE}/query-result`, result),
    route("GET", `${MESSAGE}/query-result/:attachment`, result),
    route("POST", `${MESSAGE}/execute-query`, execute),
  ];
};

const Question = z.object({ content: z.string().trim().min(1) });
const Feedback = z.object({ rating: z.enum(["POSITIVE", "NEGATIVE", "NONE"]), comment: z.string().optional() });

const contentOf = ({ body }: WireRequest): string => {
  const question = Question.safeParse(body);
  if (!question.success) throw invalidParameter("content is required and must not be empty");
  return question.data.content;
};

/** One page of a list; the token is the position of the next one. */
const page = <T>(items: T[], query: URLSearchParams): { items: T[]; next: { next_page_token?: string } } => {
  const size = Math.min(Math.max(Number(query.get("page_size")) || 20, 1), 100);
  const start = Number(Buffer.from(query.get("page_token") ?? "", "base64url").toString()) || 0;
  const end = start + size;
  const next = end < items.length ? { next_page_token: Buffer.from(String(end)).toString("base64url") } : {};
  return { items: items.slice(start, end), next };
};
