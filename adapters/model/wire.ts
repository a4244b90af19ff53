import { z } from "zod";
import { likeFetch } from "../http/like-fetch.ts";
import { httpSend } from "../http/send.ts";
import { type AnswerCheck, checkStream, checkWhole } from "./answer-check.ts";
import { chunkOf, eventsOf } from "./chunks.ts";
import { nonsense } from "./problems.ts";

/*
 * Brings what endpoints send to the form that LangChain reads: server-sent events in which content is a string. Some
 * makers send content in parts, which LangChain drops. Some endpoints do not stream.
 */

type Fetch = typeof fetch;

/**
 * A fetch for the client of one endpoint. A request for a text asks for a stream and for what it used. An endpoint that
 * refuses either, or ignores `stream`, is asked without it from then on. A request for JSON asks for the whole, which
 * nobody watches growing, unless the endpoint only streams. Every answer comes as a stream. `onUnstreamed` is called when
 * an endpoint does not stream.
 */
export const createWire = (onUnstreamed: () => void): Fetch => {
  let streams = true;
  let tellsUsage = true;
  let sendsWhole = true;

  const stopStreaming = (): void => {
    if (streams) onUnstreamed();
    streams = false;
  };

  const ask: Fetch = async (url, init) => {
    if (!streams) return fetch(url, unstreamed(init));
    if (!tellsUsage) return fetch(url, withoutUsage(init));
    const response = await fetch(url, init);
    if (!(await refuses(response, "stream_options", unknownOption))) return response;
    const second = await fetch(url, withoutUsage(init));
    tellsUsage = !second.ok;
    return second;
  };

  /** Undefined: the endpoint only streams. */
  const askWhole: AskWhole = async (url, init) => {
    const response = await fetchWhole(url, unstreamed(init));
    if (response.ok) return whole(await response.text());
    if (!streams || !(await refuses(response, "stream", /\bstream/i))) return response;
    sendsWhole = false;
    return undefined;
  };

  return async (url, init) => {
    const json = sendsWhole && wantsJson(init) ? await askWhole(url, init) : undefined;
    if (json) return json;
    const response = await ask(url, init);
    if (response.ok) return eventStream(response, stopStreaming);
    if (!streams || !(await refuses(response, "stream", /\bstream/i))) return response;
    const whole = await fetch(url, unstreamed(init));
    if (!whole.ok) return whole;
    stopStreaming();
    return eventStream(whole, stopStreaming);
  };
};

type AskWhole = (...request: Parameters<Fetch>) => Promise<Response | undefined>;

/** By a key of the request; in a text its quotation marks would be escaped. */
const wantsJson = (init: RequestInit | undefined): boolean => String(init?.body).includes('"type":"json_schema"');

/** A fetch that reads the whole answer, in a fifth of the processor time. */
const fetchWhole = async (url: Parameters<Fetch>[0], init: RequestInit): Promise<Response> => {
  const { method = "POST", body, signal } = init;
  const request = { method, headers: Object.fromEntries(new Headers(init.headers)), redirect: "manual" } as const;
  const answer = await httpSend(new URL(String(url)), {
    ...request,
    body: String(body),
    ...(signal && { signal }),
  }).catch(likeFetch);
  if (answer.status >= 300 && answer.status < 400) return fetch(url, init);
  const { status, headers } = answer;
  return new Response((await answer.text()) || null, { status, headers: headers.entries() });
};

const Body = z.looseObject({ stream: z.unknown().optional(), stream_options: z.unknown().optional() });

/** The same request for a whole answer. */
const unstreamed = (init: RequestInit | undefined): RequestInit => {
  const { stream, stream_options, ...body } = Body.parse(JSON.parse(String(init?.body)));
  return { ...init, body: JSON.stringify({ ...body, stream: false }) };
};

/** The same request without the wish to be told what it used. */
const withoutUsage = (init: RequestInit | undefined): RequestInit => {
  const { stream_options, ...body } = Body.parse(JSON.parse(String(init?.body)));
  return { ...init, body: JSON.stringify(body) };
};

const Refusal = z.object({
  error: z.object({ param: z.string().nullish().catch(null), message: z.string().catch("") }).optional(),
  message: z.string().optional(),
});

/** How endpoints speak of an option that they do not know; not all of them name it. */
const unknownOption =
  /stream_options|include_usage|(?:extra|unexpected|unknown|unrecogni[sz]ed|unsupported) (?:input|field|parameter|argument|option|key)/i;

/** Whether the endpoint refuses an option: by the parameter that it names, else by its words. */
const refuses = async (response: Response, option: string, words: RegExp): Promise<boolean> => {
  if (![400, 422, 501].includes(response.status)) return false;
  const text = await response
    .clone()
    .text()
    .catch(() => "");
  const { error, message = error?.message ?? "" } = Refusal.catch({ message: text }).parse(fromJson(text));
  return error?.param === option || words.test(message.slice(0, mostWords));
};

const mostWords = 2_000;

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const eventStream = (response: Response, onWhole: () => void): Response => {
  if (!response.body) return response;
  return new Response(ReadableStream.from(encoded(events(response.body, onWhole))), {
    status: response.status,
    headers: response.headers,
  });
};

/** Not by streams of their own, which take more time than all else that is done with an event. */
async function* encoded(events: AsyncGenerator<string>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  for await (const event of events) if (event !== "") yield encoder.encode(event);
}

async function* decoded(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const bytes of body) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

/** Characters of one event, or of a whole answer. */
const mostCharacters = 2_000_000;

/** The events of a stream, line by line. A whole answer becomes one event. */
async function* events(body: ReadableStream<Uint8Array<ArrayBuffer>>, onWhole: () => void): AsyncGenerator<string> {
  let pending = "";
  let isWhole: boolean | undefined;
  const check = checkStream();
  for await (const text of decoded(body)) {
    pending += text;
    if (pending.length > mostCharacters) throw nonsense(`more than ${mostCharacters} characters in one piece`);
    isWhole ??= beginsWhole(pending);
    if (isWhole !== false) continue;
    const end = pending.lastIndexOf("\n") + 1;
    yield lines(pending.slice(0, end), check);
    pending = pending.slice(end);
  }
  if (!isWhole) {
    yield lines(pending, check);
    return check.end();
  }
  onWhole();
  yield eventsIn(pending);
}

/** A whole answer as a stream, within the same bound. An endpoint may stream what it was asked for as a whole. */
const whole = (text: string): Response => {
  if (text.length > mostCharacters) return eventStream(new Response(text), () => undefined);
  return new Response(beginsWhole(text) ? eventsIn(text) : wholeStream(text), {
    headers: { "content-type": "text/event-stream" },
  });
};

const wholeStream = (text: string): string => {
  const check = checkStream();
  const all = lines(text, check);
  check.end();
  return all;
};

const eventsIn = (text: string): string => {
  const value = fromJson(text);
  checkWhole(value, text);
  return eventsOf(value)
    .map((event) => `${dataOf(event)}\n\n`)
    .join("");
};

/** True: a JSON body begins here. Undefined: only blanks so far. */
const beginsWhole = (text: string): boolean | undefined => {
  const start = text.trimStart();
  return start ? start.startsWith("{") : undefined;
};

const lines = (text: string, check: AnswerCheck): string =>
  text
    .split("\n")
    .map((one) => {
      check.line(one);
      return line(one);
    })
    .join("\n");

const line = (text: string): string =>
  text.startsWith("data:") && isForeign(text) ? dataOf(chunkOf(fromJson(text.slice("data:".length)))) : text;

/** A cheap test for what LangChain would drop, before the JSON is parsed. */
const isForeign = (text: string): boolean =>
  /"content"\s*:\s*[[{]|"refusal"\s*:\s*"./.test(text) ||
  text.includes('"message"') ||
  text.includes('"response.failed"');

const dataOf = (value: unknown): string => `data: ${JSON.stringify(value)}`;
