import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type TeamsDeps, teams } from "../../../adapters/teams/teams-channel.ts";
import { BOT, TENANT } from "../../../sandbox/teams/seed.ts";
import { silent } from "../../../src/logging/log.ts";
import type { ChannelAdapter } from "../../../src/ports/chat/channel.ts";
import type { Place } from "../../../src/ports/place.ts";

/** How the connector answers one request. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** It answers so late, ms. */
  afterMs?: number;
}

export interface Asked {
  method: string;
  url: string;
  authorization: string | undefined;
  body: Record<string, unknown> | undefined;
}

/** A Bot Connector that answers as it is told. */
export const startScriptedConnector = async () => {
  const state = { answer: (_: Asked): Answer => ({ status: 201, body: { id: "1" } }), asked: [] as Asked[] };
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const asked: Asked = {
      method: incoming.method ?? "",
      url: incoming.url ?? "",
      authorization: incoming.headers.authorization,
      body: text ? (JSON.parse(text) as Record<string, unknown>) : undefined,
    };
    state.asked.push(asked);
    const { status, headers, body, afterMs } = state.answer(asked);
    if (afterMs) await sleep(afterMs);
    outgoing.writeHead(status, headers).end(body === undefined ? "" : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    state,
    base,
    place: (serviceUrl = base, conversation = "19:x@thread.v2"): Place => ({
      platform: "teams",
      thread: `teams:${TENANT.id}:${conversation}`,
      channelId: "19:x@thread.v2",
      direct: false,
      to: { serviceUrl, conversation, tenant: TENANT.id, scope: "groupChat", bot: { id: BOT.id } },
    }),
    /** A channel adapter that trusts this connector and needs no token. */
    channel: (more: Partial<TeamsDeps> = {}): ChannelAdapter =>
      teams({ appId: "", appType: "MultiTenant", anonymous: true, serviceUrls: [base], log: silent, ...more }),
    stop: (): void => {
      server.closeAllConnections();
      server.close();
    },
  };
};
export type ScriptedConnector = Awaited<ReturnType<typeof startScriptedConnector>>;
