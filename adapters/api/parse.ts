import { createHash } from "node:crypto";
import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import type { HttpRequest } from "../../src/ports/http.ts";
import type { Inbound } from "../../src/ports/inbound.ts";
import type { Place, PostRef } from "../../src/ports/place.ts";

/** The one model that there is. */
export const modelId = "genie-concierge";

/** A chat completion that somebody wants. */
export interface Order {
  inbound: Extract<Inbound, { kind: "message" }>;
  /** Asking again with the same one gives the same answer. */
  requestId: string;
  /** The caller has chosen it, so it asks with the same one when it asks again. */
  named: boolean;
  thread: string;
  stream: boolean;
}

const Part = z.looseObject({ type: z.string(), text: z.string().optional() });
const Message = z.object({
  role: z.string(),
  content: z.union([z.string(), z.array(Part)]).nullish(),
});
type Message = z.infer<typeof Message>;

const Body = z.object({
  model: z.string({ error: `name the model: ${modelId}` }),
  messages: z.array(Message, { error: "must be a list of messages" }),
  stream: z.boolean().nullish(),
});

/** Reads a chat completion request of the key of that name. Throws a Problem `api.*` that says what is wrong with it. */
export const parse = (request: HttpRequest, key: string, newId: () => string): Order => {
  const body = bodyOf(request);
  if (body.model !== modelId) {
    throw new Problem("api.model", `There is no model ${body.model} here. The only one is ${modelId}.`);
  }
  const question = questionIn(body.messages);
  const named = request.headers["idempotency-key"] || request.headers["x-request-id"];
  const requestId = named || newId();
  const thread = threadOf(request.headers["x-thread-id"], body.messages);
  const place: Place = { platform: "api", thread: `api:${key}:${thread}`, channelId: key, direct: true, to: null };
  return {
    inbound: {
      kind: "message",
      // Of all that names the question: an id that was used for another one cannot bring a wrong answer.
      id: `api:${key}:${digest(requestId, thread, question)}`,
      place,
      actor: { platform: "api", tenant: "api", user: key, name: key },
      external: false,
      // Whoever calls waits for an answer, so every message is a question and none a command.
      text: `ask ${question}`,
      entry: "direct",
    },
    requestId,
    named: Boolean(named),
    thread,
    stream: body.stream ?? false,
  };
};

/** The caller has hung up: what clicking Cancel would say. */
export const withdrawal = ({ inbound: { id, place, actor } }: Order, act: string): Inbound => {
  const on: PostRef = { platform: "api", thread: place.thread, id };
  return { kind: "click", id: `${id}:${act}`, place, actor, external: false, action: "cancel", value: id, on };
};

const bodyOf = ({ body }: HttpRequest): z.infer<typeof Body> => {
  const parsed = Body.safeParse(fromJson(body.toString()));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw wrong(`${issue?.path.join(".") || "the body"}: ${issue?.message ?? "cannot be read"}`);
};

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw wrong("the body is not JSON", cause);
  }
};

const wrong = (what: string, cause?: unknown): Problem =>
  new Problem("api.request", `This request cannot be read: ${what}.`, { cause });

/** Only the last message is a question; those before it are in the thread already. */
const questionIn = (messages: Message[]): string => {
  const last = messages.at(-1);
  if (last?.role !== "user") throw wrong("the last message must be the user's question");
  const question = textOf(last).trim();
  if (!question) throw wrong("the question is empty; I read text only");
  return question;
};

const textOf = ({ content }: Message): string =>
  typeof content === "string" ? content : (content ?? []).map((part) => part.text ?? "").join("\n");

/** A name for the thread: the caller's own, or one that stays the same while the conversation goes on. */
const threadOf = (header: string | undefined, messages: Message[]): string => {
  if (!header) return digest(textOf(messages.find(({ role }) => role === "user") ?? { role: "user" }));
  if (!/^[\w.-]{1,100}$/.test(header)) {
    throw wrong("the header x-thread-id takes up to 100 letters, digits, dots, dashes and underscores");
  }
  return header;
};

const digest = (...parts: string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 32);
