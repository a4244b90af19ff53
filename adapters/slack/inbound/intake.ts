import { App, isValidSlackRequest, type Receiver, type ReceiverEvent, SocketModeReceiver } from "@slack/bolt";
import { z } from "zod";
import type { HttpRequest, HttpResponse } from "../../../src/ports/http.ts";
import type { Accept, Inbound } from "../../../src/ports/inbound.ts";
import { clientOptions, sdkLog, type WebDeps } from "../sdk.ts";
import { eventTypes } from "../uses.ts";
import { fromAction, fromCommand, fromEvent, fromView, type Self } from "./parse.ts";

export interface IntakeDeps extends WebDeps {
  signingSecret?: string | undefined;
  appToken?: string | undefined;
  now: () => number;
  self: () => Self;
}

/** Slack's acts, by HTTP or Socket Mode, each stored before Slack hears that it arrived. */
export interface Intake {
  receive(request: HttpRequest, accept: Accept): Promise<HttpResponse>;
  /** Connects in Socket Mode; does nothing for HTTP. */
  open(accept: Accept): Promise<void>;
  close(): Promise<void>;
}

export const createIntake = (deps: IntakeDeps): Intake => {
  let fromSocket: Accept = () => Promise.reject(new Error("the socket is not open"));
  const app = new StoringApp({
    receiver: deps.appToken ? socket(deps, deps.appToken, () => fromSocket) : none,
    authorize: () => Promise.resolve(botOf(deps.self())),
    convoStore: false,
    tokenVerificationEnabled: false,
    logger: sdkLog(deps.log),
  });
  listen(app, deps.self);

  const receive: Intake["receive"] = async (request, accept) => {
    const body = parsed(request);
    if (body?.["ssl_check"] === "1") return { status: 200 };
    if (!isGenuine(request, deps)) return { status: 401, body: "signature or timestamp is not Slack's" };
    if (!body) return { status: 400, body: "neither JSON nor a form" };
    if (body["type"] === "url_verification") return { status: 200, body: String(body["challenge"]) };
    try {
      await app.processEvent({ body, ack: async () => {}, customProperties: { accept } });
      return { status: 200 };
    } catch (thrown) {
      deps.log.error(
        { event: "slack.not-stored", err: thrown },
        "an act from Slack could not be stored; Slack will deliver it again",
      );
      return { status: 503, body: "not stored, please deliver again" };
    }
  };

  const open: Intake["open"] = async (accept) => {
    fromSocket = accept;
    if (deps.appToken) await app.start();
  };

  return { receive, open, close: async () => void (await app.stop()) };
};

/** Bolt acknowledges an event before its listeners run; here Slack hears nothing until they have stored it. */
class StoringApp extends App {
  override async processEvent(event: ReceiverEvent): Promise<void> {
    let answer: unknown;
    const hold = async (response: unknown): Promise<void> => {
      answer = response;
    };
    await super.processEvent({ ...event, ack: hold });
    await event.ack(answer);
  }
}

/** What each kind of body means. An empty answer to a modal's submission closes it. */
const listen = (app: App, self: () => Self): void => {
  const store = async (inbound: Inbound | undefined, accept: Accept): Promise<void> => {
    if (inbound) await accept(inbound);
  };
  app.event(eventTypes, ({ body, context }) => store(fromEvent(body, self()), context["accept"]));
  app.command(/./, ({ body, context }) => store(fromCommand(body, self()), context["accept"]));
  app.action(/./, ({ body, context }) => store(fromAction(body, self()), context["accept"]));
  app.view(/./, ({ body, context }) => store(fromView(body, self()), context["accept"]));
  app.error(async (error) => {
    throw error;
  });
};

/** HTTP arrives at our own server, so Bolt has nothing to open. */
const none: Receiver = {
  init: () => {},
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};

const socket = (deps: IntakeDeps, appToken: string, accept: () => Accept): Receiver =>
  new SocketModeReceiver({
    appToken,
    logger: sdkLog(deps.log),
    installerOptions: { clientOptions: { ...clientOptions(deps), timeout: 10_000 } },
    customPropertiesExtractor: () => ({ accept: accept() }),
    processEventErrorHandler: async ({ error }) => {
      deps.log.error(
        { event: "slack.not-stored", err: error },
        "an act from Slack could not be stored; Slack will deliver it again",
      );
      return false;
    },
  });

const botOf = ({ bot }: Self): { botUserId?: string } => (bot ? { botUserId: bot } : {});

const oldestSeconds = 5 * 60;

/** Signed by Slack within the last five minutes. Bolt itself would take a timestamp from the future. */
const isGenuine = (request: HttpRequest, { signingSecret, now }: IntakeDeps): boolean => {
  const timestamp = Number(request.headers["x-slack-request-timestamp"]);
  const signature = request.headers["x-slack-signature"];
  if (!signingSecret || !signature || !Number.isInteger(timestamp)) return false;
  if (timestamp - now() / 1000 > oldestSeconds) return false;
  return isValidSlackRequest({
    signingSecret,
    body: request.body.toString(),
    headers: { "x-slack-signature": signature, "x-slack-request-timestamp": timestamp },
    nowMilliseconds: now(),
  });
};

const Body = z.record(z.string(), z.unknown());

/** Events come as JSON, commands as a form, clicks as JSON in a form's field `payload`. */
const parsed = (request: HttpRequest): Record<string, unknown> | undefined => {
  const text = request.body.toString();
  if (request.headers["content-type"]?.includes("json")) return fromJson(text);
  const form = Object.fromEntries(new URLSearchParams(text));
  return form["payload"] === undefined ? form : fromJson(form["payload"]);
};

const fromJson = (text: string): Record<string, unknown> | undefined => {
  try {
    return Body.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};
