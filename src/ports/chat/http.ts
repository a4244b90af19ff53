export interface HttpRequest {
  method: string;
  path: string;
  /** What follows the `?`. */
  query?: string;
  headers: Record<string, string | undefined>;
  body: Buffer;
  /** Aborts when the other side hangs up before it has the whole answer. */
  signal?: AbortSignal;
}
export interface HttpResponse {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** A body that is sent as it comes into being, instead of `body`. */
  stream?: AsyncIterable<string | Uint8Array>;
}
