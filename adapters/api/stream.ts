import type { HttpResponse } from "../../src/ports/http.ts";

/** Server-sent events as a response. */
export const eventStream = (texts: AsyncGenerator<string>, headers: Record<string, string>): HttpResponse => ({
  status: 200,
  headers: {
    ...headers,
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    // Proxies that collect a response before they pass it on leave this one alone.
    "x-accel-buffering": "no",
  },
  stream: withBeats(texts, beatMs),
});

/** How often a silent stream shows that it is alive, ms: proxies cut what is silent for a minute. */
const beatMs = 15_000;

/** A comment, which clients skip, whenever nothing has come for a while. */
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
