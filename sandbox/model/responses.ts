import { z } from "zod";
import { type Answer, Content, FINGERPRINT, MODEL, pieces, type Stamp } from "./chat.ts";
import { type Completion, type Prompt, Tool } from "./prompt.ts";

/** `POST …/responses`: reading requests, forming answers. */

const Item = z.union([
  z.object({ role: z.string(), content: Content }),
  z.object({ type: z.literal("function_call_output"), output: z.string() }),
  z.object({ type: z.string() }),
]);
const Request = z.object({
  model: z.string().default(""),
  input: z.union([z.string(), z.array(Item)]),
  instructions: z.string().nullish(),
  text: z
    .object({
      format: z.object({ type: z.string(), name: z.string().optional(), schema: z.unknown().optional() }).optional(),
    })
    .optional(),
  tools: z.array(z.union([Tool.extend({ type: z.literal("function") }), z.object({ type: z.string() })])).default([]),
  stream: z.boolean().nullish(),
});

/** The prompt of a request body, or what is wrong with it. */
export const readResponses = (body: unknown): (Prompt & { model: string }) | { wrong: string } => {
  const parsed = Request.safeParse(body);
  if (!parsed.success) return { wrong: z.prettifyError(parsed.error) };
  const { model, input, instructions, text, tools, stream } = parsed.data;
  const items = typeof input === "string" ? [{ role: "user", content: input }] : input;
  const format = text?.format;
  return {
    model,
    messages: [
      ...(instructions ? [{ role: "system", text: instructions }] : []),
      ...items.flatMap((item) => {
        if ("content" in item) return [{ role: item.role, text: item.content }];
        return "output" in item ? [{ role: "tool", text: item.output }] : [];
      }),
    ],
    schema: format?.type === "json_schema" ? { name: format.name ?? "answer", schema: format.schema } : undefined,
    tools: tools.filter((tool) => "name" in tool),
    stream: stream ?? false,
  };
};

/** The whole answer in one body. */
export const responsesBody = ({ stamp, completion, speech }: Answer) => ({
  id: `resp_${stamp.id}`,
  object: "response",
  created_at: stamp.created,
  status: "completed",
  error: null,
  incomplete_details: null,
  model: MODEL,
  metadata: { system_fingerprint: FINGERPRINT },
  output: [outputItem(stamp, completion, speech.text)],
  usage: {
    input_tokens: stamp.usage.prompt,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: stamp.usage.completion,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: stamp.usage.prompt + stamp.usage.completion,
  },
});

/** The same as a stream of named events. */
export const responsesEvents = function* (answer: Answer) {
  const { stamp, completion, speech } = answer;
  let sequence = 0;
  const event = (type: string, data: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...data })}\n\n`;
  const whole = responsesBody(answer);
  const item = outputItem(stamp, completion, speech.text);
  const at = { output_index: 0, item_id: item.id };
  yield event("response.created", { response: { ...whole, status: "in_progress", output: [], usage: null } });
  yield event("response.output_item.added", {
    output_index: 0,
    item: { ...item, status: "in_progress", ...emptied(item) },
  });
  if (completion.kind === "text") {
    const part = { ...at, content_index: 0 };
    yield event("response.content_part.added", { ...part, part: { type: "output_text", text: "", annotations: [] } });
    for (const piece of pieces(speech.text)) yield event("response.output_text.delta", { ...part, delta: piece });
    yield event("response.output_text.done", { ...part, text: speech.text });
    yield event("response.content_part.done", {
      ...part,
      part: { type: "output_text", text: speech.text, annotations: [] },
    });
  } else {
    const json = JSON.stringify(completion.arguments);
    yield event("response.function_call_arguments.delta", { ...at, delta: json });
    yield event("response.function_call_arguments.done", { ...at, arguments: json });
  }
  yield event("response.output_item.done", { output_index: 0, item });
  yield event("response.completed", { response: whole });
};

const outputItem = ({ id }: Stamp, completion: Completion, text: string) =>
  completion.kind === "text"
    ? {
        id: `msg_${id}`,
        type: "message",
        role: "assistant",
        status: "completed",
        content: [{ type: "output_text", text, annotations: [] }],
      }
    : {
        id: `fc_${id}`,
        type: "function_call",
        call_id: `call_${id}`,
        name: completion.name,
        arguments: JSON.stringify(completion.arguments),
        status: "completed",
      };

const emptied = (item: { type: string }): object => (item.type === "message" ? { content: [] } : { arguments: "" });
