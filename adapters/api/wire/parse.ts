import { createHash } from "node:crypto";
import { z } from "zod";
import type { HttpRequest } from "../../../src/ports/chat/http.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import { phrase } from "../../../src/reply/words/phrase.ts";
import { acceptedLocale } from "../../../src/text/accepted-locale.ts";
import { mostInbound } from "../../../src/text/bounds.ts";
import { shortened } from "../../../src/text/shorten.ts";
import { choreIn } from "./chores.ts";
import { conversationIn, Input, lengthOf, Message, Naming, personIn, threadIn } from "./conversation.ts";
import { tooLarge, tooLong, unknownModel, unsupported, wrong } from "./request-problems.ts";

/** The one model that there is. */
export const modelId = "genie-concierge";

/** A request for an answer. */
export interface Order {
  /** Which of the two interfaces of OpenAI the client uses. */
  format: "chat" | "responses";
  inbound: Extract<Inbound, { kind: "message" }>;
  /** Identifies the answer for the client. */
  answerId: string;
  /** The same id gives the same answer. */
  requestId: string;
  /** The client chose the request id, so it uses the same one when it asks again. */
  named: boolean;
  /** The client's name for the thread. Undefined: the conversation is what the client sends. */
  thread: string | undefined;
  stream: boolean;
  includeUsage: boolean;
  /** Characters of all messages. */
  promptLength: number;
  /** The answer, if no agent is needed for it. */
  chore: string | undefined;
}

const Common = Naming.extend({
  model: z.string({ error: `name the model: ${modelId}` }),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
});
const bodies = {
  chat: Common.extend({ messages: z.array(Message, { error: "must be a list of messages" }) }),
  // Clients of Databricks' agents name none.
  responses: Common.extend({ model: z.string().default(modelId), input: Input }).transform(({ input, ...body }) => ({
    ...body,
    messages: input,
  })),
};
type Body = z.infer<(typeof bodies)[Order["format"]]>;

/** Reads a request for an answer. `key`: the name of its key. Throws a RequestProblem that says what is wrong. */
export const parse = (request: HttpRequest, key: string, newId: () => string): Order => {
  const format = request.path.endsWith("/responses") ? "responses" : "chat";
  const body = bodyOf(request, format);
  if (body.model !== modelId) throw unknownModel(shortened(body.model, 100), modelId);
  const foreign = unsupportedIn(body);
  if (foreign) throw unsupported(foreign);
  const { headers } = request;
  const { question, history } = conversationIn(body.messages);
  const locale = acceptedLocale(headers);
  const chore = choreIn(question, locale);
  if (chore === undefined && question.length > mostInbound) throw tooLong(mostInbound, question.length);
  const named = threadIn(body, headers["x-thread-id"]);
  const person = personIn(body);
  const name = headers["idempotency-key"] || headers["x-request-id"];
  const requestId = name || newId();
  // Made of everything that identifies the question, so that a reused request id cannot bring a wrong answer.
  const id = digest(requestId, named, person, question, ...history.flatMap(Object.values));
  const thread = named ?? (isFirst(format, history, chore) ? `t-${id}` : undefined);
  return {
    format,
    inbound: {
      kind: "message",
      id: `api:${key}:${id}`,
      place: {
        platform: "api",
        thread: threadName(key, person, thread ?? `once:${id}`),
        channelId: key,
        direct: true,
        to: null,
      },
      actor: { platform: "api", tenant: "api", user: key, name: key, ...(locale && { locale }) },
      external: false,
      // A client waits for an answer, so every message is a question, never a command.
      text: `ask ${question}`,
      entry: "direct",
      ...(history.length > 0 && { history }),
      ...(thread === undefined && { once: true }),
    },
    answerId: id,
    requestId,
    named: Boolean(name),
    thread,
    stream: body.stream ?? false,
    includeUsage: body.stream_options?.include_usage ?? false,
    promptLength: lengthOf(body.messages),
    chore,
  };
};

/** The first response of a conversation opens a thread and tells its id, unless the client keeps the conversation. */
const isFirst = (format: Order["format"], history: unknown[], chore: string | undefined): boolean =>
  format === "responses" && history.length === 0 && chore === undefined;

/** A thread belongs to its key, and to the person for whom the client asks, if it names one. */
const threadName = (key: string, person: string | undefined, thread: string): string =>
  ["api", key, ...(person === undefined ? [] : [digest(person)]), thread].join(":");

/** Bytes of a request. A long conversation takes a few hundred thousand. */
export const mostBytes = 1_000_000;

const bodyOf = ({ body }: HttpRequest, format: Order["format"]): Body => {
  if (body.length > mostBytes) throw tooLarge(mostBytes / 1_000);
  const parsed = bodies[format].safeParse(fromJson(body.toString()));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join(".") || undefined;
  throw wrong(`${path ?? "the body"}: ${issue?.message ?? "cannot be read"}`, path);
};

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw wrong(phrase("notJson", {}), undefined, cause);
  }
};

const Foreign = z.looseObject({
  n: z.number().nullish(),
  tools: z.array(z.unknown()).nullish(),
  functions: z.array(z.unknown()).nullish(),
  tool_choice: z.unknown().optional(),
  response_format: z.looseObject({ type: z.string() }).nullish(),
  text: z.looseObject({ format: z.looseObject({ type: z.string() }).nullish() }).nullish(),
  previous_response_id: z.string().nullish(),
  background: z.boolean().nullish(),
  logprobs: z.boolean().nullish(),
  audio: z.unknown().optional(),
});

/** The first parameter that asks for another form of answer. Parameters that only tune a model are ignored. */
const unsupportedIn = (body: Body): string | undefined => {
  const parsed = Foreign.safeParse(body);
  if (!parsed.success) return parsed.error.issues[0]?.path.join(".");
  const { n, tools, functions, tool_choice, response_format, text, logprobs, audio, ...rest } = parsed.data;
  if ((n ?? 1) !== 1) return "n";
  if ((tools ?? []).length > 0 && tool_choice !== "none") return "tools";
  if ((functions ?? []).length > 0) return "functions";
  if (response_format && response_format.type !== "text") return "response_format";
  if (text?.format && text.format.type !== "text") return "text.format";
  if (rest.previous_response_id) return "previous_response_id";
  if (rest.background) return "background";
  if (logprobs) return "logprobs";
  return audio ? "audio" : undefined;
};

const digest = (...parts: (string | undefined)[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 32);
