import { z } from "zod";
import type { PastExchange } from "../../../src/ports/chat/inbound.ts";
import { phrase } from "../../../src/reply/words/phrase.ts";
import { shortened } from "../../../src/text/shorten.ts";
import { wrong } from "./request-problems.ts";

/* What a client sends of its conversation, and which thread of ours it names. */

const Part = z.looseObject({ type: z.string().optional(), text: z.string().optional() });

/** A message of a chat, and most items of the input of a response. */
export const Message = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(Part)]).nullish(),
});
export type Message = z.infer<typeof Message>;

/** The input of a response as messages. Items without a role, such as tool calls, are left out. */
export const Input = z
  .union([z.string(), z.array(Message.partial())], { error: "must be a text or a list of messages" })
  .transform((input): Message[] =>
    typeof input === "string"
      ? [{ role: "user", content: input }]
      : input.flatMap(({ role, ...item }) => (role === undefined ? [] : [{ ...item, role }])),
  );

/** The last message is the question; the history is what was said before. */
export const conversationIn = (messages: Message[]): { question: string; history: PastExchange[] } => {
  const last = messages.at(-1);
  if (last?.role !== "user") throw wrong(phrase("lastIsQuestion", {}));
  const question = textOf(last).trim();
  if (!question) throw wrong(phrase("emptyQuestion", {}));
  return { question, history: historyIn(messages.slice(0, -1)) };
};

const textOf = ({ content }: Message): string =>
  typeof content === "string" ? content : (content ?? []).map((part) => part.text ?? "").join("\n");

/** Characters of all messages. */
export const lengthOf = (messages: Message[]): number =>
  messages.reduce((sum, message) => sum + textOf(message).length, 0);

/** Exchanges that are read, and characters of each question and answer. */
const mostExchanges = 20;
const mostText = 2_000;

/** Questions with their answers. System prompts and tool calls are left out. */
const historyIn = (messages: Message[]): PastExchange[] => {
  const exchanges: PastExchange[] = [];
  for (const message of messages) {
    const last = exchanges.at(-1);
    const text = shortened(textOf(message).trim(), mostText);
    if (message.role === "user" && text) exchanges.push({ question: text, answer: "" });
    if (message.role === "assistant" && last) last.answer = shortened(`${last.answer}\n${text}`.trim(), mostText);
  }
  return exchanges.slice(-mostExchanges);
};

/** Where requests name a thread, and the person for whom they ask. */
export const Naming = z.looseObject({
  custom_inputs: z.looseObject({ thread_id: z.string().nullish() }).nullish(),
  conversation: z.union([z.string(), z.looseObject({ id: z.string() })]).nullish(),
  user: z.string().max(1_000).nullish(),
  safety_identifier: z.string().max(1_000).nullish(),
});

/** The thread that a request names, if it names one. */
export const threadIn = (
  { conversation, custom_inputs }: z.infer<typeof Naming>,
  header: string | undefined,
): string | undefined => {
  const id = typeof conversation === "string" ? conversation : conversation?.id;
  const name = header || custom_inputs?.thread_id || id;
  if (!name) return undefined;
  if (/^[\w.-]{1,100}$/.test(name)) return name;
  throw wrong(phrase("threadId", {}));
};

/** For whom the client asks, if it says so. */
export const personIn = ({ user, safety_identifier }: z.infer<typeof Naming>): string | undefined =>
  user || safety_identifier || undefined;
