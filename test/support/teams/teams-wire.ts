import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ConnectorClient } from "botframework-connector";
import { APP_ID, APP_PASSWORD, TENANT } from "../../../sandbox/teams/seed.ts";
import { createTeams, type TeamsOptions } from "../../../sandbox/teams/service.ts";
import { Traffic } from "../../../sandbox/traffic.ts";
import { serve } from "../../../sandbox/wire.ts";
import { eventually } from "../eventually.ts";

export type Fields = Record<string, unknown>;

/** What the Bot Connector sent to the bot. */
export interface Received {
  at: number;
  headers: IncomingMessage["headers"];
  body: Fields;
}

export interface Reply {
  status?: number;
  body?: unknown;
}

export type TeamsWire = Awaited<ReturnType<typeof startTeamsWire>>;

/** The Teams service on a free port, the official client before it, and a bot behind it that answers as told. */
export const startTeamsWire = async (options: Partial<TeamsOptions> = {}) => {
  const traffic = new Traffic();
  const received: Received[] = [];
  const answers = { reply: (_: Received): Reply | Promise<Reply> => ({}) };
  const bot = createServer((incoming, outgoing) => {
    void read(incoming).then(async (request) => {
      received.push(request);
      const { status = 200, body } = await answers.reply(request);
      outgoing
        .writeHead(status, { "content-type": "application/json" })
        .end(body === undefined ? "" : JSON.stringify(body));
    });
  });
  const botUrl = await opened(bot);
  const teams = createTeams({ traffic, rateLimits: false, deliverTo: botUrl, ...options });
  const server = await serve(teams, 0, traffic);
  teams.attach(server);
  const base = address(server);
  const person = (name: string) => teams.workspace.person(name)!;
  const conversation = (name: string) => teams.workspace.conversations().find((one) => one.name === name)!;
  const token = await tokenOf(base);

  /** A call of the Bot Connector with the bot's token. */
  const call = async (method: string, path: string, body?: unknown, bearer: string = token) => {
    const response = await fetch(`${teams.serviceUrl()}${path}`, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${bearer}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text ? JSON.parse(text) : undefined) as Fields,
    };
  };

  return {
    traffic,
    teams,
    base,
    botUrl,
    received,
    answers,
    token,
    call,
    client: connector(teams.serviceUrl(), token),
    person,
    conversation,
    /** Somebody writes; gives the id. */
    write: (user: string, name: string, text: string, root: string | null = null): string =>
      teams.acts.write(person(user), conversation(name), { text, root }).id,
    /** What reached the bot, once that is `count` requests. */
    arrived: (count: number): Promise<Received[]> =>
      eventually(() => (received.length >= count ? received : undefined), 4_000, `${count} deliveries`),
    stop: async () => {
      teams.close();
      for (const one of [server, bot]) {
        one.closeAllConnections();
        one.close();
      }
    },
  };
};

/** The answer of the token endpoint. */
export const askToken = async (base: string, form: Record<string, string> = {}, tenant: string = TENANT.id) => {
  const fields = {
    grant_type: "client_credentials",
    client_id: APP_ID,
    client_secret: APP_PASSWORD,
    scope: "https://api.botframework.com/.default",
    ...form,
  };
  const response = await fetch(`${base}/${tenant}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams(fields),
  });
  return { status: response.status, body: (await response.json()) as Fields };
};

const tokenOf = async (base: string): Promise<string> => String((await askToken(base)).body["access_token"]);

/** The official client, which does not repeat here. */
const connector = (serviceUrl: string, token: string): ConnectorClient => {
  const credentials = {
    signRequest: (request: { headers: { set(name: string, value: string): void } }) => {
      request.headers.set("authorization", `Bearer ${token}`);
      return Promise.resolve(request as never);
    },
  };
  return new ConnectorClient(credentials as never, { baseUri: serviceUrl, noRetryPolicy: true });
};

const read = async (incoming: IncomingMessage): Promise<Received> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Fields;
  return { at: Date.now(), headers: incoming.headers, body };
};

const opened = async (server: Server): Promise<string> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return address(server);
};

const address = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
