import type { Traffic } from "../traffic.ts";
import type { Route } from "../wire.ts";

const heartbeatMs = 15_000;

/** `GET /control/stream`: server-sent events `change {service, channel?}`, `call` (the call), `reset`. */
export const streamRoute = (traffic: Traffic, signal: AbortSignal): Route => {
  // Any number of pages may listen.
  traffic.setMaxListeners(0);
  return {
    method: "GET",
    path: "/control/stream",
    handle: () => ({ status: 200, headers: { "cache-control": "no-store" }, stream: news(traffic, signal) }),
  };
};

async function* news(traffic: Traffic, signal: AbortSignal): AsyncGenerator<string> {
  const waiting: string[] = [": hello\n\n"];
  let wake = (): void => undefined;
  const push = (text: string): void => {
    waiting.push(text);
    wake();
  };
  const listeners = {
    change: (service: string, channel?: string) => push(event("change", { service, channel })),
    call: (call: unknown) => push(event("call", call)),
    reset: () => push(event("reset", {})),
  };
  const stop = (): void => wake();
  // A heartbeat also finds out that the reader has gone.
  const heartbeat = setInterval(() => push(": heartbeat\n\n"), heartbeatMs);
  traffic.on("change", listeners.change).on("call", listeners.call).on("reset", listeners.reset);
  signal.addEventListener("abort", stop);
  try {
    while (!signal.aborted) {
      yield* waiting.splice(0);
      if (waiting.length > 0 || signal.aborted) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    clearInterval(heartbeat);
    traffic.off("change", listeners.change).off("call", listeners.call).off("reset", listeners.reset);
    signal.removeEventListener("abort", stop);
  }
}

const event = (name: string, data: unknown): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
