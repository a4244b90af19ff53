import { createKey } from "../../../sandbox/teams/login/keys.ts";
import type { ChannelAdapter } from "../../../src/ports/chat/channel.ts";
import type { HttpRequest, HttpResponse } from "../../../src/ports/chat/http.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import { into } from "../acts.ts";
import { bodyOf, startTeams, type TeamsBench } from "./teams-bench.ts";

/* Hands activities to a channel, with tokens of the service that plays the Bot Connector or of somebody else. */

interface Received {
  response: HttpResponse;
  acts: Inbound[];
}

export interface Receiver {
  bench: TeamsBench;
  /** An activity as Teams sends it. */
  request: HttpRequest;
  serviceUrl: string;
  /** A key that the connector does not have. */
  stranger: ReturnType<typeof createKey>;
  /** A token of the connector, with these claims instead of its own. */
  token(claims?: Record<string, unknown>): string;
  /** The id of the connector's key. */
  kid(): unknown;
  receive(authorization: string | undefined, body?: unknown, channel?: ChannelAdapter): Promise<Received>;
}

export const startReceiver = async (): Promise<Receiver> => {
  const bench = await startTeams();
  const [request] = (await bench.direct("hello")) as [HttpRequest];
  const serviceUrl = bench.service.serviceUrl();
  const { login } = bench.service;
  return {
    bench,
    request,
    serviceUrl,
    stranger: createKey(),
    token: (claims = {}) => login.channelToken(serviceUrl, claims),
    kid: () => login.connector.jwk()["kid"],
    receive: async (authorization, body = bodyOf(request), channel = bench.channel) => {
      const acts: Inbound[] = [];
      const headers = { ...request.headers, authorization };
      const sent = { ...request, headers, body: Buffer.from(JSON.stringify(body)) };
      const response = await channel.receive(sent, into(acts));
      return { acts, response };
    },
  };
};

export const seconds = (): number => Math.floor(Date.now() / 1000);
