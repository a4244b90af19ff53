import { z } from "zod";

/* Chunks of a stream in the one form that LangChain reads, whatever form the endpoint gives them. */

const Message = z.looseObject({ content: z.unknown().optional(), refusal: z.string().nullish().catch(null) });
const Completion = z.looseObject({
  choices: z.array(z.looseObject({ delta: Message.optional(), message: Message.optional() })),
});
const Failed = z.looseObject({
  type: z.literal("response.failed"),
  response: z.looseObject({ error: z.unknown().optional() }),
});

/** A chunk with its content as a string. Anything else stays as it is. */
export const chunkOf = (value: unknown): unknown => {
  const completion = Completion.safeParse(value).data;
  if (completion) return { ...completion, choices: completion.choices.map(choiceOf) };
  // LangChain skips this event, but the SDK throws what it finds under `error`.
  const failed = Failed.safeParse(value).data;
  return failed ? { error: failed.response.error } : value;
};

/** A choice has a `delta` in a stream, and a `message` in a whole answer. LangChain does not read a refusal. */
const choiceOf = ({ delta, message, ...choice }: z.infer<typeof Completion>["choices"][number]) => {
  const said = delta ?? message;
  if (!said) return choice;
  const end = said.refusal ? { finish_reason: "content_filter" } : {};
  return { ...choice, ...end, delta: { ...said, content: textOf(said.content) } };
};

const Part = z.union([z.string(), z.looseObject({ type: z.string().default("text"), text: z.string() })]);

/** The text of a content that may have parts. Reasoning, and all other parts that are no text, are left out. */
const textOf = (content: unknown): string => {
  if (typeof content === "string") return content;
  const parts = Array.isArray(content) ? content : [content];
  return parts.map((part) => partText(Part.safeParse(part).data)).join("");
};

const partText = (part: z.infer<typeof Part> | undefined): string => {
  if (part === undefined || typeof part === "string") return part ?? "";
  return part.type === "text" || part.type === "output_text" ? part.text : "";
};

const Response = z.looseObject({
  object: z.literal("response"),
  output: z.array(z.looseObject({ type: z.string(), content: z.unknown().optional() })),
});

/** A whole answer as the events of a stream. */
export const eventsOf = (value: unknown): unknown[] => {
  const response = Response.safeParse(value).data;
  if (!response) return [chunkOf(value)];
  const delta = response.output.map(({ type, content }) => (type === "message" ? textOf(content) : "")).join("");
  const place = { item_id: "message", output_index: 0, content_index: 0 };
  const refusal = response.output.map(({ content }) => refusalIn(content)).find(Boolean);
  return [
    { type: "response.output_text.delta", sequence_number: 0, ...place, delta },
    ...(refusal ? [{ type: "response.refusal.done", sequence_number: 1, ...place, refusal }] : []),
    { type: "response.completed", sequence_number: 2, response },
  ];
};

const Refusals = z.array(
  z
    .looseObject({ type: z.literal("refusal"), refusal: z.string() })
    .optional()
    .catch(undefined),
);

/** Why the model does not answer, in its words. */
const refusalIn = (content: unknown): string | undefined =>
  Refusals.safeParse(content).data?.find((part) => part)?.refusal;
