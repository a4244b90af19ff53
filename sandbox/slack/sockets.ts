import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import type { AppRequest, Outcome, Retry, Transport } from "./delivery.ts";
import { APP_ID } from "./seed.ts";

const ackMs = 3_000;
const pingMs = 10_000;

const Ack = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

type Settle = (outcome: Outcome) => void;

/** Socket Mode: the connections that an app opened with `apps.connections.open`. Envelopes go to the oldest one. */
export const createSockets = () => {
  const tickets = new Set<string>();
  const open = new Map<WebSocket, Map<string, Settle>>();
  const accepting = new WebSocketServer({ noServer: true });

  const welcome = (socket: WebSocket): void => {
    const pending = new Map<string, Settle>();
    open.set(socket, pending);
    const ping = setInterval(() => socket.ping(), pingMs);
    socket.on("message", (data) => settle(pending, data.toString()));
    socket.on("close", () => {
      clearInterval(ping);
      open.delete(socket);
      for (const give of pending.values()) give({ state: "failed", reason: "connection_failed" });
    });
    socket.send(JSON.stringify({ ...hello, num_connections: open.size }));
  };

  const transport: Transport = {
    ready: () => open.size > 0,
    send: (request, retry, signal) => {
      const [first] = open;
      return first ? sent(first[0], first[1], request, retry, signal) : Promise.resolve(lost);
    },
  };

  return {
    transport,
    ticket: (): string => {
      const ticket = randomUUID();
      tickets.add(ticket);
      return ticket;
    },
    attach: (server: Server): void => {
      server.on("upgrade", (request, stream, head) => {
        const ticket = new URL(request.url ?? "/", "http://127.0.0.1").searchParams.get("ticket") ?? "";
        if (tickets.delete(ticket)) accepting.handleUpgrade(request, stream, head, welcome);
        else stream.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
      });
    },
    connections: (): number => open.size,
    /** Asks the app to reconnect, as Slack does every few hours. */
    refresh: (): void => {
      for (const socket of open.keys()) {
        socket.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested", debug_info: hello.debug_info }));
      }
    },
    close: (): void => {
      for (const socket of open.keys()) socket.terminate();
      accepting.close();
    },
  };
};

const hello = {
  type: "hello",
  connection_info: { app_id: APP_ID },
  debug_info: { host: "sandbox", build_number: 1, approximate_connection_time: 18_060 },
} as const;

const lost: Outcome = { state: "failed", reason: "connection_failed" };

const sent = (
  socket: WebSocket,
  pending: Map<string, Settle>,
  request: AppRequest,
  retry: Retry | undefined,
  signal: AbortSignal,
): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const id = randomUUID();
    const late = setTimeout(() => give({ state: "failed", reason: "http_timeout" }), ackMs);
    const end = (): void => {
      clearTimeout(late);
      signal.removeEventListener("abort", aborted);
      pending.delete(id);
    };
    const give: Settle = (outcome) => {
      end();
      resolve(outcome);
    };
    const aborted = (): void => {
      end();
      reject(signal.reason);
    };
    pending.set(id, give);
    signal.addEventListener("abort", aborted);
    socket.send(
      JSON.stringify({
        envelope_id: id,
        type: request.kind,
        payload: request.body,
        accepts_response_payload: request.kind !== "events_api",
        ...(request.kind === "events_api"
          ? { retry_attempt: retry?.number ?? 0, retry_reason: retry ? reasons[retry.reason] : "" }
          : {}),
      }),
    );
  });

const reasons: Record<Retry["reason"], string> = {
  http_timeout: "timeout",
  http_error: "error",
  connection_failed: "error",
};

const settle = (pending: Map<string, Settle>, data: string): void => {
  const ack = Ack.safeParse(JSON.parse(data));
  if (!ack.success) return;
  const body = ack.data.payload === undefined ? "" : JSON.stringify(ack.data.payload);
  pending.get(ack.data.envelope_id)?.({ state: "answered", status: 200, body, noRetry: false });
};
