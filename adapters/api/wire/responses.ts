import type { HttpResponse } from "../../../src/ports/chat/http.ts";
import { createDraft } from "./draft.ts";
import { modelId, type Order } from "./parse.ts";
import { errorBody, idsOf, interrupted, json, type Refusal, refusal } from "./refusals.ts";
import type { Shown } from "./render.ts";
import { eventStream } from "./stream.ts";
import { tokensOf } from "./tokens.ts";

/* An answer as OpenAI's response. Progress is its reasoning. */

type Answered = Extract<Shown, { state: "answered" }>;

/** The whole answer in one piece. */
export const response = async (order: Order, shown: AsyncIterable<Shown>, created: number): Promise<HttpResponse> => {
  for await (const one of shown) {
    if (one.state === "working") continue;
    if (one.state === "failed") return refusal(one, { order });
    return json(200, completed(order, created, one, [messageItem(order, one.content)]), idsOf(order));
  }
  return refusal(interrupted, { order, repeat: order.named });
};

/** The answer as named events: progress as a reasoning item, then the text as it is written. */
export const responseStream = (order: Order, shown: AsyncIterable<Shown>, created: number): HttpResponse =>
  eventStream(numbered(events(order, shown, created)), idsOf(order));

interface ResponseEvent {
  type: string;
  [field: string]: unknown;
}

async function* numbered(of: AsyncIterable<ResponseEvent>): AsyncGenerator<string> {
  let number = 0;
  for await (const event of of) {
    yield `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number: number })}\n\n`;
    number += 1;
  }
}

async function* events(order: Order, shown: AsyncIterable<Shown>, created: number): AsyncGenerator<ResponseEvent> {
  const draft = createDraft();
  const reasoning = createReasoning(order);
  const message = createMessage(order);
  yield { type: "response.created", response: unfinished(order, created, "in_progress") };
  for await (const one of shown) {
    if (one.state === "failed") return yield failed(order, created, one);
    const { lines, text } = one.state === "working" ? draft.grow(one) : { lines: [], text: draft.finish(one.content) };
    for (const line of lines) yield* reasoning.add(`${line}\n`);
    if (text) {
      yield* reasoning.close();
      yield* message.add(text);
    }
    if (one.state === "working") continue;
    yield* message.close();
    const output = [...reasoning.items(), message.item()];
    return yield { type: "response.completed", response: completed(order, created, one, output) };
  }
  yield failed(order, created, interrupted);
}

/** Events of the item that holds the progress. It ends when the text begins; later lines are left out. */
const createReasoning = (order: Order) => {
  const place = { item_id: idOf("rs", order), output_index: 0, summary_index: 0 };
  let state: "none" | "open" | "closed" = "none";
  let text = "";
  const part = () => ({ type: "summary_text", text });
  const item = () => ({ id: place.item_id, type: "reasoning", summary: text ? [part()] : [] });

  return {
    items: () => (state === "none" ? [] : [item()]),
    *add(line: string): Generator<ResponseEvent> {
      if (state === "closed") return;
      if (state === "none") {
        yield { type: "response.output_item.added", output_index: 0, item: item() };
        yield { type: "response.reasoning_summary_part.added", ...place, part: part() };
      }
      state = "open";
      text += line;
      yield { type: "response.reasoning_summary_text.delta", ...place, delta: line };
    },
    *close(): Generator<ResponseEvent> {
      if (state === "open") {
        yield { type: "response.reasoning_summary_text.done", ...place, text };
        yield { type: "response.reasoning_summary_part.done", ...place, part: part() };
        yield { type: "response.output_item.done", output_index: 0, item: item() };
        state = "closed";
      }
    },
  };
};

/** Events of the item that holds the answer. */
const createMessage = (order: Order) => {
  const place = { item_id: idOf("msg", order), output_index: 1, content_index: 0 };
  let text = "";
  const empty = { ...messageItem(order, ""), status: "in_progress", content: [] };

  return {
    item: () => messageItem(order, text),
    *add(delta: string): Generator<ResponseEvent> {
      if (!text) {
        yield { type: "response.output_item.added", output_index: 1, item: empty };
        yield { type: "response.content_part.added", ...place, part: textPart("") };
      }
      text += delta;
      yield { type: "response.output_text.delta", ...place, delta, logprobs: [] };
    },
    *close(): Generator<ResponseEvent> {
      yield { type: "response.output_text.done", ...place, text, logprobs: [] };
      yield { type: "response.content_part.done", ...place, part: textPart(text) };
      yield { type: "response.output_item.done", output_index: 1, item: messageItem(order, text) };
    },
  };
};

const textPart = (text: string) => ({ type: "output_text", text, annotations: [], logprobs: [] });

const messageItem = (order: Order, text: string) => ({
  id: idOf("msg", order),
  type: "message",
  role: "assistant",
  status: "completed",
  content: [textPart(text)],
});

const unfinished = (order: Order, created: number, status: "in_progress" | "failed", error: object | null = null) => ({
  id: idOf("resp", order),
  object: "response",
  created_at: created,
  status,
  error,
  incomplete_details: null,
  model: modelId,
  output: [],
  usage: null,
});

const completed = (order: Order, created: number, { content, concierge }: Answered, output: object[]) => {
  const { prompt, completion, total } = tokensOf(order, content);
  return {
    ...unfinished(order, created, "in_progress"),
    status: "completed",
    output,
    usage: {
      input_tokens: prompt,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: completion,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: total,
    },
    custom_outputs: { ...(order.thread === undefined ? {} : { thread_id: order.thread }), ...concierge },
  };
};

const failed = (order: Order, created: number, refused: Refusal): ResponseEvent => {
  const { code, message } = errorBody(refused, order.inbound.actor.locale).error;
  return { type: "response.failed", response: unfinished(order, created, "failed", { code, message }) };
};

const idOf = (kind: string, { answerId }: Order): string => `${kind}_${answerId}`;
