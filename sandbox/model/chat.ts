import { z } from "zod";
import { type Completion, type Prompt, Tool } from "./prompt.ts";

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
  includeUsage: boolean;
}

/** The prompt of a request body, or what is wrong with it. */
export const readChat = (body: unknown): ChatRequest | { wrong: string } => {
  const parsed = Request.safeParse(body);
  if (!parsed.success) return { wrong: z.prettifyError(parsed.error) };
  const { messages, response_format, tools, tool_choice, stream, stream_options } = parsed.data;
  return {
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
export const FINGERPRINT = "sandbox-rules-1";

/** The whole answer in one body. */
export const chatBody = (stamp: Stamp, completion: Completion) => ({
  ...head(stamp, "chat.completion"),
  choices: [
    {
      index: 0,
      message:
        completion.kind === "text"
          ? { role: "assistant", content: completion.text, refusal: null }
          : { role: "assistant", content: null, refusal: null, tool_calls: [toolCall(stamp, completion)] },
      logprobs: null,
      finish_reason: completion.kind === "text" ? "stop" : "tool_calls",
    },
  ],
  usage: usage(stamp),
});

/** The same as a stream: one event for each piece, then the reason, the usage if wanted, and `[DONE]`. */
export const chatEvents = function* (stamp: Stamp, completion: Completion, pieces: string[], includeUsage: boolean) {
  const chunk = (delta: object, finish: string | null = null) =>
    event({
      ...head(stamp, "chat.completion.chunk"),
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...(includeUsage && { usage: null }),
    });
  yield chunk({ role: "assistant", content: "", refusal: null });
  if (completion.kind === "text") for (const piece of pieces) yield chunk({ content: piece });
  else yield chunk({ tool_calls: [{ index: 0, ...toolCall(stamp, completion) }] });
  yield chunk({}, completion.kind === "text" ? "stop" : "tool_calls");
  if (includeUsage) yield event({ ...head(stamp, "chat.completion.chunk"), choices: [], usage: usage(stamp) });
  yield "data: [DONE]\n\n";
};

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
