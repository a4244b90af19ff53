import type { HttpResponse } from "../../../src/ports/chat/http.ts";
import { createDraft } from "./draft.ts";
import { modelId, type Order } from "./parse.ts";
import { errorBody, idsOf, interrupted, json, type Refusal, refusal } from "./refusals.ts";
import type { Shown } from "./render.ts";
import { eventStream } from "./stream.ts";
import { tokensOf } from "./tokens.ts";

/* An answer as OpenAI's chat completion. */

/** The whole answer in one piece. */
export const completion = async (order: Order, shown: AsyncIterable<Shown>, created: number): Promise<HttpResponse> => {
  for await (const one of shown) {
    if (one.state === "working") continue;
    if (one.state === "failed") return refusal(one, { order });
    const message = { role: "assistant", content: one.content, refusal: null };
    const body = {
      ...envelope(order, "chat.completion", created),
      choices: [{ index: 0, message, finish_reason: "stop", logprobs: null }],
      usage: usageOf(order, one.content),
      concierge: one.concierge,
    };
    return json(200, body, idsOf(order));
  }
  return refusal(interrupted, { order, repeat: order.named });
};

/** The answer as server-sent events: progress as `reasoning_content`, then the text as it is written. */
export const completionStream = (order: Order, shown: AsyncIterable<Shown>, created: number): HttpResponse =>
  eventStream(events(order, shown, created), idsOf(order));

async function* events(order: Order, shown: AsyncIterable<Shown>, created: number): AsyncGenerator<string> {
  const data = (more: object): string =>
    event({
      ...envelope(order, "chat.completion.chunk", created),
      ...(order.includeUsage && { usage: null }),
      ...more,
    });
  const chunk = (delta: object): string =>
    data({ choices: [{ index: 0, delta, finish_reason: null, logprobs: null }] });
  const draft = createDraft();
  yield chunk({ role: "assistant", content: "" });
  for await (const one of shown) {
    switch (one.state) {
      case "working": {
        const { lines, text } = draft.grow(one);
        for (const line of lines) yield chunk({ reasoning_content: `${line}\n` });
        if (text) yield chunk({ content: text });
        continue;
      }
      case "failed":
        return yield failure(one, order);
      case "answered": {
        yield chunk({ content: draft.finish(one.content) });
        const choices = [{ index: 0, delta: {}, finish_reason: "stop", logprobs: null }];
        yield data({ choices, concierge: one.concierge });
        if (order.includeUsage) yield data({ choices: [], usage: usageOf(order, one.content) });
        return yield "data: [DONE]\n\n";
      }
    }
  }
  yield failure(interrupted, order);
}

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

const failure = (refused: Refusal, { inbound }: Order): string => event(errorBody(refused, inbound.actor.locale));

const envelope = ({ answerId }: Order, object: string, created: number) => ({
  id: `chatcmpl-${answerId}`,
  object,
  created,
  model: modelId,
});

const usageOf = (order: Order, content: string) => {
  const { prompt, completion, total } = tokensOf(order, content);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total };
};
