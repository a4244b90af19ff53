import { isClosing } from "../../../src/errors.ts";
import type { HttpRequest, HttpResponse } from "../../../src/ports/chat/http.ts";
import type { Accept } from "../../../src/ports/chat/inbound.ts";
import type { WebDeps } from "../sdk.ts";
import { Body, readBody } from "./body.ts";
import type { Installation } from "./organisation.ts";
import type { Reading } from "./reading.ts";
import { isCertificateCheck, isSignedBySlack } from "./signature.ts";
import type { Socket } from "./socket.ts";

export interface IntakeDeps extends WebDeps {
  signingSecret?: string | undefined;
  appToken?: string | undefined;
  now: () => number;
  installation: () => Installation;
}

/** Receives acts by HTTP or Socket Mode. Each is stored before it is acknowledged. */
export interface Intake {
  receive(request: HttpRequest, accept: Accept): Promise<HttpResponse>;
  /** Connects in Socket Mode; does nothing for HTTP. */
  open(accept: Accept): Promise<void>;
  close(): Promise<void>;
}

const heldBack =
  "Slack delivers no more events until the next full minute: there were too many, so what people wrote meanwhile is lost";

/** Larger than any body that Slack sends. */
const mostBytes = 1024 * 1024;

export const createIntake = (deps: IntakeDeps): Intake => {
  const { log, now, signingSecret, appToken } = deps;
  let fromSocket: Accept = () => Promise.reject(new Error("the socket is not open"));

  const receive: Intake["receive"] = async (request, accept) => {
    if (request.body.length > mostBytes) return { status: 413, body: "too large" };
    if (!isSignedBySlack(request, signingSecret, now())) {
      return isCertificateCheck(request) ? { status: 200 } : { status: 401, body: "not signed by Slack just now" };
    }
    const body = parsed(request);
    if (!body) {
      log.warn({ event: "slack.body-unreadable", bytes: request.body.length }, "a signed body could not be parsed");
      return { status: 400, headers: { "x-slack-no-retry": "1" }, body: "neither JSON nor a form" };
    }
    if (body["type"] === "url_verification") return { status: 200, body: String(body["challenge"]) };
    return store(read(body), accept);
  };

  const store = async (reading: Reading, accept: Accept): Promise<HttpResponse> => {
    try {
      await take(reading, accept);
      return { status: 200 };
    } catch (thrown) {
      log[isClosing(thrown) ? "info" : "error"](
        { event: "slack.not-stored", err: thrown },
        "an act from Slack could not be stored; Slack will deliver it again",
      );
      return { status: 503, body: "not stored, please deliver again" };
    }
  };

  /** An unreadable body would be as unreadable the next time, so it is acknowledged, with a warning for the operator. */
  const read = (body: Body): Reading => {
    if (body["type"] === "app_rate_limited") log.warn({ event: "slack.events-held-back" }, heldBack);
    const reading = readBody(body, deps.installation());
    if (reading.kind === "unreadable") {
      const { what, where } = reading;
      log.warn({ event: "slack.act-unreadable", what, where }, "Slack sent something in an unknown shape");
    }
    return reading;
  };

  const takeFromSocket = async (body: unknown): Promise<void> => {
    const reading = read(Body.catch({}).parse(body));
    await take(reading, fromSocket);
  };

  let socket: Socket | undefined;

  const open: Intake["open"] = async (accept) => {
    fromSocket = accept;
    if (!appToken) return;
    const { createSocket } = await import("./socket.ts");
    socket ??= createSocket({ ...deps, appToken, take: takeFromSocket });
    await socket.open();
  };

  return { receive, open, close: async () => socket?.close() };
};

const take = async (reading: Reading, accept: Accept): Promise<void> => {
  if (reading.kind === "act") await accept(reading.act);
  if (reading.kind === "departure") await accept(reading.departure);
};

/** Events are JSON, commands are forms, interactions are JSON in the form field `payload`. */
const parsed = (request: HttpRequest): Body | undefined => {
  const text = request.body.toString();
  if (request.headers["content-type"]?.includes("json")) return fromJson(text);
  const form = Object.fromEntries(new URLSearchParams(text));
  return form["payload"] === undefined ? form : fromJson(form["payload"]);
};

const fromJson = (text: string): Body | undefined => {
  try {
    return Body.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};
