import { z } from "zod";
import { type Completion, type Prompt, Tool } from "./prompt.ts";
import { contentOf, type Quirk, type Speech } from "./quirks.ts";

/** `POST …/chat/completions`: reading requests, forming answers. */

const Part = z.object({ type: z.string(), text: z.string().default("") });
export const Content = z.union([
  z.string(),
  z.array(Part).transform((parts) => parts.map(({ text }) => text).join("")),
  z.null().transform(() => ""),
]);
const Request = z.object({
  model: z.string().optional(),
  messages: z.array(z.object({ role: z.string(), content: Content.default("") })).min(1),
  response_format: z
    .object({
      type: z.string(),
      json_schema: z.object({ name: z.string(), schema: z.unknown().optional() }).optional(),
    })
    .optional(),
  tools: z.array(z.object({ function: Tool })).default([]),
  tool_choice: z.unknown().optional(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().default(false) }).nullish(),
});

export interface ChatRequest extends Prompt {
  model: string;
  includeUsage: boolean;
}

/** The prompt of a request body, or what is wrong with it. */
export const readChat = (body: unknown): ChatRequest | { wrong: string } => {
  const parsed = Request.safeParse(body);
  if (!parsed.success) return { wrong: z.prettifyError(parsed.error) };
  const { model = "", messages, response_format, tools, tool_choice, stream, stream_options } = parsed.data;
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, text: content })),
    schema: response_format?.json_schema && {
      ...response_format.json_schema,
      schema: response_format.json_schema.schema,
    },
    tools: tool_choice === "none" ? [] : tools.map((tool) => tool.function),
    stream: stream ?? false,
    includeUsage: stream_options?.include_usage ?? false,
  };
};

export interface Stamp {
  id: string;
  created: number;
  usage: { prompt: number; completion: number };
}

export const MODEL = "sandbox-rules";
/** The key that the sandbox as a whole takes. */
export const MODEL_KEY = "sandbox-model-key";
export const FINGERPRINT = "sandbox-rules-1";

/** What is sent back: a completion, and how the model says its text. */
export interface Answer {
  stamp: Stamp;
  completion: Completion;
  /** Empty where a tool is called. */
  speech: Speech;
  quirks: ReadonlySet<Quirk>;
}

/** The whole answer in one body. */
export const chatBody = ({ stamp, completion, speech, quirks }: Answer) => ({
  ...head(stamp, "chat.completion"),
  choices: [
    {
      index: 0,
      message:
        completion.kind === "text"
          ? { role: "assistant", ...contentOf(speech, quirks), refusal: null }
          : { role: "assistant", content: null, refusal: null, tool_calls: [toolCall(stamp, completion)] },
      logprobs: null,
      finish_reason: finish(completion),
    },
  ],
  usage: usage(stamp),
});

/** The same as a stream: one event for each piece, then the reason, the usage if wanted, and `[DONE]`. */
export const chatEvents = function* ({ stamp, completion, speech, quirks }: Answer, includeUsage: boolean) {
  const chunk = (delta: object, finish_reason: string | null = null) =>
    event({
      ...head(stamp, "chat.completion.chunk"),
      choices: [{ index: 0, delta, logprobs: null, finish_reason }],
      ...(includeUsage && { usage: null }),
    });
  yield chunk({ role: "assistant", content: "", refusal: null });
  if (completion.kind === "tool") yield chunk({ tool_calls: [{ index: 0, ...toolCall(stamp, completion) }] });
  for (const reasoning of pieces(speech.reasoning)) yield chunk(contentOf({ reasoning }, quirks));
  for (const text of pieces(speech.text)) yield chunk(contentOf({ text }, quirks));
  yield chunk({}, finish(completion));
  if (includeUsage) yield event({ ...head(stamp, "chat.completion.chunk"), choices: [], usage: usage(stamp) });
  yield "data: [DONE]\n\n";
};

/** A text in the pieces in which it is streamed: three words each. */
export const pieces = (text: string): string[] => text.match(/\s*\S+(?:\s+\S+){0,2}\s*$|\s*\S+(?:\s+\S+){0,2}/g) ?? [];

const finish = ({ kind }: Completion): string => (kind === "text" ? "stop" : "tool_calls");

const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;

const head = ({ id, created }: Stamp, object: string) => ({
  id: `chatcmpl-${id}`,
  object,
  created,
  model: MODEL,
  system_fingerprint: FINGERPRINT,
});

const toolCall = ({ id }: Stamp, call: Extract<Completion, { kind: "tool" }>) => ({
  id: `call_${id}`,
  type: "function",
  function: { name: call.name, arguments: JSON.stringify(call.arguments) },
});

const usage = ({ usage: { prompt, completion } }: Stamp) => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  total_tokens: prompt + completion,
});
