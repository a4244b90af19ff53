import { z } from "zod";
import { oneOf, withoutEnd } from "../../src/text/scan.ts";
import type { Credentials } from "./credentials.ts";
import { refusalProblem, silenceProblem } from "./problems.ts";

/*
 * The few calls of the Bot Connector that we need, by plain HTTP. The SDK's client repeats a POST that may have been
 * served (two messages), does not repeat what the service asks to repeat, and knows no targeted messages. Here nothing is
 * repeated but a call whose token was refused; delivery decides about the rest.
 */

export interface ConnectorDeps {
  credentials: Credentials;
  /** Whether the token may be sent to this address. */
  isTrusted(serviceUrl: string): boolean;
  now: () => number;
}

/** Where a message is or goes. */
export interface Spot {
  serviceUrl: string;
  conversation: string;
  /** Seen by one person alone. */
  targeted?: boolean | undefined;
}

export interface Connector {
  /** Sends an activity, never as a reply to another one: the conversation says where it appears. Returns its id. */
  send(spot: Spot, activity: object): Promise<string>;
  typing(spot: Spot): Promise<void>;
  update(spot: Spot, activityId: string, activity: object): Promise<void>;
  /** The chat of one person with us. */
  openChat(serviceUrl: string, members: ChatMembers): Promise<string>;
  /** The `29:` id of a member, by Entra object id. */
  member(spot: Spot, aadObjectId: string): Promise<string>;
}

export interface ChatMembers {
  bot: { id: string };
  user: string;
  tenant: string;
}

export const createConnector = (deps: ConnectorDeps): Connector => {
  const call = (name: string, method: Method, serviceUrl: string, path: string, body?: object): Promise<unknown> =>
    request(deps, {
      name,
      method,
      url: `${withoutEnd(serviceUrl, oneOf("/"))}/v3/conversations${path}`,
      serviceUrl,
      body,
    });

  const post = (spot: Spot, activity: object): Promise<unknown> =>
    call("POST activities", "POST", spot.serviceUrl, `${activitiesOf(spot)}${queryOf(spot)}`, activity);

  return {
    send: async (spot, activity) => idOf("POST activities", await post(spot, activity)),
    typing: async (spot) => void (await post(spot, { type: "typing" })),
    update: async (spot, activityId, activity) => {
      const path = `${activitiesOf(spot)}/${encodeURIComponent(activityId)}${queryOf(spot)}`;
      await call("PUT activities", "PUT", spot.serviceUrl, path, activity);
    },
    openChat: async (serviceUrl, { bot, user, tenant }) => {
      const channelData = { tenant: { id: tenant } };
      const chat = { isGroup: false, bot, members: [{ id: user }], tenantId: tenant, channelData };
      return idOf("POST conversations", await call("POST conversations", "POST", serviceUrl, "", chat));
    },
    member: async ({ serviceUrl, conversation }, aadObjectId) => {
      const path = `/${encodeURIComponent(conversation)}/members/${encodeURIComponent(aadObjectId)}`;
      return idOf("GET members", await call("GET members", "GET", serviceUrl, path));
    },
  };
};

const Named = z.object({ id: z.string().min(1) });

const idOf = (call: string, answer: unknown): string => {
  const named = Named.safeParse(answer).data;
  if (!named) throw refusalProblem({ call, status: 200, code: "an answer without id" });
  return named.id;
};

const activitiesOf = ({ conversation }: Spot): string => `/${encodeURIComponent(conversation)}/activities`;

const queryOf = ({ targeted }: Spot): string => (targeted ? "?isTargetedActivity=true" : "");

type Method = "GET" | "POST" | "PUT";

interface Request {
  /** For the log. */
  name: string;
  method: Method;
  url: string;
  serviceUrl: string;
  body?: object | undefined;
}

/** A POST that we give up on may still be served, and then stands there twice: it gets longer. */
const timeoutMs = { GET: 10_000, POST: 20_000, PUT: 10_000 } as const;

const request = async (deps: ConnectorDeps, call: Request): Promise<unknown> => {
  if (!deps.isTrusted(call.serviceUrl)) {
    throw refusalProblem({ call: call.name, status: 403, code: `service URL not allowed: ${call.serviceUrl}` });
  }
  const token = await deps.credentials.token();
  const first = await exchange(call, token);
  if (first.status !== 401 || token === undefined) return answerOf(call, first, deps.now());
  deps.credentials.forget(token);
  return answerOf(call, await exchange(call, await deps.credentials.token()), deps.now());
};

const exchange = async ({ name, method, url, body }: Request, token: string | undefined): Promise<Answer> => {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs[method]),
    });
    return { status: response.status, retryAfter: response.headers.get("retry-after"), text: await response.text() };
  } catch (thrown) {
    throw silenceProblem(name, thrown);
  }
};

interface Answer {
  status: number;
  retryAfter: string | null;
  text: string;
}

const Refused = z.object({ error: z.object({ code: z.string() }) });

const answerOf = ({ name }: Request, { status, retryAfter, text }: Answer, now: number): unknown => {
  const body = json(text);
  if (status >= 200 && status < 300) return body;
  const code = Refused.safeParse(body).data?.error.code ?? "";
  throw refusalProblem({ call: name, status, code, afterMs: waitOf(retryAfter, now) });
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Seconds, or a date. */
const waitOf = (retryAfter: string | null, now: number): number | undefined => {
  if (!retryAfter) return undefined;
  const seconds = Number(retryAfter);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(retryAfter) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
};
