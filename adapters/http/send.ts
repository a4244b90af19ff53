import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { type Dispatcher, getGlobalDispatcher } from "undici";

/** The part of `fetch` that is used where calls are many: a fetch fits. */
export type Send = (
  url: URL,
  init: {
    method: string;
    headers: Record<string, string>;
    body?: string;
    redirect: "manual";
    signal?: AbortSignal;
  },
) => Promise<Sent>;

interface Sent {
  status: number;
  headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** Bytes of an answer that are read. Databricks' own limit for inline results is 25 MiB. */
const mostBytes = 64 * 1024 * 1024;

/**
 * Sends a request in a fifth of the processor time that a fetch takes, over the same connections and proxies, and reads
 * the whole answer. It follows no redirect and asks for no compression. An answer that is too large: code `TOO_LARGE`.
 */
export const httpSend = async (url: URL, { method, headers, body, signal }: Parameters<Send>[1]) => {
  signal?.throwIfAborted();
  const answer = Promise.withResolvers<Answer>();
  let controller: Dispatcher.DispatchController | undefined;
  const onAbort = (): void => {
    answer.reject(signal?.reason);
    controller?.abort(new Error("not wanted any more"));
  };
  signal?.addEventListener("abort", onAbort);
  const handler = collector(answer, (started) => {
    controller = started;
    if (signal?.aborted) onAbort();
  });
  const path = url.pathname + url.search;
  getGlobalDispatcher().dispatch({ origin: url.origin, path, method, headers, body: body ?? null }, handler);
  try {
    const { status, fields, bytes } = await answer.promise;
    const get = (name: string): string | null => textOf(fields[name]) ?? null;
    const entries = (): [string, string][] =>
      Object.entries(fields).map(([name, value]) => [name, textOf(value) ?? ""]);
    const whole = await decoded(bytes, get("content-encoding"));
    return { status, headers: { get, entries }, bytes: async () => whole, text: async () => whole.toString() };
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
};

type Fields = Record<string, string | string[] | undefined>;

interface Answer {
  status: number;
  fields: Fields;
  bytes: Buffer;
}

/** Reads an answer as it comes. */
const collector = (
  { resolve, reject }: PromiseWithResolvers<Answer>,
  onRequestStart: (controller: Dispatcher.DispatchController) => void,
): Dispatcher.DispatchHandler => {
  const chunks: Buffer[] = [];
  let [status, size] = [0, 0];
  let fields: Fields = {};
  return {
    onRequestStart,
    onResponseStart: (_controller, code, received) => {
      [status, fields] = [code, received];
    },
    onResponseData: (controller, chunk) => {
      size += chunk.byteLength;
      if (size > mostBytes) controller.abort(tooLarge());
      else chunks.push(chunk);
    },
    onResponseEnd: () => resolve({ status, fields, bytes: Buffer.concat(chunks) }),
    onResponseError: (_controller, error) => reject(error),
  };
};

const tooLarge = (): Error => Object.assign(new Error(`more than ${mostBytes} bytes`), { code: "TOO_LARGE" });

const textOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(", ") : value;

/** Something in between may compress what nobody asked it to. */
const decoded = async (bytes: Buffer, encoding: string | null): Promise<Buffer> => {
  const decoder = decoders.get(encoding ?? "");
  if (!decoder) return bytes;
  return decoder(bytes, { maxOutputLength: mostBytes }).catch((thrown: unknown) => {
    throw thrown instanceof RangeError ? tooLarge() : thrown;
  });
};

const decoders = new Map([
  ["gzip", promisify(gunzip)],
  ["deflate", promisify(inflate)],
  ["br", promisify(brotliDecompress)],
]);
