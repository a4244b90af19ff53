import type { HttpResponse } from "../../src/ports/http.ts";
import { modelId, type Order } from "./parse.ts";
import type { Shown } from "./render.ts";

/** The whole answer in one piece. */
export const whole = async (order: Order, shown: AsyncIterable<Shown>, created: number): Promise<HttpResponse> => {
  for await (const one of shown) {
    if (one.state === "working") continue;
    if (one.state === "failed") return refusal(one, { order });
    const message = { role: "assistant", content: one.content, refusal: null };
    const body = {
      ...envelope(order, "chat.completion", created),
      choices: [{ index: 0, message, finish_reason: "stop", logprobs: null }],
      // Nothing is counted here; clients expect the field.
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
      concierge: one.concierge,
    };
    return json(200, body, headersOf(order));
  }
  return refusal(interrupted, { order, repeat: order.named });
};

/** The answer as server-sent events: what is going on as `reasoning_content`, then the text. */
export const streamed = (order: Order, shown: AsyncGenerator<Shown>, created: number): HttpResponse => ({
  status: 200,
  headers: {
    ...headersOf(order),
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    // Proxies that collect a response before they pass it on, leave this one alone.
    "x-accel-buffering": "no",
  },
  stream: withBeats(events(order, shown, created), beatMs),
});

/** A refusal or failure in OpenAI's shape. Clients repeat by themselves what failed, except where `repeat` forbids it. */
export const refusal = (
  { code, message }: Said,
  { order, repeat = false }: { order?: Order; repeat?: boolean } = {},
): HttpResponse => {
  const { status, type } = kindOf(code);
  const headers = { ...(order ? headersOf(order) : {}), "x-should-retry": String(repeat) };
  return json(status, { error: errorOf({ code, message }, type) }, headers);
};

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers: { ...headers, "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify(body),
});

/** What the caller is told when this process can wait no longer. */
const interrupted: Said = {
  code: "interrupted",
  message:
    "I cannot wait for this answer here any longer. Ask again with the same x-request-id: then you get this answer, and nothing is asked twice.",
};

interface Said {
  code: string;
  message: string;
}

async function* events(order: Order, shown: AsyncIterable<Shown>, created: number): AsyncGenerator<string> {
  const chunk = (delta: object, more: object = {}): string => {
    const choice = { index: 0, delta, finish_reason: null, logprobs: null, ...more };
    return event({ ...envelope(order, "chat.completion.chunk", created), choices: [choice] });
  };
  yield chunk({ role: "assistant", content: "" });
  let said: string[] = [];
  for await (const one of shown) {
    switch (one.state) {
      case "working":
        for (const line of one.lines) if (!said.includes(line)) yield chunk({ reasoning_content: `${line}\n` });
        said = one.lines;
        continue;
      case "failed":
        yield failure(one);
        return;
      case "answered": {
        yield chunk({ content: one.content });
        const last = [{ index: 0, delta: {}, finish_reason: "stop", logprobs: null }];
        yield event({
          ...envelope(order, "chat.completion.chunk", created),
          choices: last,
          concierge: one.concierge,
        });
        yield "data: [DONE]\n\n";
        return;
      }
    }
  }
  yield failure(interrupted);
}

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

const failure = (said: Said): string => event({ error: errorOf(said, kindOf(said.code).type) });

const errorOf = ({ code, message }: Said, type: string) => ({ message, type, param: null, code });

/** How often a silent stream shows that it is alive, ms: proxies cut what is silent for a minute. */
const beatMs = 15_000;

/** Comments in between, which clients skip, whenever nothing has come for a while. */
async function* withBeats(texts: AsyncGenerator<string>, everyMs: number): AsyncGenerator<string> {
  let next = texts.next();
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const beat = new Promise<"beat">((resolve) => {
      timer = setTimeout(resolve, everyMs, "beat");
    });
    const first = await Promise.race([next, beat]);
    clearTimeout(timer);
    if (first === "beat") yield ": still at work\n\n";
    else if (first.done) return;
    else {
      yield first.value;
      next = texts.next();
    }
  }
}

const envelope = ({ inbound }: Order, object: string, created: number) => ({
  id: `chatcmpl-${inbound.id.split(":").at(-1)}`,
  object,
  created,
  model: modelId,
});

const headersOf = ({ requestId, thread }: Order): Record<string, string> => ({
  "x-request-id": requestId,
  "x-thread-id": thread,
});

const kindOf = (code: string): { status: number; type: string } => {
  switch (code) {
    case "invalid_api_key":
      return { status: 401, type: "authentication_error" };
    case "api.model":
      return { status: 404, type: "invalid_request_error" };
    case "api.request":
    case "cancelled":
      return { status: 400, type: "invalid_request_error" };
    case "not_stored":
    case "interrupted":
      return { status: 503, type: "server_error" };
    default:
      return code.startsWith("access.")
        ? { status: 403, type: "permission_error" }
        : { status: 500, type: "server_error" };
  }
};
