import type { HttpResponse } from "../../../src/ports/chat/http.ts";

/** Server-sent events as a response. */
export const eventStream = (texts: AsyncGenerator<string>, headers: Record<string, string>): HttpResponse => ({
  status: 200,
  headers: {
    ...headers,
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    // Asks proxies not to buffer the response.
    "x-accel-buffering": "no",
  },
  stream: withBeats(texts, beatMs),
});

/** A silent stream sends a sign of life this often, ms. Proxies cut connections that are silent for a minute. */
const beatMs = 15_000;

/** Adds comments, which clients skip, while nothing else comes. */
async function* withBeats(texts: AsyncGenerator<string>, everyMs: number): AsyncGenerator<string> {
  try {
    let next = texts.next();
    for (;;) {
      let timer: NodeJS.Timeout | undefined;
      const beat = new Promise<"beat">((resolve) => {
        timer = setTimeout(resolve, everyMs, "beat");
      });
      const first = await Promise.race([next, beat]);
      clearTimeout(timer);
      if (first === "beat") yield ": still working\n\n";
      else if (first.done) return;
      else {
        yield first.value;
        next = texts.next();
      }
    }
  } finally {
    await texts.return(undefined);
  }
}
