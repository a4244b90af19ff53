import { createHash } from "node:crypto";
import { z } from "zod";
import type { HttpRequest } from "../../src/ports/http.ts";
import type { Inbound } from "../../src/ports/inbound.ts";
import { shortened } from "../../src/text/shorten.ts";
import { conversationIn, lengthOf, Message, Naming, personIn, threadIn } from "./conversation.ts";
import { tooLarge, unknownModel, unsupported, wrong } from "./request-problems.ts";

/** The one model that there is. */
export const modelId = "genie-concierge";

/** A request for an answer. */
export interface Order {
  inbound: Extract<Inbound, { kind: "message" }>;
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
}

const Body = Naming.extend({
  model: z.string({ error: `name the model: ${modelId}` }),
  messages: z.array(Message, { error: "must be a list of messages" }),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
});
type Body = z.infer<typeof Body>;

/** Reads a chat completion request. `key`: the name of its key. Throws a RequestProblem that says what is wrong. */
export const parse = (request: HttpRequest, key: string, newId: () => string): Order => {
  const body = bodyOf(request);
  if (body.model !== modelId) throw unknownModel(shortened(body.model, 100), modelId);
  const foreign = unsupportedIn(body);
  if (foreign) throw unsupported(foreign);
  const { headers } = request;
  const { question, history } = conversationIn(body.messages);
  const thread = threadIn(body, headers["x-thread-id"]);
  const person = personIn(body);
  const name = headers["idempotency-key"] || headers["x-request-id"];
  const requestId = name || newId();
  // Made of everything that identifies the question, so that a reused request id cannot bring a wrong answer.
  const id = digest(requestId, thread, person, question, ...history.flatMap(Object.values));
  return {
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
      actor: { platform: "api", tenant: "api", user: key, name: key },
      external: false,
      // A client waits for an answer, so every message is a question, never a command.
      text: `ask ${question}`,
      entry: "direct",
      ...(history.length > 0 && { history }),
      ...(thread === undefined && { once: true }),
    },
    requestId,
    named: Boolean(name),
    thread,
    stream: body.stream ?? false,
    includeUsage: body.stream_options?.include_usage ?? false,
    promptLength: lengthOf(body.messages),
  };
};

/** A thread belongs to its key, and to the person for whom the client asks, if it names one. */
const threadName = (key: string, person: string | undefined, thread: string): string =>
  ["api", key, ...(person === undefined ? [] : [digest(person)]), thread].join(":");

/** Bytes of a request. A long conversation takes a few hundred thousand. */
const mostBytes = 1_000_000;

const bodyOf = ({ body }: HttpRequest): Body => {
  if (body.length > mostBytes) throw tooLarge(mostBytes / 1_000);
  const parsed = Body.safeParse(fromJson(body.toString()));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join(".") || undefined;
  throw wrong(`${path ?? "the body"}: ${issue?.message ?? "cannot be read"}`, path);
};

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw wrong("the body is not JSON", undefined, cause);
  }
};

const Foreign = z.looseObject({
  n: z.number().nullish(),
  tools: z.array(z.unknown()).nullish(),
  functions: z.array(z.unknown()).nullish(),
  tool_choice: z.unknown().optional(),
  response_format: z.looseObject({ type: z.string() }).nullish(),
  logprobs: z.boolean().nullish(),
  audio: z.unknown().optional(),
});

/** The first parameter that asks for another form of answer. Parameters that only tune a model are ignored. */
const unsupportedIn = (body: Body): string | undefined => {
  const parsed = Foreign.safeParse(body);
  if (!parsed.success) return parsed.error.issues[0]?.path.join(".");
  const { n, tools, functions, tool_choice, response_format, logprobs, audio } = parsed.data;
  if ((n ?? 1) !== 1) return "n";
  if ((tools ?? []).length > 0 && tool_choice !== "none") return "tools";
  if ((functions ?? []).length > 0) return "functions";
  if (response_format && response_format.type !== "text") return "response_format";
  if (logprobs) return "logprobs";
  return audio ? "audio" : undefined;
};

const digest = (...parts: (string | undefined)[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 32);
